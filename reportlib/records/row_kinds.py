"""Why a row of a sheet holds no record: a total, an example, a header again, a note."""

from __future__ import annotations

import re

from reportlib.readers.sheets import Cell
from reportlib.records.header import JOINED, text_of, texts_of
from reportlib.records.located import Header, Why
from reportlib.records.other_tables import is_other_header
from reportlib.records.reading import SheetReading
from reportlib.text import spelling

_TOTAL_WORDS = frozenset(("合計", "總計", "小計", "計", "共計", "總和"))
_LONGEST_TOTAL = 20
_TOTAL = re.compile(r"(?:合計|總計|小計|計|共計|總和)(?:[（(].{0,12}[）)])?[:：]?")
_TOTAL_OF = re.compile(r".{1,14}(?:合計|總計|小計)[:：]?")
_SIGNED = r"填表人|填報人|製表人?|承辦人員?|承辦單位|聯絡人|聯絡電話|連絡電話|電話|分機|電子郵件|e-?mail|審核人?|覆核人?|複核|核章|用印|簽章|科長|主任|單位主管|機關首長|首長|主管|填表日期|填報日期|製表日期"
_SAID = r"備註|附註|註記|註|說明|填表說明|填報說明|注意事項|資料來源|以下空白|以上|單位"
_NOTE = re.compile(
    rf"(?:[※＊*◎●▲△]\s*\S.*|(?:{_SIGNED}|{_SAID})\s*[0-9０-９一二三四五]?\s*(?:[:：、.．].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(rf"(?:{_SIGNED})\s*(?:[:：].*)?", re.IGNORECASE | re.DOTALL)
_EXAMPLE = re.compile(
    r"[（(【\[〔<]?\s*(?:填寫|填表|填報)?(?:範例|示例|舉例|範本|例如|例)\s*[0-9０-９一二三]?\s*(?:[）)】\]〕>:：、.．].*|\s.*)?|[（(【\[〔]?\s*(?:填寫|填表|填報)說明.*",
    re.DOTALL,
)
_COUNTED = re.compile(
    r"[（(]?(?:(?:以上|合計|總計|共計|小計|計|共|總)+[:：]?[0-9,〇一二三四五六七八九十百千]+[筆項件列案個種].{0,6}|(?:資料|總)?筆數[:：]?[0-9,]+筆?)[)）]?[。.]?"
)
_HEADS_OF_EXAMPLES, _HEADS_OF_COUNTS = "範示舉例填（(【[〔<", "以合總共小計資筆（("
NUMBERS = r"^(?:[0-9A-DF-Za-df-z][0-9A-Za-z_-]*)?[0-9]$"  # a pattern of RE2: texts that :func:`may_be_apart` says no of, but for a header
_NUMBERED = re.compile(r"[（(]?[0-9一二三四五六七八九十]+[）).、．].*", re.DOTALL)


def no_record(
    reading: SheetReading, number: int, row: tuple[Cell, ...], first: str, first_header: str, parted: bool, noted: bool
) -> Why | None:
    """Why this row holds no record; None where it does. ``parted``: it follows a blank row or a note; ``noted``: a note is above."""
    layout, head = reading.layout, first[0]
    if _may_be_total(first) and is_total(layout, row, spelling(first)):
        return "totals"
    if head in _HEADS_OF_EXAMPLES and _EXAMPLE.fullmatch(first):
        return "example"
    if layout.places and first_header and spelling(first) == first_header and is_header_again(layout, row):
        return "header"
    if parted and is_other_header(reading, number, row):
        return "header"
    if _NOTE.fullmatch(first) and is_note(layout, row):
        return "note"
    if (
        head in _HEADS_OF_COUNTS and not is_whole(layout, row) and _COUNTED.fullmatch(spelling(",".join(texts_of(row))))
    ):  # a CSV may have split 53,000
        return "note"
    if (
        noted
        and len(texts := texts_of(row)) == 1
        and not is_whole(layout, row)
        and (_NUMBERED.fullmatch(first) or len(texts[0]) > 12)
    ):
        return "note"
    return None


def may_be_apart(first: str, first_header: str) -> bool:
    """Whether a row that begins with this text may hold no record (:func:`no_record`); above every note and not below a blank row."""
    return (
        first[0] in _HEADS_OF_EXAMPLES + _HEADS_OF_COUNTS
        or _may_be_total(first)
        or bool(first_header and spelling(first) == first_header)
        or bool(_NOTE.fullmatch(first))
    )


def _may_be_total(first: str) -> bool:
    return (
        len(first) <= _LONGEST_TOTAL
        and first[-1] in "計和)）:："
        and spelling(first).rstrip(":：")[-1:] in ("計", "和", ")")
    )


def is_total(layout: Header, row: tuple[Cell, ...], spelled: str) -> bool:
    """Whether a row that begins with this word holds a total of others."""
    if spelled in _TOTAL_WORDS or _TOTAL.fullmatch(spelled):
        return True
    return bool(_TOTAL_OF.fullmatch(spelled)) and not is_whole(layout, row)


def is_whole(layout: Header, row: tuple[Cell, ...]) -> bool:
    """Whether every column that must have a value has one."""
    places = [
        layout.places[column.name]
        for column in layout.table.columns
        if not column.blank and column.name in layout.places
    ]
    return bool(places) and all(place < len(row) and text_of(row[place]) for place in places)


def is_note(layout: Header, row: tuple[Cell, ...]) -> bool:
    """A row that lacks what a record must have, or the labels of a form's last line with what is written beside them."""
    texts = texts_of(row)
    return (
        not is_whole(layout, row)
        or bool(_LABEL.fullmatch(texts[0]))
        and 2 * sum(1 for text in texts if _LABEL.fullmatch(text)) >= len(texts)
    )


def is_header_again(layout: Header, row: tuple[Cell, ...]) -> bool:
    same = [
        place < len(row) and spelling(text_of(row[place]) or "") == spelling(layout.texts[place].rpartition(JOINED)[2])
        for place in layout.places.values()
    ]
    return sum(same) >= max(2, len(same) - 1)
