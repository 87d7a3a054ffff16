"""How the desk asks the process beside it: each question in its turn, the same one once, and who is late ends nobody else."""

import asyncio
import threading

import pytest

from reportlib.desk import asking
from reportlib.desk.asking import QuestionRefused, Questions


class Beside(Questions):
    """Questions to a process that answers when it is told to."""

    def __init__(self, root):
        super().__init__(root)
        self.put, self.ended = [], 0
        self.may_answer, self.has_begun = threading.Event(), threading.Event()

    def _put(self, line):
        self.put.append(line)
        number, ended = len(self.put), self.ended
        self.has_begun.set()
        self.may_answer.wait(60)
        return {"answer": number} if self.ended == ended else None

    def end(self):
        self.ended += 1
        self.may_answer.set()


def test_what_is_asked_again_while_it_waits_is_asked_once(tmp_path):
    """A page that is loaded again and again leaves no row of questions behind that nobody waits for."""

    async def asked():
        beside = Beside(tmp_path)
        first = asyncio.create_task(beside.ask("meetings"))
        await asyncio.to_thread(beside.has_begun.wait, 60)
        again = [asyncio.create_task(beside.ask("meetings")) for _ in range(9)]
        other = asyncio.create_task(beside.ask("tasks", meeting="tiny-1-1"))
        await asyncio.sleep(0)
        beside.may_answer.set()
        return await asyncio.gather(first, *again, other), len(beside.put)

    answers, put = asyncio.run(asked())
    assert answers == [1] + [2] * 9 + [3], "the first had been put before the others came"
    assert put == 3


def test_what_is_asked_after_an_answer_is_asked_anew(tmp_path):
    async def asked():
        beside = Beside(tmp_path)
        beside.may_answer.set()
        return [await beside.ask("meetings"), await beside.ask("meetings")]

    assert asyncio.run(asked()) == [1, 2]


def test_a_question_that_is_late_is_not_put_again_and_those_behind_it_have_their_own_time(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "_SECONDS", 0.2)

    async def asked():
        beside = Beside(tmp_path)
        late = asyncio.create_task(beside.ask("tasks", meeting="a-1-1"))
        await asyncio.to_thread(beside.has_begun.wait, 60)
        behind = asyncio.create_task(beside.ask("meetings"))
        with pytest.raises(QuestionRefused, match="沒有得到回應"):
            await late
        return await behind, beside.put, beside.ended

    answer, put, ended = asyncio.run(asked())
    assert (answer, len(put), ended) == (2, 2, 1)


def test_a_process_that_has_gone_is_begun_again_once(tmp_path):
    class Gone(Beside):
        def _put(self, line):
            self.put.append(line)
            return {"answer": "there"} if len(self.put) % 2 == 0 and line.startswith(b'{"ask": "meetings"') else None

    beside = Gone(tmp_path)
    assert asyncio.run(beside.ask("meetings")) == "there"
    with pytest.raises(QuestionRefused):
        asyncio.run(beside.ask("tasks"))
    assert len(beside.put) == 4
