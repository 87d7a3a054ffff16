"""What is told of built packets, and parts of messages about them."""

from reportlib.messages.message import Fault, Phrase

C05_csv_of_which = Fault(
    "C05",
    "{asked!q}可能是 {count} 個數字，--csv 一次只存一個數字的資料列。",
    "{asked!q} may be {count} figures; --csv saves the rows of one.",
    "請以編號指定，例如 {command}。",
    "Give an id, such as {command}.",
)
C05_explain_what = Fault(
    "C05",
    "沒有寫要說明哪一個數字。",
    "Which figure is to be explained is not said.",
    "請在會議代號之後寫數字或編號，例如 95% 或 F-0012；要一份輸入的所有資料列，請用 --rows 與 --csv。",
    "Name a figure or an id after the meeting, such as 95% or F-0012; for all rows of an input, use --rows and --csv.",
)
C05_no_such_input_kept = Fault(
    "C05",
    "{meeting} 沒有 {asked!q} 這份輸入。",
    "{meeting} has no input {asked!q}.",
    "有的是 {known!l}。",
    "There are {known!l}.",
)
C05_rows_of_an_input = Fault(
    "C05",
    "--rows 要與 --csv 一起用，而且不問數字。",
    "--rows goes with --csv, and with no figure.",
    "例如 packet explain harbour-6-1 --rows catalogue --csv catalogue.csv。",
    "For example: packet explain harbour-6-1 --rows catalogue --csv catalogue.csv.",
)
C11_csv_is_there = Fault(
    "C11",
    "{file} 已存在。",
    "{file} exists.",
    "為了不覆蓋您的檔案，請以 --csv 指定其他檔名。",
    "So as not to overwrite your file, choose another name with --csv.",
)
all_rows = Phrase("  共 {rows:,} 列{also}，這樣存成 CSV：", "  {rows:,} rows in all{also}, saved as CSV by:")
also_unprinted = Phrase(
    "・另有 {count} 個未印出的數字也是{asked!q}，--all 才列出。",
    "・{asked!q} is also the value of {count} figures that are not printed; --all lists them.",
)
as_of = Phrase("統計日", "as of")
ask_again_by_id = Phrase("・請以編號再問一次，例如", "・ask again by id, such as")
between_cells = Phrase("；", "; ")
build_packet = Phrase("請以 packet build 產生會議資料。", "Build the packet with packet build.")
cause_cell = Phrase("「{column}」由{was!q}改為{now!q}", "{column}: {was!q} became {now!q}")
cause_code = Phrase(
    "程式（{was} → {now}）：兩份的資料、規則及參數都相同",
    "the program ({was} → {now}): data, rules and parameters are the same",
)
cause_listed = Phrase("「{label}」所列的項目不同", "what {label} lists")
cause_many_rows = Phrase("資料 {file} 的 {count} 列，例如{first}", "data: {count} rows of {file}, such as {first}")
cause_maybe = Phrase("無法確定，可能是：{causes}", "one of these, it cannot be told which: {causes}")
cause_more_cells = Phrase("另有 {count} 格", "{count} more cells")
cause_moved = Phrase("・{cause} → {count:,} 個數字：{figures}", "・{cause} → {count:,} figures: {figures}")
cause_not_kept = Phrase("{meeting} 沒有留下算法，說不出原因", "{meeting} does not keep how its figures were computed")
cause_parameter = Phrase("參數 {name}：由{was!q}改為{now!q}", "parameter {name}: {was!q} became {now!q}")
cause_row = Phrase("資料 {file} 第 {row} 列：", "data: {file} row {row}, ")
cause_row_added = Phrase("資料 {file} 新增第 {row} 列{named}", "data: {file} row {row}{named} is new")
cause_row_gone = Phrase("資料 {file} 刪去原第 {row} 列{named}", "data: {file} former row {row}{named} is gone")
cause_row_known_by = Phrase("（{cells}）", " ({cells})")
cause_rows_of = Phrase("資料 {files} 的內容", "what {files} say")
cause_rule = Phrase("規則 {file}「{label}」：由 {was} 改為 {now}", "rule {file}, {label}: {was} became {now}")
cause_rulebook = Phrase("規則檔 {file} 的內容", "what the rulebook {file} says")
cause_stated = Phrase("{source}「{label}」：由 {was} 改為 {now}", "{source}, {label}: {was} became {now}")
causes_are = Phrase("數字變動的原因：", "Why figures moved:")
change_gone = Phrase("不再列出", "gone")
change_new = Phrase("新增", "new")
choose_other_folder = Phrase("請以 --output 指定其他資料夾。", "choose another folder with --output.")
csv_written = Phrase("所計的 {rows:,} 列已存為 {file}", "the {rows:,} rows that count are saved in {file}")
column_after = Phrase("後", "after")
column_before = Phrase("前", "before")
column_difference = Phrase("差", "difference")
column_figure = Phrase("指標", "figure")
columns_left_out = Phrase("（還有 {count} 欄）", " ({count} more columns)")
input_written = Phrase("{input} 的 {rows:,} 列已存為 {file}", "the {rows:,} rows of {input} are saved in {file}")
edition_internal = Phrase("內部版", "internal")
edition_public = Phrase("公開版", "public")
figures_in_all = Phrase(" 等 {count} 個", " … {count} figures")
give_meeting_or_folder = Phrase(
    "請寫會議代號（例如 harbour-6-1）或會議資料的資料夾。",
    "Give a meeting's name, such as harbour-6-1, or the folder of a packet.",
)
hidden_figures = Phrase("・另有 {count:,} 個，--all 才列出。", "・{count:,} more; --all lists them.")
how_to_ask = Phrase(
    "請寫編號（F-0001）、印出的數字或名稱的一部分。", "Give an id (F-0001), a number as printed, or a part of a label."
)
ids_run = Phrase("編號由 {first} 至 {last}。", "The ids run from {first} to {last}.")
latest = Phrase("最近一次", "latest")
lines_shown = Phrase("（只列出 {shown} 行；--all 列出全部 {all} 行）", "({shown} lines; --all tells all {all})")
may_be_one_of = Phrase("{asked!q}可能是下列 {count} 個數字之一：", "{asked!q} may be {count} figures:")
nearest_are = Phrase("最接近的是{figures}。", "Nearest: {figures}.")
not_printed = Phrase("沒有單獨印出，用於計算其他數字", "not printed by itself, used in others only")
places_counted = Phrase(" 等 {count} 處", " … {count} places")
points = Phrase(" 百分點", " pp")
rename_and_run_again = Phrase("請把它改名或移走，再執行一次。", "rename it or move it away, and run again.")
rounded_otherwise_it_is = Phrase(
    "換一種捨入方式會得到這個數字的是 {figures}{more}。", "Rounded in another way, it is {figures}{more}."
)
run_from_other_folder = Phrase("請換到別的資料夾再執行。", "Run it from another folder.")
rows_not_kept = Phrase(
    "數字所計的 {rows:,} 列，{file} 裡只有 {there:,} 列；資料包可能損壞，請以 packet verify 核對，或重新產生。",
    "of the {rows:,} rows that count only {there:,} are in {file}; the packet may be damaged: check it with packet verify, or build it again.",
)
so_as_not_to_overwrite = Phrase("為了不覆蓋您的檔案，", "So as not to overwrite your files, ")
stands_in = Phrase("出現在：", "stands in: ")
wait_or_choose_folder = Phrase(
    "請等它完成後再執行，或以 --output 指定其他資料夾。",
    "Wait until it is done, or choose another folder with --output.",
)
wait_until_done = Phrase("請等它完成後再執行。", "Wait until it is done.")
