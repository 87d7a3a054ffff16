"""The packet as one A4 PDF: tagged, PDF/UA-1 and PDF/A-3a, with the annex files embedded, the same bytes each time.

Texts reach typst as data (``document.json``) and never as markup, so no citizen's sentence can become code. typst runs
in a child process, because a compiler that aborts would take the caller with it, in a private folder that holds nothing
but this document. What is printed of a text is decided by :func:`printable`; a character that neither font has is
refused before typst is asked (:func:`missing_glyphs`), for a lost character is a changed sentence.
"""

from __future__ import annotations

import base64
import functools
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from reportlib import fonts
from reportlib.errors import OutputError, Problem, RunError, quoted
from reportlib.labels import say

TEMPLATE = Path(__file__).with_name("templates") / "packet.typ"
STANDARDS = ["ua-1", "a-3a"]
TIMEOUT_SECONDS = 120
# With -P and PYTHONPATH the child finds this reportlib, and no module that happens to lie in the working directory.
CHILD = ("-P", "-m", "reportlib.typesetting")
MOST_PROBLEMS = 20
MOST_PLACES = 3

# Sizes in points, as the template sets them.
TEXT_WIDTH = 168 / 25.4 * 72
WIDE_TEXT_WIDTH = 255 / 25.4 * 72  # of a page on its side
TALLEST_CHART = 215 / 25.4 * 72
CELL_PAD = 2 * 1.0 / 25.4 * 72
APART = 3.0 / 25.4 * 72  # more, before a text column that follows a column of numbers
ROW_PAD = 9.2
LINE = 1.38  # from baseline to baseline in a table, in em
GROUP_GUTTER = 17.0
SMALLEST_TYPE = 7.0
SMALLEST_WIDE_TYPE = 5.5
TALLEST_KEPT_ROW = 200.0
TALLEST_KEPT_TABLE = 330.0
TALLEST_CHUNK = 640.0  # of a table in column groups: what fits a page with heading and caption
MOST_LISTED = 80  # entries of the list of tables and charts
MOST_IN_ONE_COLUMN = 44  # lines of the contents, and of that list; more are set in two columns
CROWDED_COLUMN = 14.0  # em; in a table of many columns, a text column this narrow is crowded by a text of more than
CROWDED_LINES = 6  # lines
MANY_COLUMNS = 6
TALLEST_END = 120.0  # of the last rows of a table that may break; they stay together if they are no higher
END_ROWS = 3
BEGINNING = 90.0  # of a table that may break, at least so much stands on the page where it begins
REGISTER_SIZE, REGISTER_NOTE = 6.8, 6.2  # of the register of figures, and of what it says of their derivation
REGISTER_INDENT, REGISTER_PAGES, REGISTER_GUTTER = 29.0, 42.0, 14.0  # the ids, the pages, between its two columns
LONGEST_LABEL, LONGEST_VALUE = 60.0, 16.0  # em
LONGEST_RUN = 24  # Latin letters in a row that a line of text takes without a break
LONGEST_NAME = 6.0  # em; a column of texts up to this long breaks none of them
BREAK = "\u200b"  # where the template may break a long run; not printed

# ------------------------------------------------------------------------------------------------------ the PDF


def to_pdf(
    document: dict, annexes: dict[str, bytes], *, template: Path = TEMPLATE, timeout: float = TIMEOUT_SECONDS
) -> bytes:
    """The PDF of the merged document; ``annexes`` holds the bytes of every path that ``document["annexes"]`` lists,
    ``document["register"]`` (if it is there) the register of figures of :func:`reportlib.register.of`.

    :class:`RunError` R20 for characters that no font has, R22 for a reference to what is not in the document, R21 where
    typst refuses, aborts or takes longer than ``timeout`` seconds; :class:`OutputError` R13 where the temporary folder
    cannot be written.
    """
    check_targets(document)
    check_glyphs(document)
    return typeset(lambda folder: write_sources(document, annexes, template, folder), timeout)


def typeset(write: Callable[[Path], None], timeout: float = TIMEOUT_SECONDS) -> bytes:
    """The PDF of what ``write`` puts into the folder it is given: ``packet.typ``, ``document.json`` (with ``timestamp``)
    and the files these read. RunError R21 and OutputError R13 as :func:`to_pdf`."""
    try:
        with tempfile.TemporaryDirectory(prefix="packet-", ignore_cleanup_errors=True) as name:
            # Resolved, since typst refuses files outside its root and macOS keeps its temporary folder behind a link.
            folder = Path(name).resolve()
            write(folder)
            _run_typst(folder, timeout)
            return (folder / "packet.pdf").read_bytes()
    except OSError as error:
        raise OutputError(
            Problem(
                "R13",
                say(
                    f"排版用的暫存資料夾無法寫入：{error.strerror}。",
                    f"the temporary folder for typesetting cannot be written: {error.strerror}.",
                ),
                say("請確認磁碟空間與環境變數 TMPDIR。", "Check the disk space and the environment variable TMPDIR."),
            )
        ) from None


def write_sources(document: dict, annexes: dict[str, bytes], template: Path, folder: Path) -> None:
    """What typst reads: the template, ``document.json``, the charts and the annex files, all under names of our own."""
    view = _view(document)
    for block in (block for section in view["sections"] for _, blocks in section["runs"] for block in blocks):
        if block["kind"] == "chart":
            (folder / block["file"]).write_text(block.pop("svg"), "utf-8", newline="\n")
        elif block["kind"] == "sheet":
            (folder / block["file"]).write_bytes(base64.b64decode(block.pop("data")))
    for annex in view["annexes"]:
        (folder / annex["file"]).write_bytes(annexes[annex.pop("key")])
    (folder / "packet.typ").write_bytes(template.read_bytes())
    (folder / "document.json").write_text(json.dumps(view, ensure_ascii=False), "utf-8", newline="\n")


