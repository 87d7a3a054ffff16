"""What changed between two published packets, figure by figure.

A figure of one packet is compared with the figure of the same name in the other. A name that holds the meeting's own date
(``quality.platinum/109-11-05``) is compared with the one that plays its part there, which the packets' run records tell.
What one packet has and the other has not is new or gone; a figure that the source did not give is never taken for zero.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from reportlib import roc
from reportlib.errors import ConfigError, Problem, quoted
from reportlib.language import say
from reportlib.text import nearest

FACTS, RECORD = "facts.json", "run.json"
LARGEST_BYTES = 100_000_000
MARK = "packet diff"  # what a page of ours says it was made by
NOTHING = "—"
# The groups of the comparison: how the names of their figures begin. A beginning that is not here is its own title.
MEASURES = {
    "agenda": "議程",
    "members": "委員名單",
    "action_plan": "政府資料開放行動方案",
    "inventory": "資料集盤點",
    "ministries": "資料集盤點",
    "promotion": "研討會及創意競賽",
    "competition": "研討會及創意競賽",
    "quality": "資料品質",
    "oas": "資料品質",
    "strategies": "主題式開放資料推動策略",
    "award": "政府開放資料獎勵活動",
    "application_award": "政府開放資料獎勵活動",
    "popularity_award": "政府開放資料獎勵活動",
    "attachments": "行政院開放資料配合事項",
    "follow_up": "歷次會議結論追蹤",
    "plan": "預計開放資料",
    "requests": "民間需求回應",
    "feedback": "民間需求回應",
    "milestones": "後續資料開放作業規劃",
    "evaluation": "績效考核",
    "returns": "績效考核",
    "results": "推動成果",
    "programme": "推動成果",
    "proposals": "擬辦及附件",
    "declared": "人工填報",
    "register": "機關名冊",
    "units": "機關名冊",
    "rows": "輸入檔案的列數",
}
ROWS = "輸入檔案的列數"  # left out where a person did not ask for it
LAST = ("人工填報", "機關名冊", ROWS)  # groups that come after all others
RANKS = ("名",)  # units of which a per cent means nothing
_DATE = re.compile(r"(?<![0-9-])[0-9]{2,4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_NUMERAL = re.compile(r"[0-9.-]")


# -- packets -------------------------------------------------------------------------------------------------------------


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

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates within the name, from left to right."""
        return tuple(found for found in _DATE.findall(self.name) if _day(found))

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
            figures = tuple(_figure(entry) for entry in data["facts"])
            name = data["meeting"]
            if not isinstance(name, str) or not name.strip() or len({figure.name for figure in figures}) < len(figures):
                raise ValueError
        except (OSError, ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError):
            raise ConfigError(
                Problem(
                    "F02",
                    say("檔案損壞，或不是 packet 產生的。", "it is damaged, or was not made by packet."),
                    say(f"請重新執行 packet build {shown}。", f"Run packet build {shown} again."),
                    file=f"{shown}/{FACTS}",
                )
            ) from None
        return cls(name, figures, **_record(folder / RECORD))


def _refuse_constant(word: str):
    raise ValueError(word)


def _figure(entry: dict) -> PacketFigure:
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
    return PacketFigure(value=number, absence=absence, as_of=as_of, **texts)


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
        found["params_sha256"] = next(
            (digest for file, digest in record["inputs"].items() if file.endswith(f"/{record['meeting']}.yaml")), ""
        )
    return found


