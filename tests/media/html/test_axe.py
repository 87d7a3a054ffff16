"""axe-core on whole pages as they are handed out: nothing is wrong, and no contrast is left for a person to decide.

A page of eighteen thousand elements takes a minute or two, if axe decides: it made a selector of its own for each of seven thousand
contrasts that it could not decide, and did not end in a quarter of an hour.
"""

import io

import pytest
from PIL import Image

from tests.media.html.test_panel import complaints, tab  # noqa: F401
from tests.support.axe import judged

UNFOLDED = "document.querySelectorAll('details').forEach((one) => { one.open = !one.closest('.menu'); })"


# Said with the first frame that is drawn, which a busy machine draws after the page is complete.
GROUNDS_SAID = (
    "[...document.querySelectorAll('figure.chart svg text')].every((one) => one.parentElement.style.backgroundColor)"
)


def shown(page, file, width, dark):
    """A page that somebody has unfolded."""
    page.size(width, dark=dark)
    page.events.clear()
    page.open(file.resolve())
    page.run(UNFOLDED)
    page.wait(GROUNDS_SAID)
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_nothing_and_decides_all_on_the_whole_reference_page(tab, reference, width, dark):  # noqa: F811
    shown(tab, reference / "packet.html", width, dark)
    assert judged(tab) == []
    if width == 390:
        tab.run("document.querySelector('.menu details').open = true")
        assert judged(tab, ".menu") == []
    assert complaints(tab) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)])
@pytest.mark.parametrize("name", ["packet.html", "review.html"])
def test_axe_finds_nothing_and_decides_all_on_the_pages_of_the_example(tab, example, name, width, dark):  # noqa: F811
    shown(tab, example / name, width, dark)
    assert judged(tab) == []
    assert complaints(tab) == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_nothing_and_decides_all_on_the_page_of_a_public_edition(tab, example, width, dark):  # noqa: F811
    shown(tab, example.with_name(f"{example.name}.public") / "packet.html", width, dark)
    assert judged(tab) == []
    assert complaints(tab) == []


def test_what_is_said_to_lie_under_a_text_of_a_drawing_is_what_lies_there(tab, example):  # noqa: F811
    """A drawing's text has the colours said that axe goes by; here the screen is asked for them."""
    for dark in (False, True):
        shown(tab, example / "packet.html", 1280, dark)
        for at in range(tab.run("document.querySelectorAll('figure.chart svg').length")):
            texts = tab.run(
                f"(() => {{ const svg = document.querySelectorAll('figure.chart svg')[{at}]; svg.scrollIntoView({{ block: 'center' }}); return [...svg.querySelectorAll('text')].map((one) => {{"
                " const box = one.getBoundingClientRect(), style = getComputedStyle(one), numbers = (said) => said.match(/[0-9]+/g).map(Number);"
                " return [box.left, box.top, box.right, box.bottom, numbers(getComputedStyle(one.parentElement).backgroundColor), numbers(style.color), numbers(style.fill)]; }); })()"
            )
            picture = Image.open(io.BytesIO(tab.picture())).convert("RGB")
            assert texts
            for left, top, right, bottom, ground, ink, fill in texts:
                seen = picture.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).getcolors(100_000)
                assert max(seen)[1] == tuple(ground) and ink == fill
