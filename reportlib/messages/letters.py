"""Messages of ``packet letters``."""

from reportlib.messages.message import Fault, Phrase

C05_no_such_unit = Fault(
    "C05",
    "{units!l}不是受評單位。",
    "{units!l}: no evaluated unit.",
    "受評單位有：{known!l}。",
    "The evaluated units are {known!l}.",
)
O08_packet_of_other_data = Fault(
    "O08",
    "會議資料{meeting!q}的{figure!q}與現在的資料不同。",
    "{figure!q} of the packet {meeting!q} is another one by the data as they are now.",
    "請先執行 packet build，再寫信。",
    "Run packet build first.",
)
letters_written = Phrase(
    "{count:,} 封信在 {folder}{slash}，每個單位一個資料夾：{files!l}。",
    "{count:,} letters in {folder}{slash}, a folder a unit: {files!l}.",
)
