"""Messages are data, raised by name: each is whole in both languages, is used, and is called with its own gaps."""

import ast
import functools
import importlib
import itertools
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from reportlib import language, messages
from reportlib.messages.message import Fault, Phrase, gaps_of

# Faults after which nobody is told what to do, and why not.
WITHOUT_STEP = {
    "C03_own_check": "the check's own sentence says what must be",
    "C03_value_own_check": "the check's own sentence says what must be",
    "C10_more_problems": "of those before it",
    "O04_more_problems": "of those before it",
    "R20_more_characters": "of those before it",
    "R25_more_places": "of those before it",
    "R06_figure_without_derivation": "a fault of the program",
    "R06_stopped_for_this": "the problems before it say it",
    "L09_column_twice": "it says which column it repeats",
    "L11_name_blank": "it says what is blank",
    "L12_separator": "it says what cannot be used",
    "V07_no_day_of_agency": "the reason says it",
    "V17_yes_or_blank": "it says what must stand there",
    "A05_file_too_large": "it says how large a file may be",
    "A11_cell_too_long": "it says how long a cell may be",
    "E14_nul_byte": "it is no file for us",
    "F17_left_by_program": "it is left out",
    "F20_no_plain_file": "it says what it is",
}
# Where a choice between two sentences stands outside of the package, and why.
SAID_ELSEWHERE = {"reportlib/errors.py": "what every message shares: quotation marks, a nearest word, the place"}
A_GAP = re.compile(r"\{\w+(?:![qlr])?(?::[\w,.%]*)?\}")


class Use(NamedTuple):
    """A place where a message is used: its gaps there, None where they cannot be told, and how it is called."""

    place: str
    name: str
    gaps: frozenset[str] | None
    only_text: bool


@functools.cache
def known() -> dict[str, Fault | Phrase]:
    """Every message by its name."""
    found: dict[str, Fault | Phrase] = {}
    for module in pkgutil.iter_modules(messages.__path__):
        here = vars(importlib.import_module(f"reportlib.messages.{module.name}"))
        named = {name: one for name, one in here.items() if isinstance(one, Fault | Phrase)}
        assert not found.keys() & named.keys(), "one name, one message"
        found |= named
    return found


