"""Messages about the folder of files of a meeting: its record, and what in it is of no dataset."""

from reportlib.messages.message import Fault, Phrase

A05_too_many_stored_files = Fault(
    "A05",
    "資料夾內的檔案超過 {most:,} 個。",
    "there are more than {most:,} files in the folder.",
    "請只留下本次會議要檢測的檔案。",
    "Keep only the files that this meeting is to look at.",
)
A13_folder_too_deep = Fault(
    "A13",
    "資料夾超過 {most} 層，沒有讀取其中的檔案。",
    "more than {most} folders deep: what is in it was not read.",
    "請把檔案移到以資料集識別碼為名的資料夾。",
    "Move the files into a folder that is called like their dataset.",
)
F19_stored_file_changed = Fault(
    "F19",
    "檔案{path!q}的內容與取得紀錄的 SHA-256 不同，沒有檢測。",
    "the file {path!q} is not what the record says was fetched (SHA-256) and was not examined.",
    "請重新取得，或刪去紀錄中的這一列。",
    "Fetch it again, or delete its line in the record.",
)
F20_no_folder_of_files = Fault(
    "F20",
    "找不到資料夾{folder!q}（參數檔的 inputs.files）。",
    "there is no folder {folder!q} (inputs.files of the parameters).",
    "請先取得檔案，或建立資料夾，以資料集識別碼為檔名或資料夾名放入檔案。",
    "Fetch the files first, or make the folder and put files there that are called like their dataset.",
)
F20_stored_file_gone = Fault(
    "F20",
    "取得紀錄所列的檔案{path!q}不在資料夾內。",
    "the file {path!q} of the record is not in the folder.",
    "請重新取得。",
    "Fetch it again.",
)
F20_no_folder_but_file = Fault(
    "F20",
    "{path!q}是檔案，這裡要的是資料夾。",
    "{path!q} is a file; a folder is expected here.",
    "請寫資料夾的路徑。",
    "Give the path of a folder.",
)
I06_resource_twice = Fault(
    "I06",
    "資料集{dataset!q}的第 {number} 個資源在紀錄裡有兩列。",
    "resource {number} of dataset {dataset!q} has two lines in the record.",
    "請刪去一列。",
    "Delete one of them.",
)
I10_file_of_no_dataset = Fault(
    "I10",
    "檔名及資料夾名都不是資料集清單的識別碼。",
    "neither the file nor its folder is called like a dataset of the catalogue.",
    "請以資料集識別碼為檔名，或放在以識別碼為名的資料夾。",
    "Name it, or the folder that it is in, like the dataset's identifier.",
)
I10_file_of_other_dataset = Fault(
    "I10",
    "資料集{dataset!q}不在資料集清單。",
    "dataset {dataset!q} is not in the catalogue.",
    "請確認識別碼，或刪去紀錄中的這一列。",
    "Check the identifier, or delete the line in the record.",
)
L09_record_lacks_columns = Fault(
    "L09",
    "取得紀錄缺少欄位：{columns!l}。",
    "the record lacks the columns {columns!l}.",
    "請補上，或刪去這個檔案，改以檔名分辨資料集。",
    "Add them, or remove the file: then datasets are told by the names of files.",
)
V17_record_value = Fault(
    "V17",
    "{value!q} 不是這一欄的值。",
    "{value!q} is no value of this column.",
    "請更正，或重新取得這個資源。",
    "Correct it, or fetch the resource again.",
)
V17_record_file_without_hash = Fault(
    "V17",
    "檔案與 SHA-256 須同時填寫。",
    "a file needs its SHA-256, and the other way round.",
    "請補上另一欄，或清空這兩欄。",
    "Fill in the other one, or clear both.",
)
further_stored_files = Phrase(
    "{folder}：另有 {count:,} 個檔案沒有檢測，見檔案品質一章。",
    "{folder}: {count:,} more files were not examined; the section on file quality lists them.",
)
F20_version_gone = Fault(
    "F20",
    "{asked!q}是連結，所指的版本已由後來的 build 換掉。",
    "{asked!q} is a link to a version that a later build has replaced.",
    "要留下一份，請以 packet build 的 --output 建在另一個資料夾，或複製連結裡的內容。",
    "To keep a packet, build it into a folder of its own with packet build --output, or copy what is in the link.",
)
