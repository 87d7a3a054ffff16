"""Messages about lists that did not come whole: P01."""

from reportlib.messages.message import Fault

P01_fewer_than_last_time = Fault(
    "P01",
    "{what}為 {last:,}，這次只有 {now:,}，少了 {lost:,}（{percent}%）；檔案可能不完整。",
    "{what} was {last:,} and is only {now:,} now, {lost:,} fewer ({percent}%); the file may be cut off.",
    "請確認檔案完整、所比的數字無誤。確實減少時，請在參數檔 rows 的 accepted 列入 {input}；減少 {limit}% 以上才停止（rows 的 refuse_drop）。",
    "Check that it is whole, and that the number it is compared with is right. If it is fewer indeed, list {input} in accepted of rows in the parameters; only {limit}% or more stops (refuse_drop of rows).",
)
