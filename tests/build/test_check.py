"""What a build would refuse, check says: the same codes, from the same functions, and nothing is written."""

import re

import pytest

from reportlib.build.build import build
from reportlib.build.check import check
from reportlib.errors import PacketError


def changed(project, file, old, new):
    path = project / file
    text = path.read_bytes().decode("utf-8")
    assert old in text, (file, old)
    path.write_bytes(text.replace(old, new, 1).encode())


def with_sections(project, *sections):
    """The reference meeting with these sections only."""
    params = project / "params" / "moea-6-1.yaml"
    text = re.sub(r"^agenda:\n(?:[ #].*\n|\n)*", "", params.read_text("utf-8"), flags=re.M)
    text = re.sub(r"^attachments:.*\n(?:[ #].*\n|\n)*", "", text, flags=re.M)
    text = re.sub(r"^appendices:.*\n", "", text, flags=re.M)
    params.write_text(
        f'{text}\nagenda:\n  - {{item: 報告, start: "14:00", end: "15:00", sections: [{", ".join(sections)}]}}\n',
        "utf-8",
    )
    return params


def refused(run):
    with pytest.raises(PacketError) as caught:
        run()
    # Where a failed notebook is kept is told by a build alone; of sections that fail alike, which are named is chance.
    told = [str(problem).partition(" The notebook as far")[0] for problem in caught.value.problems]
    return list(dict.fromkeys(re.sub(r"^R06 .*? stopped for", "R06 … stopped for", problem) for problem in told))


def without(project, file, pattern):
    """The file without the lines that have the pattern."""
    lines = (project / file).read_bytes().decode("utf-8").splitlines(keepends=True)
    (project / file).write_bytes("".join(line for line in lines if not re.search(pattern, line)).encode())


DATA = "data/moea-6-1"
FAULTS = {
    "figures of two sections that disagree": (
        ("10-inventory", "65-results"),
        lambda project: changed(project, "params/moea-6-1.yaml", "- id: total/programme", "- id: x/programme"),
        "Q01",
    ),
    "a carried figure that is another now": (
        ("20-quality",),
        lambda project: changed(project, f"{DATA}/history.csv", ",2812,", ",2813,"),
        "I07",
    ),
    "a year of the common era": (
        ("15-promotion",),
        lambda project: changed(project, f"{DATA}/competition.csv", "\n104,", "\n2015,"),
        "V05",
    ),
    "a register of tests that is not whole": (
        ("20-quality",),
        lambda project: without(project, f"{DATA}/quality.csv", r",10[6-9]/"),
        "I07",
    ),
    "feedback of a kind that nobody knows": (
        ("50-requests", "60-evaluation", "65-results"),
        lambda project: changed(project, f"{DATA}/feedback.csv", "資料集評論", "資料集評鑑"),
        "V17",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_check_refuses_what_a_build_refuses_in_the_same_words(project, name):
    sections, spoil, code = FAULTS[name]
    params = with_sections(project, *sections)
    spoil(project)
    before = {path for path in project.rglob("*")}
    checked = refused(lambda: check(params))
    assert {path for path in project.rglob("*")} == before
    assert checked == refused(lambda: build(params, project / "output" / "moea-6-1"))
    assert checked[0].startswith(code)
