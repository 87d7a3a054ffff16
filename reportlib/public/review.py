"""What the secretariat looks at before it publishes: ``review.html`` and ``review.csv``, in the internal packet only.

Lists what the public edition masks and what only looks like personal data, the attached pages that nobody but a person can
check, the findings of the reconciliation and the replies that are incomplete. Texts are data: escaped on the page, guarded in the
CSV file. The page is Chinese, as the packet is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reportlib.errors import Problem
from reportlib.media import annexes
from reportlib.media.html.page import page_without_script
from reportlib.privacy.kinds import RULES
from reportlib.writing import csv_bytes

if TYPE_CHECKING:
    from reportlib.public.masked_texts import ReviewEntry


TEMPLATE = "review.html.j2"
MOST_PLACES = 3  # named of one masked text; review.csv has all
HEADER = ("清單", "處所", "規則或編號", "前文", "原文", "後文", "公開版或應辦")

_ORDER = {rule.name: at for at, rule in enumerate(RULES)}


def item_of(problem: Problem) -> dict:
    """A problem as an entry of a list: ``{"id", "place", "what", "todo"}``."""
    row = f"第 {problem.row} 列" if problem.row is not None else ""
    sheet = f"〔{problem.sheet}〕" if problem.sheet else ""
    return {
        "id": problem.code,
        "place": " ".join(filter(None, (f"{problem.file}{sheet}", row, problem.header))),
        "what": problem.what,
        "todo": problem.todo,
    }


def files(
    meeting: Mapping,
    entries: Sequence[ReviewEntry] | None,
    unchecked: Sequence[Mapping],
    findings: Sequence[Mapping] = (),
    replies: Sequence[Mapping] = (),
) -> dict[str, bytes]:
    """Both files. ``entries`` are what the public edition masks or leaves as doubtful, None where none was made; the others are lists
    of ``{"id", "place", "what", "todo"}``: pages that cannot be checked, findings of the reconciliation, incomplete replies."""
    return {
        "review.html": page(meeting, entries, unchecked, findings, replies).encode(),
        "review.csv": table(entries or (), unchecked, findings, replies),
    }


def page(
    meeting: Mapping,
    entries: Sequence[ReviewEntry] | None,
    unchecked: Sequence[Mapping],
    findings: Sequence[Mapping],
    replies: Sequence[Mapping],
) -> str:
    masked = [entry for entry in entries or () if entry.replacement]
    doubtful = [entry for entry in entries or () if not entry.replacement]
    lists = [
        ("unchecked", "無法檢查的附件", unchecked, "這些頁是影像，沒有文字層；請以目視確認沒有個人資料。"),
        ("findings", "數字核對", findings, "數字之間不一致之處；錯誤須更正，或在參數檔載明接受的理由。"),
        ("replies", "回復不完整", replies, "請向權責單位確認後更正。"),
    ]
    return page_without_script(
        TEMPLATE,
        name=meeting["name"],
        body=meeting["body"],
        title=meeting["title"],
        notice=meeting["notice"],
        has_public=entries is not None,
        rules=_by_rule(masked),
        masked=len(masked),
        doubtful=_by_rule(doubtful),
        doubts=len(doubtful),
        lists=[
            {"anchor": anchor, "title": title, "rows": rows, "about": about} for anchor, title, rows, about in lists
        ],
        figures=[
            ("遮蔽", len(masked), "處"),
            ("可疑", len(doubtful), "處"),
            *((title, len(rows), unit) for (_, title, rows, _), unit in zip(lists, ("頁", "項", "項"), strict=True)),
        ],
    )


def _by_rule(entries: Sequence[ReviewEntry]) -> list[dict]:
    """Entries by rule, each text once with the places where it stands."""
    rules: dict[str, dict[str, list[ReviewEntry]]] = {}
    for entry in sorted(entries, key=lambda entry: _ORDER.get(entry.rule, len(_ORDER))):
        rules.setdefault(entry.rule, {}).setdefault(entry.original, []).append(entry)
    return [
        {
            "name": rule,
            "count": sum(map(len, texts.values())),
            "rows": [
                {
                    "first": same[0],
                    "places": (places := list(dict.fromkeys(one.place for one in same)))[:MOST_PLACES],
                    "more": max(0, len(places) - MOST_PLACES),
                }
                for same in texts.values()
            ],
        }
        for rule, texts in rules.items()
    ]


def table(
    entries: Sequence[ReviewEntry],
    unchecked: Sequence[Mapping],
    findings: Sequence[Mapping],
    replies: Sequence[Mapping],
) -> bytes:
    """Everything on the page, a row each, for a spreadsheet program."""
    rows = [
        (
            "遮蔽" if entry.replacement else "可疑",
            entry.place,
            entry.rule,
            entry.before,
            entry.original,
            entry.after,
            entry.replacement,
        )
        for entry in entries
    ]
    for name, some in (("無法檢查", unchecked), ("數字核對", findings), ("回復不完整", replies)):
        rows += [(name, one["place"], one["id"], "", one["what"], "", one["todo"]) for one in some]
    return csv_bytes([HEADER, *([annexes.csv_text({"text": text}) for text in row] for row in rows)])
