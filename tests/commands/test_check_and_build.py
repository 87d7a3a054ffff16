"""What ``packet build`` refuses ``packet check`` refuses too, in the same words; what only a build can see, it says."""

import re

import pytest

from reportlib.build.progress import Built
from reportlib.commands import cli
from reportlib.commands.build import told
from reportlib.media.pdf import typst
from reportlib.new import section_notebook
from tests.support.tiny_project import packet_of, tiny_project


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch):
    monkeypatch.setattr("reportlib.language.language", lambda: "zh")


@pytest.fixture
def said(capfd, tmp_path, monkeypatch):
    """A command in the small project: its exit code, what it says, and the problems that it tells."""
    monkeypatch.chdir(tmp_path)
    for name in ("PACKET_CACHE", "PACKET_CACHE_MB"):
        monkeypatch.delenv(name, raising=False)

    def run(command, params_file, *more):
        code = cli.run([command, str(params_file), *more])
        printed = capfd.readouterr()
        # Where a failed notebook is kept is told by a build alone.
        lines = (line.partition("已執行的部分")[0].strip() for line in printed.err.splitlines())
        problems = [line for line in lines if re.match(r"[A-Z][0-9]{2} ", line)]
        return code, printed.out, list(dict.fromkeys(problems))

    return run


def test_who_builds_the_public_edition_is_told_why_the_internal_packet_has_another_hash(tmp_path, capsys):
    """The list of what is masked stands in the internal packet, for nobody but the secretariat."""
    internal, public = tmp_path / "tiny-1-1", tmp_path / "tiny-1-1.public"
    told(Built(internal, True, sums=["a" * 64]))
    assert "review.csv" not in capsys.readouterr().out
    told(Built(internal, True, public, sums=["a" * 64, "b" * 64]))
    assert "內部版的查驗碼與只產生內部版時不同" in capsys.readouterr().out


def shown(code):
    """The small project shows this too, in the cell that opens its section."""
    return lambda folder: tiny_project(folder, f"from reportlib import Naming, Prose, Ref, Row, Table\n\n{code}")


def changed(file, old, new):
    def written(folder):
        params_file = tiny_project(folder)
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return params_file

    return written


def with_a_folder_in_the_way(folder):
    params_file = tiny_project(folder)
    place = packet_of(params_file)
    place.mkdir(parents=True)
    (place / "照片.txt").write_text("某人的", "utf-8")
    return params_file


PARAMS, CATALOGUE = "params/tiny-1-1.yaml", "data/tiny-1-1/catalogue.csv"
FAULTS = {
    "R20 on a page": ("R20", shown('Prose.of("ក").document_only()')),
    "R20 on a slide alone": ("R20", shown('Table("甲", ("乙",), (Row(("ក",)),)).slide_only()')),
    "R20 in the list of the annexes": ("R20", shown('Table("ក", ("乙",), (Row(("丙",)),)).annex_only()')),
    "R22 to nothing": ("R22", shown('Prose.of("見 {there}", there=Ref("10-tiny", "nothing"))')),
    "R25 a typed number": ("R25", shown('Prose.of("共 5 項")')),
    "O11 a leftover": ("O11", shown('Prose.of("nan")')),
    "C11 a folder of somebody's": ("C11", with_a_folder_in_the_way),
    "C05 an attachment that is none": ("C05", changed(PARAMS, "title: 盤點", "title: 盤點如附件 3")),
    "V07 no date": ("V07", changed(CATALOGUE, "109/10/1", "109/13/1")),
    "I02 nobody's": ("I02", changed(CATALOGUE, "經濟部能源局", "海港市動物園")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_refuses_what_a_build_refuses_in_the_same_words(name, said, tmp_path):
    code, project = FAULTS[name]
    params_file = project(tmp_path)
    checked, built = said("check", params_file), said("build", params_file)
    assert checked[2] == built[2] and checked[0] == built[0] != 0, (checked, built)
    assert checked[2][0].startswith(code), checked


def test_what_only_a_build_can_see_a_check_says(said, tmp_path, monkeypatch):
    params_file = tiny_project(tmp_path)
    monkeypatch.setattr(typst, "CHILD", ("-c", "raise SystemExit(1)"))
    code, out, _ = said("check", params_file)
    assert code == 0 and out.splitlines()[-1].startswith("還有三件事要到 packet build 才看得出來：排版")
    code, _, problems = said("build", params_file)
    assert code == 4 and problems[0].startswith("R21")


def test_a_new_section_at_the_end_of_an_item_shows_what_the_item_proposes(said, tmp_path):
    params_file = changed(PARAMS, "sections: [10-tiny]", "sections: [10-tiny], proposal: 請備查。")(tmp_path)
    section_notebook.add_section(tmp_path, "我的章節", "", params_file)
    assert said("build", params_file)[0] == 0
    assert "請備查。" in (packet_of(params_file) / "packet.html").read_text("utf-8")
