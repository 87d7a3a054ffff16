"""What the secretariat looks at before it publishes: ``review.html`` and ``review.csv``, in the internal packet only.

Lists what the public edition masks and what only looks like personal data, the attached pages that nobody but a person can
check, the findings of the reconciliation, the replies that are incomplete and the names that wait for a decision. Texts are data: escaped on the page, guarded in the
CSV file. The page is Chinese, or in the words of the body, as the packet is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlib import messages
from reportlib.cells import clean_text, guarded
from reportlib.errors import Problem
from reportlib.fonts import shown
from reportlib.media.html.page import page_without_script
from reportlib.media.html.svg import identifier
from reportlib.model.document import Cover, Document
from reportlib.privacy.kinds import RULES
from reportlib.records.tables import TABLES
from reportlib.wording import own
from reportlib.writing import csv_bytes

if TYPE_CHECKING:
    from reportlib.public.masked_texts import ReviewEntry
    from reportlib.records.records import Records, UnprintedSign


TEMPLATE = "review.html.j2"
MOST_PLACES = 3  # named of one masked text; review.csv has all
HEADER = ("清單", "處所", "規則或編號", "前文", "原文", "後文", "公開版或應辦")

_ORDER = {rule.name: at for at, rule in enumerate(RULES)}


def item_of(problem: Problem) -> dict:
    """A problem as an entry of a list: ``{"id", "place", "what", "todo", "about"}``; what it is about is a file and a sheet."""
    row = messages.row_number(number=problem.row) if problem.row is not None else ""
    sheet = f"〔{problem.sheet}〕" if problem.sheet else ""
    return {
        "id": problem.code,
        "place": " ".join(filter(None, (f"{problem.file}{sheet}", row, problem.header))),
        "what": problem.what,
        "todo": problem.todo,
        "about": (problem.file, problem.sheet),
    }


def linked(rows: Iterable[Mapping], document: Document) -> list[Mapping]:
    """The entries with where what they are ``about`` is: a figure on the page; "" where it is nowhere."""
    shown_at = {fact.id: fact.places[0].target for fact in document.facts if fact.places}

    def href(about: object) -> str:
        return f"packet.html#{identifier(shown_at[str(about)])}" if about in shown_at else ""

    return [{**row, "href": href(row.get("about"))} for row in rows]


def items_of_unprinted(found: Iterable[Records]) -> list[dict]:
    """Each sign of the inputs that no font has, with the cells where it stands, as entries of a list."""
    places: dict[UnprintedSign, list[str]] = {}
    for records in found:
        labels = {column.name: column.label for column in TABLES[records.input].columns}
        place = f"{records.file}〔{records.sheet}〕" if records.sheet else f"{records.file} "
        for sign in records.unprinted:
            cell = f"{place}第 {sign.row} 列「{labels.get(sign.column, sign.column)}」"
            places.setdefault(dataclasses.replace(sign, row=0, column=""), []).append(cell)
    return [
        {
            "id": sign.codes,
            "place": "、".join(cells[:MOST_PLACES]) + (f"…共 {len(cells)} 處" if len(cells) > MOST_PLACES else ""),
            "what": sign.name,
            "todo": f"印成{shown(sign.text)}",
        }
        for sign, cells in places.items()
    ]


@dataclass(frozen=True)
class ReviewList:
    """A list of ``{"id", "place", "what", "todo"}`` on the page: its anchor, its title there and in the CSV file, what it counts,
    and what is to be done about it."""

    anchor: str
    title: str
    in_csv: str
    unit: str
    about: str


LISTS = (
    ReviewList("unchecked", "無法檢查的附件", "無法檢查", "頁", "這些頁是影像，沒有文字層；請以目視確認沒有個人資料。"),
    ReviewList("findings", "數字核對", "數字核對", "項", "數字之間不一致之處；錯誤須更正，或在參數檔載明接受的理由。"),
    ReviewList("replies", "回復不完整", "回復不完整", "項", "請向權責單位確認後更正。"),
    ReviewList(
        "undecided",
        "名稱待認定",
        "名稱待認定",
        "個",
        "清單中的這些名稱可能屬本機關，也可能是別的機關的；在名冊認定以前不採計。",
    ),
    ReviewList(
        "left_out",
        "未放入的章節",
        "未放入的章節",
        "章",
        "這些章節報告的事一年一次，上次會議以後沒有新的，因此沒有放入。",
    ),
    ReviewList(
        "unprinted",
        "字型沒有的字元",
        "字型沒有的字元",
        "種",
        "這些字元印成〔表情符號〕或字碼，各種輸出一致；要照印請在來源改用一般字元。",
    ),
)
Listed = Mapping[str, Sequence[Mapping]]  # the rows of each list by its anchor


def files(meeting: Cover, entries: Sequence[ReviewEntry] | None, listed: Listed) -> dict[str, bytes]:
    """Both files. ``entries`` are what the public edition masks or leaves as doubtful, None where none was made; ``listed`` are the rows
    of :data:`LISTS`; a list that is not there is empty."""
    return {
        "review.html": page(meeting, entries, listed).encode(),
        "review.csv": table(entries or (), listed),
    }


def page(meeting: Cover, entries: Sequence[ReviewEntry] | None, listed: Listed) -> str:
    masked = [entry for entry in entries or () if entry.replacement]
    doubtful = [entry for entry in entries or () if not entry.replacement]
    return page_without_script(
        TEMPLATE,
        name=meeting.name,
        lang=meeting.wording.lang,
        body=meeting.body.text,
        title=meeting.title.text,
        notice=meeting.notice.text,
        has_public=entries is not None,
        rules=_by_rule(masked),
        masked=len(masked),
        doubtful=_by_rule(doubtful),
        doubts=len(doubtful),
        lists=[
            {"anchor": one.anchor, "title": own(one.title), "rows": listed.get(one.anchor, ()), "about": own(one.about)}
            for one in LISTS
        ],
        figures=[
            (own("遮蔽"), len(masked), own("處")),
            (own("可疑"), len(doubtful), own("處")),
            *((own(one.title), len(listed.get(one.anchor, ())), own(one.unit)) for one in LISTS),
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


def table(entries: Sequence[ReviewEntry], listed: Listed) -> bytes:
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
    for one in LISTS:
        rows += [
            (one.in_csv, item["place"], item["id"], "", item["what"], "", item["todo"])
            for item in listed.get(one.anchor, ())
        ]
    return csv_bytes([HEADER, *([guarded(clean_text(text)) for text in row] for row in rows)])
