"""Messages about openings and inventories of data: the desks that a dataset passes, what is withdrawn, the three inventories."""

from reportlib.messages.message import Fault, Phrase

no_outcome_passes = Phrase("結果沒有一個是通過（means: passed）", "no outcome means passed")

L09_desk_without_column = Fault(
    "L09",
    "規則檔有「{desk}」這一關，清單沒有{column!q}欄。",
    "the rulebook has the desk {desk!q}, and the list no column {column!q}.",
    "請補上這一欄（還沒有就留白），或在規則檔刪去這一關。",
    "Add the column (blank where there is nothing yet), or take the desk out of the rulebook.",
)
L11_day_without_outcome = Fault(
    "L11",
    "「{desk}」有日期 {day} 而沒有結果。",
    "{desk!q} has the day {day} and no outcome.",
    "請填結果（例如通過、退回、辦理中），或清空日期。",
    "Fill in the outcome (passed, returned, in hand), or clear the day.",
)
L11_outcome_without_day = Fault(
    "L11",
    "「{desk}」有結果{outcome!q}而沒有日期。",
    "{desk!q} has the outcome {outcome!q} and no day.",
    "請填那一天的日期；免經這一關者填「免」。",
    "Fill in its day; of a desk that is not needed say so.",
)
L11_refused_without_reason = Fault(
    "L11",
    "資料類別為{data_class!q}，須有理由及法規條文。",
    "the class is {data_class!q}, so there must be a reason and an article of law.",
    "請填理由及法規條文（法規名稱、條次）後重送。",
    "Fill in both, the law with its article, and resend.",
)
L11_charge_without_ground = Fault(
    "L11",
    "限制類型為{restriction!q}，須有收費依據。",
    "the restriction is {restriction!q}, so there must be a ground for the charge.",
    "請填所依據的法規、命令或行政規則名稱後重送。",
    "Name the law, order or rule, and resend.",
)
L11_withdrawn_without_number = Fault(
    "L11",
    "資料集識別碼與編號都空白，不知道撤回的是哪一項。",
    "neither the dataset's identifier nor the plan's number is given: it is not known what was withdrawn.",
    "已上架者填資料集識別碼，只在預計開放清單者填編號。",
    "Give the identifier of what was listed, or the number of what was only planned.",
)
V07_desk_before_its_turn = Fault(
    "V07",
    "「{desk}」的日期 {day} 早於{before!q} {before_day}。",
    "{desk!q} on {day} is before {before!q} on {before_day}.",
    "請更正；退回後再送者，這一關改填再送的日期及「辦理中」，其後各關清空，經過寫在說明。",
    "Correct it; of what was sent in again, give this desk the day on which it came again and that it is in hand (辦理中), and clear those after it.",
)
V07_withdrawn_before_listed = Fault(
    "V07",
    "撤回日期 {withdrawn} 早於上架日期 {listed}。",
    "withdrawn on {withdrawn}, before it was listed on {listed}.",
    "請更正。",
    "Correct it.",
)
V07_relisted_before_withdrawn = Fault(
    "V07",
    "重新上架日期 {relisted} 早於撤回日期 {withdrawn}。",
    "put back on {relisted}, before it was withdrawn on {withdrawn}.",
    "請更正。",
    "Correct it.",
)
V17_desk_before_not_passed = Fault(
    "V17",
    "「{before}」還沒有通過，卻已填「{desk}」。",
    "{before!q} has not passed it, and {desk!q} is filled in.",
    "請補上「{before}」的日期及結果，免經者填「免」。",
    "Fill in the day and outcome of {before!q}; of a desk that is not needed say so.",
)
V17_no_outcome_of_desk = Fault(
    "V17",
    "{outcome!q}不是關卡的結果。",
    "{outcome!q} is no outcome of a desk.",
    "{guess}可填：{known!l}；其他寫法可加進規則檔。",
    "{guess}Known: {known!l}; other spellings can be added to the rulebook.",
)
V17_no_class_of_data = Fault(
    "V17",
    "{value!q}不是資料類別。",
    "{value!q} is no class of data.",
    "{guess}可填：{known!l}。",
    "{guess}Known: {known!l}.",
)
V18_negative_cost = Fault(
    "V18",
    "{value!q}是負數。",
    "{value!q} is negative.",
    "經費請填零或正數，單位是元。",
    "Give zero or a positive number of NT$.",
)