def _run_typst(folder: Path, timeout: float) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PYTHONUTF8": "1"}
    command = [sys.executable, *CHILD, str(folder)]
    try:
        child = subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        raise _failed(
            say(f"排版超過 {timeout:g} 秒而中止。", f"typesetting took more than {timeout:g} seconds and was stopped.")
        ) from None
    if child.returncode == 0:
        return
    message = folder / "error.txt"
    if message.is_file():
        cited = _one_line(message.read_text("utf-8").replace(str(folder), ""))
        raise _failed(say(f"排版程式 typst 拒絕了這份文件：{cited}。", f"typst refused the document: {cited}."))
    raise _failed(
        say(
            f"排版程式 typst 異常終止（代碼 {child.returncode}）。",
            f"typst ended abnormally (code {child.returncode}).",
        )
    )


def _failed(what: str) -> RunError:
    return RunError(
        Problem(
            "R21",
            what,
            say(
                "請將此訊息連同參數檔交給維護人員。",
                "Please pass this message on to the maintainers, with the parameter file.",
            ),
        )
    )


def _one_line(message: str, longest: int = 200) -> str:
    text = " ".join(message.split()).rstrip(".")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def compile_folder(folder: Path) -> tuple[bytes, list[str]]:
    """The PDF of a folder that :func:`write_sources` filled, and typst's warnings; ``typst.TypstError`` where it refuses."""
    import typst

    timestamp = json.loads((folder / "document.json").read_text("utf-8"))["timestamp"]
    paths = [str(fonts.path(weight).parent) for weight in ("Regular", "Bold")]
    # typst brings Latin fonts of its own: without them too, the packet has one family, and no other hides a lost glyph.
    only = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    compiler = typst.Compiler(str(folder / "packet.typ"), root=str(folder), font_paths=only)
    pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
    return pdf, [warning.message for warning in warnings]


def _main(folder: Path) -> int:
    """The child process: ``packet.pdf``, or ``error.txt`` and exit code 3."""
    import typst

    try:
        pdf, _ = compile_folder(folder)
    except (typst.TypstError, RunError) as error:
        (folder / "error.txt").write_text(getattr(error, "message", None) or str(error), "utf-8")
        return 3
    (folder / "packet.pdf").write_bytes(pdf)
    return 0


# ------------------------------------------------------------------------------------------------------ references


def check_targets(document: dict) -> None:
    """RunError R22 for a reference to a section, table, chart or attachment that the document does not hold."""
    there = {section.get("target") for section in document["sections"]} | {
        annex.get("target") for annex in document["annexes"]
    }
    there |= {block.get("id") for section in document["sections"] for block in printed(section)}
    problems = [
        Problem(
            "R22",
            say(
                f"參照{quoted(run['text'])}（{run['target']}）指向文件裡沒有的地方。",
                f"the reference {quoted(run['text'])} ({run['target']}) leads to what the document does not hold.",
            ),
            say("請確認該章節或圖表在這份文件中。", "Check that the section or display is part of this document."),
            file=section["id"],
        )
        for section in document["sections"]
        for block in printed(section)
        for run in _block_runs(block)
        if run.get("target") and run["target"] not in there
    ]
    if problems:
        raise RunError(*problems)


def printed(section: dict) -> list[dict]:
    """The blocks of a section that are printed: all but what is in the annex files only."""
    return [block for block in section["blocks"] if block.get("only") != "annex"]


def called(value) -> Iterator[str]:
    """The ids of the facts in a block, a row, a cell or a list of them, in reading order; not those of its slide."""
    if isinstance(value, dict):
        if value.get("fact"):
            yield value["fact"]
        value = [part for key, part in value.items() if key not in ("message", "beside")]
    if isinstance(value, (list, tuple)):
        for part in value:
            if isinstance(part, (dict, list)):
                yield from called(part)


def _block_runs(block: dict) -> Iterator[dict]:
    """The runs and cells of a block that may be references."""
    if block["kind"] == "prose":
        yield from block["runs"]
    elif block["kind"] == "list":
        yield from (run for item in block["items"] for run in item)
    elif block["kind"] == "table":
        yield from (cell for row in block["rows"] for cell in row["cells"])


# ------------------------------------------------------------------------------------------------------ characters

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Invisible by definition: zero-width spaces and joiners, soft hyphens, marks and overrides of writing direction, byte
# order marks, variation selectors, tags. None of them prints, and an override would print a text in another order.
_INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
# Spaces of other widths, which the fonts lack; the ideographic and the no-break space stay.
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f]")
_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff0-\ufffd{_NONCHARACTERS}]")


