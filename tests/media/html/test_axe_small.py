"""axe-core on the pages beside a packet: what came in, what differs between two packets, all bodies of a batch, and the minutes.

Each is made of what its own tests make it of, so that it has every state that they know.
"""

import pytest

from reportlib.batch import overview
from reportlib.batch.model import Batch
from reportlib.errors import Problem
from reportlib.media.office.printed import to_html
from reportlib.packets import diff, diff_shown
from reportlib.packets.published import Packet
from reportlib.returns import page as returns_page
from tests.batch.test_overview import entries, plan
from tests.media.html.test_axe import shown
from tests.media.html.test_panel import complaints, tab  # noqa: F401
from tests.minutes.test_minutes import paper
from tests.packets.test_diff import figure, write
from tests.returns.test_page import MARKED, small_intake
from tests.support.axe import judged
from tests.support.held_meeting import Held
from tests.support.national_project import national_project


def intake(folder, root) -> str:
    return returns_page.page(small_intake(), MARKED)


def difference(folder, root) -> str:
    before = [figure("inventory.total", "3159"), figure("x.gone"), figure("x.same"), figure("x.absent", None)]
    after = [figure("inventory.total", "3200"), figure("x.new"), figure("x.same"), figure("x.absent", "4")]
    old = Packet.read(write(folder / "a", "a", before))
    new = Packet.read(write(folder / "b", "b", after, data_notice="重建資料", sections=("10-inventory", "40-new")))
    return diff_shown.page(old, new, diff.compare(old, new))


def bodies(folder, root) -> str:
    batch = Batch.read(national_project(folder))
    found = entries(batch, moi=(9, 1200), kinmen=(1, 1), motc=Problem("V07", "不是日期。" * 20))
    return overview.page(batch, plan(20, [("司法院", 5, "2-6")] * 3, header=1), found, ())


def minutes(folder, root) -> str:
    return to_html(paper(Held(folder / "project", root).fill()))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
@pytest.mark.parametrize("page", [intake, difference, bodies, minutes])
def test_axe_finds_nothing_and_decides_all_on_the_pages_beside_a_packet(tab, tmp_path, root, page, width, dark):  # noqa: F811
    file = tmp_path / "page.html"
    file.write_text(page(tmp_path, root), "utf-8", newline="\n")
    shown(tab, file, width, dark)
    assert judged(tab) == []
    assert complaints(tab) == []
