"""The rulings on one resource and on one dataset: from the record, the child's answer and the metadata, by the rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reportlib import messages
from reportlib.files.model import Fetched, Resource
from reportlib.judging import timely
from reportlib.judging.contents import EMPTY, HTML, UNKNOWN as UNKNOWN_KIND
from reportlib.judging.metadata import Metadata
from reportlib.judging.model import FAIL, PASS, UNKNOWN, Conformance, JudgedResource, Result, Ruling, ValueFinding
from reportlib.meeting.quality_rules import FileQuality
from reportlib.roc import format_date
from reportlib.text import Quoted

OF_FILES = ("link_valid", "direct_download", "structured", "encoding_match", "fields_match")
# Faults after which nobody knows what a file would have been: it was not taken apart, for safety or for its size.
NOT_OPENED = ("A02", "A04", "A05", "A06", "A08", "A09", "A10", "A12", "A13", "A14", "F14")
_SHOWN_ENCODINGS = {"utf-8": "UTF-8", "cp950": "BIG5", "": "無法判斷的編碼", "gb18030": "GBK"}
MOST_NAMES = 5


def _ruling(indicator: str, result: Result, reason: str) -> Ruling:
    return Ruling(indicator, result, Quoted(reason))


def on_resource(
    resource: Resource, metadata: Metadata, answer: Mapping[str, Any] | None, book: FileQuality
) -> JudgedResource:
    """The rulings on one resource; ``answer`` is the child's, None where there is no file to ask about."""
    rulings = {"link_valid": link_valid(resource)}
    if answer is None:
        reason = _why_no_file(resource)
        rulings |= {id: _ruling(id, UNKNOWN, reason) for id in OF_FILES[1:]}
        return JudgedResource(resource, "", rulings)
    kind = str(answer.get("kind", ""))
    rulings["direct_download"] = _direct(kind, metadata.of_resource(metadata.formats, resource.number))
    rulings["structured"] = _structured(kind, answer, book)
    rulings["encoding_match"] = _encoded(kind, answer, metadata, resource.number, book)
    rulings["fields_match"] = _fields(kind, answer, book)
    found = tuple(_conformance(one, resource.number) for one in answer.get("standards", ()))
    return JudgedResource(resource, kind, rulings, found, tuple(answer.get("names", ())))


def _why_no_file(resource: Resource) -> str:
    if resource.trouble:
        return messages.why_not_judged(reason=resource.trouble.what)
    if resource.path and not resource.size:
        return messages.why_empty()
    return messages.why_nothing_stored()


def link_valid(resource: Resource) -> Ruling:
    """By the record alone: a build never asks a server."""
    line = resource.fetched
    if line is None:
        return _ruling("link_valid", UNKNOWN, messages.why_no_probe())
    if not line.asked:
        return _ruling("link_valid", UNKNOWN, messages.why_not_asked(reason=line.reason))
    if line.status is None:
        return _ruling("link_valid", FAIL, messages.why_no_answer(reason=line.reason))
    if line.answered and _is_empty(line, resource):
        return _ruling("link_valid", FAIL, messages.why_empty())
    return _ruling("link_valid", PASS if line.answered else FAIL, messages.why_answered(status=line.status))


def _is_empty(line: Fetched, resource: Resource) -> bool:
    """Whether the answer held nothing; one that was too large to keep says so in its reason."""
    return not line.size and not resource.size and not line.reason


def _direct(kind: str, declared: str) -> Ruling:
    if kind == EMPTY:
        return _ruling("direct_download", UNKNOWN, messages.why_empty())
    if kind == HTML:
        return _ruling("direct_download", FAIL, messages.why_is_page(declared=declared or "格式"))
    if not kind:
        return _ruling("direct_download", UNKNOWN, messages.why_not_opened(code="A12"))
    return _ruling("direct_download", PASS, messages.why_is_file(kind=kind.upper()))


def _structured(kind: str, answer: Mapping[str, Any], book: FileQuality) -> Ruling:
    code = answer.get("refused") or answer.get("broken") or ""
    if kind == EMPTY:
        return _ruling("structured", UNKNOWN, messages.why_empty())
    if kind == HTML:
        return _ruling("structured", UNKNOWN, messages.why_page_instead())
    if code in NOT_OPENED:
        return _ruling("structured", UNKNOWN, messages.why_not_opened(code=code))
    if code:
        return _ruling("structured", FAIL, messages.why_broken(kind=kind.upper(), code=code))
    if kind in book.structured:
        return _ruling("structured", PASS, messages.why_structured(kind=kind.upper()))
    if kind in book.structured_ours:
        return _ruling("structured", PASS, messages.why_structured_ours(kind=kind.upper()))
    shown = "不明的格式" if kind == UNKNOWN_KIND else kind.upper()
    return _ruling("structured", FAIL, messages.why_not_structured(kind=shown))


