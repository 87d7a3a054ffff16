"""Fonts are chosen by file: what the machine has besides changes no byte of a packet (O01)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

from reportlib import fonts

ROOT = Path(__file__).parents[2]
# The hashes of a drawing, of a page's fonts and of a PDF, made by a process of its own.
PROGRAM = """
import hashlib, sys
from pathlib import Path
from decimal import Decimal
from reportlib.display.columns import column_chart
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact, Unit
from reportlib.media.html.subset import font_faces
from reportlib.media.pdf.typst import compile_folder

parts = {"108 年": Fact(Decimal(7), Unit("項"), "a", "a"), "109 年": Fact(Decimal(9), Unit("項"), "b", "b")}
chart = column_chart("資料集", Breakdown("年", parts, Fact(Decimal(16), Unit("項"), "c", "c")))
folder = Path(sys.argv[1])
(folder / "packet.typ").write_text('#set document(title: [x], date: auto)\\n#set text(font: "Noto Sans CJK TC")\\n= 開放資料 2026', "utf-8")
(folder / "document.json").write_text('{"timestamp": 0}', "utf-8")
for made in (chart.svg.encode(), font_faces("<p>開放資料</p>").encode(), compile_folder(folder)[0]):
    print(hashlib.sha256(made).hexdigest())
"""


@pytest.fixture
def system_with_a_font_of_our_name(tmp_path):
    """A home folder whose fonts are DejaVu under the name of our family, and the environment that points there."""
    home = tmp_path / "home"
    folders = [home / ".fonts", home / ".local" / "share" / "fonts"]
    for file in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        font = TTFont(Path(get_data_path()) / "fonts" / "ttf" / file)
        for record in font["name"].names:
            if record.nameID in (1, 16):
                font["name"].setName(fonts.FAMILY, record.nameID, record.platformID, record.platEncID, record.langID)
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            font.save(folder / file)
    return {"HOME": str(home), "TYPST_FONT_PATHS": str(folders[0]), "XDG_DATA_HOME": str(home / ".local" / "share")}


def test_O01_a_font_of_the_system_that_has_our_fonts_name_changes_no_byte(tmp_path, system_with_a_font_of_our_name):
    made = []
    for number, more in enumerate(({}, system_with_a_font_of_our_name)):
        work = tmp_path / str(number)
        work.mkdir()
        (work / "matplotlib").mkdir()  # its list of fonts is made anew, and with the home folder's
        environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(work / "matplotlib")} | more
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(work)], env=environment, capture_output=True, text=True, check=True
        )
        made.append(done.stdout.split())
    listed = (tmp_path / "1" / "matplotlib").glob("fontlist*.json")
    assert any(fonts.FAMILY in file.read_text("utf-8") for file in listed)  # it was there to be taken
    assert len(made[0]) == 3 and made[0] == made[1]


def test_a_page_carries_the_licence_of_its_fonts_and_the_product_its_text():
    from io import BytesIO

    from reportlib.media.html.subset import _subset

    text = (ROOT / "LICENSES" / "NotoSansCJK-OFL-1.1.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for weight in ("Regular", "Bold"):
        names = TTFont(BytesIO(_subset(fonts.path(weight), frozenset("資料"))))["name"]
        copyright_, licence, address = (names.getDebugName(number) for number in (0, 13, 14))
        assert copyright_ in text and address in text
        assert " ".join(licence.split()) in " ".join(text.split())
