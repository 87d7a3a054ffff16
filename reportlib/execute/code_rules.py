"""What the code of a notebook's cell may be (C10): it imports from reportlib, asks and shows, and computes nothing."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator

import reportlib
from reportlib.errors import quoted
from reportlib.language import say

CodeProblem = tuple[int, str, str, str]  # line in the cell, what in Chinese, what in English, todo
_STATEMENTS = (ast.ImportFrom, ast.Assign, ast.Expr)
_EXPRESSIONS: dict[type[ast.expr], str] = {
    ast.Lambda: "lambda",
    ast.ListComp: "for",
    ast.SetComp: "for",
    ast.DictComp: "for",
    ast.GeneratorExp: "for",
    ast.IfExp: "if",
    ast.NamedExpr: ":=",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}
_NAMES = {
    "input",
    "exit",
    "quit",
    "open",
    "exec",
    "eval",
    "compile",
    "__import__",
    "breakpoint",
    "get_ipython",
    "globals",
    "locals",
    "vars",
    "setattr",
    "getattr",
    "delattr",
}
_MAGIC = re.compile(r"^\s*(%|!|\?|[\w, ]+=\s*[%!])|\?\s*$")


def code_problems(source: str) -> Iterator[CodeProblem]:
    """Of one cell; one that is no Python has that problem only."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        text = (source.splitlines() or [""])[min(line, len(source.splitlines()) or 1) - 1]
        if _MAGIC.search(text):
            yield (
                line,
                f"使用了 % 或 ! 指令 {quoted(text)}。",
                f"uses a % or ! command {quoted(text)}.",
                say("請刪除。", "Delete it."),
            )
        else:
            yield (
                line,
                f"不是有效的 Python 程式 {quoted(text)}。",
                f"is not valid Python {quoted(text)}.",
                say("請更正。", "Correct it."),
            )
        return
    for node in ast.walk(tree):
        yield from _node_problems(node, source)


def _node_problems(node: ast.AST, source: str) -> Iterator[CodeProblem]:
    move = say(
        "請把這段程式移到 reportlib，筆記本只提問、顯示與閱讀。",
        "Move it into reportlib; a notebook asks, shows and reads.",
    )
    if isinstance(node, ast.Import):
        name = quoted(node.names[0].name)
        only = say("只可以 from reportlib import …。", "Only 'from reportlib import …' may be used.")
        yield node.lineno, f"匯入了 {name}。", f"imports {name}.", only
    elif isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS):
        text = ast.get_source_segment(source, node) or ""
        word = quoted(text.partition(" ")[0].partition("\n")[0].rstrip(":"))
        yield node.lineno, f"使用了 {word}。", f"uses {word}.", move
    elif isinstance(node, ast.ImportFrom):
        yield from _import_problems(node)
    elif isinstance(node, ast.comprehension):
        yield node.target.lineno, f"使用了 {quoted('for')}。", f"uses {quoted('for')}.", move
    elif isinstance(node, ast.expr) and type(node) in _EXPRESSIONS:
        word = quoted(_EXPRESSIONS[type(node)])
        yield node.lineno, f"使用了 {word}。", f"uses {word}.", move
    elif isinstance(node, ast.Name) and node.id in _NAMES:
        yield node.lineno, f"使用了 {quoted(node.id)}。", f"uses {quoted(node.id)}.", move
    elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        name = quoted(node.attr)
        yield node.lineno, f"使用了內部名稱 {name}。", f"uses the internal name {name}.", move


def _import_problems(node: ast.ImportFrom) -> Iterator[CodeProblem]:
    public = reportlib.__all__
    if node.level or node.module != "reportlib":
        module = quoted("." * node.level + (node.module or ""))
        yield (
            node.lineno,
            f"匯入了 {module}。",
            f"imports from {module}.",
            say("只可以 from reportlib import …。", "Only 'from reportlib import …' may be used."),
        )
        return
    for alias in node.names:
        if alias.name not in public:
            near = difflib.get_close_matches(alias.name, public, 1)
            todo = (
                say(f"是否為 {near[0]}？", f"Did you mean {near[0]}?")
                if near
                else say(f"可用：{'、'.join(public)}。", f"There are: {', '.join(public)}.")
            )
            yield (
                node.lineno,
                f"匯入的 {quoted(alias.name)} 不是 reportlib 的公開名稱。",
                f"imports {quoted(alias.name)}, which is no public name of reportlib.",
                todo,
            )
