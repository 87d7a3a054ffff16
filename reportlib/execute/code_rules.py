"""What the code of a notebook's cell may be (C10): it imports from reportlib, asks and shows, and computes nothing."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator

import reportlib
from reportlib import messages
from reportlib.errors import quoted

CodeProblem = tuple[int, str, str]  # line in the cell, what, todo
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
                messages.uses_magic(text=text),
                messages.delete_it_end(),
            )
        else:
            yield (
                line,
                messages.no_python(text=text),
                messages.correct_it(),
            )
        return
    for node in ast.walk(tree):
        yield from _node_problems(node, source)


def _node_problems(node: ast.AST, source: str) -> Iterator[CodeProblem]:
    move = messages.move_into_reportlib()
    if isinstance(node, ast.Import):
        name = quoted(node.names[0].name)
        only = messages.only_from_reportlib()
        yield node.lineno, messages.imports_module(name=name), only
    elif isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS):
        text = ast.get_source_segment(source, node) or ""
        word = quoted(text.partition(" ")[0].partition("\n")[0].rstrip(":"))
        yield node.lineno, messages.uses_word(word=word), move
    elif isinstance(node, ast.ImportFrom):
        yield from _import_problems(node)
    elif isinstance(node, ast.comprehension):
        yield node.target.lineno, messages.uses(word="for"), move
    elif isinstance(node, ast.expr) and type(node) in _EXPRESSIONS:
        word = quoted(_EXPRESSIONS[type(node)])
        yield node.lineno, messages.uses_word(word=word), move
    elif isinstance(node, ast.Name) and node.id in _NAMES:
        yield node.lineno, messages.uses(word=node.id), move
    elif isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        name = quoted(node.attr)
        yield node.lineno, messages.uses_internal_name(name=name), move


def _import_problems(node: ast.ImportFrom) -> Iterator[CodeProblem]:
    public = reportlib.__all__
    if node.level or node.module != "reportlib":
        module = quoted("." * node.level + (node.module or ""))
        yield (
            node.lineno,
            messages.imports_from(module=module),
            messages.only_from_reportlib(),
        )
        return
    for alias in node.names:
        if alias.name not in public:
            near = difflib.get_close_matches(alias.name, public, 1)
            todo = messages.is_it(near=near[0]) if near else messages.names_there_are(names=public)
            yield (
                node.lineno,
                messages.imports_no_public_name(name=alias.name),
                todo,
            )
