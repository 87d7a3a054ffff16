"""A job is a process of its own: one a meeting, told by the lock that it holds, stopped by a file, and outliving the desk."""

import json
import os

import pytest

from reportlib.desk.job import EVENTS, LOCK, STOP
from reportlib.desk.jobs import JOBS, MeetingJobs, _name_of
from reportlib.desk.meeting_pages import results_of
from tests.support.desk_server import desk_of
from tests.support.tiny_project import tiny_project

MEETING = "tiny-1-1"


def test_a_build_is_begun_before_the_answer_and_ends_with_a_packet(desk):
    answer = desk.post(f"/m/{MEETING}/job", {"what": "build"})
    assert answer.status == 303 and answer.headers["Location"] == f"/m/{MEETING}"
    events = (desk.root / "output" / ".desk" / "jobs" / MEETING / EVENTS).read_text("utf-8").splitlines()
    assert json.loads(events[0])["arguments"] == ["build", MEETING]
    told = desk.wait_for_job(MEETING)
    assert "產生會議資料：完成" in told and "執行 1 個章節" in told and "資料集盤點" in told
    page = desk.get(f"/m/{MEETING}").text
    assert f'href="/m/{MEETING}/made/packet/packet.pdf"' in page
    assert desk.get(f"/m/{MEETING}/made/packet/packet.pdf").body.startswith(b"%PDF")
    assert "已產生會議資料" in desk.get("/").text
    assert f'<a href="/m/{MEETING}/review">' in page.partition('<ol class="tasks">')[2].partition("</ol>")[0]


def test_who_follows_a_job_that_has_ended_is_put_out_and_asks_no_more(desk):
    """A refresh by each answer would call back the page that is still on its way, once a second."""
    desk.wait_for_job(MEETING)
    answer = desk.get(f"/m/{MEETING}/job", headers={"HX-Request": "true"})
    assert answer.headers["HX-Reswap"] == "outerHTML" and "hx-get" not in answer.text
    assert "HX-Refresh" not in answer.headers


def test_what_a_job_refuses_is_told_in_its_own_words(desk):
    desk.post(f"/m/{MEETING}/job", {"what": "minutes"})
    told = desk.wait_for_job(MEETING)
    assert "沒有完成" in told and "D08" in told


def test_nothing_but_the_known_jobs_is_begun(desk):
    for what in ("", "new", "cache --clear", "build --output /tmp"):
        assert desk.post(f"/m/{MEETING}/job", {"what": what}).status == 400


def test_one_job_a_meeting_and_stop_ends_it(tmp_path):
    tiny_project(tmp_path)
    with desk_of(tmp_path) as desk:
        desk.post(f"/m/{MEETING}/job", {"what": "build"})
        assert desk.post(f"/m/{MEETING}/job", {"what": "check"}).status == 409
        going = desk.get(f"/m/{MEETING}/job").text
        assert 'class="job running"' in going and 'hx-trigger="every 1s"' in going
        desk.post(f"/m/{MEETING}/job", {"what": "stop"})
        assert "已停止" in desk.wait_for_job(MEETING)
        assert not (tmp_path / "output" / MEETING).exists()


def test_a_desk_that_is_killed_loses_nothing(tmp_path):
    tiny_project(tmp_path)
    with desk_of(tmp_path) as desk:
        desk.post(f"/m/{MEETING}/job", {"what": "build"})
        desk.kill()
    jobs = MeetingJobs(tmp_path, tmp_path / "output" / ".desk" / "jobs" / MEETING, MEETING)
    assert jobs.is_alive(), "the job goes on without the desk"
    with desk_of(tmp_path) as again:
        assert again.get("/static/desk.css", cookie=desk.cookie).status == 200, "a tab that was open goes on"
        assert "產生會議資料：完成" in again.wait_for_job(MEETING)
        assert (tmp_path / "output" / MEETING / "packet.pdf").is_file()


def test_a_job_that_was_killed_is_broken_and_another_may_begin(tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / EVENTS).write_text('{"kind": "begun", "at": 0, "arguments": ["build", "a-1-1"]}\n{"kind": "st', "utf-8")
    (folder / LOCK).touch()
    view = MeetingJobs(tmp_path, folder, "a-1-1").view()
    assert (view.state, view.name, view.title) == ("broken", "build", "產生會議資料")


def told(folder, *events):
    (folder / EVENTS).write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")


def test_the_time_left_is_that_of_the_last_one_from_the_same_step_on(tmp_path, monkeypatch):
    jobs = MeetingJobs(tmp_path, tmp_path, "a-1-1")
    begun = {"kind": "begun", "at": 0, "arguments": ["build", "a-1-1"]}
    steps = [
        {"kind": "step", "at": 1, "text": "讀取"},
        {"kind": "sections", "at": 10, "sections": [["10-a", "甲", 2]]},
        {"kind": "cell", "at": 20, "stem": "10-a", "done": 1, "total": 2},
    ]
    told(tmp_path, begun, *steps, {"kind": "step", "at": 30, "text": "排版"}, {"kind": "end", "at": 40, "code": 0})
    done = jobs.view()
    assert done.state == "done" and [step.text for step in done.steps] == ["讀取", "執行 1 個章節", "排版"]
    told(tmp_path, begun, *steps)
    monkeypatch.setattr(jobs, "is_alive", lambda: True)
    running = jobs.view()
    assert running.left == 20 and running.sections[0].done == 1
    told(tmp_path, begun, {"kind": "step", "at": 5, "text": "別的"})
    assert jobs.view().left == 35
    told(tmp_path, begun | {"arguments": ["check", "a-1-1"]})
    assert jobs.view().left is None


@pytest.mark.parametrize("name", JOBS)
def test_a_job_is_known_by_its_arguments(name):
    arguments = [part.format("a-1-1") for part in JOBS[name][1]] + (["b-1-1"] if name == "new" else [])
    assert _name_of(arguments) == name


def test_a_process_of_a_job_lets_no_child_be_one(packet, tmp_path):
    tiny_project(tmp_path)
    folder = tmp_path / "job"
    folder.mkdir()
    (folder / STOP).touch()  # asked of an earlier one
    done = packet("sections", cwd=tmp_path, env={"PACKET_JOB": str(folder)})
    kinds = [json.loads(line)["kind"] for line in (folder / EVENTS).read_text("utf-8").splitlines()]
    assert done.returncode == 0 and kinds == ["begun", "end"]
    assert "PACKET_JOB" not in os.environ


def test_a_letter_that_was_made_is_opened_by_its_unit(tmp_path):
    folder = tmp_path / "output" / "a-1-1.letters" / "水利署"
    folder.mkdir(parents=True)
    for name in ("letter.pdf", "rows.csv"):
        (folder / name).write_bytes(b"")
    assert results_of(tmp_path, "a-1-1", "letters") == [
        {
            "href": "/m/a-1-1/made/letters/水利署/letter.pdf",
            "title": "給水利署的信",
            "about": "PDF",
            "file": "水利署/letter.pdf",
        }
    ]
