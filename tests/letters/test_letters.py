"""Letters to the units: their figures are the packet's, what they advise is the rulebook's, the same bytes twice."""

import csv
import dataclasses
import io
import zipfile
from decimal import Decimal

import pytest

from reportlib.errors import ConfigError
from reportlib.letters.gains import gains
from reportlib.letters.write import write
from reportlib.measures import evaluation
from reportlib.meeting import rulebook_files
from reportlib.meeting.meeting import Meeting
from reportlib.packets.asked import Explained
from tests.measures.test_matrix import BOOK
from tests.support.two_units import NEW_YEAR, catalogue, records, register, two_units


def ranked(meeting, folder, **numbers):
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    book = rulebook_files.read_scoring(folder / "book.yaml")
    returned = {key: numbers.get(key, [0, 0]) for key in evaluation.RETURNED}
    sources = evaluation.EvaluationSources(
        catalogue(),
        register(("2", NEW_YEAR, "金")),
        None,
        records("evaluation", unit_short=["甲", "乙"], **returned),
        None,
    )
    return evaluation.rank(sources, meeting, book)


def test_what_one_more_brings_is_what_the_rulebook_gives_for_it(root, tmp_path):
    own_meeting = two_units(root, tmp_path)
    found = ranked(own_meeting, tmp_path, award_entries=[3, 4], promotion_events=[0, 1])
    scores = {one.subject: one for one in found.scores}
    brought = {
        unit: [
            (one.step, one.points) for one in gains(found.book, found.measured[unit], scores[unit], own_meeting.units)
        ]
        for unit in ("甲", "乙")
    }
    # 甲 is below the cap of 4 entries and below the step of one event; 乙 has reached both.
    assert brought == {
        "甲": [("辦理一場推廣活動", Decimal(3)), ("報名一件應用獎", Decimal(1))],
        "乙": [],
    }


@pytest.fixture(scope="module")
def meeting(root) -> Meeting:
    return Meeting.read(root / "params" / "example.yaml")


def test_every_unit_has_a_letter_of_the_packets_figures_and_the_same_bytes_twice(example, meeting, tmp_path):
    packet = Explained.read(example)
    done = write(meeting, packet, tmp_path / "letters")
    assert done.units == tuple(meeting.evaluated_units)
    unit = done.units[0]
    folder = done.folder / unit
    assert sorted(path.name for path in folder.iterdir()) == ["figures.csv", "letter.odt", "letter.pdf", "rows.csv"]
    total = next(fact for fact in packet.facts.values() if fact.name == f"evaluation/{unit}.total")
    figures = list(csv.reader(io.StringIO((folder / "figures.csv").read_text("utf-8-sig"))))
    assert figures[1][:3] == [total.id, total.label, total.printed]
    rows = list(csv.reader(io.StringIO((folder / "rows.csv").read_text("utf-8-sig"))))
    assert rows[0][:4] == ["屬於", "檔案", "工作表", "列"] and len(rows) > 2
    with zipfile.ZipFile(folder / "letter.odt") as archive:
        text = archive.read("content.xml").decode("utf-8")
    assert f"總分 {total.printed} 分" in text and total.id in text and "如有不同意見" in text
    again = write(meeting, packet, tmp_path / "again", only=[unit])
    for name in ("figures.csv", "letter.odt", "letter.pdf", "rows.csv"):
        assert (again.folder / unit / name).read_bytes() == (folder / name).read_bytes(), name


def test_a_packet_of_other_data_gives_no_letter(example, meeting, tmp_path):
    packet = Explained.read(example)
    number = next(
        one.id for one in packet.facts.values() if one.name.startswith("evaluation/") and one.name.endswith(".total")
    )
    other = {**packet.facts, number: dataclasses.replace(packet.facts[number], value="1")}
    with pytest.raises(ConfigError, match="O08"):
        write(meeting, dataclasses.replace(packet, facts=other), tmp_path / "letters")
    assert not (tmp_path / "letters").exists()


def test_a_unit_that_is_not_evaluated_is_refused_by_name(example, meeting, tmp_path):
    with pytest.raises(ConfigError, match="C05"):
        write(meeting, Explained.read(example), tmp_path / "letters", only=["某單位"])