def _not_about(indicator: str, kind: str) -> Ruling:
    if kind == HTML:
        return _ruling(indicator, UNKNOWN, messages.why_page_instead())
    if kind == EMPTY:
        return _ruling(indicator, UNKNOWN, messages.why_empty())
    return _ruling(indicator, UNKNOWN, messages.why_not_about(kind=kind.upper()))


def _encoded(kind: str, answer: Mapping[str, Any], metadata: Metadata, number: int, book: FileQuality) -> Ruling:
    if "encoded" not in answer:
        return _not_about("encoding_match", kind)
    declared = metadata.of_resource(metadata.encodings, number) or book.encoding_when_empty
    if answer["encoded"] is None:
        return _ruling("encoding_match", UNKNOWN, messages.why_no_encoding(declared=declared))
    if answer["encoded"]:
        return _ruling("encoding_match", PASS, messages.why_encoded(declared=declared))
    found = _SHOWN_ENCODINGS.get(answer["encoding"], answer["encoding"].upper())
    place = answer["place"]
    if not place:
        reason = messages.why_quite_other_encoding(declared=declared, found=found)
    else:
        reason = messages.why_other_encoding(declared=declared, place=f"{place:,}", found=found)
    return _ruling("encoding_match", FAIL, reason)


def _fields(kind: str, answer: Mapping[str, Any], book: FileQuality) -> Ruling:
    if kind not in book.indicator("fields_match").applies_to:
        return _not_about("fields_match", kind)
    if "missing" not in answer:
        return _ruling("fields_match", UNKNOWN, messages.why_not_opened(code=answer.get("broken") or "A12"))
    if not answer["described"]:
        return _ruling("fields_match", UNKNOWN, messages.why_nothing_described())
    if not answer["missing"]:
        return _ruling("fields_match", PASS, messages.why_fields_there(count=answer["described"]))
    names = [name[:40] for name in answer["missing"]]
    shown = "、".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")
    return _ruling("fields_match", FAIL, messages.why_fields_missing(names=shown))


def _conformance(given: Mapping[str, Any], number: int) -> Conformance:
    findings = tuple(ValueFinding(*one) for one in given["findings"])
    told = (given["column"], given["field"], given["by"], given["values"], given["wrong"], given["kinds"])
    return Conformance(*told, findings, given["personal"], number)


def timeliness(metadata: Metadata, day: date, book: FileQuality) -> Ruling:
    """Whether a dataset's last change is no longer ago than its frequency says, on a day."""
    id = "timeliness"
    every = timely.interval(metadata.frequency, book)
    if isinstance(every, str):
        return _ruling(id, UNKNOWN, every)
    updated, is_of_data = metadata.last_change
    if updated is None:
        return _ruling(id, UNKNOWN, messages.why_no_update())
    if updated > day:
        return _ruling(id, UNKNOWN, messages.why_updated_later(updated=format_date(updated)))
    due = timely.due(updated, every, book.grace_percent)
    last, until, word = format_date(updated), format_date(due), metadata.frequency
    source = "" if is_of_data else messages.of_metadata()
    if day <= due:
        return _ruling(id, PASS, messages.why_timely(updated=last, frequency=word, due=until) + source)
    return _ruling(id, FAIL, messages.why_late(updated=last, frequency=word, due=until) + source)


def together(indicator: str, resources: Sequence[JudgedResource]) -> Ruling:
    """The ruling on a dataset: one resource that fails fails it, and what is unknown changes nothing."""
    given = [(one.resource.number, one.rulings[indicator]) for one in resources]
    for result in (FAIL, PASS, UNKNOWN):
        found = [(number, ruling) for number, ruling in given if ruling.result == result]
        if found:
            number, ruling = found[0]
            if len(given) == 1 or result == PASS:
                return ruling
            return _ruling(indicator, result, messages.of_resource(number=number, reason=ruling.reason))
    return _ruling(indicator, UNKNOWN, messages.why_nothing_stored())


def mark_of(
    rulings: Mapping[str, Ruling], conformances: Sequence[Conformance], book: FileQuality
) -> tuple[str | None, tuple[str, ...]]:
    """The highest mark none of whose indicators fails, and which of them are unknown; None where nothing is known of the files."""
    known = {id for id, ruling in rulings.items() if ruling.result != UNKNOWN}
    if not known & set(OF_FILES):
        return None, ()
    mark, needs = book.none_mark, list(book.levels[0].needs)
    for level in book.levels:
        if any(rulings[need].result == FAIL for need in level.needs):
            break
        mark, needs = level.mark, list(level.needs)
    if mark == book.levels[-1].mark and conforms(conformances, book):
        mark = book.platinum.mark
    return mark, tuple(need for need in needs if need not in known)


def conforms(conformances: Sequence[Conformance], book: FileQuality) -> bool:
    """Whether enough standard fields are there, and each has the share of conforming values that the rulebook asks for."""
    filled = [one for one in conformances if one.values]
    fields = {one.field for one in filled}
    rate = book.platinum.rate
    return len(fields) >= book.platinum.fields and all(one.values - one.wrong >= rate * one.values for one in filled)
