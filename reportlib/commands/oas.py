"""``packet oas``: documents of APIs judged by hand."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportlib import filenames, messages
from reportlib.commands.answers import tell
from reportlib.commands.places import project_here, store_of
from reportlib.errors import InputError

if TYPE_CHECKING:
    from reportlib.oas.model import ApiDocument

INVALID = 1  # the exit code where a document is not valid, or could not be judged


def run_oas(asked: argparse.Namespace) -> int:
    from reportlib.oas.judging import DocumentJudge

    found: list[ApiDocument] = []
    files = list(_documents(asked.files))
    with _kept(), DocumentJudge() as judge:
        for path in files:
            found.append(judge.document(path))
            print("\n".join(told(found[-1])), flush=True)
    states: list[str] = [one.state for one in found]
    valid, invalid, unjudged = map(states.count, ("valid", "invalid", "unjudged"))
    if len(found) > 1:
        said = messages.api_documents_counted(all=len(found), valid=valid, invalid=invalid, unjudged=unjudged)
        print(f"\n{said}")
    tell(
        asked,
        counts={"valid": valid, "invalid": invalid, "unjudged": unjudged},
        documents=[one.as_json() for one in found],
    )
    return 0 if valid == len(found) else INVALID


def _documents(named: list[Path]) -> Iterator[Path]:
    """Every file that is named, and those of every folder; InputError (F20) for what is not there, or a folder without any."""
    from reportlib.oas.judging import documents_in

    for path in named:
        if not os.path.lexists(path):
            raise InputError(messages.F20_no_file(file=path.name, todo=messages.check_path_and_name()))
        if not path.is_dir():
            yield path
            continue
        inside = list(documents_in(path))
        if not inside:
            raise InputError(messages.F20_no_api_document().at(file=filenames.shown(path.name)))
        yield from inside


@contextlib.contextmanager
def _kept() -> Iterator[None]:
    """What was judged before in this project is not judged again."""
    from reportlib.store.in_use import used

    project = project_here()
    store = store_of(project) if project else None
    with used(store) if store else contextlib.nullcontext():
        yield


def told(document: ApiDocument) -> list[str]:
    """What is said of a document: whether it is valid, and a line for each thing that is wrong with it."""
    if document.version:
        title = messages.api_document_titled(title=document.title) if document.title else ""
        about = messages.api_document_about(version=document.version, operations=document.operations, title=title)
    else:
        about = messages.api_document_no_version()
    if document.state == "valid":
        head = messages.api_document_valid(file=document.file, about=about)
    elif document.state == "invalid":
        head = messages.api_document_invalid(file=document.file, about=about, faults=document.errors)
    else:
        head = messages.api_document_unjudged(file=document.file, about=about)
    lines = [f"  {fault.problem.at()}" for fault in document.faults]
    return [head, *lines, *([f"  {messages.api_more_findings(count=document.more)}"] if document.more else [])]