@functools.cache
def sources(root) -> dict[str, ast.Module]:
    paths = sorted(path for path in (root / "reportlib").rglob("*.py") if path.parent.name != "messages")
    return {path.relative_to(root).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def message_of(node: ast.AST) -> str | None:
    """X of ``messages.X``."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "messages":
        return None if node.attr in ("listed", "load") else node.attr
    return None


@functools.cache
def uses(root) -> tuple[Use, ...]:
    """Every use of a message in the source, by its text: what is not run in a test is seen as well."""
    return tuple(use for file, tree in sources(root).items() for use in _uses(file, tree))


def _uses(file: str, tree: ast.Module) -> Iterator[Use]:
    called = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        func, only_text = node.func, False
        if isinstance(func, ast.Attribute) and func.attr == "text" and message_of(func.value):
            func, only_text = func.value, True
        if name := message_of(func):
            called.add(id(func))
            names = [keyword.arg for keyword in node.keywords]
            told = None if node.args or None in names else frozenset(filter(None, names))
            yield Use(f"{file}:{node.lineno}", name, told, only_text)
    for node in ast.walk(tree):
        if id(node) not in called and (name := message_of(node)):
            yield Use(f"{file}:{node.lineno}", name, None, False)  # handed on without its gaps


def all_gaps(message: Fault | Phrase) -> set[str]:
    return gaps_of(message.zh, message.todo_zh) if isinstance(message, Fault) else gaps_of(message.zh)


def codes_of_the_catalogue(root) -> set[str]:
    """The codes in the first column of the table in docs/faults.md; "C01 to C12" are twelve."""
    found = set()
    for line in (root / "docs" / "faults.md").read_text("utf-8").splitlines():
        if cells := re.match(r"\| ([A-Z]\d\d[^|]*) \|", line):
            if span := re.fullmatch(r"([A-Z])(\d\d) to \1(\d\d)", cells[1]):
                found |= {f"{span[1]}{n:02}" for n in range(int(span[2]), int(span[3]) + 1)}
            else:
                found |= set(cells[1].split(", "))
    return found


def test_every_code_of_the_catalogue_has_a_message_and_every_message_a_code_of_it(root):
    codes = {one.code for one in known().values() if isinstance(one, Fault)}
    assert codes == codes_of_the_catalogue(root)


def test_no_problem_has_a_code_that_is_not_in_the_catalogue(root):
    told = set()
    for tree in sources(root).values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and node.args:
                told |= {
                    one.value
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and re.fullmatch(r"[A-Z]\d\d", str(one.value))
                }
    assert told <= codes_of_the_catalogue(root)


def test_the_name_of_a_fault_begins_with_its_code_and_that_of_a_phrase_with_none():
    for name, one in known().items():
        if isinstance(one, Fault):
            assert re.fullmatch(rf"{one.code}_[a-z0-9_]+", name)
        else:
            assert re.fullmatch(r"[a-z0-9_]+", name)


def test_a_message_is_found_by_its_name():
    assert {name for name, one in known().items() if getattr(messages, name) is not one} == set()
    with pytest.raises(AttributeError, match="F20_no_such_message"):
        messages.F20_no_such_message  # noqa: B018
    with pytest.raises(AttributeError, match="no_such_message"):
        messages.no_such_message  # noqa: B018


def test_both_languages_have_the_same_gaps():
    wrong = [name for name, one in known().items() if gaps_of(one.zh) != gaps_of(one.en)]
    wrong += [
        name for name, one in known().items() if isinstance(one, Fault) and gaps_of(one.todo_zh) != gaps_of(one.todo_en)
    ]
    assert wrong == []


def test_both_languages_say_something_and_the_chinese_is_traditional():
    for name, one in known().items():
        texts = (one.zh, one.en, *((one.todo_zh, one.todo_en) if isinstance(one, Fault) else ()))
        assert one.zh and one.en, name
        assert bool(texts[-2]) == bool(texts[-1]), name
        for text in texts[::2]:
            text.replace("✓", "").replace("・", "").encode("cp950")  # Big5 has no simplified characters


def test_every_call_gives_the_gaps_of_its_message_and_no_others(root):
    wrong = []
    for use in uses(root):
        message = known().get(use.name)
        if message is None:
            wrong.append(f"{use.place}: there is no message {use.name}")
        elif use.gaps != (gaps_of(message.zh) if use.only_text else all_gaps(message)):
            wrong.append(f"{use.place}: {use.name} with {sorted(use.gaps or ())}")
    assert wrong == []


def test_no_message_is_unused(root):
    assert known().keys() - {use.name for use in uses(root)} == set()


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_no_gap_stays_open(monkeypatch, spoken):
    monkeypatch.setattr(language, "language", lambda: spoken)
    for name, one in known().items():
        given = {gap: Filler() for gap in all_gaps(one)}
        shown = str(one(**given))
        written = " ".join(vars(one).values())  # Prose.of("{total}") is an example, and stays
        assert set(A_GAP.findall(shown)) <= set(re.findall(r"\{(\{\w+\})\}", written)), name
        assert shown.count(FILLED) >= len(given), name


FILLED = "x"


class Filler(str):
    """A value for any gap: it can be listed, and takes every format."""

    def __new__(cls):
        return super().__new__(cls, FILLED)

    def __format__(self, spec: str) -> str:
        return FILLED


def test_a_gap_that_is_not_given_is_refused_and_so_is_one_that_is_not_there():
    message = Fault("V07", "{value!q}不是日期。", "{value!q} is no date.", "請寫{day}。", "Write {day}.")
    assert str(message(value="x", day="109/1/1")) == 'V07 "x" is no date. Write 109/1/1.'
    for gaps in ({}, {"value": "x"}, {"value": "x", "day": "y", "row": 3}):
        with pytest.raises(TypeError, match="the gaps are"):
            message(**gaps)
    assert message.text(value="x") == '"x" is no date.'
    with pytest.raises(TypeError, match="the gaps are"):
        message.text(value="x", day="y")
    with pytest.raises(TypeError, match="the gaps are"):
        Phrase("甲{a}", "A {a}")()


def test_a_gap_quotes_lists_or_formats_its_value(monkeypatch):
    message = Phrase("{value!q}、{known!l}、{rows:,}列", "{value!q}, {known!l}, {rows:,} rows")
    given = {"value": "a\nb 0912345678", "known": ["x", 2], "rows": 1234}
    assert message(**given).endswith(", x, 2, 1,234 rows")
    assert "0912345678" not in message(**given) and "\n" not in message(**given)
    monkeypatch.setattr(language, "language", lambda: "zh")
    assert message(**given).endswith("、x、2、1,234列") and message(**given).startswith("「")


def test_what_is_filled_in_opens_no_gap_of_its_own():
    assert Phrase("{value}", "{value}")(value="{rows}") == "{rows}"


def test_every_fault_says_what_to_do_or_why_not(root):
    """A fault of which only the text is taken leaves that to the place that takes it."""
    made = {use.name for use in uses(root) if not use.only_text}
    silent = {name for name, one in known().items() if isinstance(one, Fault) and name in made and not one.todo_zh}
    assert silent == WITHOUT_STEP.keys()


def test_no_sentence_is_said_outside_of_the_package(root):
    """A choice between two languages is left where no words are chosen: punctuation, or a value of each language."""
    found = set()
    for file, tree in sources(root).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and all(map(words_in, node.args)):
                found.add(file)
    assert found == SAID_ELSEWHERE.keys()


def words_in(side: ast.expr) -> bool:
    """Whether a text is written out here, in letters."""
    pieces = side.values if isinstance(side, ast.JoinedStr) else [side]
    texts = [piece.value for piece in pieces if isinstance(piece, ast.Constant) and isinstance(piece.value, str)]
    return any(re.search("[A-Za-z\u3400-\u9fff]", text) for text in texts)


def test_the_help_needs_no_messages_but_its_own():
    code = (
        "import sys; from reportlib.commands.arguments import arguments; arguments().format_help();"
        "print(*sorted(name for name in sys.modules if name.startswith('reportlib.messages.')))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert told == ["reportlib.messages.arguments", "reportlib.messages.message"]


def test_no_pair_of_a_chinese_and_an_english_sentence_stands_outside_the_messages(root):
    def text(node):
        if isinstance(node, ast.JoinedStr):
            return "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""

    found = []
    for file, tree in sources(root).items():
        for node in ast.walk(tree):
            texts = list(map(text, node.elts)) if isinstance(node, ast.Tuple | ast.List) else []
            found += [
                f"{file}:{node.lineno}: {zh}"
                for zh, en in itertools.pairwise(texts)
                if re.search("[\u4e00-\u9fff]{2}", zh)
                and re.search("[A-Za-z]{2} [a-z]{2}", en)
                and not re.search("[\u4e00-\u9fff]{2}", en)
            ]
    assert found == []


def test_the_words_of_an_error_are_told_to_their_end_and_masked():
    message = "Fact.share_of() missing 1 required positional argument: 'unit'\nof 0912345678"
    said = str(messages.R06_cell_raised(cell="cell 3", error="TypeError", message=message))
    assert "argument: 'unit' of" in said and "0912345678" not in said
    assert len(str(messages.R06_cell_raised(cell="cell 3", error="E", message="x" * 9_999))) < 500
