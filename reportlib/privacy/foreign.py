"""Names that are not Chinese: in Latin letters, with a dot between the parts, in kana or hangul."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlib.privacy.given_names import LATIN_GIVEN, LATIN_SURNAMES
from reportlib.privacy.kinds import DOUBTFUL_NAME, HAN, NAME, MaskRule
from reportlib.privacy.labels import is_body

_UPPER, _LETTER = "A-ZÀ-ÖØ-ÞĐƠƯ", "A-Za-zÀ-ÖØ-öø-ỹ"  # Vietnamese too
_WORD = rf"[{_UPPER}][{_LETTER}'’]*(?:-[{_LETTER}][{_LETTER}'’]+)*\.?"
_JOINS = r"(?:bin|binti|bte|de|da|del|der|den|van|von|la|le|al|el|y|bt|A/L)"
# Up to five words, the surname perhaps first with a comma.
LATIN_NAME = re.compile(rf"(?<![{_LETTER}0-9_.@]){_WORD}(?:(?:, ?| )(?:{_JOINS} )?{_WORD}){{0,4}}(?![{_LETTER}0-9_@])")
_TITLED_WORD = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Dear|Hi|Hello|Sir|Madam)\b\.? ?")
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Dear)(?:\.|\b) ?(?P<it>{_WORD}(?: {_WORD}){{0,2}})")
DOTS = "·‧・•∙⋅･"
DOTTED_NAME = re.compile(rf"[{HAN}]{{1,6}}(?:[{DOTS}][{HAN}]{{1,6}}){{1,3}}")
_DOTTED_TITLED = re.compile(
    rf"(?P<it>[{HAN}]{{1,6}}(?:[{DOTS}][{HAN}]{{1,6}}?){{1,3}})(?:先生|女士|小姐|太太|老師|君|教授|博士|議員|委員|主任|理事長|敬上)"
)
_DOTTED_ALONE = re.compile(rf"(?<![{HAN}{DOTS}])[{HAN}]{{2,4}}(?:[{DOTS}][{HAN}]{{2,4}}){{1,2}}(?![{HAN}{DOTS}])")
_NO_PART = frozenset(
    "亞洲 矽谷 臺灣 台灣 日本 中國 美國 韓國 歐洲 法國 德國 英國 國際 生活 文化 藝術 科技 創新 設計 教育 環境 健康 安全".split()
)
OTHER_SCRIPT = re.compile(r"[぀-ヿ가-힣]{2,}(?:[ ・][぀-ヿ가-힣]+)?")
_HONOURED = re.compile(rf"(?P<it>[{HAN}ァ-ヺー]{{2,5}}|[가-힣]{{2,4}})[ ]?(?:様|さん|さま|殿|씨|님)")
_ROMAN = re.compile(
    r"(?<![A-Za-z])(?:(?P<last>[A-Z][A-Za-z]+),? (?P<first>[A-Z][a-z]+-[A-Za-z][a-z]+|[A-Z]+-[A-Z]+)"
    r"|(?P<first2>[A-Z][a-z]+-[A-Za-z][a-z]+|[A-Z]+-[A-Z]+),? (?P<last2>[A-Z][A-Za-z]+))(?![A-Za-z])"
)
_VIETNAMESE_LETTER = re.compile("[ăđơưạ-ỹĂĐƠƯ]", re.IGNORECASE)
# After a given name: what makes it the name of a firm, a place or a thing.
_THING = re.compile(
    r"(?:Inc|Ltd|Co|Corp|Company|Bank|Group|University|College|School|Institute|Library|Park|Street|St|Road|Rd|Avenue|City|Hotel|Deere|Hospital|Foundation|Award|Prize|Report|Act|Law|Index|Method|Test|License|Licence|Model|Filter|Diagram|Chart|Stanley|Day|Islands?|Lake|River|Bay|County|Center|Centre|Museum|Press|Lab|Labs|Server|Studio|Data|API|Hopkins)\b"
)


def latin_names(text: str) -> Iterator[tuple[MaskRule, int, int, str]]:
    """Names in Latin letters that are known by themselves: after Mr., by their given name, or by surname and two syllables."""
    for match in _TITLED.finditer(text):
        yield NAME, *match.span("it"), match[0]
    for match in LATIN_NAME.finditer(text):
        words = re.split(r",? ", match[0])
        if len(words) > 1 and any(_is_given(word) for word in words[:-1] if not _THING.match(words[-1])):
            title = _TITLED_WORD.match(match[0])
            start = match.start() + (title.end() if title else 0)
            yield NAME, start, match.end(), text[start : match.end()]
    for match in LATIN_NAME.finditer(text) if _VIETNAMESE_LETTER.search(text) else ():
        if " " in match[0] and _VIETNAMESE_LETTER.search(match[0]):
            yield NAME, *match.span(), match[0]
    for match in _ROMAN.finditer(text):
        if (match["last"] or match["last2"]).capitalize() in LATIN_SURNAMES:
            yield NAME, *match.span(), match[0]


def _is_given(word: str) -> bool:
    return word in LATIN_GIVEN or word.isupper() and word.capitalize() in LATIN_GIVEN


def other_names(text: str) -> Iterator[tuple[MaskRule, int, int, str]]:
    """Names with a form of address of their own language; what is joined by a dot is doubtful by itself."""
    for match in _HONOURED.finditer(text):
        yield NAME, *match.span("it"), match[0]
    for match in _DOTTED_TITLED.finditer(text):
        yield NAME, *match.span("it"), match["it"]
    for match in _DOTTED_ALONE.finditer(text):
        parts = re.split(f"[{DOTS}]", match[0])
        if not any(is_body(part) or part in _NO_PART for part in parts):
            yield DOUBTFUL_NAME, *match.span(), ""


def name_after_label(text: str, start: int, is_sure: bool, is_person: bool) -> int | None:
    """Where a name that is not Chinese ends, which begins at ``start`` behind a label; None for none."""
    if found := DOTTED_NAME.match(text, start):
        return found.end()
    if found := OTHER_SCRIPT.match(text, start):
        return found.end()
    found = LATIN_NAME.match(text, start)
    if not found or not (is_person or is_sure):
        return None
    words = found[0].split()
    if len(words) == 1 and (not is_sure or len(words[0]) < 3 or re.match(f"[{HAN}]", text[found.end() :])):
        return None
    return None if _THING.match(words[-1]) or found[0].isupper() and len(found[0]) < 5 else found.end()
