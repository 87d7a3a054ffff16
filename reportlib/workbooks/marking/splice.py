"""A zip of XML parts, changed in a few places only: whatever is not replaced stays byte for byte as it was.

For files that passed the readers' scan (well-formed, no document type declaration, of bounded size). A part is a text;
tags are found by their positions in it, and changed by replacing pieces of it.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlib.writing import EPOCH

MOST_BYTES = 150_000_000  # of all parts together
_PASSED_OVER = r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_NAME = r"""[^\s/>!?"'<]++"""
_REST = r"""(?P<attributes>(?:[^<>"'/]++|"[^"]*+"|'[^']*+'|/(?!>))*+)(?P<empty>/)?>"""
_ATTRIBUTE = re.compile(r"""([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_DECLARED = re.compile(r"""(<\?xml[^>]*?encoding\s*=\s*)(["'])([^"']+)\2""")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@functools.lru_cache(maxsize=64)
def _pattern(only: str) -> re.Pattern:
    name = rf"{re.escape(only)}(?=[\s/>])" if only else _NAME
    return re.compile(f"{_PASSED_OVER}|<(?P<close>/)?(?P<name>{name}){_REST}", re.DOTALL)


class Unmarkable(Exception):
    """The file is put together in a way this module does not change safely."""


def xml_text(text: str) -> str:
    """A text as XML content or as an attribute in double quotes; what XML cannot carry becomes □."""
    return escape(_UNWRITABLE.sub("□", text), {'"': "&quot;"})


def excel_text(text: str) -> str:
    """A text as an XLSX holds it: there ``_x0041_`` would be read as A."""
    return xml_text(_ESCAPED.sub("_x005F_", text))


def plain(value: str) -> str:
    """The text that an attribute's or an element's source stands for."""

    def character(match: re.Match) -> str:
        if match[3]:
            return _ENTITIES[match[3]]
        return chr(int(match[1]) if match[1] else int(match[2], 16))

    return _REFERENCE.sub(character, value)


def local(name: str) -> str:
    return name.rpartition(":")[2]


def prefix(name: str) -> str:
    """``"x:"`` of ``x:worksheet``, ``""`` of ``worksheet``."""
    return name[: -len(local(name))]


@dataclass(slots=True)
class _Named:
    """What a tag and an element share: the name and the attributes, and where in the text it begins."""

    name: str
    source: str  # the attributes as written
    start: int

    @property
    def local(self) -> str:
        return local(self.name)

    @property
    def attributes(self) -> dict[str, str]:
        return {name: plain(one or two) for name, one, two in _ATTRIBUTE.findall(self.source)}


@dataclass(slots=True)
class Tag(_Named):
    """One tag: where it stands in the text, and what it is."""

    end: int
    closes: bool
    empty: bool


def tags(text: str, start: int = 0, end: int | None = None, only: str = "") -> Iterator[Tag]:
    """Every tag in order, or those of the name ``only``; comments, processing instructions and CDATA are passed over."""
    for match in _pattern(only).finditer(text, start, len(text) if end is None else end):
        if name := match["name"]:
            yield Tag(
                name, match["attributes"] or "", match.start(), match.end(), bool(match["close"]), bool(match["empty"])
            )


@dataclass(slots=True)
class Node(_Named):
    """An element with its place: the tag from ``start`` to ``inside``, the content to ``outside``, all of it to ``end``."""

    inside: int
    empty: bool
    outside: int = -1
    end: int = -1
    children: list[Node] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        """An attribute by its local name."""
        return next((value for key, value in self.attributes.items() if local(key) == name), default)

    def first(self, name: str) -> Node | None:
        return next((child for child in self.children if child.local == name), None)

    def all(self, name: str) -> list[Node]:
        return [child for child in self.children if child.local == name]

    def walk(self) -> Iterator[Node]:
        open_ = [self]
        while open_:
            node = open_.pop()
            yield node
            open_.extend(reversed(node.children))


def tree(text: str, start: int = 0, end: int | None = None) -> Node:
    """The (first) element of a text as a tree of positions."""
    open_: list[Node] = []
    for tag in tags(text, start, end):
        if not tag.closes:
            node = Node(tag.name, tag.source, tag.start, tag.end, tag.empty)
            if open_:
                open_[-1].children.append(node)
            open_.append(node)
        if tag.closes or tag.empty:
            if not open_ or open_[-1].name != tag.name:
                raise Unmarkable
            node = open_.pop()
            node.outside, node.end = (tag.end, tag.end) if tag.empty else (tag.start, tag.end)
            if not open_:
                return node
    raise Unmarkable


class Edits:
    """Replacements in one text, put in together; those at one place come in the order in which they were asked for."""

    def __init__(self, text: str):
        self.text = text
        self._edits: list[tuple[int, int, str]] = []

    def replace(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, end, new))

    def insert(self, at: int, new: str) -> None:
        self._edits.append((at, at, new))

    def append(self, node: Node, new: str) -> None:
        """Put ``new`` at the end of an element's content."""
        if node.empty:
            self.replace(node.end - 2, node.end, f">{new}</{node.name}>")
        else:
            self.insert(node.outside, new)

    def set(self, node: Node | Tag, **attributes: str) -> None:
        """Change attributes of a start tag (or of an element's), or add them."""
        end = node.inside if isinstance(node, Node) else node.end
        self.replace(node.start, end, with_attributes(self.text[node.start : end], attributes))

    def place(self, parent: Node, order: tuple[str, ...], name: str, new: str) -> None:
        """Put a new child where the schema's ``order`` of children wants it."""
        if parent.empty:
            self.append(parent, new)
        else:
            self.insert(following(parent.children, order, name, parent.outside), new)

    def done(self) -> str:
        pieces: list[str] = []
        at = 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise Unmarkable
            pieces += (self.text[at:start], new)
            at = end
        return "".join([*pieces, self.text[at:]])


def following(children: Sequence[Tag | Node], order: tuple[str, ...], name: str, end: int) -> int:
    """Where a new child of this name goes: behind the last of those that come before it in ``order``."""
    rank = {child: at for at, child in enumerate(order)}
    ahead = [at for at, child in enumerate(children) if rank.get(child.local, len(order)) <= rank[name]]
    at = ahead[-1] + 1 if ahead else 0
    return children[at].start if at < len(children) else end


def with_attributes(tag: str, attributes: dict[str, str]) -> str:
    """A start tag's source with some attributes set; the others stay as they are written."""
    for name, value in attributes.items():
        written = f'{name}="{xml_text(value)}"'
        found = next((match for match in _ATTRIBUTE.finditer(tag) if match[1] == name), None)
        if found:
            tag = tag[: found.start()] + written + tag[found.end() :]
        else:
            close = "/>" if tag.endswith("/>") else ">"
            tag = f"{tag[: -len(close)].rstrip()} {written}{close}"
    return tag


def without_attribute(tag: str, name: str) -> str:
    found = next((match for match in _ATTRIBUTE.finditer(tag) if match[1] == name), None)
    return tag[: found.start()].rstrip() + tag[found.end() :] if found else tag


class Package:
    """The members of a zip in their order, each with its own date; new ones come last, with one fixed date."""

    def __init__(self, data: bytes):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                    raise Unmarkable
                self._infos = {info.filename: info for info in archive.infolist()}
                self._members = {name: archive.read(info) for name, info in self._infos.items()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError) as error:
            raise Unmarkable from error

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def text(self, name: str) -> str:
        """A part as text, its byte-order mark with it, so that a UTF-8 part goes back byte for byte."""
        if name not in self._members:
            raise Unmarkable
        data = self._members[name]
        try:
            if data.startswith((b"\xff\xfe", b"\xfe\xff")):
                return _DECLARED.sub(r"\1\2UTF-8\2", data.decode("utf-16"), count=1)
            declared = _DECLARED.match(data[:200].decode("latin-1"))
            encoding = declared[3] if declared else "utf-8"
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            raise Unmarkable from error
        return text if encoding.lower() in ("utf-8", "utf8") else _DECLARED.sub(r"\1\2UTF-8\2", text, count=1)

    def set(self, name: str, content: str | bytes) -> None:
        self._members[name] = content.encode() if isinstance(content, str) else content

    def remove(self, name: str) -> None:
        self._members.pop(name, None)

    def free(self, pattern: str) -> str:
        """The first name of a pattern such as ``xl/comments{}.xml`` that no member has."""
        taken = {name.lower() for name in self._members}
        return next(
            name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).lower() not in taken
        )

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in self._members.items():
                old = self._infos.get(name)
                info = zipfile.ZipInfo(name, old.date_time if old else EPOCH)
                info.create_system, info.external_attr = (
                    (old.create_system, old.external_attr) if old else (3, 0o644 << 16)
                )
                stored = old is not None and old.compress_type == zipfile.ZIP_STORED
                archive.writestr(info, data, compress_type=zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
        return buffer.getvalue()
