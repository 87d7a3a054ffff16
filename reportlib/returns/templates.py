"""The blank workbooks that the secretariat sends out: one a unit, as XLSX and ODS, prefilled with what the unit sent last time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reportlib.meeting.meeting import Meeting
from reportlib.packets.publish import PacketPlace, writing
from reportlib.returns import asked as returns_asked
from reportlib.returns.prefilled import Row, asked_of_nobody, bare, kept_records, prefilled, starts_from_nothing
from reportlib.returns.unit_workbook import workbook
from reportlib.workbooks.ods import to_ods
from reportlib.workbooks.xlsx import to_xlsx
from reportlib.writing import as_json, sha256

SUFFIXES = {"xlsx": to_xlsx, "ods": to_ods}


def write(meeting: Meeting, folder: Path, notice: Callable[[str], None] = lambda text: None) -> list[Path]:
    """Every unit's workbook, in both formats, in ``folder``, all of them or none; the files written, in the register's order.

    ConfigError where the parameters ask for nothing or the folder is somebody's own, InputError for records that cannot be
    read, OutputError where something cannot be written. The workbooks of an earlier run are replaced as a whole. ``notice`` is
    told of every return that starts from nothing, and of resolutions that no unit is asked of.
    """
    wanted = returns_asked.wanted(meeting).tables
    kept = kept_records(meeting, wanted)
    rows = prefilled(meeting, wanted, kept)
    made = list(make(meeting, rows))
    for name in bare(rows):
        notice(starts_from_nothing(name, meeting))
    if said := asked_of_nobody(kept, meeting):
        notice(said)
    place = PacketPlace(folder, is_chosen=False)
    with place.reserved(meeting.params.name) as stage:
        with writing(folder):
            for name, data in made:
                (stage / name).write_bytes(data)
            record = {
                "meeting": meeting.params.name,
                "outputs": {name: sha256(data) for name, data in sorted(made)},
            }
            (stage / "run.json").write_bytes(as_json(record))
        place.publish()
    return [folder / name for name, _ in made]


def make(meeting: Meeting, rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> Iterator[tuple[str, bytes]]:
    """Each workbook, prefilled with ``rows``, with the name of its file: the unit's short name and the suffix."""
    asked = returns_asked.asked(meeting)
    lists, empty = returns_asked.codes(meeting), bare(rows)
    stems: set[str] = set()
    for agency in meeting.register:
        if agency.short in asked:
            stem = unused_stem(agency.short, stems)
            book = workbook(
                agency, {name: rows[name].get(agency.short, []) for name in asked[agency.short]}, lists, meeting, empty
            )
            for suffix, written in SUFFIXES.items():
                yield f"{stem}.{suffix}", written(book)


def unused_stem(unit: str, taken: set[str]) -> str:
    """A file name that every system takes, from a unit's name; numbered where two units come to the same."""
    plain = re.sub(r"[^\w\-（）()]+", "-", unicodedata.normalize("NFC", unit)).strip("-_") or "unit"
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", plain):
        plain += "-"
    stem, number = plain[:80], 1
    while stem.casefold() in taken:
        number += 1
        stem = f"{plain[:80]}-{number}"
    taken.add(stem.casefold())
    return stem
