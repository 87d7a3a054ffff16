"""What the desk asks of meetings: which there are, and what is still to be done of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlib.desk.known import meeting_files
from reportlib.errors import PacketError
from reportlib.meeting import yaml_file

# On which page each thing is done.
_PAGES = {"decisions": "held", "parameters": "parameters", "files": "inputs", "returns": "returns"}


def meetings(root: Path) -> list[dict[str, Any]]:
    """Each meeting of the project: its name, and what its parameter file says of it, the latest first."""
    found = []
    for name, path in meeting_files(root).items():
        about: dict[str, Any] = {}
        wrong = ""
        try:
            said = yaml_file.load(path).data.get("meeting")
            about = said if isinstance(said, dict) else {}
        except PacketError as error:
            wrong = str(error.problems[0])
        term, number = about.get("term"), about.get("number")
        title = f"第 {term} 屆第 {number} 次會議" if term and number else name
        date = str(about.get("date", ""))
        found.append({"name": name, "title": title, "body": str(about.get("body", "")), "date": date, "wrong": wrong})
    return sorted(found, key=lambda one: (one["body"], one["date"]), reverse=True)


def tasks(root: Path, meeting: str) -> list[dict[str, Any]]:
    """The list of ``packet check`` before anything is computed, with the place of each problem, and what comes after it."""
    from reportlib.desk.problems import told
    from reportlib.desk.steps import next_steps
    from reportlib.new.tasks import tasks as tasks_of

    known = meeting_files(root)
    found = [
        {
            "title": task.title,
            "state": task.state,
            "count": task.count or len(task.problems),
            "problems": [told(problem) for problem in task.problems],
            "page": f"/m/{of}/{_PAGES[task.of]}"
            if task.of in _PAGES and (of := task.meeting or meeting) in known
            else "",
        }
        for task in tasks_of(known[meeting])
        if task.of != "content"
    ]
    return [*found, *next_steps(root, meeting, any(task["state"] == "open" for task in found))]