def printable(text: str) -> str:
    """A text as the PDF prints it.

    Line ends of every kind are line feeds, odd spaces are spaces, invisible characters are left out, and a control
    character or lone surrogate, which no page can show, is printed as □ as in the messages.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", _NEWLINES.sub("\n", text))
    return _UNPRINTABLE.sub("□", _INVISIBLE.sub("", text))


@functools.cache
def _font(weight: str):
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(fonts.path(weight))))
    return hb.Font(face), set(face.unicodes), face.upem


@functools.lru_cache(maxsize=20_000)
def _em(char: str) -> float:
    """The width of a character in the bold face, in em."""
    font, _, units = _font("Bold")
    glyph = font.get_nominal_glyph(ord(char))
    return font.get_glyph_h_advance(glyph) / units if glyph else 1.0


@functools.lru_cache(maxsize=20_000)
def _has_glyph(char: str) -> bool:
    return char == "\n" or all(ord(char) in _font(weight)[1] for weight in ("Regular", "Bold"))


def width(text: str, size: float = 1.0) -> float:
    """The width of one line in bold type, in the unit of ``size``."""
    return sum(map(_em, text)) * size


def missing_glyphs(document: dict) -> list[tuple[str, str]]:
    """(character, place) for every character of the document that a font lacks, in reading order, each pair once."""
    known = _font("Regular")[1] & _font("Bold")[1] | {ord("\n")}
    found: dict[tuple[str, str], None] = {}
    for place, text in _texts(document):
        if {ord(c) for c in text} <= known:
            continue
        # A letter and its combining accent are composed where the font has the composed letter.
        for char in unicodedata.normalize("NFC", printable(text)):
            if ord(char) not in known:
                found.setdefault((char, place))
    return list(found)


def check_glyphs(document: dict) -> None:
    """RunError R20 that lists every character no font has, and where it stands."""
    places: dict[str, list[str]] = {}
    for char, place in missing_glyphs(document):
        places.setdefault(char, []).append(place)
    if not places:
        return
    problems = []
    for char, stands in list(places.items())[:MOST_PROBLEMS]:
        shown = char if char.isprintable() else "□"
        code = f"U+{ord(char):04X}"
        zh = "；".join(stands[:MOST_PLACES]) + (f"等 {len(stands)} 處" if len(stands) > MOST_PLACES else "")
        en = "; ".join(stands[:MOST_PLACES]) + (
            f" and {len(stands) - MOST_PLACES} more places" if len(stands) > MOST_PLACES else ""
        )
        problems.append(
            Problem(
                "R20",
                say(
                    f"字型沒有字元「{shown}」（{code}），印出來會缺字。位置：{zh}。",
                    f'no font has the character "{shown}" ({code}); it would be lost in print. It stands in: {en}.',
                ),
                say(
                    "請在來源檔案改用字型有的字（例如把造字改為標準字），或刪去該符號。",
                    "Write it with a character the fonts have in the source file, or remove the symbol.",
                ),
            )
        )
    if len(places) > MOST_PROBLEMS:
        problems.append(
            Problem(
                "R20",
                say(
                    f"還有 {len(places) - MOST_PROBLEMS} 個缺字的字元。",
                    f"{len(places) - MOST_PROBLEMS} more characters are missing.",
                ),
            )
        )
    raise RunError(*problems)


def _texts(document: dict) -> Iterator[tuple[str, str]]:
    """(place for a person, text) for every text of the document that is printed."""
    cover = say("封面", "cover")
    for key in ("body", "title", "as_of_text", "notice", "notice_text", "part"):
        yield cover, document["meeting"][key]
    for pair in document["meeting"]["details"]:
        yield from ((cover, text) for text in pair)
    for item in document["agenda"]:
        yield from ((say("議程", "agenda"), item[key]) for key in ("start", "end", "item", "note"))
        yield from ((say("議程", "agenda"), topic[key]) for topic in item["topics"] for key in ("title", "presenter"))
    for section in document["sections"]:
        place = f"{section['number']}、{section['title']}"
        yield from ((place, section[key]) for key in ("number", "title", "agenda_item", "as_of_text"))
        for block in printed(section):
            yield from _block_texts(block, place)
    for annex in document["annexes"]:
        yield from ((say("附件檔案", "annexes"), annex[key]) for key in ("name", "description"))


def _block_texts(block: dict, place: str) -> Iterator[tuple[str, str]]:
    kind = block["kind"]
    if kind == "heading":
        yield place, block["text"]
    elif kind == "prose":
        yield from ((place, _said(run)) for run in block["runs"])
    elif kind == "list":
        yield from ((place, _said(run)) for item in block["items"] for run in item)
    elif kind == "figures":
        yield from ((place, item[key]) for item in block["items"] for key in ("text", "unit", "note", "label"))
    else:
        place = f"{place} {block['number']}".strip()
        yield from ((place, block[key]) for key in ("number", "caption", "unit", "source") if key in block)
        # An alternative text is read out, not printed: it needs no glyphs.
        if kind == "pages":
            return
        if kind == "chart":
            yield from ((place, text) for text in _drawn_texts(block["svg"], place))
            return
        yield from ((place, column["label"]) for column in block["columns"])
        for number, row in enumerate(block["rows"], 1):
            for column, cell in zip(block["columns"], row["cells"], strict=True):
                label = quoted(column["label"]) if column["label"] else ""
                yield (
                    f"{place} {say(f'第 {number} 列', f'row {number}')}{say('', ' ') if label else ''}{label}",
                    _said(cell),
                )


def _said(run: dict, page: str = "") -> str:
    """What is printed of a run or cell: its text, or 「第 12 頁」 for a reference, 「附表 1（第 12 頁）」 to what only the annexes hold."""
    if not run.get("target"):
        return run["text"]
    return f"{run['text']}（第 {page} 頁）" if _is_annexed(run["target"]) else f"第 {page} 頁"


def _is_annexed(target: str) -> bool:
    return target.startswith("x-")


def _drawn_texts(svg: str, place: str) -> list[str]:
    try:
        elements = ElementTree.fromstring(svg).iter()
        return ["".join(element.itertext()) for element in elements if str(element.tag).endswith("}text")]
    except ElementTree.ParseError as error:
        raise _failed(
            say(
                f"{place} 的圖不是完整的 SVG：{_one_line(str(error))}。",
                f"the drawing of {place} is no whole SVG: {_one_line(str(error))}.",
            )
        ) from None


# ------------------------------------------------------------------------------------------------------ what the template sees


def _view(document: dict) -> dict:
    """The document with printable texts, widths in points, and every decision the template would need Python for."""
    paths = [annex["path"] for annex in document["annexes"]]
    document = map_texts(
        {key: document.get(key, []) for key in ("meeting", "agenda", "sections", "annexes", "register")}
    )
    meeting = document["meeting"]
    title = f"{meeting['body']}　{meeting['title']}".strip("　")
    sections = [_section(section, meeting) for section in document["sections"]]
    items = [plain_text(section["agenda_item"]) for section in document["sections"]]
    for section, item, before in zip(sections, items, ["", *items], strict=False):
        section["group"] = "" if item == before else item
    display_list = _choose_listed(sections)
    for section in sections:
        section["runs"] = _pages(section.pop("blocks"))
    blocks = [block for section in sections for _, run in section["runs"] for block in run]
    for number, block in enumerate((block for block in blocks if block["kind"] in ("chart", "sheet")), 1):
        block["file"] = f"drawing-{number}.{block.get('format', 'svg')}"
    return {
        "timestamp": meeting["timestamp"],
        "title": plain_text(title or meeting["name"]),
        "authors": [plain_text(meeting["body"])] if meeting["body"] else [],
        "keywords": [
            plain_text(text)
            for text in (
                meeting["name"],
                meeting["date_text"],
                meeting["notice"],
                *(s["title"] for s in document["sections"]),
            )
            if text
        ],
        "description": plain_text(meeting["notice_text"]),
        "header": "　".join(
            filter(
                None,
                (shortened(meeting["body"], max(8, 30 - width(meeting["title"]))), shortened(meeting["title"], 30)),
            )
        ),
        "footer": _footer(meeting["as_of_text"], meeting),
        "meeting": meeting
        | {
            "body": breakable(meeting["body"], 12),
            "title": breakable(meeting["title"], 18),
            "details": cover_details(meeting),
            "notice_text": breakable(meeting["notice_text"]),
            **_facts(meeting.get("named", ())),
        },
        "agenda": [
            item
            | {"item": breakable(item["item"], 16), "note": breakable(item["note"], 16), "topics": agenda_topics(item)}
            for item in document["agenda"]
        ],
        "sections": sections,
        "contents": {"columns": _columns(sum(3 if block is None else 1 for block in _contents(sections)))},
        "display_list": {
            "title": display_list,
            "columns": _columns(sum(block.get("listed", False) for block in blocks)),
        },
        "annexes": [
            {
                "file": f"annex-{number}",
                "key": key,
                "name": _file_name(annex["name"]),
                "media_type": annex["media_type"],
                "description": annex["description"],
            }
            for number, (key, annex) in enumerate(zip(paths, document["annexes"], strict=True), 1)
        ],
        "annex_table": _annex_table(document["annexes"]),
        "register": _register(document["register"], sections),
    }


def _register(parts: list[dict], sections: list[dict]) -> dict:
    """The register's parts as the template sets them; ``anchors`` are the ids that a source line leads to."""
    known = {entry["id"] for part in parts for group in part["groups"] for entry in group["entries"]}
    anchors = set()
    for block in (block for section in sections for _, run in section["runs"] for block in run if block.get("source")):
        for piece in block["source"]:
            if piece["fact"] in known:
                anchors.add(piece["fact"])
            else:
                piece["fact"] = ""
    return {
        "size": REGISTER_SIZE,
        "small": REGISTER_NOTE,
        "indent": REGISTER_INDENT,
        "pages": REGISTER_PAGES,
        "gutter": REGISTER_GUTTER,
        "gap": round(REGISTER_INDENT - width("F-0000", REGISTER_SIZE), 2),
        "parts": [
            {
                "title": shortened(_drawn(part["title"]), 20),
                "span": part["span"],
                "groups": [
                    {
                        "title": breakable(_drawn(shortened(group["title"], LONGEST_LABEL))),
                        "notes": breakable(_drawn("　".join(map(plain_text, group["notes"])))),
                        "entries": [_entry(entry, entry["id"] in anchors) for entry in group["entries"]],
                    }
                    for group in part["groups"]
                ],
            }
            for part in parts
        ],
    }


