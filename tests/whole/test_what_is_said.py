"""What the sections say where an input is missing or has no rows, and of the meeting before: figures with their names, labels, units
and days, and every text.

``said/`` has a file for each, without an input only of the lines that the whole meeting does not have; ``python -m tests.whole.test_what_is_said`` writes
them again, to be read before they are kept.
"""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportlib.display.display import Display
from reportlib.errors import ConfigError, InputError, RunError
from reportlib.execute.section import all_facts
from reportlib.facts.facts import Fact
from reportlib.facts.record import record_of
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.params import Params
from reportlib.records import inputs
from tests.support.computed import Computed, remembered
from tests.support.stored_outputs import PACKET, digest, unsaid

ROOT = Path(__file__).parents[2]
BEFORE = ROOT / "params" / "moea-5-2.yaml"
SAID = Path(__file__).parent / "said"
MEETINGS = (ROOT / "params" / "moea-6-1.yaml", ROOT / "params" / "example.yaml")


def kinds() -> dict[str, Path]:
    """Every input but those that come with returns and the API documents, of which no meeting has any, and the meeting that it is left out
    of: the first that has it."""
    given = [(path, Params.read(path).inputs) for path in MEETINGS]
    return {
        kind: next(path for path, one in given if getattr(one, inputs.FILES[kind]))
        for kind in sorted(inputs.FILES.keys() - {"received", "corrections", "apis"})
    }


KINDS = kinds()
WAYS = ("missing", "empty")
ALIKE = 2
NUMBER = re.compile(r"\d[\d,.]*")


def figure(fact: Fact) -> str:
    """A figure on a line: its name, what is printed, its unit, what it is, of which day, and by which rule."""
    one = record_of(fact)
    return f"{one.name} = {one.printed}｜{one.unit}｜{one.label}｜{one.as_of or ''}｜{one.rule}"


def texts(display: Display) -> Iterator[str]:
    """Every text of a display, a line each."""
    yield from filter(None, (line.rstrip() for line in display.as_text().splitlines()))
    yield from unsaid(display._repr_mimebundle_().get(PACKET, {}).get("blocks", []))


def lines(shown: list[Display]) -> list[str]:
    return [line for one in shown for line in texts(one)] + [figure(fact) for fact in all_facts(shown)]


def folded(told: list[str], units: re.Pattern) -> list[str]:
    """Of lines that differ in the unit and in numbers alone the first two, and a digest of all others at the end."""
    kinds: Counter[str] = Counter()
    kept, rest = [], []
    for line in told:
        name, is_figure, _ = line.partition(" = ")
        kind = NUMBER.sub("0", units.sub("", name if is_figure else line))
        kinds[kind] += 1
        (kept if kinds[kind] <= ALIKE else rest).append(line)
    return kept + ([f"… and {len(rest)} more: {digest(rest)}"] if rest else [])


def units_of(meeting: Meeting) -> re.Pattern:
    return re.compile("|".join(re.escape(name) for one in meeting.register for name in (one.name, one.short)))


def whole(computed: Computed) -> str:
    """What the sections of a meeting say."""
    told: list[str] = []
    for stem in computed.stems:
        told += [f"# {stem}", *folded(lines(computed.shown(stem, computed.records)[0]), units_of(computed.meeting))]
    return "\n".join(told) + "\n"


class Usual:
    """A meeting, and the lines of each section with all inputs."""

    def __init__(self, path: Path):
        self.computed = Computed(path)
        self.lines = {
            stem: set(lines(self.computed.shown(stem, self.computed.records)[0])) for stem in self.computed.stems
        }


@pytest.fixture(scope="module")
def usual() -> Iterator[Callable[[Path], Usual]]:
    with remembered():
        yield functools.cache(Usual)


def said(usual: Usual, kind: str, way: str) -> str:
    """What the sections that read an input say without it, or without its rows, and do not say else."""
    computed = usual.computed
    records, meeting = computed.records, computed.meeting
    if way == "empty":
        records = records | {kind: records[kind].with_frame(records[kind].frame.iloc[:0])}
    else:
        records = {name: one for name, one in records.items() if name != kind}
        given = meeting.params.inputs.model_copy(update={inputs.FILES[kind]: None})
        meeting = dataclasses.replace(meeting, params=meeting.params.model_copy(update={"inputs": given}))
    told: list[str] = []
    for stem in computed.stems:
        if kind in computed.asked[stem]:
            try:
                now = lines(computed.shown(stem, records, meeting)[0])
            except (ConfigError, InputError, RunError) as error:
                now = [f"stops: {error}"]
            new = [line for line in dict.fromkeys(now) if line not in usual.lines[stem]]
            told += [f"# {stem}", *folded(new, units_of(meeting))] if new else []
    return "\n".join(told) + "\n"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_without_an_input_or_its_rows_each_section_says_what_was_read_and_kept(kind, way, usual):
    assert said(usual(KINDS[kind]), kind, way) == (SAID / f"{kind}-{way}.txt").read_text("utf-8")


def test_the_meeting_before_says_what_was_read_and_kept():
    with remembered():
        assert whole(Computed(BEFORE)) == (SAID / f"{BEFORE.stem}.txt").read_text("utf-8")


def main() -> None:
    SAID.mkdir(exist_ok=True)
    with remembered():
        (SAID / f"{BEFORE.stem}.txt").write_text(whole(Computed(BEFORE)), "utf-8")
        usual = functools.cache(Usual)
        for kind, path in KINDS.items():
            for way in WAYS:
                (SAID / f"{kind}-{way}.txt").write_text(said(usual(path), kind, way), "utf-8")


if __name__ == "__main__":
    main()
