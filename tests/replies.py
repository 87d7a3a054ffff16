"""How many incomplete replies the rules find, and how often they are wrong: ``python -m tests.replies``, for docs/performance.md.

On texts that none of us wrote, both in ``../shared``: the five exchanges of the public deck, judged by us, and the coded
file of 2020, where the truth is its codes. Every third row of that file was held back while the rules were made. And on
replies of our own, with what is due of each (``tests/measures/replies.json``).
"""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

from reportlib.measures import replies
from reportlib.meeting.meeting import Meeting
from tests.support.small_meeting import small_meeting, small_records

ROOT = Path(__file__).parents[1]
Case = tuple[str, str, set[str]]  # an outcome, a reply, the codes of what is due

# A reply of the deck: what it begins and ends with, the outcome it is coded as, and what is due by our judgement.
DECK = (
    ("有關您於109年", "敬祝平安喜樂", "已開放", {"Y04"}),  # the rest is the counties', who are to be asked
    ("您好:機關出版品", "謝謝。", "無法開放", {"Y05", "Y07"}),  # maps are public, raw data by letter
    ("敬啟者您好", "經濟部工業局敬復\n", "無法開放", {"Y05"}),  # the list is on a site
    ("有關您建議政府資料開放平臺", "資料查詢」\n", "無法開放", {"Y05"}),  # shown to the public by law
    ("按合夥組織商業", "欄項下)。", "無法開放", {"Y05"}),  # the same, with the article
)
# Which codes make which finding due, of the outcomes A (open), B (promised) and C (refused).
_OUTCOMES = {"A": "已開放", "B": "預計開放", "C": "無法開放", "D": "未回復", "E": "其他"}
_DUE = {
    "Y02": ("C", ("法規限制",)),
    "Y03": ("B", ("無預計開放時間",)),
    "Y04": ("A", ("部分開放", "不確定全部開放")),
    "Y05": ("C", ("以別種方式公開",)),
    "Y07": ("C", ("需另申請或收費",)),
}
_NO_REASON = {"無法判斷", "研議中"}
RULES = ("Y01", "Y02", "Y03", "Y04", "Y05", "Y06", "Y07")


@dataclasses.dataclass
class Score:
    """Of one rule: findings that are due, those of them that were found, and wrong alarms among the other replies."""

    due: int = 0
    found: int = 0
    wrong: int = 0
    others: int = 0

    def __str__(self) -> str:
        recall = f"{self.found}/{self.due} = {100 * self.found / self.due:.1f} %" if self.due else "none due"
        return f"{recall}; {self.wrong} false of {self.others}"


def findings(meeting: Meeting, outcome: str, reply: str) -> set[str]:
    """The codes of what is wrong with this reply."""
    request = {
        "request_id": "1",
        "title": "甲",
        "agency": "經濟部甲局",
        "outcome": outcome,
        "reason": None,
        "reply_gist": reply or None,
    }
    return {problem.code for problem in replies.incomplete(small_records("requests", request), meeting)}


def deck(shared: Path) -> Iterator[Case]:
    """Outcome, reply and what is due of each exchange of the deck."""
    text = (shared / "reference" / "deck.txt").read_text("utf-8")
    for begins, ends, outcome, due in DECK:
        start = text.index(begins, text.index("回應\n機關"))
        yield outcome, text[start : text.index(ends, start) + len(ends)], due


def coded(shared: Path, *, held_back: bool) -> Iterator[Case]:
    """The same of the file of 2020: of every third row, or of the others."""
    path = shared / "real" / "requests-coded-2020-01.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            kind, codes = row["處理情形"][0], row["理由"]
            if kind in _OUTCOMES and (number % 3 == 2) is held_back:
                yield _OUTCOMES[kind], codes, set(_due(kind, codes))


def _due(kind: str, codes: str) -> Iterator[str]:
    told = [code.rpartition("一")[2] for code in re.split("[;；]", codes) if code]
    yield from (
        rule for rule, (of, words) in _DUE.items() if kind == of and any(w in code for w in words for code in told)
    )
    if kind == "C" and set(told) <= _NO_REASON:
        yield "Y01"
    if kind == "D" and told:
        yield "Y06"


def own() -> dict[str, list[Case]]:
    """Replies that we wrote to get past the rules, in four lists, each of them after the rules were made for those before."""
    lists = json.loads((ROOT / "tests" / "measures" / "replies.json").read_text("utf-8"))
    return {name: [(outcome, reply, set(due)) for outcome, reply, due in cases] for name, cases in lists.items()}


def scores(meeting: Meeting, cases: Iterable[Case]) -> dict[str, Score]:
    """By rule."""
    by_rule = {rule: Score() for rule in RULES}
    known: dict[tuple[str, str], set[str]] = {}
    for outcome, reply, due in cases:
        if (outcome, reply) not in known:
            known[outcome, reply] = findings(meeting, outcome, reply)
        for rule, score in by_rule.items():
            is_due, is_found = rule in due, rule in known[outcome, reply]
            score.due += is_due
            score.found += is_due and is_found
            score.others += not is_due
            score.wrong += is_found and not is_due
    return by_rule


def meeting(folder: Path) -> Meeting:
    """A meeting with the rulebook that is shipped."""
    book = (ROOT / "params" / "rules" / "request-outcomes.yaml").read_text("utf-8")
    return small_meeting(folder, ROOT, {"outcomes": book}, periods=SimpleNamespace(requests=None))


def main() -> None:
    shared = ROOT.parent / "shared"
    texts: dict[str, Iterable[Case]] = {f"our own, {name} list": cases for name, cases in own().items()}
    if shared.is_dir():
        texts |= {
            "deck": deck(shared),
            "coded, developed on": coded(shared, held_back=False),
            "coded, held back": coded(shared, held_back=True),
        }
    with tempfile.TemporaryDirectory() as folder:
        ours = meeting(Path(folder))
        for name, cases in texts.items():
            print(name)
            for rule, score in scores(ours, cases).items():
                print(f"  {rule}: {score}")


if __name__ == "__main__":
    main()
