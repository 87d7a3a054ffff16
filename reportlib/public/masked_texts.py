"""Texts without personal data: plain ones, pieces of a sentence, and mark-up; what was met is kept with its place for the review."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportlib.privacy import kinds, reading
from reportlib.privacy.kinds import Found
from reportlib.privacy.masker import Masker, telling
from reportlib.privacy.people import is_name

CONTEXT = 16  # characters shown on either side of what was masked
INLINE = "b|strong|em|i|tspan|text|data|br"
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_INLINE_TAG = re.compile(rf"</?(?:{INLINE})(?=[\s/>])")
_ATTRIBUTE = re.compile(r"(?<=[\s])([\w:-]+)=(\"[^\"]*\"|'[^']*')")
_DATA = re.compile(r"\s*data:")


@dataclass(frozen=True)
class ReviewEntry:
    """One thing for the review: its place, the rule, the text around it, and what is printed instead (nothing: only listed)."""

    place: str
    rule: str
    before: str
    original: str
    after: str
    replacement: str


class MaskedTexts:
    """The masking of texts, one after the other. ``place`` is where the next ones stand; ``found`` keeps what was met.

    ``names`` are full names met beside a form of address; ``whole`` are texts that stood under a header that tells they are personal, and what was printed of them;
    ``needles`` must not be met again, with the rule that masked them; ``noted`` counts what was met.
    """

    def __init__(self, kept: Iterable[str] = (), listed: Iterable[str] = ()):
        self.masker = Masker(kept, listed=listed)
        self.place = ""
        self.names: dict[str, None] = {}
        self.found: dict[ReviewEntry, None] = {}
        self.needles: dict[str, str] = {}
        self.whole: dict[str, str] = {}
        self.noted = 0
        self.clean: set[tuple[str, str]] = set()  # (text, the header it stands under) in which nothing is found

    def joined_texts(self, texts: list[str], fixed: Iterable[int] = ()) -> list[str]:
        whole = "".join(texts)
        starts = [sum(map(len, texts[:at])) for at in range(len(texts))]
        figures = [(starts[at], starts[at] + len(texts[at])) for at in fixed]
        found = [one for one in self.masker.find(whole) if not any(a < one.end and one.start < b for a, b in figures)]
        self._note(whole, found)
        masked = list(texts)
        for one in sorted((one for one in found if one.is_masked), key=lambda one: -one.start):
            for at in reversed(range(len(texts))):
                start, end = max(one.start - starts[at], 0), min(one.end - starts[at], len(texts[at]))
                if start < end:
                    first = one.start >= starts[at]
                    masked[at] = masked[at][:start] + (one.rule.replacement if first else "") + masked[at][end:]
        return masked

    def markup(self, text: str) -> str:
        """HTML or SVG: the texts between its tags, put together where only a word's own mark-up parts them, attributes, comments."""
        parts = _TAG.split(text)
        tags = _TAG.findall(text)
        groups: list[list[int]] = [[0]]
        for at, tag in enumerate(tags, 1):
            if tag.startswith("<!--") or not _INLINE_TAG.match(tag):
                groups.append([])
            groups[-1].append(at)
        for group in groups:
            group = [at for at in group if parts[at].strip()]
            texts = [html.unescape(parts[at]) for at in group]
            whole = "".join(texts).strip()
            masked = (
                self.joined_texts(texts)
                if whole not in self.whole or not whole
                else [self.whole[whole]] + [""] * (len(texts) - 1)
            )
            for at, before, after in zip(group, texts, masked, strict=True):
                if before != after:
                    parts[at] = html.escape(after, quote=False)
        tags = [
            self._comment(tag)
            if tag.startswith("<!--")
            else _ATTRIBUTE.sub(self._attribute, tag)
            if "=" in tag
            else tag
            for tag in tags
        ]
        return "".join(part + tag for part, tag in zip(parts, [*tags, ""], strict=True))

    def _comment(self, tag: str) -> str:
        return f"<!--{self.lines(tag[4:-3])}-->"

    def _attribute(self, match: re.Match) -> str:
        value = match[2][1:-1]
        if _DATA.match(value) or match[1] in (
            "d",
            "style",
            "points",
            "transform",
            "viewBox",
            "id",
            "class",
            "href",
            "xlink:href",
        ):
            return match[0]
        text = html.unescape(value)
        masked = self.text(text)
        return match[0] if masked == text else f'{match[1]}="{html.escape(masked)}"'

    def pieces(self, text: str) -> str:
        """A plain text in which a table has a line a row and a tab a cell."""
        return "\n".join("\t".join(map(self.text, line.split("\t"))) for line in text.split("\n"))

    def lines(self, text: str, field: str = "") -> str:
        """Line by line: what ends a line ends a name, a number and an address; a cell of one line has its field."""
        return (
            "\n".join(self.text(line, field) for line in text.split("\n")) if "\n" in text else self.text(text, field)
        )

    def after_label(self, label: str, text: str) -> str:
        masked = self.text(label + text)
        return masked.removeprefix(label)

    def text(self, text: str, field: str = "") -> str:
        if self.whole and (masked := self.whole.get(text.strip())):
            return masked
        found = self._found_in(text, field)
        if not found:
            return text
        self._note(text, found)
        masked = kinds.replaced(text, [one for one in found if one.is_masked])
        if telling(field) and masked != text:
            self.whole[text.strip()] = masked.strip()
        return masked

    def _found_in(self, text: str, field: str) -> tuple[Found, ...]:
        """What is found in a text under its header; a text in which nothing is, is looked at once."""
        if (text, field) in self.clean:
            return ()
        found = self.masker.find(text, field)
        if not found:
            self.clean.add((text, field))
        return found

    def _note(self, text: str, found: Iterable[Found]) -> None:
        for one in found:
            self.noted += 1
            if one.is_masked and (needle := _needle(one)):
                self.needles.setdefault(needle, one.rule.name)
                if one.rule is kinds.NAME and is_name(needle):
                    self.names[needle] = None
            before, after = text[max(0, one.start - CONTEXT) : one.start], text[one.end : one.end + CONTEXT]
            self.found.setdefault(
                ReviewEntry(self.place, one.rule.name, before, one.original, after, one.rule.replacement)
            )


def _needle(found: Found) -> str:
    """What must not be met again of something that was masked; "" where it is too short to be known by itself."""
    if found.rule is kinds.NAME:
        beside = len(found.needle) > len(reading.folded(found.original).strip())  # with its form of address
        return found.needle if beside or len(found.needle) > 2 and is_name(found.needle) else ""
    return found.needle if len(found.needle) > 4 or found.rule is kinds.LISTED else ""
