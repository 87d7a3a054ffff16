"""A published packet as it is read back: its figures from ``facts.json``, and what its run record says of the meeting."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

from reportlib import messages, roc
from reportlib.errors import ConfigError, Problem
from reportlib.facts.record import SourceTable, Tree
from reportlib.meeting.param_choices import DATA_ROWS
from reportlib.meeting.params import Params
from reportlib.store import reads
from reportlib.text import nearest

FACTS, RECORD = "facts.json", "run.json"
LARGEST_BYTES = 1_000_000_000  # facts.json of a list of two million rows has some two hundred
_DATE = re.compile(r"(?<![0-9-])[0-9]{2,4}-[0-9]{2}-[0-9]{2}(?![0-9-])")


@dataclass(frozen=True)
class PacketFigure:
    """One figure of a published packet, as its ``facts.json`` has it; ``value`` is None where it is absent."""

    id: str
    name: str
    label: str
    value: Decimal | None
    absence: str | None
    unit: str
    printed: str
    as_of: str | None
    derivation: Tree = field(default_factory=dict, compare=False)  # empty where the packet is older than derivations

    @classmethod
    def of(cls, entry: Mapping) -> PacketFigure:
        """The figure of an entry of ``facts.json``; ValueError, TypeError, KeyError or InvalidOperation where it is none."""
        texts = {key: entry[key] for key in ("id", "name", "label", "unit", "printed")}
        value, absence, as_of = entry["value"], entry["absence"], entry.get("as_of")
        if not all(isinstance(text, str) for text in texts.values()) or not texts["name"]:
            raise ValueError
        if not all(text is None or isinstance(text, str) for text in (value, absence, as_of)) or (value is None) == (
            absence is None
        ):
            raise ValueError
        number = None if value is None else Decimal(value)
        if number is not None and not number.is_finite():
            raise ValueError
        tree = entry.get("derivation")
        return cls(
            value=number, absence=absence, as_of=as_of, derivation=tree if isinstance(tree, dict) else {}, **texts
        )

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates within the name, from left to right."""
        return tuple(found for found in _DATE.findall(self.name) if _day(found))

    @property
    def days(self) -> tuple[str, ...]:
        """The same dates in ISO form."""
        return tuple(day for found in _DATE.findall(self.name) if (day := _day(found)))

    @property
    def role(self) -> str:
        """The name without its dates: ``quality.platinum_by_unit/*/礦務局``."""
        return _DATE.sub(lambda found: "*" if _day(found[0]) else found[0], self.name)


@dataclass(frozen=True)
class Packet:
    """A published packet: its figures in the order of its pages, and what its run record says of the meeting."""

    name: str
    figures: tuple[PacketFigure, ...]
    body: str = ""
    title: str = ""
    notice: str = ""
    sections: tuple[str, ...] = ()
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ISO date: the parameters that name it
    params_sha256: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)  # how many records each input had
    parameters: Mapping = field(default_factory=dict)
    rulebooks: Mapping[str, str] = field(default_factory=dict)  # by their names: 「rules/evaluation-110.yaml」
    hashes: Mapping[str, str] = field(default_factory=dict)  # of the parameters, rulebooks and attached files
    version: str = ""  # of the program
    folder: Path | None = None

    @cached_property
    def tables(self) -> tuple[SourceTable, ...]:
        """The source rows that it keeps; none of a packet that is older than they are; ConfigError F02 where they are damaged."""
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            from reportlib.records.source_files import read_back  # which imports pandas

            return tuple(read_back(self.folder)) if self.folder else ()
        return ()

    @classmethod
    def read(cls, folder: Path, asked: str = "") -> Packet:
        """The packet in a folder; ConfigError where there is none, or where its ``facts.json`` is damaged."""
        shown = asked or folder.name
        path = folder / FACTS
        if not path.is_file():
            raise ConfigError(_not_built(folder, shown))
        try:
            if path.stat().st_size > LARGEST_BYTES:
                raise ValueError
            data = json.loads(path.read_text("utf-8"), parse_constant=_refuse_constant)
            figures = tuple(PacketFigure.of(entry) for entry in data["facts"])
            name = data["meeting"]
            if not isinstance(name, str) or not name.strip() or len({figure.name for figure in figures}) < len(figures):
                raise ValueError
        except (OSError, ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError):
            raise ConfigError(damaged(shown)) from None
        return cls(name, figures, folder=folder, **_record(folder / RECORD))


def damaged(packet: str, file: str = FACTS) -> Problem:
    """That a packet's figures, or another file of it, cannot be read."""
    return messages.F02_packet_damaged(meeting=packet).at(file=f"{packet}/{file}")


def _refuse_constant(word: str):
    raise ValueError(word)


def _record(path: Path) -> dict:
    """What the run record tells; nothing where it cannot be read, since the figures can be compared without it."""
    found: dict = {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        record = json.loads(path.read_text("utf-8"))
        meeting, as_of = record["parameters"]["meeting"], record["parameters"]["as_of"]
        found = {
            "body": str(meeting["body"]),
            "title": f"第 {meeting['term']} 屆第 {meeting['number']} 次會議",
            "notice": str(meeting.get("data_notice") or ""),
        }
        found["sections"] = tuple(map(str, record["sections"]))
        dates: dict[str, set[str]] = {}
        # A series belongs to no single date; the last day of a period is what its figures are counted up to.
        named = [(key, day) for key, day in as_of.items() if isinstance(day, str)]
        named += [
            (f"{key}.{n}", day)
            for key, period in (record["parameters"].get("periods") or {}).items()
            for n, day in enumerate(period or ())
        ]
        for key, day in named:
            dates.setdefault(day, set()).add(key)
        found["parts"] = {day: frozenset(keys) for day, keys in dates.items()}
        found["rows"] = {
            source["input"]: sum(int(source["counts"].get(part, 0)) for part in DATA_ROWS)
            for source in record.get("sources", ())
        }
        found["parameters"], found["hashes"] = record["parameters"], record["inputs"]
        found["version"] = str((record.get("versions") or {}).get("packet", ""))
        found["rulebooks"] = {
            book: "/".join(str(file).split("/")[-2:])
            for book, file in (record["parameters"].get("rulebooks") or {}).items()
        }
        found["params_sha256"] = next(
            (digest for file, digest in record["inputs"].items() if file.endswith(f"/{record['meeting']}.yaml")), ""
        )
    return found


def _not_built(folder: Path, shown: str) -> Problem:
    params = folder.parent.parent / "params"
    if (params / f"{folder.name}.yaml").is_file():
        return messages.F20_packet_not_built(meeting=shown).at(file=f"{shown}/{FACTS}")
    if folder.is_symlink() and not folder.exists():
        return messages.F20_version_gone(asked=shown)
    known = {path.parent.name for path in folder.parent.glob(f"*/{FACTS}")} | {
        path.stem for path in params.glob("*.yaml")
    }
    near = nearest(folder.name, known)
    todo = messages.give_meeting_or_folder()
    return messages.F20_no_packet(asked=shown, todo=messages.did_you_mean(near=near) if near else todo)


def _day(text: str) -> str | None:
    """The ISO date of ``109-10-31``; None where it is no date."""
    try:
        return roc.parse_date(text).isoformat()
    except roc.BadDate:
        return None


def was_held(old: Params, by: date) -> bool:
    """Whether a meeting was held before a day: its packet is there, and its own day has passed then."""
    packet = old.root / "output" / old.name / FACTS
    reads.note(packet)
    return packet.is_file() and old.meeting.date.last() < by
