"""Messages about decisions in the register of agencies: C."""

from reportlib.messages.message import Fault

C04_name_decided_twice = Fault(
    "C04",
    "名稱{name!q}在第 {row} 列已有認定。",
    "the name {name!q} is decided in row {row} already.",
    "請只保留其中一列。",
    "Keep one of the rows.",
)
C05_decision_against_official_name = Fault(
    "C05",
    "{name!q}是名冊中機關的全銜，不能認定為別的機關的名稱。",
    "{name!q} is the official name of an agency in the register; it cannot be decided to be another body's.",
    "請刪去這一列。",
    "Delete the row.",
)
C05_decision_for_unknown_agency = Fault(
    "C05",
    "名稱{name!q}認定為{agency!q}，但名冊沒有這個機關的全銜。",
    "the name {name!q} is decided to be of {agency!q}, which is no official name in the register.",
    "請在 short 欄填名冊中的機關全銜。",
    "Give an official name of the register in the column short.",
)
C05_decision_with_agency = Fault(
    "C05",
    "{kind!q}的{name!q}不可填機關。",
    "{name!q}, a row of the kind {kind!q}, must name no agency.",
    "請清空 short 欄，或改為「清單中屬本機關」。",
    "Clear the column short, or make it 清單中屬本機關.",
)
C05_decision_with_more = Fault(
    "C05",
    "{name!q}是清單名稱的認定，這些欄須空白：{columns!l}。",
    "{name!q} is a decision about a name in lists; these columns must be blank: {columns!l}.",
    "請清空這些欄；說明請寫在 successor 欄。",
    "Clear them; a remark goes into the column successor.",
)
C05_decision_without_agency = Fault(
    "C05",
    "{kind!q}的{name!q}沒有填屬於哪一個機關。",
    "{name!q}, a row of the kind {kind!q}, does not say of which agency it is.",
    "請在 short 欄填名冊中的機關全銜。",
    "Give an official name of the register in the column short.",
)
