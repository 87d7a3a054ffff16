"""No number without an origin: what a document prints in digits is a fact, an allowed way of writing, or quoted from a source.

A number in a run or a cell is a fact's; one in a plain text (a caption, a label, a note, a drawing) must be one that the
display names (``display.Naming``, a chart's points). Other digits must be written in one of :data:`FORMS`, or stand
verbatim in a source row, in the parameters, in a rulebook or in the register of agencies. Chinese numerals are words.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from reportlib.errors import Problem, RunError, quoted
from reportlib.language import say
from reportlib.meeting.meeting import Meeting

MOST_PROBLEMS = 20
Origin = Literal["fact", "allowed", "quoted"]


# -- numbers in a text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Number:
    """A number as a text writes it: where it stands, and ``text`` in ASCII (「−１，２３４.５％」 is ``-1,234.5%``)."""

    start: int
    end: int
    text: str


# A minus sign is one only where nothing stands right before it: 109-10-31 and 5-2 hold none.
_NUMBER = re.compile(r"(?:(?<![\w)%-])-)?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?%?")
_DIGIT = re.compile(r"\d")
_MARKS = {"％": "%", "−": "-", "－": "-", "﹣": "-", "﹪": "%"}
_WIDE = re.compile(rf"(?![0-9])\d|[{''.join(_MARKS)}]")
_BETWEEN_DIGITS = {"，": ",", "．": ".", "﹐": ",", "﹒": "."}


def in_ascii(text: str) -> str:
    """The text with every digit and every mark of a number in ASCII, character for character; other characters as they are."""
    if not _WIDE.search(text):
        return text
    digits = [str(unicodedata.decimal(char)) if char.isdecimal() else _MARKS.get(char, char) for char in text]
    for at in range(1, len(text) - 1):
        # A full-width comma parts digits of its own width only: 「109，3 項」 is two numbers.
        if text[at] in _BETWEEN_DIGITS and all(
            not text[side].isascii() and text[side].isdecimal() for side in (at - 1, at + 1)
        ):
            digits[at] = _BETWEEN_DIGITS[text[at]]
    return "".join(digits)


@functools.lru_cache(maxsize=1 << 16)  # the same text is met in a source, in a table and in a sentence
def numbers(text: str) -> tuple[Number, ...]:
    """Every number in digits, in order: thousands, decimals, percent and minus signs are part of it."""
    if not _DIGIT.search(text):
        return ()
    return tuple(Number(match.start(), match.end(), match[0]) for match in _NUMBER.finditer(in_ascii(text)))


# -- digits that are no figure -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """An allowed way of writing digits; under a column header, label or caption that matches ``under`` only, where that is set."""

    name: str
    pattern: re.Pattern
    under: re.Pattern | None = None


def _form(name: str, pattern: str, under: str = "") -> Form:
    return Form(
        name,
        re.compile(pattern.replace("YEAR", _YEAR).replace("MONTH", _MONTH).replace("DAY", _DAY)),
        re.compile(under) if under else None,
    )


# A year of the Republic from 80 to 149, or a common year: 「上架滿 3 年」 is a number of years and no year.
_YEAR = r"(?:(?<![0-9.,])(?:[89][0-9]|1[0-4][0-9]|19[0-9]{2}|20[0-9]{2})(?![0-9.,]))"
_MONTH = r"(?:(?<![0-9])(?:1[0-2]|0?[1-9])(?![0-9]))"
_DAY = r"(?:(?<![0-9])(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
# The short list. Names are said where a count of them is reported; ``\s*`` because a line may end anywhere in a PDF.
FORMS = (
    _form("日期", r"YEAR[-/.]\s*MONTH[-/.]\s*DAY"),  # 109-10-31, 112/09/26
    _form("日期", r"YEAR\s*年\s*MONTH\s*月(?:\s*DAY\s*日)?"),  # 109 年 10 月 31 日
    _form("日期", r"MONTH\s*月\s*DAY\s*日"),  # 11月30日
    _form("日期", r"^MONTH/DAY$", under="期限|日期"),  # 11/30 in a column of dates
    _form("時間", r"(?<![0-9])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9])"),  # 14:05
    _form("年度及期別", r"YEAR\s*(?:年?\s*[至～–-]\s*YEAR\s*)?年"),  # 109 年度, 109 年上半年, 103 至 108 年
    _form("年度及期別", r"(?<=年)第\s*[1-4]\s*季"),  # 109年第4季
    _form("年度及期別", rf"^{_YEAR}$", under="^年度$"),  # 104 in a column of years
    _form("屆次", r"第\s*[0-9]+\s*(?:屆|次)"),  # 第 6 屆第 1 次
    _form("屆次", r"(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}(?=\s*(?:決議|為第))"),  # 5-2 決議一
    _form(
        "法規條次", r"第\s*(?:[0-9]+\s*條|(?<![0-9])[0-9]{1,2}\s*(?:項|款|目))(?:之\s*[0-9]+)?"
    ),  # 第 18 條第 1 項第 2 款
    # 表 12, 附件 1; 「代表 21 人」 and 「附件 2 份」 are numbers of people and of copies.
    _form("參照", r"(?<![代列填])(?:表|圖|附件|附表)\s*[0-9]++(?! ?[人項個件份張幅種名筆位%])"),
    _form("參照", r"^[0-9]{1,2}$", under="^附件$"),  # 1 in the column of attachments
    _form("參照", r"第\s*[0-9]+(?:\s*[至、–-]\s*[0-9]+)*…?\s*(?:頁|列)"),  # 第 3 頁, 第 2–14、16… 列
    _form("參照", r"F-[0-9]{4,}"),  # F-0012
    _form("電話", r"(?<![0-9])\(?0[0-9]{1,2}\)?[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?:\s*(?:#|分機|轉)\s*[0-9]+)?(?![0-9])"),
    _form("電話", r"(?<![0-9])09[0-9]{2}-?[0-9]{3}-?[0-9]{3}(?![0-9])"),  # a mobile
    _form(
        "電話",
        r"\+886[- ]?(?:\(0?[0-9]{1,2}\)|[0-9]{1,3})[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?:\s*(?:#|分機|轉)\s*[0-9]+)?(?![0-9])",
    ),
    _form(
        "電話", r"(?:電話|傳真|分機)\s*[:：]?\s*[0-9]{3,4}(?:-[0-9]{4}(?:\s*(?:#|分機|轉)\s*[0-9]+)?)?(?![0-9-])"
    ),  # 電話 2321-2200 轉 12
    _form("識別", r"SHA-256(?:（前 12 碼）)?"),
    _form("識別", r"^[0-9a-f]{12,64}$", under="SHA-256"),
    _form("識別", r"https?://[^\s，。；）」]+"),
    _form("識別", r"[\w.-]+\.(?:csv|xlsx|xls|ods|pdf|png|jpe?g|html|json|ya?ml|ics|zip)(?![\w])"),
    _form("更正的原文", r"^.*$", under="^(?:原值|更正為)$"),  # what stood in a cell, and what takes its place
    _form("星等", r"(?<![0-9.,])[0-5]\s*星"),  # 5 星: the name of a class
)
# Source columns whose cells name something: a number in them is no quantity.
_IDENTIFIER = re.compile("編號|代碼|代號|識別碼|序號|^年度$")
_IDENTIFIER_ANYWHERE = 5  # so long an identifier may stand in a caption; a shorter one only under such a header


# -- what sources say ----------------------------------------------------------------------------------------------------


def quotable(meeting: Meeting) -> list[str]:
    """Every text with digits that the parameters, the rulebooks and the register of agencies hold, for ``document["quoted"]``."""
    params = meeting.params
    books = [meeting.book(name) for name, path in params.rulebooks if path]
    texts = (text for part in (params, *books) for text in _strings(part))
    agencies = (text for agency in meeting.register for text in (agency.name, agency.short, *agency.aliases))
    return list(dict.fromkeys(text for text in (*texts, *agencies) if numbers(text)))


def _strings(value: object) -> Iterator[str]:
    """Every text in a model, a mapping or a list, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _strings(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


class QuotableTexts:
    """The texts with digits that may be quoted: ``tables`` as ``document["tables"]`` has them, and other ``texts``."""

    MOST_LIKELY_CHANCE = 4  # letters: a shorter text would be found in another by chance

    def __init__(self, tables: Sequence[dict], texts: Iterable[str]):
        self._by_number: dict[str, dict[str, None]] = defaultdict(dict)
        self._identifiers: set[str] = set()
        self._wholes: set[str] = set()
        for table in tables:
            naming = [bool(_IDENTIFIER.search(column)) for column in table["columns"]]
            for _, *cells in table["rows"]:
                for cell, names in zip(cells, naming, strict=True):
                    self._add(cell, names)
        for text in texts:
            self._add(text, True)

    def _add(self, text: str, names: bool) -> None:
        found = numbers(text)
        if not found or text in self._wholes:
            return
        whole = text.strip()
        if names:
            self._identifiers.add(whole)
        if found[0].text != in_ascii(whole):  # a cell that is nothing but a number is a quantity, and no quotation
            self._wholes |= {text, whole}
            for number in found:
                self._by_number[number.text][whole] = None

    def has(self, text: str) -> bool:
        """Whether a source says just this."""
        return text in self._wholes or text.strip() in self._wholes

    def spans(self, text: str, under: str) -> Iterator[tuple[int, int]]:
        """Where ``text`` quotes a source: the whole of it out of one, a whole source in it, or an identifier."""
        whole = text.strip()
        if (
            self.has(whole)
            or whole in self._identifiers
            and (len(whole) >= _IDENTIFIER_ANYWHERE or _IDENTIFIER.search(under))
        ):
            yield 0, len(text)
            return
        if (head := text.partition("　")[0]) != text and head.strip() in self._identifiers:  # 「548277　水權統計」
            yield 0, len(head)
        for number in numbers(text):
            if len(number.text) >= _IDENTIFIER_ANYWHERE and text[number.start : number.end] in self._identifiers:
                yield number.start, number.end
            for source in self._by_number.get(number.text, ()):
                if whole in source and _letters(whole) >= self.MOST_LIKELY_CHANCE:
                    yield 0, len(text)
                    return
                if _letters(source) >= self.MOST_LIKELY_CHANCE:
                    yield from _within(source, text)
                elif not _COUNTED.fullmatch(source):
                    yield from ((start, end) for start, end in _within(source, text) if _parted(text, start, end))


# A number with a counting word is what we would print ourselves, and too likely to be met by chance.
_COUNTED = re.compile(r"[^\w]*[\d,.]+\s*\w{0,2}")
_PARTS = frozenset("　、；：（）「」〔〕，。\n ") | {""}


def _within(source: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place where a text holds a source."""
    at = text.find(source)
    while at >= 0:
        yield at, at + len(source)
        at = text.find(source, at + 1)


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a mark of ours, or nothing, stands on either side of a piece."""
    return text[start - 1 : start] in _PARTS and text[end : end + 1] in _PARTS


# -- texts of a document -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """One text of a document: where it stands, its runs, and the numbers (in ASCII) that its display names.

    ``under`` is the header or label above it; ``within`` are longer texts of the same display that it may be a part of.
    """

    section: str
    place: str
    runs: tuple[dict, ...]
    named: frozenset[str] = frozenset()
    under: str = ""
    within: tuple[str, ...] = ()

    @functools.cached_property
    def text(self) -> str:
        return "".join(run["text"] for run in self.runs)


def texts(document: dict) -> Iterator[Said]:
    """Every text that a reader may see: the cover, the agenda, and each display with its slide."""
    meeting = document["meeting"]
    named = _named(meeting.get("named", ()))
    cover = ("title", "body", "date_text", "as_of_text", "notice", "notice_text", "part")
    for text in (
        *(meeting[key] for key in cover if key in meeting),
        *(text for pair in meeting["details"] for text in pair),
    ):
        yield Said("", say("封面", "cover"), ({"text": text},), named)
    for item in document["agenda"]:
        for text in (
            item["start"],
            item["end"],
            item["item"],
            item["note"],
            *(text for topic in item["topics"] for text in (topic["title"], topic["presenter"])),
        ):
            yield Said("", say("封面議程", "agenda on the cover"), ({"text": text},), named)
    for section in document["sections"]:
        for text in (section["title"], section["agenda_item"], section["as_of_text"]):
            yield Said(section["id"], say("章節標題", "title of the section"), ({"text": text},))
        for block in section["blocks"]:
            for said in _block(section["id"], block):
                if said.text:
                    yield said


def _named(cells: Iterable[dict]) -> frozenset[str]:
    return frozenset(number.text for cell in cells for number in numbers(cell["text"]))


def _block(section: str, block: dict) -> Iterator[Said]:
    kind, caption = block["kind"], block.get("caption", "")
    points = block.get("points", ())
    named = _named((*block.get("named", ()), *points))

    def plain(place: str, text: str, under: str = "", within: tuple[str, ...] = ()) -> Said:
        return Said(section, place, ({"text": text},), named, under, within)

    here = (
        f"{block.get('number', '')} {quoted(caption)}".strip()
        if caption
        else {"heading": say("標題", "heading"), "list": say("清單", "list")}.get(kind, say("文字", "text"))
    )
    if caption:
        yield plain(here, caption)
    for key in ("unit", "source", "alt", "text"):
        if block.get(key):
            yield plain(here, block[key])
    if kind == "table":
        headers = [column["label"] for column in block["columns"]]
        for header in headers:
            yield plain(f"{here}{quoted(header)}", header)
        for row in block["rows"]:
            field = row["cells"][0]["text"] if block["layout"] == "record" else ""
            for header, cell in zip(headers, row["cells"], strict=True):
                yield Said(
                    section, f"{here}{quoted(header)}", tuple(cell.get("runs") or (cell,)), under=field or header
                )
    elif kind == "prose":
        yield Said(section, here, tuple(block["runs"]))
    elif kind == "list":
        for item in block["items"]:
            yield Said(section, here, tuple(item))
    elif kind == "chart":
        labels = tuple(point["label"] for point in points)
        for label in labels:
            yield plain(here, label)
        for text in drawn_texts(block):
            yield plain(say(f"{here}的圖形", f"the drawing of {here}"), text, within=(block["alt"], *labels))
    for item in (*block.get("items", ()), *block.get("beside", ())) if kind != "list" else ():
        place = say(f"重要數字{quoted(item['label'])}", f"the figure {quoted(item['label'])}")
        yield Said(section, place, (item,))
        for key in ("label", "unit", "note"):
            if item.get(key):
                yield plain(place, item[key])
    if block.get("message"):
        yield Said(section, say(f"{here}的投影片標題", f"the slide's title of {here}"), tuple(block["message"]))


def drawn_texts(block: dict) -> Iterator[str]:
    """The texts in a chart's drawings."""
    for svg in (block["svg"], *block.get("slide_svgs", ())):
        yield from (html.unescape(text) for text in re.findall(r"<(?:text|tspan)\b[^>]*>([^<]+)<", svg))


# -- check ---------------------------------------------------------------------------------------------------------------


def origins(said: Said, sources: QuotableTexts) -> Iterator[tuple[Number, Origin | None, str]]:
    """Each number of a text with where it comes from, and the name of the form for an allowed one; None for no origin."""
    found = numbers(said.text)
    if not found:
        return
    facts, quotes, at = [], [], 0
    for run in said.runs:
        if "fact" in run or sources.has(run["text"]):
            (facts if "fact" in run else quotes).append((at, at + len(run["text"])))
        at += len(run["text"])
    facts += [(number.start, number.end) for number in found if number.text in said.named]
    left = [number for number in found if not _inside(number, facts)]
    ascii_text = in_ascii(said.text)
    forms = [
        (match.start(), match.end(), form.name)
        for form in FORMS
        if left and (form.under is None or form.under.search(said.under))
        for match in form.pattern.finditer(ascii_text)
    ]
    allowed = [(start, end) for start, end, _ in forms]
    looked = False
    for number in found:
        if number not in left:
            yield number, "fact", ""
        elif _inside(number, allowed):
            yield number, "allowed", next((name for start, end, name in forms if start <= number.start < end), "")
        else:
            if not looked and not _inside(number, quotes):
                looked = True
                quotes += sources.spans(said.text, said.under)
                quotes += [(0, len(said.text)) for longer in said.within if said.text.strip() in longer]
            yield number, "quoted" if _inside(number, quotes) else None, ""


def _inside(number: Number, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether every character of the number, but for a sign before it, stands in one of the spans."""
    start = number.start + number.text.startswith("-")
    return all(any(begin <= at < end for begin, end in spans) for at in range(start, number.end))


def check(document: dict) -> Counter[tuple[str, str]]:
    """How many numbers are facts, allowed (by form) or quoted; RunError (R25) with the place of each that is none of them."""
    sources = QuotableTexts(document["tables"], document.get("quoted", ()))
    counts: Counter[tuple[str, str]] = Counter()
    problems: dict[tuple[str, str, str], Problem] = {}
    for said in texts(document):
        for number, origin, form in origins(said, sources):
            if origin:
                counts[origin, form] += 1
                continue
            shown = said.text[number.start : number.end]
            problems.setdefault(
                (said.section, said.place, said.text),
                Problem(
                    "R25",
                    say(
                        f"{said.place}的 {quoted(shown)} 不是可以查明來由的數字：{quoted(_around(said.text, number))}。",
                        f"{said.place}: the digits {quoted(shown)} have no origin, in {quoted(_around(said.text, number))}.",
                    ),
                    say(
                        '請以具名的數字寫出（句子：Prose.of("共 {total} 項", total=…)；標題、註記：Naming(…)；見 CONTRIBUTING.md），或改用文字。',
                        'Write it as a named fact (in a sentence Prose.of("共 {total} 項", total=…), in a caption or note Naming(…); see CONTRIBUTING.md), or in words.',
                    ),
                    file=said.section,
                ),
            )
    if problems:
        found = list(problems.values())
        rest = len(found) - MOST_PROBLEMS
        more = [Problem("R25", say(f"還有 {rest} 處。", f"{rest} more places."))] if rest > 0 else []
        raise RunError(*found[:MOST_PROBLEMS], *more)
    return counts


def _around(text: str, number: Number) -> str:
    """The part of a text in which a number stands, short enough to be quoted."""
    begin = max(0, number.start - 16)
    return ("…" if begin else "") + text[begin : number.end + 16]
