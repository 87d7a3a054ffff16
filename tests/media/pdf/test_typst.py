"""typst in a child of its own, and in one that lasts: the same bytes, and the same ends."""

import json
import subprocess
import sys

import pytest

from reportlib.errors import RunError
from reportlib.media.pdf import typst

TEMPLATE = """\
#set document(title: "例")
#set text(font: "Noto Sans CJK TC", lang: "zh")
#let data = json("document.json")
#for text in data.texts { heading(text); par(lorem(200)) }
#context [#metadata((pages: counter(page).final().first())) <told>]
"""


def set_with(*texts, template=TEMPLATE, **more):
    def write(folder):
        (folder / "packet.typ").write_text(template, "utf-8")
        (folder / "document.json").write_text(json.dumps({"timestamp": 0, "texts": texts}), "utf-8")

    return typst.typeset(write, **more)


def test_a_child_that_lasts_sets_the_same_bytes_whatever_it_has_set_before():
    alone = [set_with("甲", "乙"), set_with("甲", "丙", "乙")]
    with typst.lasting():
        assert [set_with("甲", "乙"), set_with("甲", "丙", "乙"), set_with("甲", "乙")] == [*alone, alone[0]]
    assert alone[1].told == {"pages": 2}


def test_a_child_that_lasts_refuses_and_goes_on():
    with typst.lasting():
        with pytest.raises(RunError, match="R21"):
            set_with("甲", template='#panic("nothing of this kind")')
        assert set_with("甲").pdf.startswith(b"%PDF")


@pytest.mark.parametrize("lasts", [False, True])
def test_what_takes_too_long_is_ended_and_the_next_is_set(lasts):
    with typst.lasting() if lasts else pytest.MonkeyPatch.context():
        with pytest.raises(RunError, match="R21"):
            set_with(
                "甲", template="#let x = 0\n#while x < 100000000 { x = x + 1; if x > 99999999 { x = 0 } }", timeout=1
            )
        assert set_with("甲").pdf.startswith(b"%PDF")


@pytest.mark.parametrize("lasts", [False, True])
def test_what_is_broken_off_before_it_begins_ends_at_once(lasts):
    stop = typst.Break()
    stop.off()
    with typst.lasting() if lasts else pytest.MonkeyPatch.context():
        with pytest.raises(RunError):
            set_with("甲", stop=stop)
        assert set_with("甲").pdf.startswith(b"%PDF")


def test_the_child_imports_nothing_of_writing_and_of_the_store():
    program = "import sys, reportlib.media.pdf.typst; print([m for m in sys.modules if m.startswith(('reportlib.store', 'reportlib.writing'))])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
