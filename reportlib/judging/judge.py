"""Every file of a meeting judged in child processes, and every dataset of the catalogue by them.

A build never touches the network: whether a link is valid is what the record says. Each file is asked about in a child process
with limits (:mod:`reportlib.judging.one_file`), two at a time; what a child answered is kept by the content of what it was asked.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from reportlib.errors import InputError
from reportlib.files.model import FilesFolder, Resource
from reportlib.judging import one_file as script
from reportlib.judging.metadata import Metadata
from reportlib.judging.model import JudgedDataset, JudgedFiles, JudgedResource, Ruling
from reportlib.judging.ruling import OF_FILES, mark_of, on_resource, timeliness, together
from reportlib.judging.standards import Standards
from reportlib.meeting.quality_rules import FileQuality
from reportlib.readers.confined import Child
from reportlib.readers.content import USUAL, Limits, content
from reportlib.writing import sha256

CHILDREN, MOST_REMEMBERED = 2, 2_000
_remembered: dict[str, dict[str, Any]] = {}  # what was answered in this process, by the hash of what was asked


class Asking:
    """What is asked of a child process about each file: the same rules for all, and what the metadata says of one."""

    def __init__(self, book: FileQuality, standards: Standards, day: date, signed: Mapping[str, Mapping[str, str]]):
        self._signed = signed
        rules = {
            "encoded": book.indicator("encoding_match").applies_to,
            "fielded": book.indicator("fields_match").applies_to,
            "encoding_when_empty": book.encoding_when_empty,
            "standards": standards.as_asked(),
            "on": day.isoformat(),
        }
        self._rules = _line(rules)

    def question(self, metadata: Metadata, number: int) -> bytes:
        """A line of JSON that is the same for all files, and one of this file."""
        asked = {
            "encoding": metadata.of_resource(metadata.encodings, number),
            "fields": metadata.fields,
            "signed": dict(self._signed.get(metadata.dataset, {})),
        }
        return self._rules + _line(asked)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def judge(
    folder: FilesFolder,
    datasets: Sequence[tuple[Metadata, str, str]],
    book: FileQuality,
    standards: Standards,
    day: date,
    signed: Mapping[str, Mapping[str, str]] | None = None,
    limits: Limits = USUAL,
) -> JudgedFiles:
    """Every dataset (its metadata, its unit, the portal's mark) with what its files are, as of a day."""
    asking = Asking(book, standards, day, signed or {})
    wanted = [(metadata, one) for metadata, _, _ in datasets for one in resources_of(metadata, folder)]
    answers = _answers(folder, wanted, asking, limits)
    judged: dict[str, list[JudgedResource]] = {}
    for (metadata, resource), answer in zip(wanted, answers, strict=True):
        judged.setdefault(metadata.dataset, []).append(on_resource(resource, metadata, answer, book))
    found = tuple(
        _of_dataset(metadata, unit, mark, judged.get(metadata.dataset, ()), book, day)
        for metadata, unit, mark in datasets
    )
    return JudgedFiles(book, standards, folder, found, day, {one.metadata.dataset: one for one in found})


def resources_of(metadata: Metadata, folder: FilesFolder) -> list[Resource]:
    """The resources that are at hand or on record, and those that the metadata lists beyond them."""
    found = {one.number: one for one in folder.of(metadata.dataset)}
    for number in range(1, metadata.resources + 1):
        found.setdefault(number, Resource(metadata.dataset, number))
    return [found[number] for number in sorted(found)]


def _of_dataset(
    metadata: Metadata, unit: str, portal: str, resources: Iterable[JudgedResource], book: FileQuality, day: date
) -> JudgedDataset:
    parts = tuple(resources)
    rulings: dict[str, Ruling] = {
        rule.id: together(rule.id, parts) if rule.id in OF_FILES else timeliness(metadata, day, book)
        for rule in book.indicators
    }
    conformances = [one for part in parts for one in part.conformances]
    mark, unknown = mark_of(rulings, conformances, book)
    return JudgedDataset(metadata, unit, portal, parts, rulings, mark, unknown)


def _answers(
    folder: FilesFolder, wanted: Sequence[tuple[Metadata, Resource]], asking: Asking, limits: Limits
) -> list[dict[str, Any] | None]:
    """What a child says of each resource, in order; None where there is no file, or none that may be judged."""
    children: list[Child] = []
    own = threading.local()

    def ask(one: tuple[Metadata, Resource]) -> dict[str, Any] | None:
        metadata, resource = one
        if not resource.path or not resource.size or resource.trouble:
            return None
        try:
            data = content(folder.file(resource), limits, within=folder.place)
        except InputError as error:
            code = error.problems[0].code
            return {"refused": code, "kind": "empty" if code == "F01" else "unknown"}
        asked = asking.question(metadata, resource.number) + data
        if (known := _remembered.get(key := sha256(asked))) is not None:
            return known
        if not hasattr(own, "child"):
            own.child = Child(script.__file__)
            children.append(own.child)
        answer = own.child.ask(asked)
        if "refused" not in answer and len(_remembered) < MOST_REMEMBERED:
            _remembered[key] = answer
        return answer

    try:
        with ThreadPoolExecutor(CHILDREN) as pool:
            return list(pool.map(ask, wanted))
    except BaseException:
        for child in children:
            child.stop()
        raise
    finally:
        for child in children:
            child.close()


def by_unit(judged: JudgedFiles) -> dict[str, list[JudgedDataset]]:
    """The datasets of each unit, in the order of the catalogue."""
    ordered = sorted(judged.datasets, key=lambda one: one.unit)
    return {unit: list(of) for unit, of in itertools.groupby(ordered, key=lambda one: one.unit)}
