"""Messages about documents that describe an API (OAS)."""

from reportlib.messages.message import Fault, Phrase

F20_no_api_document = Fault(
    "F20",
    "資料夾裡沒有 .json、.yaml 檔。",
    "there is no .json or .yaml file in the folder.",
    "請放入 OAS 文件。",
    "Put the documents there.",
)
F20_no_folder_of_apis = Fault(
    "F20",
    "找不到 API 文件的資料夾{folder!q}。",
    "there is no folder of API documents {folder!q}.",
    "請建立資料夾並放入文件，或刪去 inputs.apis。",
    "Make it and put the documents there, or remove inputs.apis.",
)
L09_list_of_apis_lacks = Fault(
    "L09",
    "缺少欄位：{columns!l}。",
    "columns are missing: {columns!l}.",
    "請補上；可用的欄位是 文件、單位、API名稱、資料集識別碼。",
    "Add them; the columns are 文件, 單位, API名稱, 資料集識別碼.",
)
api_document_valid = Phrase("{file}：通過（{about}）", "{file}: valid ({about})")
api_document_invalid = Phrase("{file}：不通過（{about}），{faults} 項", "{file}: not valid ({about}), {faults} faults")
api_document_unjudged = Phrase("{file}：無法判定（{about}）", "{file}: not judged ({about})")
api_document_about = Phrase(
    "OAS {version}，{operations:,} 個作業{title}", "OAS {version}, {operations:,} operations{title}"
)
api_document_no_version = Phrase("不是可讀的 OAS 文件", "no OAS document that can be read")
api_document_titled = Phrase("，{title!q}", ", {title!q}")
api_more_findings = Phrase("另有 {count:,} 項未列出", "{count:,} more are not listed")
api_documents_counted = Phrase(
    "{all:,} 份文件：通過 {valid:,}，不通過 {invalid:,}，無法判定 {unjudged:,}。",
    "{all:,} documents: {valid:,} valid, {invalid:,} not valid, {unjudged:,} not judged.",
)
api_place = Phrase("{path}：{what}", "{path}: {what}")
S01_no_json = Fault(
    "S01",
    "不是 JSON：第 {row} 行第 {column} 個字{sign!q}不該在這裡。",
    "not JSON: {sign!q} in line {row}, column {column} is not allowed there.",
    "請更正這一處後重新產生文件。",
    "Correct it and make the document again.",
)
S01_trailing_comma = Fault(
    "S01",
    "不是 JSON：第 {row} 行的最後多了一個逗號（第 {at} 行的「{sign}」之前）。",
    'not JSON: line {row} ends in a comma too many (before the "{sign}" of line {at}).',
    "請刪去這個逗號。",
    "Take the comma away.",
)
S01_cut_off = Fault(
    "S01",
    "不是完整的 JSON：第 {row} 行第 {column} 個字之後沒有內容了。",
    "not a whole JSON: it ends in line {row}, column {column}.",
    "檔案可能不完整，請重新下載或產生。",
    "The file may be cut off: get it, or make it, again.",
)
S01_goes_on = Fault(
    "S01",
    "不是 JSON：文件在第 {row} 行第 {column} 個字之前已經結束，後面還有內容。",
    "not JSON: the document ends before line {row}, column {column}, and the file goes on.",
    "一個檔案請只放一份文件。",
    "Put one document into a file.",
)
S01_no_number = Fault(
    "S01",
    "不是 JSON：「{sign}」不是 JSON 的數值。",
    'not JSON: "{sign}" is no number of JSON.',
    "請改為數值或 null。",
    "Write a number, or null.",
)
S01_no_yaml = Fault(
    "S01",
    "不是 JSON，也不是 YAML：第 {row} 行第 {column} 個字起讀不下去。",
    "neither JSON nor YAML: it cannot be read from line {row}, column {column} on.",
    "請檢查這一行及前一行的縮排、引號與冒號。",
    "Look at the indentation, quotation marks and colons of this line and the one before.",
)
S01_yaml_tab = Fault(
    "S01",
    "不是 YAML：第 {row} 行以 TAB 縮排。",
    "not YAML: line {row} is indented by a TAB.",
    "請改用空白縮排。",
    "Indent by spaces.",
)
S01_encoding = Fault(
    "S01",
    "不是 UTF-8 文字：第 {row} 行起有其他編碼的字。",
    "not UTF-8: line {row} has signs in another encoding.",
    "請以 UTF-8 重新存檔。",
    "Save it again as UTF-8.",
)
S01_no_text = Fault(
    "S01",
    "不是文字檔。",
    "it is no text.",
    "請提供 OAS 文件（JSON 或 YAML）本身。",
    "Give the OAS document itself (JSON or YAML).",
)
S02_empty = Fault(
    "S02", "文件沒有內容。", "the document is empty.", "請提供 OAS 文件本身。", "Give the OAS document itself."
)
S02_page = Fault(
    "S02",
    "是網頁，不是 OAS 文件。",
    "it is a web page and no OAS document.",
    "請提供網頁所連到的文件（JSON 或 YAML）。",
    "Give the document (JSON or YAML) that the page links to.",
)
S02_no_description = Fault(
    "S02",
    "不是 OAS 文件：最上層沒有 openapi，也沒有 swagger。",
    "no OAS document: it has neither openapi nor swagger at its top.",
    "請提供 API 的說明文件，不是資料或連結清單。",
    "Give the document that describes the API, and no data or list of links.",
)
S03_no_version = Fault(
    "S03",
    "沒有寫 OAS 的版本。",
    "it does not say which OAS it follows.",
    '請在最上層加上 openapi: "3.0.3"（或 swagger: "2.0"）。',
    'Add openapi: "3.0.3" (or swagger: "2.0") at the top.',
)
S03_version_unknown = Fault(
    "S03",
    "版本{value!q}不是 2.0、3.0 或 3.1。",
    "the version {value!q} is none of 2.0, 3.0 and 3.1.",
    "請改用這三種版本之一。",
    "Write the document in one of them.",
)
S03_version_newer = Fault(
    "S03",
    "版本{value!q}比 3.1 新，本工具不能驗證。",
    "the version {value!q} is newer than 3.1 and cannot be validated here.",
    "如要在此驗證，請提供 3.1 或 3.0 的文件。",
    "Give a document of 3.1 or 3.0 if it is to be validated here.",
)
S03_version_number = Fault(
    "S03",
    "版本 {value} 寫成了數值。",
    "the version {value} is a number.",
    '請加引號並寫完整，例如 openapi: "3.0.3"、swagger: "2.0"。',
    'Put it in quotation marks, and whole: openapi: "3.0.3", swagger: "2.0".',
)
S04_too_large = Fault(
    "S04",
    "超過 {limit} MB，不予判定。",
    "larger than {limit} MB: not judged.",
    "請分成幾份文件。",
    "Split it into several documents.",
)
S04_too_deep = Fault(
    "S04",
    "超過 {limit} 層，不予判定。",
    "deeper than {limit} levels: not judged.",
    "請減少層數，或以 components 拆開。",
    "Take levels away, or use components.",
)
S04_too_many_values = Fault(
    "S04",
    "超過 {limit:,} 個值（別名展開也計入），不予判定。",
    "more than {limit:,} values, aliases unfolded: not judged.",
    "請分成幾份文件。",
    "Split it into several documents.",
)
S04_number_too_long = Fault(
    "S04",
    "有超過 {limit} 位的數值，不予判定。",
    "a number of more than {limit} digits: not judged.",
    "請更正這個數值。",
    "Correct the number.",
)
S04_too_slow = Fault(
    "S04",
    "驗證超過 {seconds} 秒，不予判定。",
    "validating takes more than {seconds} seconds: not judged.",
    "請分成幾份文件，或在較快的電腦再試。",
    "Split it into several documents, or try a faster machine.",
)
S04_broke_down = Fault(
    "S04",
    "驗證時記憶體不足，或程式中斷，不予判定。",
    "validating it needs too much memory, or breaks down: not judged.",
    "請檢查文件是否異常龐大。",
    "See whether the document is unreasonable.",
)
S04_not_judged = Fault(
    "S04",
    "驗證工具處理不了這個部分（{kind}），無法判定。",
    "the validator breaks down on this part ({kind}): not judged.",
    "請檢查這個部分的寫法。",
    "Look at how this part is written.",
)
S05_key_twice = Fault(
    "S05",
    "同一層有兩個相同的鍵：{keys!l}。",
    "keys that stand twice at one place: {keys!l}.",
    "請刪去或改名，否則只有一個算數。",
    "Remove or rename one: only one of them counts.",
)
S05_tag = Fault(
    "S05",
    "第 {row} 行有 YAML 標籤{tag!q}，文件不得使用。",
    "line {row} has the YAML tag {tag!q}, which a document may not have.",
    "請刪去標籤。",
    "Take the tag away.",
)
S05_alias = Fault(
    "S05",
    "第 {row} 行的 YAML 別名指向還沒寫完或不存在的內容。",
    "the YAML alias in line {row} points to what is not finished or not there.",
    "請改寫內容本身，或改用 $ref。",
    "Write the content itself, or use $ref.",
)
S05_merge = Fault(
    "S05",
    "第 {row} 行的 << 所合併的不是鍵與值。",
    "what << merges in line {row} are no keys and values.",
    "請更正，或寫出內容本身。",
    "Correct it, or write the content itself.",
)
S05_several_documents = Fault(
    "S05",
    "一個檔案裡有幾份 YAML 文件（第 {row} 行起是第二份）。",
    "several YAML documents in a file (the second begins in line {row}).",
    "一個檔案請只放一份。",
    "Put one into a file.",
)
S05_key_no_text = Fault(
    "S05",
    "第 {row} 行的鍵不是文字。",
    "the key in line {row} is no text.",
    "請改為文字。",
    "Write a text.",
)
S06_number_keys = Fault(
    "S06",
    "狀態碼寫成了數值：{keys!l}。JSON 沒有數值的鍵，有些工具會因此中斷。",
    "status codes that are numbers: {keys!l}. JSON has no such keys, and some tools break down on them.",
    '請加引號，例如 "200":。',
    'Put them in quotation marks, as in "200":.',
)
S07_out = Fault(
    "S07",
    "引用文件以外的內容{target!q}，沒有讀取，整份文件無法判定。",
    "refers to something outside of the document, {target!q}, which was not read: the document is not judged.",
    "請把所引用的內容放進同一份文件，以 #/ 開頭引用。",
    "Put what it refers to into the document, and refer to it by #/.",
)
S07_nowhere = Fault(
    "S07",
    "引用的{target!q}不在文件裡。",
    "{target!q} is not in the document.",
    "請更正名稱，或補上所引用的內容。",
    "Correct the name, or add what is referred to.",
)
S07_endless = Fault(
    "S07",
    "引用{target!q}繞回自己，沒有盡頭。",
    "the reference {target!q} leads back to itself without end.",
    "請在其中一處寫出內容本身。",
    "Write the content itself at one of the places.",
)
S08_lacks = Fault(
    "S08",
    "缺少 {names!l}。",
    "lacks {names!l}.",
    "請補上。",
    "Add it.",
)
S08_not_known_here = Fault(
    "S08",
    "這裡不能有 {names!l}。",
    "{names!l} may not stand here.",
    "請移到正確的位置，或刪去；鍵名也可能拼錯，或屬於另一個版本。",
    "Move it to its place, or remove it; it may be misspelled, or of another version.",
)
S08_wrong_type = Fault(
    "S08",
    "{value!q}應該是{types!l}。",
    "{value!q} should be {types!l}.",
    "請改為正確的型別。",
    "Write a value of this type.",
)
S08_none_of_these = Fault(
    "S08",
    "{value!q}不在可用的值（{allowed!l}）之中。",
    "{value!q} is none of {allowed!l}.",
    "請改用其中之一。",
    "Write one of them.",
)
S08_not_of_the_form = Fault(
    "S08",
    "{value!q}不合規定的寫法（{form}）。",
    "{value!q} is not of the form {form}.",
    "請更正。",
    "Correct it.",
)
S08_empty_group = Fault(
    "S08",
    "沒有任何內容，至少要有一項。",
    "it is empty, and must have at least one item.",
    "請補上。",
    "Add one.",
)
S08_items_twice = Fault(
    "S08",
    "有重複的項目。",
    "items stand twice.",
    "請刪去重複的。",
    "Remove the repeated ones.",
)
S08_does_not_fit = Fault(
    "S08",
    "{value!q}不合 OAS 的規定。",
    "{value!q} does not fit the OAS.",
    "請對照 OAS 的說明更正。",
    "Correct it as the OAS says.",
)
S09_operation_id_twice = Fault(
    "S09",
    "operationId {value!q}與另一個作業相同。",
    "the operationId {value!q} is that of another operation.",
    "請給每個作業不同的 operationId。",
    "Give each operation its own.",
)
S09_parameter_missing = Fault(
    "S09",
    "路徑裡的參數{name!q}沒有在 parameters 說明。",
    "{name!q} of the path is not among the parameters.",
    "請加上 in: path、required: true 的參數。",
    "Add a parameter with in: path and required: true.",
)
S09_parameter_not_in_path = Fault(
    "S09",
    "路徑參數{name!q}不在路徑裡。",
    "the path parameter {name!q} is not in the path.",
    "請以大括號寫進路徑，或把 in 改為 query。",
    "Write it into the path, in braces, or make it in: query.",
)
S09_parameter_twice = Fault(
    "S09",
    "參數{name!q}寫了兩次。",
    "the parameter {name!q} stands twice.",
    "請刪去其中一個。",
    "Remove one of them.",
)
S09_tag_twice = Fault(
    "S09",
    "標籤（tags）{name!q}寫了兩次。",
    "the tag {name!q} stands twice.",
    "請刪去其中一個。",
    "Remove one of them.",
)
S09_braces = Fault(
    "S09",
    "路徑的大括號不成對。",
    "the braces of the path do not match.",
    "請更正路徑。",
    "Correct the path.",
)
S09_not_allowed = Fault(
    "S09",
    "不合 OAS 的規定{value}。",
    "is not as the OAS says{value}.",
    "請對照 OAS 的說明更正。",
    "Correct it as the OAS says.",
)
S10_default_of_wrong_type = Fault(
    "S10",
    "預設值{value!q}不是{types!l}。",
    "the default {value!q} is not {types!l}.",
    "請改為參數本身的型別（數值不加引號）。",
    "Write a value of the parameter's type (numbers without quotation marks).",
)
S10_default_does_not_fit = Fault(
    "S10",
    "預設值{value!q}不合參數自己的規定。",
    "the default {value!q} is not allowed by the parameter itself.",
    "請更正預設值或規定。",
    "Correct the default, or what is allowed.",
)
S11_no_operation = Fault(
    "S11",
    "沒有任何作業（get、post 等）。OAS 允許，但等於沒有說明任何 API。",
    "there is no operation (get, post …): allowed by the OAS, but no API is described.",
    "請補上 API 的路徑與作業。",
    "Add the paths and operations.",
)
S11_no_server = Fault(
    "S11",
    "沒有寫 API 的位址（{key}）。OAS 允許，但使用者不知道要呼叫哪裡。",
    "the API's address ({key}) is missing: allowed by the OAS, but nobody knows what to call.",
    "請補上 {key}。",
    "Add {key}.",
)
S12_secret = Fault(
    "S12",
    "這裡有像金鑰或密碼的值（不顯示）。",
    "here stands what looks like a key or a password (not shown).",
    "請立即更換金鑰，文件改寫成說明文字。",
    "Change the key at once, and write an example into the document.",
)
type_array = Phrase("陣列", "an array")
type_boolean = Phrase("布林值", "a boolean")
type_integer = Phrase("整數", "an integer")
type_null = Phrase("空值", "null")
type_number = Phrase("數值", "a number")
type_object = Phrase("物件", "an object")
type_string = Phrase("文字", "a text")
