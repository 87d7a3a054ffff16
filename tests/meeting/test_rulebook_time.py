"""Rulebooks of a time: a meeting outside it is refused, with the book that would fit."""

import shutil
from datetime import date

import pytest
import yaml

from reportlib.build.inputs import untimed_books
from reportlib.errors import ConfigError
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.rulebooks import StarRatings
from tests.meeting.small_project import only

STARS = "title: 星等\nsource: 例\nstars: [{stars: 3, formats: [CSV]}]\n"


@pytest.fixture
def ministry(root, tmp_path):
    """The repository's parameters and rulebooks, which a test may date, beside inputs without content."""
    for folder in ("params", "notebooks"):
        shutil.copytree(root / folder, tmp_path / folder)
    for file in (file for file in (root / "data").rglob("*") if file.is_file()):
        place = tmp_path / file.relative_to(root)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    return tmp_path


def dated(ministry, name, **days):
    """Write the days into a rulebook."""
    file = ministry / "params" / "rules" / name
    lines = [line for line in file.read_text("utf-8").splitlines(True) if not line.startswith((*days, "valid_unknown"))]
    file.write_text("".join(lines) + "".join(f"{key}: {day}\n" for key, day in days.items()), "utf-8")


def copied(ministry, name, copy, **days):
    shutil.copy(ministry / "params" / "rules" / name, ministry / "params" / "rules" / copy)
    dated(ministry, copy, **days)


def refusal(ministry, meeting="moea-6-1"):
    with pytest.raises(ConfigError) as error:
        Meeting.read(ministry / "params" / f"{meeting}.yaml").check()
    problem = only(error.value.problems)
    assert problem.code == "C16" and error.value.exit_code == 3
    return problem


def test_a_book_of_next_year_is_refused_with_the_book_of_this_year(ministry):
    dated(ministry, "evaluation-110.yaml", valid_from="110-01-01", valid_to="110-12-31")
    dated(ministry, "evaluation-109.yaml", valid_from="109-01-01", valid_to="109-12-31")
    problem = refusal(ministry)
    assert problem.header == "rulebooks.evaluation" and problem.file == "moea-6-1.yaml"
    assert (
        "evaluation-110.yaml (valid from 110-01-01 to 110-12-31) is not for as_of.inventory 109-10-31" in problem.what
    )
    assert problem.todo == "In the same folder, those for it: evaluation-109.yaml."


def test_a_book_that_says_its_time_is_named_before_one_for_any_day(ministry):
    dated(ministry, "evaluation-110.yaml", valid_from="110-01-01")
    assert "evaluation-109.yaml" in refusal(ministry).todo
    copied(ministry, "evaluation-109.yaml", "evaluation-new.yaml", valid_from="109-10-31")
    assert "evaluation-new.yaml" in refusal(ministry).todo and "evaluation-109.yaml" not in refusal(ministry).todo


def test_where_no_book_fits_that_is_said(ministry):
    dated(ministry, "star-ratings.yaml", valid_to="109-10-30")
    assert refusal(ministry).todo == "No rulebook of the same kind in the same folder is for it."


def test_a_book_of_another_kind_is_never_proposed(ministry):
    dated(ministry, "evaluation-110.yaml", valid_from="110-01-01")
    dated(ministry, "evaluation-109.yaml", valid_from="110-01-01")
    assert "No rulebook" in refusal(ministry).todo  # awards are scored by the same model


@pytest.mark.parametrize(
    ("days", "fits"),
    [
        ({"valid_from": "109-10-31"}, True),
        ({"valid_from": "109-11-01"}, False),
        ({"valid_to": "109-10-31"}, True),
        ({"valid_to": "109-10-30"}, False),
        ({"valid_from": "109-10-31", "valid_to": "109-10-31"}, True),
    ],
)
def test_the_first_and_the_last_day_are_counted(ministry, days, fits):
    dated(ministry, "star-ratings.yaml", **days)
    if fits:
        Meeting.read(ministry / "params" / "moea-6-1.yaml").check()
    else:
        refusal(ministry)


@pytest.mark.parametrize(
    ("name", "days", "key"),
    [
        ("gold-award.yaml", {"valid_from": "109-08-01"}, "as_of.award 109-07-31"),
        ("request-outcomes.yaml", {"valid_from": "109-11-01"}, "periods.requests 109-10-31"),
        ("membership.yaml", {"valid_from": "109-12-01"}, "meeting.date 109 年 11 月"),
        ("quality-marks.yaml", {"valid_from": "109-11-01"}, "as_of.inventory 109-10-31"),
    ],
)
def test_a_book_is_held_against_the_day_on_which_it_decides(ministry, name, days, key):
    dated(ministry, name, **days)
    assert f"is not for {key}" in refusal(ministry).what


def test_of_a_meeting_of_which_only_the_month_is_known_a_book_fits_that_is_for_a_part_of_it(ministry):
    dated(ministry, "membership.yaml", valid_from="109-11-30")
    Meeting.read(ministry / "params" / "moea-6-1.yaml").check()


def test_a_book_that_ends_before_it_begins_is_refused():
    book = StarRatings.model_validate(yaml.safe_load(STARS))
    with pytest.raises(ValueError, match="later than valid_to"):
        StarRatings.model_validate(book.model_dump() | {"valid_from": date(2020, 2, 1), "valid_to": date(2020, 1, 31)})
    one_day = StarRatings.model_validate(
        book.model_dump() | {"valid_from": date(2020, 2, 1), "valid_to": date(2020, 2, 1)}
    )
    assert one_day.is_for(date(2020, 2, 1), date(2020, 2, 29)) and not one_day.is_for(
        date(2020, 2, 2), date(2020, 2, 29)
    )


def test_packet_check_says_it_before_anything_runs(packet, ministry):
    dated(ministry, "evaluation-110.yaml", valid_from="110-01-01")
    said = packet("check", "params/moea-6-1.yaml", cwd=ministry)
    assert said.returncode == 3 and "C16 moea-6-1.yaml" in said.stderr and "evaluation-109.yaml" in said.stderr


def test_every_rulebook_of_ours_says_its_time_or_that_the_source_does_not(root):
    files = [file for file in (root / "params" / "rules").rglob("*.yaml")]
    given = {file.name: yaml.safe_load(file.read_text("utf-8")) for file in files}
    assert len(given) > 18
    for name, book in given.items():
        known = "valid_from" in book or "valid_to" in book
        assert known != str(book.get("valid_unknown", "")).startswith("時效："), name


def test_C16_a_rulebook_that_says_neither_its_time_nor_why_it_is_unknown_is_told(ministry):
    file = ministry / "params" / "rules" / "star-ratings.yaml"
    meeting = Meeting.read(ministry / "params" / "moea-6-1.yaml")
    assert not list(untimed_books(meeting))
    file.write_text(file.read_text("utf-8").replace("valid_unknown:", "remark:"), "utf-8")
    (told,) = untimed_books(Meeting.read(ministry / "params" / "moea-6-1.yaml"))
    assert str(told).startswith("C16 star-ratings.yaml: the rulebook does not say for which days it is")


def test_a_rulebook_does_not_say_its_time_and_that_it_is_unknown():
    with pytest.raises(ValueError, match="valid_unknown"):
        StarRatings.model_validate(
            yaml.safe_load(STARS) | {"valid_from": date(2020, 1, 1), "valid_unknown": "時效：來源未載"}
        )
