"""What a letter says of one unit, gathered: its scores as the packet has them, what changed, what waits, what lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlib.build.since_last import before
from reportlib.execute.section import Section
from reportlib.facts.facts import Fact
from reportlib.facts.record import FactRecord
from reportlib.letters import of_samples
from reportlib.letters.gains import Gain, gains
from reportlib.letters.of_files import FilesStanding, of_units
from reportlib.letters.of_samples import FailedSample
from reportlib.letters.unchanged import refuse_other_data
from reportlib.measures import evaluation, requests
from reportlib.measures.counting import each
from reportlib.measures.evaluation import Ranking
from reportlib.measures.requests.reply_times import waiting_days
from reportlib.measures.scoring import Scored
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.packets import causes, diff
from reportlib.packets.asked import Explained
from reportlib.packets.changes import Change
from reportlib.packets.published import FACTS, Packet
from reportlib.records.intake_tables import WORDS
from reportlib.records.records import Records
from reportlib.roc import format_date

SHOWN = {  # measures in the table at the head of a letter
    "datasets": "開放資料集",
    "tested": "納入檢測",
    "gold": "金標章",
    "platinum": "白金標章",
    "oas_certified": "通過 OAS 驗證的 API",
    "replies": "應回復的意見及需求",
    "replies_in_time": "期限內回復",
}
MOST_WAITING, MOST_CAUSES = 5, 3


@dataclass(frozen=True)
class Waiting:
    """A request that nobody has replied to: title, the day it was received, how long it has waited."""

    title: str
    received: str
    days: str


@dataclass(frozen=True)
class UnitStanding:
    """All that a letter to one unit says. ``numbers`` has the id of a figure by its name; ``before`` what an item gave at the last
    meeting, by the name of its figure; ``causes`` why they moved; ``files`` what its files say; None for what is not known."""

    unit: str
    name: str
    scored: Scored
    rank: Fact
    among: int
    measured: Mapping[str, Fact]
    numbers: Mapping[str, FactRecord]
    last: str
    before: Mapping[str, str] | None
    causes: tuple[str, ...]
    gains: tuple[Gain, ...]
    waiting: tuple[Waiting, ...] | None
    lacking: tuple[str, ...] | None
    files: FilesStanding | None
    failed: tuple[FailedSample, ...] = ()  # the sampled checks that its datasets did not pass


def standings(meeting: Meeting, packet: Explained, since: Params | None) -> Iterator[UnitStanding]:
    """What there is to say to each evaluated unit, in the register's order. ConfigError where the packet was built of other data (O08)."""
    section = Section(meeting)
    ranking = evaluation.rank(section.scored, meeting)
    by_name = {fact.name: fact for fact in packet.facts.values()}
    refuse_other_data(_figures(ranking), by_name, packet)
    changes, why = _changes(packet, since)
    waiting = _waiting(section, meeting)
    files = of_units(section, packet, by_name)
    received = section.received if meeting.params.inputs.received else None
    scores = {one.subject: one for one in ranking.scores}
    names = {agency.short: agency.name for agency in meeting.register}
    for unit in meeting.evaluated_units:
        scored, measured = scores[unit], ranking.measured[unit]
        mine = [one for one in changes if one.name.startswith(f"evaluation/{unit}.")] if changes is not None else None
        moved = [one for one in mine or () if one.kind == "changed"]
        yield UnitStanding(
            unit,
            names[unit],
            scored,
            ranking.ranks[unit],
            sum(not one.absence for one in ranking.ranks.values()),
            measured,
            by_name,
            f"第 {since.meeting.term} 屆第 {since.meeting.number} 次會議" if since else "",
            None if mine is None else {one.name: one.old.printed for one in mine if one.old},
            _why(why, moved) if why else (),
            gains(ranking.book, measured, scored, meeting.units),
            None if waiting is None else tuple(waiting.get(unit, ())),
            None if received is None else tuple(_lacking(received, unit)),
            files.get(unit),
            of_samples.of_unit(section, unit),
        )


def last_meeting(params: Params, named: str) -> Params | None:
    """The meeting that a letter compares with: the one that is named, or the one that the parameters name; None where none is."""
    if named:
        return Params.read(params.path.with_name(f"{named}.yaml"), before_intake=True)
    return before(params)


def _figures(ranking: Ranking) -> Iterator[Fact]:
    for scored in ranking.scores:
        yield scored.total
        yield from (one.points for one in scored.items)


def _changes(packet: Explained, since: Params | None) -> tuple[list[Change] | None, causes.Why | None]:
    """Every figure held against the packet of the meeting before; None where there is none."""
    if since is None or not (since.root / "output" / since.name / FACTS).is_file():
        return None, None
    old, new = Packet.read(since.root / "output" / since.name), Packet.read(packet.folder)
    found = diff.compare(old, new)
    return found, causes.Why(old, new, found)


def _why(why: causes.Why, moved: Sequence[Change]) -> tuple[str, ...]:
    """The rows, rules and parameters by which figures moved, without the figures, which the letter names by itself; that days of the
    parameters are later ones is no news to anybody."""
    every = [cause for change in moved for cause in sorted(why.of(change), key=lambda cause: cause.text)]
    found = [*dict.fromkeys(cause.text for cause in every if cause.row is not None or not _is_of_days(cause))]
    rest = len(found) - MOST_CAUSES
    return (*found[:MOST_CAUSES], *([f"另有 {rest} 處（packet diff 列出全部）"] if rest > 0 else []))


def _is_of_days(cause: causes.Cause) -> bool:
    return any(key in cause.text for key in ("as_of.", "periods."))


def _waiting(section: Section, meeting: Meeting) -> dict[str, list[Waiting]] | None:
    """The requests that wait, by unit, those that have waited longest first; None where no list of requests is given."""
    if not meeting.params.inputs.requests or section.requests is None:
        return None
    counted = requests.counted(section.requests, meeting)
    days = waiting_days(counted, meeting)
    found: dict[str, list[Waiting]] = {}
    rows = [(row, record) for row, record in each(counted) if row in days]
    for row, record in sorted(rows, key=lambda one: -days[one[0]].number):
        told = Waiting(record["title"], format_date(record["received_on"]), days[row].printed)
        found.setdefault(record["agency_short"], []).append(told)
    return found


def _lacking(received: Records, unit: str) -> Iterator[str]:
    """The returns of a unit that are missing or have to be mended."""
    for _, record in each(received):
        if record["unit_short"] == unit and record["state"] in (WORDS["missing"], WORDS["errors"]):
            yield f"{record['label']}：{record['state']}"
