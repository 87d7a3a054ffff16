"""Why a file is not read, in sentences."""

from __future__ import annotations

from reportlib.errors import InputError, Problem
from reportlib.language import say

NO_TABLE = frozenset(("F01", "F09", "F11", "F17", "A13"))  # of an archive's members: told, and left out
AS_UTF8 = ("請另存成 UTF-8 的 CSV 後重送。", "Save it as UTF-8 CSV and resend.")
LOST_IN_WORD = (
    "字中夾有「?」，可能在來源就已遺失字元。",
    'a "?" inside a word: a character may have been lost before it came.',
)
ABOUT_CELLS = {
    "E04": ("有無法辨識的字（造字）", "hold characters that only their writer's computer knows"),
    "E11": (
        "的字中夾有「?」，可能是來源已遺失字元",
        'have a "?" inside a word, perhaps a character lost before it came',
    ),
    "E12": ("有來源已遺失的字元（U+FFFD）", "hold characters lost before they came (U+FFFD)"),
    "E14": ("有控制字元，輸出時略去", "hold control characters, which outputs leave out"),
    "E17": ("有改變書寫方向的控制字元", "hold characters that change the direction of writing"),
}
NOTICES = {
    "macros": (
        "含有巨集；未執行，只讀取儲存格的值。",
        "holds macros; none was run, only the values of cells were read.",
    ),
    "links": (
        "含有連往其他檔案的連結；未更新，採用檔內所存的值。",
        "holds links to other files; not followed, the stored values were read.",
    ),
    "dde": ("含有 DDE 連結；未執行，採用檔內所存的值。", "holds DDE links; not followed, the stored values were read."),
    "A07": (
        "遠處只有空白字元的儲存格（最遠 {}）略去。",
        "far cells that hold white space only (the farthest is {}) are left out.",
    ),
    "A08": (
        "合併儲存格 {} 遠超出資料，只採計有資料的部分。",
        "the merged range {} goes far beyond the data; only its part with data counts.",
    ),
    "A08+": ("合併儲存格 {} 與另一個重疊，未採計。", "the merged range {} overlaps another and does not count."),
}
MEMBER_REFUSALS = {
    "F03": (
        "壓縮檔裡的這個檔案已損壞。",
        "this member of the archive is damaged.",
        "請重新壓縮後重送。",
        "Make the archive again and resend.",
    ),
    "F11": (
        "檔名指向壓縮檔之外，或是連結，未讀取。",
        "its name leads out of the archive, or it is a link; not read.",
        "請重新壓縮後重送。",
        "Make the archive again and resend.",
    ),
    "F17": ("是程式或系統留下的檔案，略過。", "left by a program or a system; skipped.", "", ""),
    "A13": (
        "是壓縮檔裡的壓縮檔，未讀取。",
        "an archive inside an archive; not read.",
        "請把檔案直接放進一個壓縮檔後重送。",
        "Put the files into one archive and resend.",
    ),
}
_RESEND = ("請重新另存後重送。", "Save it again and resend.")
_UNPROTECT = ("請移除密碼後重送。", "Remove the password and resend.")
REFUSALS = {
    "F02": ("檔案不完整或已損壞。", "the file is incomplete or damaged.", *_RESEND),
    "F03": ("檔案已損壞（內部檔 {}）。", "the file is damaged (member {}).", *_RESEND),
    "F04": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F05": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F06": ("檔案有密碼保護。", "the file is password-protected.", *_UNPROTECT),
    "F13": (
        "儲存格 {} 所指的文字不在檔案裡，檔案已損壞。",
        "the text that cell {} refers to is not in the file, which is damaged.",
        *_RESEND,
    ),
    "F14": ("壓縮檔內有同名的成員，內容無法確定。", "two members of the archive have one name.", *_RESEND),
    "A02": (
        "檔案內含 DTD 宣告，為安全起見不予讀取。",
        "the file holds a document type declaration and is not read.",
        *_RESEND,
    ),
    "A04": ("解開後過大（上限 200 MB），疑似壓縮炸彈。", "too large when unpacked (limit 200 MB).", *_RESEND),
    "A05": (
        "資料量過大（上限 300 萬格、60 秒）。",
        "too much data (limits: 3 million cells, 60 seconds).",
        "請刪去不需要的列與欄後重送。",
        "Delete rows and columns that are not needed and resend.",
    ),
    "A06": (
        "資料範圍異常，最遠儲存格 {}。",
        "unreasonable data range; the farthest cell is {}.",
        "請清除遠處的儲存格後重送。",
        "Clear the cells far away and resend.",
    ),
    "A08": (
        "合併儲存格 {} 不合理，或合併的範圍過多。",
        "the merged range {} is unreasonable, or there are too many.",
        "請取消合併後重送。",
        "Unmerge the cells and resend.",
    ),
    "A10": ("文字過多（上限 1 億字），疑似壓縮炸彈。", "too much text (limit: 100 million characters).", *_RESEND),
    "A12": (
        "無法讀取：檔案損壞，或需要的記憶體過多。",
        "cannot be read: damaged, or it needs too much memory.",
        *_RESEND,
    ),
}
TYPE_NAMES = {
    "doc": "Word (.doc)",
    "docx": "Word (.docx)",
    "pptx": "PowerPoint (.pptx)",
    "xlsb": "Excel (.xlsb)",
    "numbers": "Numbers",
    "odf": "OpenDocument（非試算表）",
    "zip": "ZIP",
    "ole2": "OLE2",
    "fods": "OpenDocument 單一 XML (.fods)",
    "excel2003": "Excel 2003 XML",
    "jsonl": "JSON Lines",
    "mhtml": "MHTML",
    "mail": "電子郵件",
}


def named_otherwise(file: str, suffixes: tuple[str, ...], truly: str) -> tuple[str, ...]:
    if not file.lower().endswith(suffixes):
        return ()
    return (say(f"{file} 的內容其實是{truly}，已照內容讀取。", f"{file} is in truth {truly}; it was read as such."),)


def empty_file(file: str, size: int) -> InputError:
    what = say(f"檔案是空的（{size} 位元組）。", f"the file is empty ({size} bytes).")
    return refused("F01", file, what, say("請確認內容後重送。", "Check its content and resend."))


def no_table(file: str, kind: str, title: str = "") -> InputError:
    what = say(
        f"這是 {kind} 檔{title}，不是資料表。", f"this is a {kind} file{title and f' ({title.strip()})'}, not a table."
    )
    if file.lower().endswith((".eml", ".msg")):
        return refused("F09", file, what, say("請把附件另存後放入。", "Save the attachment and put it here instead."))
    return refused("F09", file, what, say("可接受 CSV、TSV、XLSX、XLS、ODS。", "Accepted: CSV, TSV, XLSX, XLS, ODS."))


def refused(code: str, file: str, what: str, todo: str = "", row: int | None = None, sheet: str = "") -> InputError:
    """The error for one thing that is wrong with a file as received."""
    return InputError(Problem(code, what, todo, file, sheet, row))
