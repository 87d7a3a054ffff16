"""The documentation as a site: strict, without a network, in two languages, with every message (``make docs``)."""

import importlib.util
import json
import os
import re
import subprocess
import sys

import pytest

from tests.support.axe import judged
from tests.support.chromium import browser

for needed in ("mkdocs", "material", "mkdocstrings", "jieba"):
    pytest.importorskip(needed, reason=f"{needed} makes the site: pip install -e .[docs]")

# As `make docs` does, but for the reference of one measure: the others are made alike, and take as long as all the rest.
BUILD = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.extra["measures"] = ["inventory"]
build(config)
"""
# The two first pages, a tutorial, tables, messages, code with a run of blanks, a reference, and a list of pages that is scrolled.
JUDGED = (
    "index.html",
    "zh/index.html",
    "zh/tutorial.html",
    "performance.html",
    "zh/openings.html",
    "zh/messages.html",
    "contributing.html",
    "reference/measures/inventory.html",
    "decisions/0039-what-an-edit-costs.html",
)


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    """The site; whatever asks for the network meets a closed door, and whatever is said on the way fails."""
    folder = tmp_path_factory.mktemp("site") / "site"
    closed = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    env = os.environ | closed | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, folder], cwd=root, env=env, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(root):
    """The modules that make pages of the repository, by their names."""
    modules = {}
    for name in ("pages", "docstrings"):
        spec = importlib.util.spec_from_file_location(f"site_{name}", root / "docs" / "site" / f"{name}.py")
        modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(modules[name])
    return modules


def test_nothing_of_it_is_fetched_from_anywhere(site):
    fetched = re.compile(
        r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//|url\(["']?https?:|@import ["']?http"""
    )
    linked = re.compile(r"""<link\b(?![^>]*rel=["']?(?:canonical|prev|next))[^>]*href=["']?(?:https?:)?//""")
    looked_at = 0
    for path in (path for path in site.rglob("*") if path.suffix in (".html", ".css")):
        text = path.read_text("utf-8")
        assert not fetched.search(text) and not linked.search(text), path.name
        looked_at += 1
    assert looked_at > 80


def test_each_page_is_in_the_language_of_its_readers(site):
    for name, language, word in (("zh/start.html", "zh-TW", "搜尋"), ("commands.html", "en", "Search")):
        text = (site / name).read_text("utf-8")
        assert f'<html lang="{language}"' in text and f'placeholder="{word}"' in text
        assert f'role="dialog" aria-label="{word}"' in text


def test_every_message_with_a_code_stands_on_both_pages(site, made):
    chinese, english = ((site / name).read_text("utf-8") for name in ("zh/messages.html", "messages.html"))
    faults = made["pages"].faults()
    assert len(faults) > 100
    for code, those in faults.items():
        assert f'id="{code}"' in chinese and f'id="{code}"' in english, code
        assert all(f"<code>{name}</code>" in english for name, _ in those), code
    assert "請取消合併，每列各填各的數字。" in chinese and "Unmerge the cells" in english


def test_a_gap_of_a_message_is_shown_by_its_name_alone(made):
    assert made["pages"]._text("{stated:,} < {column!q}") == "<var>{stated}</var> &lt; <var>{column}</var>"


def test_chinese_is_found_by_its_words(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    texts = [one["text"] for one in index["docs"] if one["location"].startswith("zh/start.html")]
    assert any("會議資料\u200b" in text or "\u200b會議資料" in text for text in texts)


def test_the_reference_has_what_docstrings_say(site):
    text = (site / "reference" / "measures" / "inventory.html").read_text("utf-8")
    assert 'id="reportlib.measures.inventory.total"' in text and ":func:" not in text


def test_roles_and_examples_of_a_docstring_are_markdown(made):
    said = made["docstrings"].as_markdown("Of :func:`~a.b` and ``c``.\n\n>>> 1 + 1\n2\n\nSo it is.")
    assert said == "Of `a.b` and `c`.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nSo it is."


def test_links_of_the_pages_at_the_top_lead_into_the_site(made):
    text = "[a](docs/zh/start.md#x) [b](CONTRIBUTING.md) [c](LICENSE) [d](https://example.org)"
    assert made["pages"].moved(text) == "[a](zh/start.md#x) [b](contributing.md) c [d](https://example.org)"


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (390, False)])
@pytest.mark.parametrize("name", JUDGED)
def test_axe_finds_nothing_and_decides_all_on_the_pages_of_the_site(site, tab, name, width, dark):
    tab.size(width, dark=dark)
    tab.open(site / name)
    tab.run("localStorage.clear()")  # the colours that the page before was shown in are kept there
    tab.open(site / name)
    assert tab.run("document.body.dataset.mdColorScheme") == ("slate" if dark else "default")
    assert tab.run("document.documentElement.scrollWidth <= innerWidth")
    assert judged(tab) == []
