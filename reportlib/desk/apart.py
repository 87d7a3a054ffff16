"""What the desk asks of the project, answered in a process of its own: the server itself opens no workbook and reads no parameter.

A question is a line of JSON on the standard input, ``{"ask": …, "given": {…}}``; its answer a line on the standard output, with what was
refused as ``problems``. The process ends with its input, that is with the desk.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reportlib import wording
from reportlib.desk.problems import told
from reportlib.errors import PacketError, Problem

# Where each question is answered; imported with the first one that is asked.
ANSWERED_IN = {
    "meetings": "meetings",
    "tasks": "meetings",
    "agenda": "agenda",
    "change_agenda": "agenda",
    "inputs": "inputs",
    "take_input": "inputs",
    "declare_empty": "inputs",
    "parameters": "parameters",
    "save_parameters": "parameters",
    "undo_parameters": "parameters",
    "add_to_parameters": "parameters",
    "decided": "parameters",
    "questions": "questions",
    "answer_question": "questions",
    "correct_cell": "questions",
    "held": "held",
    "save_held": "held",
}
_EARLY = ("reportlib.desk.meetings", "reportlib.desk.parameters", "reportlib.new.tasks", "reportlib.desk.held")


def answer(root: Path, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is answered to a question: ``{"answer": …}``, or ``{"problems": […]}`` where it is refused."""
    wording.use(wording.OURS)
    try:
        module = importlib.import_module(f"reportlib.desk.{ANSWERED_IN[asked['ask']]}")
        question: Callable[..., Any] = getattr(module, asked["ask"])
        return {"answer": question(root, **asked["given"])}
    except PacketError as error:
        return {"problems": [told(problem) for problem in error.problems]}
    except Exception as error:
        if os.environ.get("PACKET_DEBUG"):
            raise
        from reportlib import system

        refusal = system.refusal(error)
        problems = refusal.problems if refusal else [Problem("", f"{type(error).__name__}：{error}")]
        return {"problems": [told(problem) for problem in problems]}


def _import_early() -> None:
    for name in _EARLY:
        importlib.import_module(name)


def main() -> int:
    root = Path(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr  # whatever is printed deep inside is no answer
    threading.Thread(target=_import_early, daemon=True).start()
    for line in sys.stdin.buffer:
        answers.write(json.dumps(answer(root, json.loads(line))) + "\n")
        answers.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
