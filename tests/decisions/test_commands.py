"""``packet decisions``, ``packet minutes`` and what ``packet check`` says of a form, as a person sees them."""

import pytest

from reportlib import messages
from reportlib.build import check
from reportlib.commands import build, cli
from reportlib.commands.decisions import decisions_checked
from reportlib.errors import InputError


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    """The exit code of a command, and what it printed."""
    code = cli.run(list(map(str, arguments)))
    return code, *capsys.readouterr()


def test_packet_decisions_says_what_it_wrote_and_what_is_to_be_filled_in(held, capsys):
    code, said, _ = run(capsys, "decisions", held.params)
    assert code == 0
    assert "decisions.xlsx，由議程、擬辦及委員名單帶入" in said
    for line in ("1. 「會議」", "2. 「出席」", "3. 「決議」", "4. 「臨時動議」", "packet minutes harbour-1-3"):
        assert line in said
    code, _, told = run(capsys, "decisions", held.params, "--format", "ods")
    assert (code, "已經有決議的表，沒有改動它" in told) == (3, True)


def test_packet_minutes_says_where_they_are_that_they_are_a_draft_and_what_was_edited(held, capsys):
    assert run(capsys, "minutes", held.params)[0] == 2
    held.fill().attended("林乙", 出席方式="代理出席", 代理人="吳辛").write()
    code, said, told = run(capsys, "minutes", held.params)
    assert code == 0
    assert "minutes.docx、minutes.html、minutes.odt、minutes.pdf" in said
    assert "每頁都印「草案」" in said
    assert "「林乙」是「民間代表」，依規則不得派員代理" in told
    (held.root / "output" / "harbour-1-3.minutes" / "minutes.odt").write_bytes(b"edited")
    assert "有人改過的檔案沒有覆寫，移存為" in run(capsys, "minutes", held.params)[2]
    assert (held.root / "output" / "harbour-1-3.minutes.kept" / "minutes.odt").read_bytes() == b"edited"


def test_packet_check_counts_what_was_decided_and_says_nothing_without_a_form(held):
    assert decisions_checked(held.meeting().params) == []
    held.fill().add("motions", 提案人="林乙", 案由="展示成果", 決議="納入下次議程。", 辦理單位="資訊室")
    assert decisions_checked(held.write().params) == [
        "會後的決議：4 項決定、1 項臨時動議，其中 4 項列為下次會議追蹤的決議"
    ]


def test_packet_check_says_what_is_wrong_in_the_form_beside_what_else_is_wrong(held, monkeypatch):
    def refuses(*_, edition):
        raise InputError(messages.L11_blank().at(file="catalogue.csv"))

    monkeypatch.setattr(check, "check", refuses)
    held.fill().decided("討論事項一", 決定="").write()
    with pytest.raises(InputError) as error:
        build.checked_anew(held.params, None, build.tasks_of(held.params))
    assert [problem.code for problem in error.value.problems] == ["L11", "D01"]
