"""Which of a body's own words stand in place of nothing: what they are for is nowhere in the program or in the meeting's own files.

A text may be put together of several, so that an entry is told only where nothing that is written could become it.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reportlib import messages, text
from reportlib.errors import PacketError, Problem
from reportlib.meeting import rulebook_files, yaml_file
from reportlib.meeting.params import Params
from reportlib.new.unfilled import texts_in
from reportlib.readers import files

if TYPE_CHECKING:
    from reportlib.meeting.own_words import OwnWords

PACKAGE = Path(__file__).parents[1]
_GAP = re.compile(r"\{[^{}]*\}")
_JOINED = re.compile("[；、＋｜，。：■▲○●◆△□\n]")
_DIGIT = re.compile("[0-9]")  # a text with a day or a number in it was made of others
_TEMPLATES = (".j2", ".typ", ".js")
_IN_QUOTES = re.compile("(?:\"|')([^\"'\n]+)(?=[\"'])")
_NUMBER = re.compile(r"[0-9０-９,./: 年月日%−-]+")
_WORDS = re.compile(r"[^\x00-\x7f]")


def words_for_nothing(params: Params) -> Iterator[Problem]:
    """Each entry whose ``ours`` is no text of the program, of the notebooks, of the parameters and rulebooks or of a cell, with the
    text that is most like it."""
    path = params.rulebooks.words
    if path is None:
        return
    file, book = yaml_file.load(path), cast("OwnWords", rulebook_files.read("words", path))
    entries = [(n, one.ours) for n, one in enumerate(book.words)]
    if not (left := [(n, ours) for n, ours in entries if ours not in of_program()[0]]):
        return
    here = {*_of_files(params, besides=path), *_of_inputs(params)}
    known = of_program()[0] | here
    for n, ours in left:
        if not _may_become(ours, known):
            near = text.nearest(
                ours, (one for one in of_program()[0] if _WORDS.search(one) and len(one) < 2 * len(ours))
            )
            todo = messages.do_you_mean(near=near) if near else messages.write_it_as_printed()
            yield file.problem(messages.C05_words_for_nothing(ours=ours, todo=todo), ("words", n, "ours"))


def _may_become(ours: str, known: Collection[str], deepest: int = 3) -> bool:
    """Whether this is a known text or could be made of such; what stands in a gap, too, is known, a number or a day, or made so."""
    if ours in known or _NUMBER.fullmatch(ours) or _DIGIT.search(_GAP.sub("", ours)):
        return True
    if not deepest:
        return False
    fitting = (match.groups() for made in of_program()[1] if (match := made.fullmatch(ours)))
    parts = [part.strip() for part in _JOINED.split(ours) if part.strip()]
    ways = (*fitting, *([tuple(parts)] if parts and parts != [ours] else []))
    return any(all(_may_become(part, known, deepest - 1) for part in way) for way in ways)


@functools.cache
def of_program() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every text that stands in the program, and patterns of what it makes of those with gaps."""
    texts: set[str] = set()
    made: set[tuple[str, ...]] = set()
    for path in PACKAGE.rglob("*.py"):
        _read(path.read_text("utf-8"), texts, made)
    for path in PACKAGE.rglob("*"):
        if path.suffix in _TEMPLATES:
            texts.update(_IN_QUOTES.findall(path.read_text("utf-8")))
    made |= {tuple(_GAP.split(one)) for one in texts if _GAP.search(one)}
    patterns = {"(.+?)".join(map(re.escape, parts)) for parts in made if any(map(_WORDS.search, parts))}
    patterns = {
        re.sub(r"(\(\.\+\?\))+", "(.+?)", one) for one in patterns
    }  # of gaps side by side nobody knows which is which
    return frozenset(texts), tuple(re.compile(one, re.DOTALL) for one in sorted(patterns))


def _read(source: str, texts: set[str], made: set[tuple[str, ...]]) -> None:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.keyword) and node.arg:  # the label of a figure: KeyFigures.of(上期累計=…)
            texts.add(node.arg)
        elif isinstance(node, ast.JoinedStr):
            made.add(tuple(_parts(node)))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            for one, parts in ((node.left, ("{}", "")), (node.right, ("", "{}"))):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    made.add(tuple(part.replace("{}", one.value) for part in parts))


def _parts(node: ast.JoinedStr) -> list[str]:
    """What stands around the gaps of a formatted string."""
    parts = [""]
    for one in node.values:
        if isinstance(one, ast.Constant):
            parts[-1] += str(one.value)
        else:
            parts.append("")
    return parts


def _of_files(params: Params, besides: Path) -> Iterator[str]:
    """The texts of the notebooks, the parameters, the rulebooks and the register."""
    import nbformat  # takes longer than the rest of a check of a body that has no words of its own

    for path in (params.root / "notebooks").glob("*.ipynb"):
        texts: set[str] = set()
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code":
                with contextlib.suppress(SyntaxError):  # a cell with a command of IPython's
                    _read(cell.source, texts, set())
            else:
                texts.update(line.lstrip("# ") for line in cell.source.splitlines())
        yield from texts
    named = (path for _, path in params.rulebooks if path is not None)
    for path in {params.path, *named, *(params.root / "params").rglob("*.yaml")} - {besides}:
        with contextlib.suppress(PacketError):
            yield from (one for _, one in texts_in(yaml_file.load(path).data))
    if params.inputs.publishers:
        yield from re.split("[,;；\r\n]", params.inputs.publishers.read_text("utf-8-sig", "replace"))


def _of_inputs(params: Params) -> Iterator[str]:
    """The texts of the cells, and those of a list in a cell one by one."""
    for _, path in params.inputs:
        if isinstance(path, Path) and path.is_file():
            with contextlib.suppress(PacketError):
                cells = (cell for sheet in files.read(path) for row in sheet.rows for cell in row)
                for one in {cell for cell in cells if isinstance(cell, str)}:
                    yield one
                    yield from re.split("[,;；、]", one)
