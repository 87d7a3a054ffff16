"""Comments of the portal's own list, which names a dataset and no agency: the agency is that of the dataset, as other inputs have it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from reportlib import messages
from reportlib.errors import InputError
from reportlib.records.choosing import is_missing
from reportlib.records.findings import rows_text
from reportlib.records.records import Records
from reportlib.records.tables import SHORT, TABLES, label_of
from reportlib.text import Quoted, spelling

COMMENT = "我有話要說"  # what the portal calls its list of comments
UNLINKED = "unlinked"  # rows of ``Records.counts`` of which no dataset is found
_NAMED = 5  # datasets that are not found are named

Agency = tuple[str, str]  # official and short name


def lacks_agency(records: Records) -> bool:
    """Whether these are comments without an agency."""
    return records.input == "feedback" and "agency" not in records.frame.columns


def with_agency(comments: Records, *lists: Records | None) -> Records:
    """The comments with the agency of their dataset, by its number in the ``lists`` of datasets (the catalogue, what was withdrawn), or,
    without numbers, by a name that only one agency has. Those of which none is found are left out, counted and told. InputError (L09)
    where there is no list to look in."""
    known = [one for one in lists if one is not None]
    if not known:
        raise InputError(messages.L09_no_agency_of_comments().at(comments.file, comments.sheet, comments.header_row))
    by = "dataset_id" if comments.has("dataset_id") and any(one.has("dataset_id") for one in known) else "dataset"
    agencies = _agencies(known, "dataset_id" if by == "dataset_id" else "title")
    asked = comments.frame[by] if by in comments.frame.columns else comments.frame["feedback_id"].map(lambda _: None)
    found: list[Agency | None] = [None if is_missing(one) else agencies.get(spelling(str(one))) for one in asked]
    is_found = [one is not None for one in found]
    frame = comments.frame[is_found]
    there = [one for one in found if one is not None]
    frame = frame.assign(**{"agency": [name for name, _ in there], f"agency{SHORT}": [short for _, short in there]})
    if "kind" not in frame.columns:
        frame = frame.assign(kind=Quoted(COMMENT))
    lost = comments.frame[[not one for one in is_found]]
    counts = dict(comments.counts) | {"used": len(frame)} | ({UNLINKED: len(lost)} if len(lost) else {})
    header = label_of("feedback", by)
    told = [messages.agency_of_dataset(file=comments.file, header=header, rows=len(frame))]
    if len(lost):
        names = dict.fromkeys(str(one) for one in asked.loc[lost.index] if not is_missing(one))
        named = (
            messages.named_so(names=[*list(names)[:_NAMED], *(["…"] if len(names) > _NAMED else [])]) if names else ""
        )
        told.append(
            messages.dataset_not_found(file=comments.file, rows=rows_text(lost.index), count=len(lost), named=named)
        )
    return dataclasses.replace(comments, frame=frame, counts=counts, notices=(*comments.notices, *told))


def _agencies(lists: Iterable[Records], column: str) -> Mapping[str, Agency | None]:
    """The agency of each dataset by its number or its name as they are compared; None of a name that several agencies have."""
    found: dict[str, Agency | None] = {}
    for key, agency in (pair for records in lists if records.has(column) for pair in _pairs(records, column)):
        if found.setdefault(key, agency) != agency:
            found[key] = None
    return found


def _pairs(records: Records, column: str) -> Iterator[tuple[str, Agency]]:
    owner = next(one.name for one in TABLES[records.input].columns if one.kind == "agency")
    columns = (records.frame[name] for name in (column, owner, f"{owner}{SHORT}"))
    for key, name, short in zip(*columns, strict=True):
        if not is_missing(key):
            yield spelling(str(key)), (name, short)