def _not_built(folder: Path, shown: str) -> Problem:
    params = folder.parent.parent / "params"
    if (params / f"{folder.name}.yaml").is_file():
        what = say(f"還沒有 {shown} 的會議資料。", f"the packet of {shown} has not been built yet.")
        return Problem(
            "F20",
            what,
            say(f"請先執行 packet build {shown}。", f"Run packet build {shown} first."),
            file=f"{shown}/{FACTS}",
        )
    known = {path.parent.name for path in folder.parent.glob(f"*/{FACTS}")} | {
        path.stem for path in params.glob("*.yaml")
    }
    near = nearest(folder.name, known)
    what = say(f"找不到會議資料{quoted(shown)}。", f"there is no packet {quoted(shown)}.")
    todo = say(
        "請寫會議代號（例如 moea-6-1）或會議資料的資料夾。",
        "Give a meeting's name, such as moea-6-1, or the folder of a packet.",
    )
    return Problem("F20", what, say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?") if near else todo)


def _day(text: str) -> str | None:
    """The ISO date of ``109-10-31``; None where it is no date."""
    try:
        return roc.parse_date(text).isoformat()
    except roc.BadDate:
        return None


# -- which figure is compared with which -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A figure in two packets; ``old`` or ``new`` is None where the packet does not have it.

    ``is_latest`` marks the last points of a series, which are compared with each other beside those of the same date.
    """

    old: PacketFigure | None
    new: PacketFigure | None
    is_latest: bool = False

    @property
    def kind(self) -> str:
        """``same``, ``changed``, ``new`` or ``gone``."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        alike = (self.old.value, self.old.absence, self.old.unit) == (self.new.value, self.new.absence, self.new.unit)
        return "same" if alike else "changed"

    @property
    def name(self) -> str:
        return self._either.name

    @property
    def measure(self) -> str:
        """How the name begins: ``quality``."""
        return re.match(r"[^./]*", self.name)[0]

    @property
    def group(self) -> str:
        return MEASURES.get(self.measure, self.measure)

    def label(self, say=say) -> str:
        """What is compared: ``白金標章資料集（項） 109-06-05→11-05``."""
        name, unit, dates = self.label_parts(say)
        return " ".join(filter(None, (f"{name}{unit}", dates)))

    def label_parts(self, say=say) -> tuple[str, str, str]:
        """The figure's label, its unit in brackets, and the dates that its name holds and its label does not."""
        figure = self._either
        name = figure.label or figure.name
        if self.old and self.new and self.old.label != self.new.label:
            name = _merged(self.old.label, self.new.label)
        unit = f"（{figure.unit}）" if figure.unit and not figure.is_share and not self._units_differ else ""
        pairs = zip((self.old or figure).dates, (self.new or figure).dates, strict=False)
        dates = [_from_to(a, b) for a, b in pairs if a not in name or b not in name]
        return name, unit, " ".join([say("最近一次", "latest"), *dates] if self.is_latest else dates)

    @property
    def printed(self) -> tuple[str, str]:
        """Both figures as their packets print them."""
        unit = (lambda figure: f" {figure.unit}".rstrip()) if self._units_differ else (lambda figure: "")
        return tuple(
            NOTHING if figure is None else f"{figure.printed}{'' if figure.absence else unit(figure)}"
            for figure in (self.old, self.new)
        )

    @property
    def difference(self) -> Decimal | None:
        """``new`` less ``old``, not rounded; None where either has no value or their units differ."""
        if not self.old or not self.new or self._units_differ or self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value

    def difference_text(self, say=say) -> str:
        """``+1,234``; what else there is to say where there is no difference."""
        if self.kind in ("new", "gone"):
            return {"new": say("新增", "new"), "gone": say("不再列出", "gone")}[self.kind]
        difference = self.difference
        if difference is None:
            return NOTHING
        if not difference:
            return "0"
        if self.new.is_share:  # one digit more than printed, since both are rounded there
            return _signed(difference * 100, 1) + say(" 百分點", " pp")
        return _signed(difference, max(_digits(self.old.printed), _digits(self.new.printed)))

    @property
    def percent_text(self) -> str:
        """The difference in per cent of ``old``; nothing for shares, whose difference is in percentage points, and for ranks."""
        if not self.difference or self.old.value == 0 or self.old.is_share or self.old.unit in RANKS:
            return "" if self.kind in ("new", "gone", "same") else NOTHING
        return f"{_signed(self.difference / abs(self.old.value) * 100, 1)}%"

    @property
    def _either(self) -> PacketFigure:
        return self.new or self.old

    @property
    def _units_differ(self) -> bool:
        return bool(self.old and self.new and self.old.unit != self.new.unit)


def _merged(old: str, new: str) -> str:
    """Two labels as one, with an arrow where they differ: ``109 年上→下半年預計開放資料集``. Numbers and dates stay whole."""
    if old == new:
        return new
    start = len(os.path.commonprefix([old, new]))
    while start and (_NUMERAL.match(old[start - 1]) and (_NUMERAL.match(old[start:]) or _NUMERAL.match(new[start:]))):
        start -= 1
    end = len(os.path.commonprefix([old[start:][::-1], new[start:][::-1]]))
    while end and (_NUMERAL.match(old[-end]) and (_NUMERAL.match(old[:-end][-1:]) or _NUMERAL.match(new[:-end][-1:]))):
        end -= 1
    return f"{new[:start]}{old[start : len(old) - end] or NOTHING}→{new[start : len(new) - end] or NOTHING}{new[len(new) - end :]}"


def _from_to(old: str, new: str) -> str:
    """``109-05-31→10-31``, with the year once where it is the same."""
    year = new[: new.index("-") + 1]
    return new if old == new else f"{old}→{new.removeprefix(year) if old.startswith(year) else new}"


def _digits(printed: str) -> int:
    return len(printed.rstrip("%").partition(".")[2])


def _signed(value: Decimal, digits: int) -> str:
    """``+1,234.5``; as many digits more as it takes to tell it from zero, six at most."""
    shown = Decimal(0)
    for places in range(digits, max(digits, 6) + 1):
        shown = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if shown:
            break
    return f"{'−' if value < 0 else '+'}{abs(shown):,f}"


def compare(old: Packet, new: Packet) -> list[Change]:
    """Every figure of both packets once (but for the last points of series, see :class:`Change`), group by group.

    Groups and the figures in them follow the new packet's pages; a figure that is gone stands where it stood.
    ConfigError where both are packets of one meeting.
    """
    if old.name == new.name:
        raise ConfigError(
            Problem(
                "C11",
                say(f"兩份都是 {old.name} 的會議資料。", f"both are packets of {old.name}."),
                say("請指定兩次不同的會議。", "Name two different meetings."),
            )
        )
    changes = []
    by_role: dict[str, tuple[list[PacketFigure], list[PacketFigure]]] = {}
    for side, packet in enumerate((old, new)):
        for figure in packet.figures:
            by_role.setdefault(figure.role, ([], []))[side].append(figure)
    for olds, news in by_role.values():
        changes += _paired(olds, news, old.parts, new.parts)
    return _in_order(changes, old, new)


def _paired(olds: list[PacketFigure], news: list[PacketFigure], old_parts: Mapping, new_parts: Mapping) -> list[Change]:
    """The figures of one role, which differ in their dates only."""
    if len(olds) == len(news) == 1:
        return [Change(olds[0], news[0])]
    pairs: list[tuple[PacketFigure, PacketFigure]] = []
    left = {figure.name: figure for figure in olds}, {figure.name: figure for figure in news}

    def pair(a: PacketFigure, b: PacketFigure) -> None:
        pairs.append((a, b))
        del left[0][a.name], left[1][b.name]

    latest = [max(side, key=_when) for side in (olds, news) if side]
    for name in [name for name in left[0] if name in left[1]]:
        pair(left[0][name], left[1][name])
    # Then by the part that their dates play; where that leaves a choice, the one that is as far from the last.
    ranked = [sorted(side.values(), key=_when, reverse=True) for side in left]
    choices = []
    for i, a in enumerate(ranked[0]):
        for j, b in enumerate(ranked[1]):
            if common := len(_parts(a, old_parts) & _parts(b, new_parts)):
                choices.append((-common, i + j, a, b))
    for _, _, a, b in sorted(choices, key=lambda choice: choice[:2]):
        if a.name in left[0] and b.name in left[1]:
            pair(a, b)
    changes = [Change(a, b) for a, b in pairs]
    if len(latest) == 2 and (latest[0].name in left[0] or latest[1].name in left[1]):
        changes.append(Change(*latest, is_latest=True))
        for side, figure in zip(left, latest, strict=True):
            side.pop(figure.name, None)
    return [
        *changes,
        *(Change(figure, None) for figure in left[0].values()),
        *(Change(None, figure) for figure in left[1].values()),
    ]


def _when(figure: PacketFigure) -> tuple[str, ...]:
    return tuple(_day(date) for date in figure.dates)


def _parts(figure: PacketFigure, parts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Which parameters name the dates of this figure."""
    return frozenset(f"{n}.{part}" for n, day in enumerate(_when(figure)) for part in parts.get(day, ()))


def _in_order(changes: list[Change], old: Packet, new: Packet) -> list[Change]:
    places = {figure.name: (n, 0) for n, figure in enumerate(new.figures)}
    # A figure that is gone comes after the one that stood before it.
    behind, before = {}, (-1, 0)
    of_old = {change.old.name: change for change in changes if change.old and not change.is_latest}
    for n, figure in enumerate(old.figures, 1):
        change = of_old.get(figure.name)
        if change and change.new:
            before = places[change.new.name]
        behind[figure.name] = (before[0], n)

    def place(change: Change) -> tuple:
        where = places[change.new.name] if change.new else behind[change.old.name]
        return (*where, change.is_latest)

    ordered = sorted(changes, key=place)
    groups = list(dict.fromkeys(change.group for change in ordered))
    groups.sort(key=lambda group: LAST.index(group) if group in LAST else -1)
    return sorted(ordered, key=lambda change: groups.index(change.group))


def grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes by group, in their order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.group, []).append(change)
    return found


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """How many figures changed, are new, are gone, are the same."""
    return {kind: sum(change.kind == kind for change in changes) for kind in ("changed", "new", "gone", "same")}


def only(changes: Iterable[Change], measures: Sequence[str]) -> list[Change]:
    """The changes of figures whose names begin with one of ``measures``; ConfigError for one that none begins with."""
    changes = list(changes)
    known = sorted({change.measure for change in changes})
    for name in measures:
        if not any(change.name.startswith(name) for change in changes):
            near = nearest(name, known)
            raise ConfigError(
                Problem(
                    "C05",
                    say(f"沒有名稱以{quoted(name)}開頭的數字。", f"no figure's name begins with {quoted(name)}."),
                    say(f"是不是{quoted(near)}？", f"Did you mean {quoted(near)}?")
                    if near
                    else say(f"可用：{'、'.join(known)}。", f"Known: {', '.join(known)}."),
                )
            )
    return [change for change in changes if change.name.startswith(tuple(measures))]


def other_sections(old: Packet, new: Packet) -> tuple[list[str], list[str]]:
    """The sections that only one of the packets has."""
    return [s for s in old.sections if s not in new.sections], [s for s in new.sections if s not in old.sections]
