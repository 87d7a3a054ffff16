"""What an examination found in somebody's file: an error or a warning, with its cell, its value and how to mend it.

A finding is data, and the one carrier of a fault: made where the fault is found, given its place by
:meth:`reportlib.records.located.Header.at`, and shown as it is by the terminal, the secretariat's page, the marked-up copy
and ``findings.csv``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlib import cells, messages
from reportlib.errors import Problem, quoted

Level = Literal["error", "warning"]


BOTH_SIDES = "both-sides"  # the rule that the secretariat's list and a return say the same

# Rules by their names where they have one (``row_rules.RULES``), else by their codes; the packet is always Chinese.
RULE_NAMES = {
    "planned-in-the-period": "在討論的期間內",
    "title-once": "名稱不重複",
    "opened_on-by-the-meeting": "日期不晚於會議",
    "listed_on-by-the-meeting": "日期不晚於會議",
    "replied_on-by-the-meeting": "日期不晚於會議",
    "done_on-by-the-meeting": "日期不晚於會議",
    "no-needs-a-remark": "填否須說明",
    "reply-after-request": "回復不早於提出",
    "refusal-needs-a-reason": "無法開放須有理由",
    "promise-needs-a-date": "預計開放須有日期",
    "promise-after-reply": "預計日不早於回復",
    "sample_passed-within-sampled": "合格不多於抽檢",
    "tasks_on_time-within-tasks_due": "如期不多於應辦",
    "passed-of-how-many": "有合格須有抽檢",
    "on-time-of-how-many": "有如期須有應辦",
    "completed-but-kept": "建議與完成相符",
    "class-refused-needs-reason": "不予提供須有理由",
    "class-refused-needs-law": "不予提供須有法規條文",
    "charge-needs-a-ground": "收費須有依據",
    "building-not-negative": "金額不為負數",
    "upkeep_last-not-negative": "金額不為負數",
    "upkeep_second-not-negative": "金額不為負數",
    "upkeep_third-not-negative": "金額不為負數",
    "words": "填選單的選項",
    "asked": "符合現有紀錄",
    BOTH_SIDES: "與秘書單位的清單相同",
    **dict.fromkeys(
        ("F01", "F02", "F03", "F09", "F10", "F11", "F13", "F14", "F20", "F22", "A12", "A13", "P02"), "檔案可讀取"
    ),
    **dict.fromkeys(("F04", "F05", "F06"), "檔案不設密碼"),
    **dict.fromkeys(("A02", "A04", "A05", "A06", "A07", "A08", "A10", "A11"), "檔案大小及結構"),
    "F15": "工作表不隱藏",
    "F18": "採用的版本",
    "F23": "沒有巨集及外部連結",
    **dict.fromkeys(("E04", "E08", "E09", "E10", "E13"), "文字編碼"),
    **dict.fromkeys(("E11", "E12", "E14", "E17"), "文字完整"),
    "P01": "筆數相符",
    "L03": "數字不合併儲存格",
    "L06": "合計相符",
    "L08": "一張工作表一個表",
    "L09": "必要的欄",
    "L10": "不超出標題列",
    "L11": "必填",
    "L12": "分隔符號",
    "L13": "一筆一列",
    "L14": "隱藏的列欄",
    "L19": "至少一列",
    "L20": "資料未被截斷",
    "V05": "日期在合理範圍",
    "V06": "日期格式",
    "V07": "有效日期",
    "V10": "數字",
    "V12": "編號不失真",
    "V15": "沒有錯誤值",
    "V16": "公式有結果",
    "V17": "已知的選項",
    "V18": "數字在合理範圍",
    "V19": "百分比明確",
    "V20": "長度在上限內",
    "V21": "一列一項",
    "V22": "單一網址",
    **dict.fromkeys(("I01", "I02", "I03"), "名冊中的機關"),
    **dict.fromkeys(("I06", "I07"), "編號不重複"),
    "I09": "屬於貴單位",
    "I10": "單位可辨識",
    "I11": "符合現有紀錄",
    "C14": "更正及決定相符",
}


@dataclass(frozen=True)
class Finding(Problem):
    """A problem in what somebody sent, in the sender's language, with what those need who mend or decide it.

    An error's row is set aside until it is mended, a warning's is counted; ``row`` and ``column`` are ``None`` where the
    finding is about the whole sheet; ``value`` is the cell as sent; ``rule`` names the rule where the cell is right by itself.
    """

    level: Level = "error"
    value: str = ""
    rule: str = ""

    def __post_init__(self):
        if self.level not in ("error", "warning"):
            raise ValueError(f"a finding is an error or a warning, not {self.level!r}")

    @classmethod
    def of(cls, problem: Problem, **known: Any) -> Finding:
        """What a reader says is wrong, with what else is known of it."""
        return cls(**(vars(problem) | known))

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet program names it (D12); "" where the finding is not about one cell."""
        return f"{self.letter}{self.row}" if self.row and self.column else ""

    @property
    def place(self) -> str:
        """Where in the file it is, in Chinese, as the page and the marked-up copy say it: 「D12」, 「第 12 列」, 「整張表」."""
        if self.row:
            return self.cell or f"第 {self.row} 列"
        return f"{self.letter} 欄" if self.column else "整張表" if self.sheet else "整個檔案"

    @property
    def shown_value(self) -> str:
        """The value as messages show it (one line, cut, personal data masked), without the quotation marks."""
        return quoted(self.value)[1:-1] if self.value else ""

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    @property
    def is_for_the_unit(self) -> bool:
        """Whether the unit can mend it; else it asks the secretariat to decide: whose a file is, which version, correction or side counts."""
        decides = self.code in ("I10", "C14") or self.code == "F18" and self.is_error or self.rule == BOTH_SIDES
        return not decides

    @property
    def rule_name(self) -> str:
        """What the rule is called on the secretariat's page and in what goes back to the unit, in Chinese."""
        return RULE_NAMES.get(self.rule) or RULE_NAMES.get(self.code, "")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, sheet, row and column, what is about the whole file or sheet first, errors before warnings of one cell; each once."""
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Finding) -> tuple:
    file = unicodedata.normalize("NFC", finding.file)
    return (
        file,
        finding.sheet,
        finding.row or 0,
        finding.column or 0,
        finding.level,
        finding.code,
        finding.rule,
        finding.what,
    )


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.is_error)


def warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if not finding.is_error)


def ragged_rows(findings: Iterable[Finding]) -> frozenset[int]:
    """The rows that have more or fewer cells than the header."""
    return frozenset(
        finding.row for finding in findings if finding.code in ("L10", "L11") and finding.row and not finding.column
    )


def rows_text(numbers: Iterable[int]) -> str:
    """Row numbers as a person lists them: 「第 3、5–7 列」, "rows 3, 5–7"; more than 20 runs are counted, not listed."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_RUNS]]
    more = sum(last - first + 1 for first, last in runs[_MOST_RUNS:])
    if len(runs) == 1 and runs[0][0] == runs[0][1]:
        return messages.row_number(number=shown[0])
    rows = messages.rows_listed(rows=shown)
    return rows + (messages.and_more_rows(count=more) if more else "")


_MOST_RUNS = 20


def columns_text(columns: Sequence[int]) -> str:
    """Columns by their letters: 「B、D 欄」, "columns B, D"."""
    letters = [cells.letters(column) for column in columns]
    if len(letters) == 1:
        return messages.column_letter(column=letters[0])
    return messages.column_letters(columns=letters)
