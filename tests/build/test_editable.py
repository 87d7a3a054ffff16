"""The packet as papers beside it: in a folder of their own, with the record by which an edit is told."""

import json

import pytest

from reportlib import language
from reportlib.build.editable import place_beside, told_of, write_editable
from reportlib.build.progress import Built
from reportlib.commands.arguments import parsed
from reportlib.commands.build import told
from reportlib.errors import RunError
from reportlib.packets.publish import PUBLIC, PacketPlace, publish_all
from reportlib.public.editions import Edition
from reportlib.writing import sha256
from tests.support.documents import document_of
from tests.support.sample_document import categories, chart, document, prose, table


def written(tmp_path, *blocks: dict) -> PacketPlace:
    packet = document_of(document(*blocks, name="moea-0-0"))
    place = place_beside(PacketPlace(tmp_path / "moea-0-0"))
    with place.reserved("moea-0-0") as stage:
        write_editable(None, packet, None, place, stage)
        publish_all(place)
    return place


def test_the_papers_are_beside_the_packet_and_their_record_has_their_hashes(tmp_path):
    place = written(tmp_path, prose("甲"), table())
    assert place.target == tmp_path / "moea-0-0.editable"
    assert sorted(path.name for path in place.target.iterdir()) == ["packet.docx", "packet.odt", "run.json"]
    record = json.loads((place.target / "run.json").read_text("utf-8"))
    assert record == {
        "meeting": "moea-0-0",
        "outputs": {name: sha256((place.target / name).read_bytes()) for name in ("packet.docx", "packet.odt")},
    }


def test_a_paper_that_was_edited_is_not_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(language, "language", lambda: "zh")
    first = written(tmp_path, prose("甲"))
    (first.target / "packet.odt").write_bytes(b"last words")
    again = written(tmp_path, prose("乙"))
    kept = tmp_path / "moea-0-0.editable.kept" / "packet.odt"
    assert kept.read_bytes() == b"last words"
    told(Built(tmp_path / "moea-0-0", True, **told_of(again)))
    said, noted = capsys.readouterr()
    assert "moea-0-0.editable" in said
    assert "改過的數字不再核對" in said
    assert "有人改過的檔案沒有覆寫，移存為" in noted


def test_the_public_papers_are_beside_the_public_packet_and_are_looked_through_before_they_are_written(tmp_path):
    place = place_beside(PacketPlace(tmp_path / "moea-0-0", edition=PUBLIC))
    assert place.target == tmp_path / "moea-0-0.public.editable"
    with place.reserved("moea-0-0") as stage:
        found = document_of(document(prose("〔姓名〕先生"), chart(categories())))
        write_editable(None, found, Edition(["林全能"]), place, stage)
        assert sorted(path.name for path in stage.iterdir()) == ["packet.docx", "packet.odt", "run.json"]
    leaking = document_of(document(prose("王小明先生")))
    with place.reserved("moea-0-0") as stage, pytest.raises(RunError) as stopped:
        write_editable(None, leaking, Edition(["林全能"]), place, stage)
    told = str(stopped.value)
    assert "P06 packet.odt〔content.xml〕" in told and "P06 packet.docx〔word/document.xml〕" in told
    assert "王小明" not in told


def test_a_build_is_editable_only_where_it_is_asked_for():
    assert parsed(["build", "moea-6-1", "--editable"]).editable
    assert not parsed(["build", "moea-6-1"]).editable
