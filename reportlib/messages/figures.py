"""Messages about figures that disagree and replies that are not complete: Q and Y."""

from reportlib.messages.message import Fault

Q01_figures_disagree = Fault(
    "Q01",
    "{disagreement}",
    "{disagreement}",
    "請更正其中一個{typed}；確知原因時，在參數檔 accepted 加上 {{id: {id}, reason: …}}。",
    "Correct one of them{typed}, or, where you know why, add {{id: {id}, reason: …}} to accepted in the parameter file.",
)
Q01_told_more_than_counted = Fault(
    "Q01",
    "{disagreement}",
    "{disagreement}",
    "其後有資料集下架的，請逐項列在「{label}」（inputs 的 {input}），不要更改先前所載的數字；{typed} 確有筆誤才更正；其他原因，在參數檔 accepted 加上 {{id: {id}, reason: …}}。",
    "Where datasets were taken off since, list each of them in {label} ({input} of inputs) and leave what was told before; correct {typed} only if it is mistyped; for any other reason add {{id: {id}, reason: …}} to accepted in the parameter file.",
)
Q02_reason_fits_nothing = Fault(
    "Q02", "accepted 的{id!q}沒有對應的不一致。", "accepted {id!q} fits nothing that disagrees.", "{todo}", "{todo}"
)
Q03_declared_held_against_nothing = Fault(
    "Q03",
    "declared 的{label!q}沒有可以核對的數字：{measure!q}。",
    "declared {label!q} was held against nothing: {measure!q}.",
    "{todo}",
    "{todo}",
)
Q04_note_on_nothing = Fault(
    "Q04",
    "參數檔的註記（notes）所寫的「{title}」，這個章節沒有這個標題的表或圖，註記沒有印出。",
    "a note (notes) is on {title!q}, and no table or chart of the section has that title: it is not printed.",
    "請核對 title（不含編號）；這次沒有資料可列而沒有這張表時，不必處理。",
    "Check the title, without its number; nothing is to be done where there was nothing to list this time.",
)
Q03_declared_without_measure = Fault(
    "Q03",
    "declared 的{label!q}沒有寫 measure，沒有與任何數字核對。",
    "declared {label!q} has no measure, and was held against nothing.",
    "{todo}",
    "{todo}",
)
Q05_cell_disagrees = Fault(
    "Q05",
    "同一格裡的記載不同：{disagreement}",
    "one cell says different things: {disagreement}",
    "請更正這一格；確知原因時，在參數檔 accepted 加上 {{id: {id}, reason: …}}。",
    "Correct that cell, or, where you know why, add {{id: {id}, reason: …}} to accepted in the parameter file.",
)
Q05_places_disagree = Fault(
    "Q05",
    "兩處記載不同：{disagreement}",
    "two places say different things: {disagreement}",
    "請更正其中一份；確知原因時，在參數檔 accepted 加上 {{id: {id}, reason: …}}。",
    "Correct one of them, or, where you know why, add {{id: {id}, reason: …}} to accepted in the parameter file.",
)
Q05_figures_differ = Fault(
    "Q05",
    "數字核對的提醒：{disagreement}",
    "figures against figures: {disagreement}",
    "請確認；確知原因時，在參數檔 accepted 加上 {{id: {id}, reason: …}}。",
    "Check them, or, where you know why, add {{id: {id}, reason: …}} to accepted in the parameter file.",
)
Q05_more_of_the_kind = Fault(
    "Q05",
    "同一條核對另有 {count} 項，都印在「數字核對」。",
    "{count} more of this kind, all of them printed in the section 「數字核對」.",
    "請一併確認。",
    "Check them too.",
)
Y01_refusal_without_reason = Fault(
    "Y01",
    "{request}的處理情形是「{outcome}」，但沒有理由。",
    "{request} is refused ({outcome}) without a reason.",
    "請機關補充無法開放的理由。",
    "Ask the agency for its reason.",
)
Y02_refusal_without_article = Fault(
    "Y02",
    "{request}以{law!q}為理由，但沒有載明法規條文。",
    "{request} is refused for a legal reason ({law!q}) without an article.",
    "請機關載明法規名稱及第幾條。",
    "Ask the agency for the law and its article.",
)
Y03_promise_without_date = Fault(
    "Y03",
    "{request}的處理情形是「{outcome}」，但沒有預計開放的日期。",
    "{request} is promised ({outcome}) without a date.",
    "請機關補充預計開放的年月。",
    "Ask the agency for the month in which it will be open.",
)
Y04_open_in_part = Fault(
    "Y04",
    "{request}的處理情形是「{outcome}」，回復卻說{part!q}。",
    "{request} is coded {outcome}, but the reply says {part!q}.",
    "請確認是否全部開放；若只給一部分，請在回復中說明其餘部分如何處理，或更正處理情形。",
    "Make sure that all of it is open; if only a part is, say what becomes of the rest, or correct the outcome.",
)
Y05_refused_with_data = Fault(
    "Y05",
    "{request}的處理情形是「{outcome}」，回復卻說{told!q}。",
    "{request} is coded {outcome}, but the reply says {told!q}.",
    "請確認處理情形；若資料已由別處提供，請載明位置。",
    "Check the outcome; if the data can be had elsewhere, say where.",
)
Y06_unanswered_with_reply = Fault(
    "Y06",
    "{request}的處理情形是「{outcome}」，卻有回復內容。",
    "{request} is coded {outcome}, but has a reply.",
    "請更正處理情形。",
    "Correct the outcome.",
)
Y07_refused_but_on_request = Fault(
    "Y07",
    "{request}的處理情形是「{outcome}」，回復卻說{way!q}。",
    "{request} is coded {outcome}, but the reply says {way!q}.",
    "請確認是否屬依申請提供；是的話，請列入依申請提供的清單，並在回復中載明向哪裡申請。",
    "If it is to be had on request, put it on that list, and say in the reply where to ask.",
)