def _entry(entry: dict, anchored: bool) -> dict:
    """An entry of the register: on one line where it fits (``lines`` 1), else with what is its own under label and value
    (2), after a long label with the value under both (3)."""
    label, how, value = (
        _drawn(shortened(entry["label"], LONGEST_LABEL)),
        _drawn(plain_text(entry["how"])),
        _drawn(shortened(entry["value"], LONGEST_VALUE)),
    )
    room = (TEXT_WIDTH - REGISTER_GUTTER) / 2 - REGISTER_INDENT - REGISTER_PAGES - width(value, REGISTER_SIZE) - 4
    long = width(label, REGISTER_SIZE)
    lines = 3 if long > room else 2 if how and long + width(how, REGISTER_NOTE) + 8 > room else 1
    return {
        "id": entry["id"],
        "label": breakable(label),
        "how": breakable(how),
        "value": value,
        "where": entry["where"],
        "lines": lines,
        "anchored": anchored,
    }


def _drawn(text: str) -> str:
    """The text with □ for what no font has: labels and sheet names are in the register only, and refused elsewhere."""
    if all(map(_has_glyph, text)):
        return text
    return "".join(char if _has_glyph(char) else "□" for char in unicodedata.normalize("NFC", text))


def _contents(sections: list[dict]) -> Iterator[dict | None]:
    """What the contents list: ``None`` for a section, then its headings of the second level and its attachments."""
    for section in sections:
        yield None
        for _, blocks in section["runs"]:
            yield from (block for block in blocks if block.get("level") == 2 or block.get("title"))


def _columns(lines: int) -> int:
    return 2 if lines > MOST_IN_ONE_COLUMN else 1


def map_texts(value, key: str = ""):
    """The same structure with every text printable; of a drawing, only what is invisible is taken away."""
    if isinstance(value, str):
        return _INVISIBLE.sub("", value) if key == "svg" else printable(value)
    if isinstance(value, dict):
        return {k: map_texts(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [map_texts(v) for v in value]
    return value


def plain_text(text: str) -> str:
    """On one line."""
    return " ".join(text.split("\n")).strip()


def _file_name(text: str) -> str:
    """Without the characters that part a path on one system or another; typst and PDF readers take an attachment's name for one."""
    return re.sub(r'[\\/:*?"<>|]', "-", plain_text(text)) or "annex"


def shortened(text: str, ems: float) -> str:
    """One line of at most ``ems`` em, with an ellipsis where it is longer."""
    text = plain_text(text)
    if width(text) <= ems:
        return text
    while text and width(text) > ems - 1:
        text = text[:-1]
    return f"{text}…"


def breakable(text: str, longest: int = LONGEST_RUN, piece: int = 4) -> str:
    """The text with break marks in every run of more than ``longest`` letters without a place to break.

    After punctuation first, as in addresses; what is still long, every ``piece`` letters.
    """

    def split(found: re.Match) -> str:
        run = found[0]
        if len(run) <= longest:
            return run
        parts = re.findall(r"[^/?&=._:;,#%+\-]*(?:[/?&=._:;,#%+\-]+|$)", run)
        return BREAK.join(
            part[at : at + piece] if len(part) > 3 * piece else part
            for part in parts
            if part
            for at in (range(0, len(part), piece) if len(part) > 3 * piece else (0,))
        )

    return _RUN.sub(split, text)


# Letters between which no line breaks: everything but white space and East Asian characters.
_RUN = re.compile(r"[^\s\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+")


def cover_details(meeting: dict) -> list[list[str]]:
    """The cover's details; the date is among them, once."""
    details = [[breakable(name, 8), breakable(value)] for name, value in meeting["details"]]
    if meeting["date_text"] and not any(meeting["date_text"] in value for _, value in meeting["details"]):
        details.insert(0, ["日期", meeting["date_text"]])
    return details


def agenda_topics(item: dict) -> list[dict]:
    return [
        {"title": breakable(topic["title"], 16), "presenter": breakable(topic["presenter"], 16)}
        for topic in item["topics"]
    ]


def _footer(as_of_text: str, meeting: dict) -> str:
    return shortened("　".join(filter(None, (as_of_text, meeting["notice"], meeting["part"]))), 56)


def _section(section: dict, meeting: dict) -> dict:
    title = section["title"] or section["id"]
    # 「報告事項一　政府資料開放行動方案報告」 stands in the header by its first word.
    item = section["agenda_item"].partition("　")[0]
    blocks = []
    level = 1
    for block in printed(section):
        if block["kind"] == "heading":
            # PDF/UA-1: no level is left out.
            level = min(block["level"], level + 1)
            blocks.append({"kind": "heading", "level": level, "text": breakable(plain_text(block["text"]) or "－")})
        elif found := _BLOCKS[block["kind"]](block):
            blocks += found if block["kind"] == "pages" else [found]
            if block.get("own_page"):
                _begin_page(blocks)
            if block["kind"] == "pages":
                level = 2
    return {
        "id": section.get("target", ""),
        "heading": breakable("、".join(filter(None, (section["number"], plain_text(title)))), 18),
        "header": shortened(title if title in item or not item else f"{item}　{title}", 32),
        "footer": _footer(section["as_of_text"] or meeting["as_of_text"], meeting),
        "blocks": blocks,
    }


def _begin_page(blocks: list[dict]) -> None:
    """Have the last block begin a page, with the headings over it; the first of a section stands on a new page anyway."""
    at = len(blocks) - 1
    while at and blocks[at - 1]["kind"] == "heading":
        at -= 1
    if at:
        blocks[at]["begins_page"] = True


def _pages(blocks: list[dict]) -> list[tuple[bool, list[dict]]]:
    """(whether the page lies on its side, blocks) in order; a heading goes with the wide table or the attached page that
    follows it, as does the one paragraph between a section's title and a wide table; an attached page is the last on its page."""
    sides: list[tuple[bool, bool]] = []  # on its side, goes with an attached page
    for at, block in reversed(list(enumerate(blocks))):
        own = (block.get("wide", False), block["kind"] == "sheet")
        leads = (
            block["kind"] == "heading" or not at and block["kind"] == "prose" and blocks[1:] and blocks[1].get("wide")
        )
        sides.append(sides[-1] if leads and sides else own)
    sides.reverse()
    found: list[tuple[bool, list[dict]]] = []
    for at, (block, side) in enumerate(zip(blocks, sides, strict=True)):
        if not at or sides[at - 1] != side or blocks[at - 1]["kind"] == "sheet":
            found.append((side[0], []))
        found[-1][1].append(block)
    return found or [(False, [])]


def _run(run: dict) -> dict:
    """A run or cell as the template sets it; of a reference it finds the page."""
    reference = (
        {"target": run["target"], "name": run["text"] if _is_annexed(run["target"]) else ""}
        if run.get("target")
        else {}
    )
    return (
        {"text": breakable(run["text"]), "strong": bool(run.get("strong")), "anchor": run.get("anchor", "")}
        | reference
        | _facts(run)
    )


def _facts(value) -> dict:
    """What marks the place of a run, an item or a drawing for the register: the facts that stand there."""
    found = list(dict.fromkeys(called(value)))
    return {"facts": found} if found else {}


def _gather(rows: list[dict]) -> None:
    """Have one mark, in the first cell, for all facts of rows that stand on one page: typst looks for each mark."""
    cells = [cell for row in rows for cell in row["cells"]]
    found = list(dict.fromkeys(number for cell in cells for number in cell.pop("facts", ())))
    if found:
        cells[0]["facts"] = found


def _runs(runs: list[dict]) -> list[dict]:
    return [_run(run) for run in runs]


def _prose(block: dict) -> dict | None:
    return {"kind": "prose", "runs": _runs(block["runs"])} if any(run["text"] for run in block["runs"]) else None


def _list(block: dict) -> dict | None:
    items = [_runs(item) for item in block["items"] if any(run["text"] for run in item)]
    return {"kind": "list", "items": items} if items else None


def _figures(block: dict) -> dict | None:
    """The big figures, up to four a row; one that is too long for its column is set smaller, a word instead of a figure grey."""
    count = len(block["items"])
    if not count:
        return None
    per_row = 3 if count in (3, 5, 6, 9) else 4
    room = (TEXT_WIDTH - (per_row - 1) * 12) / per_row
    items = []
    for item in block["items"]:
        is_figure = any(c.isdigit() for c in item["text"])
        text, beside, below = item["text"], " ".join(filter(None, (item["unit"], item["note"]))), ""
        if width(text, 22) + width(beside, 8.5) + 5 > room:
            beside, below = item["unit"], item["note"]
        size = (room - min(width(beside, 8.5) + 5, room / 2)) / max(width(text), 0.1)
        size = max(11.0, min(22.0 if is_figure else 14.0, size))
        texts = {"text": text, "beside": beside, "below": below, "label": item["label"]}
        items.append(
            {key: breakable(text, 16) for key, text in texts.items()}
            | {"size": round(size, 1), "figure": is_figure}
            | _facts(item)
        )
    return {"kind": "figures", "per_row": per_row, "items": items}


def _chart(block: dict) -> dict:
    """A chart as wide as the text, or less where it would be taller than a page."""
    ratio = 0.5
    if box := re.search(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', block["svg"]):
        ratio = float(box[2]) / max(float(box[1]), 1e-6)
    return {
        "kind": "chart",
        "svg": block["svg"],
        "width": round(min(1.0, TALLEST_CHART / max(ratio * TEXT_WIDTH, 1e-6)), 4),
        "alt": plain_text(block["alt"]) or plain_text(block["caption"]) or "圖",
        **_captions(block),
        **_facts(block),
    }


def _attached(block: dict) -> list[dict]:
    """The pages of an attachment, each a block of its own; the first carries number, title and source."""
    count = len(block["pages"])
    title = "　".join(filter(None, (plain_text(block["number"]), plain_text(block["caption"]))))
    return [
        {
            "kind": "sheet",
            "id": block.get("id", "") if at == 1 else "",
            "title": breakable(title, 18) if at == 1 else "",
            "source": _source(block["source"]) if at == 1 else [],
            "count": f"{shortened(block['number'] or block['caption'], 16)}　第 {at}／{count} 頁",
            "data": page["data"],
            "format": {"image/png": "png", "image/jpeg": "jpg"}[page["media_type"]],
            "width": page["width"],
            "height": page["height"],
            "wide": page["width"] > page["height"],
            "alt": plain_text(page["alt"]) or f"{title}　第 {at}／{count} 頁",
        }
        for at, page in enumerate(block["pages"], 1)
    ]


def _captions(block: dict) -> dict:
    return (
        {"id": block.get("id", "")}
        | {key: breakable(plain_text(block[key])) for key in ("number", "caption", "unit")}
        | {"source": _source(block["source"])}
    )


def _source(text: str) -> list[dict]:
    """A source line in pieces, those that are ids of facts by themselves."""
    pieces = re.split(r"(F-\d{4,})", plain_text(text))
    return [{"text": breakable(piece), "fact": piece if at % 2 else ""} for at, piece in enumerate(pieces) if piece]


# ------------------------------------------------------------------------------------------------------ tables


def _table(block: dict) -> dict:
    """A table with its columns' widths, its type size, and what may break over pages."""
    columns = [
        {
            "label": column["label"],
            "numeric": column["numeric"],
            "apart": bool(before and before["numeric"] and not column["numeric"]),
        }
        for before, column in zip([None, *block["columns"]], block["columns"], strict=False)
    ]
    texts = [
        [column["label"] for column in columns],
        *([_said(cell, "888") for cell in row["cells"]] for row in block["rows"]),
    ]
    wide = False
    groups = {2: 3, 3: 2}.get(len(columns), 1) if block["layout"] == "pairs3" else 1
    if len(block["rows"]) < 2 * groups or (groups > 1 and max(width(t) for row in texts for t in row) > 30):
        groups = 1
    layout = "groups" if groups > 1 else "record" if block["layout"] == "record" and len(columns) == 2 else "rows"
    room = (TEXT_WIDTH - (groups - 1) * GROUP_GUTTER) / groups
    if layout == "record":
        size = 9.5
        name = min(max(width(row[0], size) for row in texts) + CELL_PAD + 8, 0.3 * TEXT_WIDTH)
        widths = [max(name, 62.0), TEXT_WIDTH - max(name, 62.0)]
    else:
        widths, size, fits = column_widths(columns, texts, block.get("weights") or [], room)
        if groups == 1 and not (fits and _is_roomy(columns, texts, widths, size)):
            wide = True
            widths, size, _ = column_widths(
                columns, texts, block.get("weights") or [], WIDE_TEXT_WIDTH, SMALLEST_WIDE_TYPE
            )
    rooms = [w - pad for w, pad in zip(widths, pads(columns), strict=True)]
    rows = [_row(row, rooms, size) for row in block["rows"]]
    keep = sum(row["height"] for row in rows) <= TALLEST_KEPT_TABLE
    chunks = list(_chunks(rows, groups)) if groups > 1 else []
    for together in [[row for group in chunk for row in group] for chunk in chunks] or (
        [rows] if keep else [[row] for row in rows if row["keep"]]
    ):
        _gather(together)
    table = {
        "kind": "table",
        "layout": layout,
        "columns": [c | {"label": fitting(c["label"], inner, size)} for c, inner in zip(columns, rooms, strict=True)],
        "widths": [round(w, 2) for w in widths],
        "size": size,
        "wide": wide,
        "rows": [{"style": row["style"], "keep": row["keep"], "cells": row["cells"]} for row in rows],
        "keep": keep,
        "end": _end(rows) if layout == "rows" else 0,
        "begin": round(min(_beginning(rows) + 50, 300), 1),
        **_captions(block),
        **_facts(block.get("named", ())),
    }
    if chunks:
        table |= {"gutter": GROUP_GUTTER, "keep": len(chunks) == 1, "chunks": chunks, "rows": []}
    return table


def _is_roomy(columns: list[dict], texts: list[list[str]], widths: list[float], size: float) -> bool:
    """Whether no text of a table of many columns is squeezed into a narrow, tall column."""
    rooms = [(w - pad) / size for w, pad in zip(widths, pads(columns), strict=True)]
    return len(columns) < MANY_COLUMNS or not any(
        room < CROWDED_COLUMN and _lines(text, room) > CROWDED_LINES
        for row in texts[1:]
        for text, room in zip(row, rooms, strict=True)
    )


def _beginning(rows: list[dict]) -> float:
    """The height of the first rows: four, or as many as are high enough together."""
    height = 0.0
    for row in rows[:4]:
        height += row["height"]
        if height >= BEGINNING:
            break
    return height


def _end(rows: list[dict]) -> int:
    """How many of the last rows stay together, so that no page begins with one row and ends."""
    return END_ROWS if len(rows) > 2 * END_ROWS and sum(row["height"] for row in rows[-END_ROWS:]) <= TALLEST_END else 0


def _chunks(rows: list[dict], groups: int) -> Iterator[list[list[dict]]]:
    """The rows as chunks of a page at most, each of column groups that are read down, then right."""
    while rows:
        length = math.ceil(len(rows) / groups)
        while True:
            chunk = [rows[at * length : (at + 1) * length] for at in range(groups)]
            height = sum(
                max(group[y]["height"] for group in chunk if y < len(group)) for y in range(length) if y < len(chunk[0])
            )
            if height <= TALLEST_CHUNK or length == 1:
                break
            length -= 1
        yield [group for group in chunk if group]
        rows = rows[groups * length :]


def pads(columns: list[dict]) -> list[float]:
    """What of each column's width, in points, is no room for text."""
    return [CELL_PAD + (APART if column["apart"] else 0.0) for column in columns]


def _row(row: dict, rooms: list[float], size: float) -> dict:
    cells = [
        _run(cell) | {"text": fitting(cell["text"], room, size)} for cell, room in zip(row["cells"], rooms, strict=True)
    ]
    lines = max(
        (_lines(_said(cell, "888"), room / size) for cell, room in zip(row["cells"], rooms, strict=True)), default=1
    )
    height = size * (LINE * lines - 0.5) + ROW_PAD
    keep = height <= TALLEST_KEPT_ROW
    if not keep:
        # Of a cell that goes on over the page, each run says where it stands.
        for cell, given, room in zip(cells, row["cells"], rooms, strict=True):
            if "facts" in cell and "runs" in given:
                cell["runs"] = [_run(run) | {"text": fitting(run["text"], room, size)} for run in given["runs"]]
                del cell["facts"]
    return {"style": row["style"], "cells": cells, "height": height, "keep": keep}


def _lines(text: str, ems: float) -> int:
    return sum(max(1, math.ceil(width(line) / max(ems, 1.0))) for line in text.split("\n"))


def fitting(text: str, room: float, size: float) -> str:
    """The text with break marks in the runs that are wider than their column."""
    longest = max((width(run, size) for run in _RUN.findall(text)), default=0.0)
    if longest <= room:
        return text
    fits = max(1, int(room / size / 0.7))
    return breakable(text, min(fits, LONGEST_RUN), max(1, min(4, fits // 3)))


def column_widths(
    columns: list[dict], texts: list[list[str]], weights: list[float], room: float, smallest: float = SMALLEST_TYPE
) -> tuple[list[float], float, bool]:
    """(widths in points that fill ``room``, type size, whether it fits): by weight, but no number and no word is cut.

    Where all weights are alike, the columns' longest texts are the weights. A table that does not fit in 9.5 points is
    set smaller, down to ``smallest``; where it does not fit even so, every column gives.
    """
    if len(weights) != len(columns) or len(set(weights)) == 1:
        weights = [min(max(width(row[i]) for row in texts) + 1, 24.0) for i in range(len(columns))]
    weights = [max(weight, 0.1) for weight in weights]
    runs = [[run for row in texts for run in _RUN.findall(row[i])] for i in range(len(columns))]
    figures = [
        [line for row in texts[1:] for line in row[i].split("\n")] if column["numeric"] else []
        for i, column in enumerate(columns)
    ]
    # In em: at least two characters, or a column's every text where all are as short as a name; a word that is longer
    # than any name (an address, a key) is broken.
    longest = [
        0.0
        if column["numeric"]
        else max((width(line) for row in texts[1:] for line in row[i].split("\n")), default=0.0)
        for i, column in enumerate(columns)
    ]
    words = [
        max(
            [
                2.0,
                *(w for w in (longest[i],) if w <= LONGEST_NAME),
                *(min(w, 8.0) if w > 14 else w for w in map(width, runs[i])),
                *(w for w in map(width, figures[i]) if w <= 12),
            ]
        )
        for i in range(len(columns))
    ]
    size = 9.5 if len(columns) <= 6 else 8.5 if len(columns) <= 8 else 8.0
    while True:
        least = [min(word * size + pad + 0.5, 0.4 * room) for word, pad in zip(words, pads(columns), strict=True)]
        if sum(least) <= room:
            most = [
                max(width(line) for row in texts for line in row[i].split("\n")) * size + pad + 6
                for i, pad in enumerate(pads(columns))
            ]
            return _filled(_shared(least, weights, room), most, weights), size, True
        if size <= smallest:
            return [share * room / sum(least) for share in least], size, False
        size -= 0.5


def _shared(least: list[float], weights: list[float], room: float) -> list[float]:
    """The room by weight, no share under its least."""
    narrow: set[int] = set()
    while True:
        rest = room - sum(least[i] for i in narrow)
        total = sum(weights[i] for i in range(len(least)) if i not in narrow)
        shares = [least[i] if i in narrow else rest * weights[i] / total for i in range(len(least))]
        under = {i for i, share in enumerate(shares) if share < least[i] - 1e-6}
        if not under:
            return shares
        narrow |= under


def _filled(shares: list[float], most: list[float], weights: list[float]) -> list[float]:
    """The shares, where a column that has more than its longest line needs gives the rest to the columns whose lines wrap."""
    shares = list(shares)
    spare = sum(max(0.0, share - need) for share, need in zip(shares, most, strict=True))
    wanted = sum(max(0.0, need - share) for share, need in zip(shares, most, strict=True))
    given = min(spare, wanted)
    if given < 1:
        return shares
    wide = [share > need for share, need in zip(shares, most, strict=True)]
    left = given
    while left > 0.01:
        needy = [i for i, share in enumerate(shares) if not wide[i] and share < most[i] - 0.001]
        total = sum(weights[i] for i in needy)
        parts = {i: min(left * weights[i] / total, most[i] - shares[i]) for i in needy}
        for i, part in parts.items():
            shares[i] += part
        left -= sum(parts.values())
    return [share - (share - most[i]) * given / spare if wide[i] else share for i, share in enumerate(shares)]


def _annex_table(annexes: list[dict]) -> dict:
    columns = [{"label": "檔案", "numeric": False}, {"label": "內容", "numeric": False}]
    rows = [
        {
            "style": "body",
            "cells": [
                {"text": plain_text(annex["name"]), "anchor": annex.get("target", "")},
                {"text": annex["description"]},
            ],
        }
        for annex in annexes
    ]
    block = {
        "columns": columns,
        "rows": rows,
        "layout": "rows",
        "weights": [2, 3],
        "number": "",
        "caption": "",
        "unit": "",
        "source": "",
    }
    return _table(block)


def _choose_listed(sections: list[dict]) -> str:
    """Mark the tables and charts of the list after the contents, and give the list's title ("" for none);
    of a list in two columns, also those of the second.

    None that asks to be left out of it. All others up to :data:`MOST_LISTED`; else without the records; else the first table and chart under each heading.
    """
    drawn = [block for section in sections for block in section["blocks"] if block["kind"] in ("table", "chart")]
    listed = everything = [block for block in drawn if not block.get("unlisted")]
    if len(listed) > MOST_LISTED:
        listed = [block for block in everything if block.get("layout") != "record"]
    if len(listed) > MOST_LISTED:
        listed = []
        for section in sections:
            seen: set[str] = set()
            for block in section["blocks"]:
                if block["kind"] == "heading" and block["level"] == 2:
                    seen = set()
                elif block["kind"] in ("table", "chart") and block["kind"] not in seen and not block.get("unlisted"):
                    seen.add(block["kind"])
                    listed.append(block)
    chosen = {id(block) for block in listed}
    for block in drawn:
        block["listed"] = id(block) in chosen
    if _columns(len(listed)) > 1:
        for block in listed[(len(listed) + 1) // 2 :]:
            block["second_half"] = True
    return "" if not listed else "圖表目次" if len(listed) == len(everything) else "主要圖表目次"


_BLOCKS = {"prose": _prose, "list": _list, "figures": _figures, "table": _table, "chart": _chart, "pages": _attached}


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
