"""The HTML page: complete in one file, readable without script, and closed to everything that comes in as text."""

import base64
import dataclasses
import hashlib
import html
import io
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from reportlib import look
from reportlib.errors import RunError
from reportlib.media.html import check, page as html_page, subset, svg as html_svg
from reportlib.model.texts import Line
from tests.support.documents import document_of
from tests.support.sample_document import (
    SVG,
    bars,
    chart,
    document as small_document,
    pages,
    row,
    sample,
    table,
)

HOSTILE = (
    "</title><script>alert(1)</script>",
    '"onmouseover=alert(2) x="',
    "'><img src=x onerror=alert(3)>",
    "{{7*7}}{% raw %}",
    "[x](javascript:alert(4))",
    "</style><style>*{display:none}",
    "&lt;b&gt; <!-- -->",
    "<svg onload=alert(5)>",
    "]]>\\\"'`${x}",
    "null\x00 bell\x07 half\ud800",
)


def to_html(found: dict) -> str:
    """The page of a document that is written as a dict."""
    return html_page.to_html(document_of(found))


def webpage_text(text: str) -> str:
    return html.escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


# ------------------------------------------------------------------------------------------------------ a whole document


@pytest.fixture(scope="session")
def document() -> dict:
    return sample(HOSTILE)


@pytest.fixture(scope="session")
def page(document) -> str:
    return to_html(document)


class Parsed(HTMLParser):
    """Elements with their attributes, and the text of each, in page order."""

    def __init__(self, page: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in subset.VOID_ELEMENTS:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, data):
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="session")
def parsed(page) -> Parsed:
    return Parsed(page)


# ------------------------------------------------------------------------------------------------------ what the page says


def test_O04_the_page_has_one_h1_with_body_and_title_and_is_in_traditional_chinese(parsed):
    assert parsed.texts["h1"] == ["經濟部政府資料開放諮詢小組 第 6 屆第 1 次會議"]
    assert parsed.all("html") == [{"lang": "zh-Hant-TW"}]
    assert parsed.all("meta")[0] == {"charset": "utf-8"}
    assert parsed.texts["title"] == ["經濟部政府資料開放諮詢小組　第 6 屆第 1 次會議　會議資料"]


def test_O04_every_header_cell_has_a_scope_and_every_table_a_name(parsed):
    assert {th["scope"] for th in parsed.all("th")} == {"col", "row"}
    names = {attributes["id"] for tag, attributes in parsed.elements if tag == "figcaption" and "id" in attributes}
    assert len(parsed.all("table")) == 14
    assert all(table["aria-labelledby"] in names for table in parsed.all("table"))


def test_O04_every_chart_has_an_alternative_text(parsed, document):
    alts = [block["alt"] for section in document["sections"] for block in section["blocks"] if block["kind"] == "chart"]
    assert [svg["aria-label"] for svg in parsed.all("svg")] == alts
    assert {svg["role"] for svg in parsed.all("svg")} == {"img"}


def test_O04_every_id_is_used_once_though_two_charts_carry_the_same(parsed):
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"c-1", "c-2", "t-1", "s-10-inventory", "annexes"} <= set(ids)


def test_O04_every_link_leads_into_the_page_or_to_an_annex(parsed):
    links = [attributes["href"] for tag, attributes in parsed.elements if "href" in attributes]
    assert "annex/10-inventory.xlsx" in links
    assert "annex/%E9%9C%80%E6%B1%82%20%E6%98%8E%E7%B4%B0.csv" in links
    ids = {attributes.get("id") for _, attributes in parsed.elements}
    assert all(link.startswith("annex/") or link[1:] in ids for link in links)


def test_X14_nothing_in_the_page_asks_for_an_address(page, parsed):
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert not names & {"srcset", "action", "xmlns", "background", "poster", "data"}
    assert all(img["src"].startswith("data:image/png;base64,iVBOR") for img in parsed.all("img"))
    assert {start for start in re.findall(r"url\(([^)]{0,22})", page) if not start.startswith("#")} == {
        '"data:font/woff;base64'
    }
    assert "@import" not in page
    assert set(re.findall(r"https?://[\w.]+", page)) == {"https://data.gov.tw"}  # a cell of each request, shown as text


def test_the_sentences_keep_every_space_and_the_facts_their_numbers(page):
    prose = re.search(r"<p>(截至.*?)</p>", page)[1]
    text = re.sub(r"<[^>]+>", "", prose)
    assert text.startswith(
        "截至 109 年 10 月 31 日累計開放 3,159 項，較 108 年底增加 127 項；其中公共資訊 2,222 項，佔 70%。"
    )
    assert '<b><data class="fact" value="3159" data-fact="F-0001">3,159</data></b>' in prose


def test_headings_stand_below_their_section(parsed):
    assert parsed.texts["h2"][:3] == ["議程", "一、資料集盤點", "二、開放資料民間需求回應說明"]
    assert parsed.texts["h3"][:1] == ["金標章進度"]
    assert parsed.texts["h4"] == ["白金標章"]
    assert parsed.texts["h2"][-1] == "附件檔案"


def test_the_contents_list_every_section_and_heading_but_the_third_level(page):
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)[0]
    assert "一、資料集盤點" in contents and "金標章進度" in contents and "附件檔案" in contents
    assert "白金標章" not in contents


def test_an_agenda_topic_links_to_its_section_only_where_the_packet_holds_it(page):
    assert '<a href="#s-50-requests">開放資料民間需求回應說明</a>' in page
    assert "<li>後續資料開放作業規劃" in page


def test_an_item_of_the_agenda_links_to_its_own_section(page):
    assert '<p><a href="#s-40-long">主席致詞及委員介紹</a></p>' in page


def test_the_contents_are_grouped_by_the_items_of_the_agenda(page):
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)[0]
    groups = re.findall(r'<li class="group">(.*?)</li>|<a href="#s-([\w-]*[a-z])">', contents)
    assert [name or stem for name, stem in groups] == [
        "報告事項",
        "10-inventory",
        "討論事項",
        "50-requests",
        webpage_text(HOSTILE[1]),
        "30-hostile",
        "主席致詞及委員介紹",
        "40-long",
        "附錄",
        "35-directives",
    ]


def test_an_attachment_is_its_pages_with_alternative_texts_each_numbered_and_is_in_the_contents(page):
    attachment = page[page.index('<h3 id="a-1"') : page.index('<section class="part annexes"')]
    assert attachment.startswith('<h3 id="a-1" class="attached">附件 1　行政院來函</h3>')
    images = Parsed(attachment.partition("</section>")[0]).all("img")
    assert [(image["alt"], image["width"], image["height"], image["loading"]) for image in images] == [
        ("來函第 1 頁：各機關應盤點資料。", "60", "85", "lazy"),
        ("來函第 2 頁：各機關應盤點資料。", "85", "60", "lazy"),
    ]
    assert "<figcaption><span>附件 1　第 1／2 頁</span><small>行政院 109-10-12 函</small></figcaption>" in attachment
    assert "<figcaption><span>附件 1　第 2／2 頁</span></figcaption>" in attachment
    assert page.count('<a href="#a-1">附件 1　行政院來函</a>') == 2


def test_a_table_of_the_annexes_is_not_on_the_page(page, parsed):
    assert "預計開放清單" not in page and "x-1" in {attributes.get("id") for _, attributes in parsed.elements}


def test_what_has_a_page_of_its_own_says_so_to_the_printer(page):
    assert page.count('own-page"') == 1 and '<figure id="t-6" class="table record short own-page"' in page


def test_a_chart_without_unit_and_source_has_no_empty_note(page):
    assert "<figcaption><b>圖 2　金標章佔比及檢測筆數</b></figcaption>" in page and "<small></small>" not in page


def test_total_rows_are_bold_and_numbers_carry_what_they_are_sorted_by(page):
    assert (
        '<td class="number" data-sort="2222"><data class="fact" value="2222" data-fact="F-0012">2,222</data></td>'
        in page
    )
    assert '<td class="number"><data class="fact" value="來源未提供" data-fact="F-0014">來源未提供</data></td>' in page
    assert '<td class="number" data-sort="70">70%</td>' in page
    assert '<tr class="total">\n<th scope="row"><b>合計</b></th>' in page


@pytest.mark.parametrize(
    ("text", "numeric", "value"),
    [
        ("2,222", True, "2222"),
        ("-3.5%", True, "-3.5"),
        ("來源未提供", True, ""),
        ("109-06-12", True, ""),
        ("100", False, ""),
    ],
)
def test_a_cell_is_sorted_by_the_number_it_prints_in_a_column_of_numbers(text, numeric, value):
    assert html_page.sort_value(Line.of(text), numeric) == value


def test_a_number_in_a_caption_on_the_cover_or_in_a_drawing_leads_to_its_fact():
    named = [{"text": "2,812", "fact": "F-0001"}, {"text": "2,812", "fact": "F-0002"}]
    drawn = chart(SVG.format("<g><text>2,812 / 2,812</text></g>"), points=[]) | {"named": named}
    titled = table("單位 分", [row("水利署", "9")], caption="得分（第 10 名），10 月") | {
        "named": [{"text": "10", "fact": "F-0003"}]
    }
    page = to_html(small_document(drawn, titled, named=[{"text": "110", "fact": "F-0004"}]))
    assert '<tspan data-fact="F-0001">2,812</tspan><tspan> / </tspan><tspan data-fact="F-0002">2,812</tspan>' in page
    assert '第 <data class="fact" value="10" data-fact="F-0003">10</data> 名），10 月' in page
    assert '14:00–15:50（<data class="fact" value="110" data-fact="F-0004">110</data> 分鐘）' in page


def test_a_row_with_a_cell_too_few_or_too_many_is_an_error_and_not_cut():
    for cells in (["公共資訊", "1"], ["公共資訊", "1", "2", "3"]):
        with pytest.raises((ValueError, IndexError)):
            to_html(small_document(table(rows=[row(*cells)])))


def test_a_sentence_among_numbers_is_set_as_text():
    rows = [row("逾期", "3"), row("說明", "其中 2 件因須會商其他機關，已於期限前通知申請人展延。")]
    columns = [{"label": "項目", "numeric": False}, {"label": "件數", "numeric": True}]
    assert 'class="number"' not in to_html(small_document(table(columns=columns, weights=[1, 1], rows=rows)))


def test_a_packet_without_notice_annexes_or_agenda_is_a_page_too():
    page = to_html(small_document(notice="", notice_text="", date_text=""))
    assert "重建資料" not in page and "附件檔案" not in page and "議程" not in page


def test_a_partial_packet_says_so_on_the_cover_and_in_the_contents():
    page = to_html(small_document(part="部分章節"))
    assert page.count('<span class="notice">部分章節</span>') == 3


# ------------------------------------------------------------------------------------------------------ hostile text


def test_X02_X06_X08_X09_hostile_texts_are_shown_as_they_are(parsed):
    shown = parsed.texts["td"] + parsed.texts["li"]
    for text in HOSTILE:
        assert re.sub("[\x00\x07\ud800]", "\ufffd", text) in shown


def test_X02_the_page_has_one_script_and_no_event_attribute(page, parsed):
    assert len(parsed.all("script")) == len(parsed.all("style")) == page.count("<script") == 1
    assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
    assert {attributes["alt"][:2] for attributes in parsed.all("img")} == {"來函"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_characters="\r"), min_size=1))
def test_X02_any_text_comes_out_as_it_went_in(text):
    page = to_html(small_document({"kind": "prose", "runs": [{"text": text}]}, as_of_text=text, body=text))
    paragraph = page.rpartition("</p>\n</section>\n</main>")[0].rpartition("<p>")[2]
    shown = Parsed(f"<p>{paragraph}</p>").texts["p"]
    assert shown == [html_svg._UNPRINTABLE.sub("\ufffd", text)]


def test_X02_a_text_cannot_end_a_css_string():
    assert html_page.css_string('a"}</style>\\') == '"a\\22 \\7d \\3c \\2f style\\3e \\5c "'


# ------------------------------------------------------------------------------------------------------ the policy and the check


def test_the_policy_names_the_hash_of_the_script_in_the_page(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<main ", "<script>alert(1)</script><main ", "X02"),
        ("<main ", '<img src="https://example.org/x.png"><main ', "X02"),
        ('src="data:image/png;base64,', 'src="https://example.org/', "X02"),
        ('src="data:image/png;base64,', 'src="data:image/svg+xml;base64,', "X02"),
        ('src="data:image/png;base64,', 'src="data:text/html;base64,', "X02"),
        ('loading="lazy"', 'loading="lazy" onerror="alert(1)"', "X02"),
        ('alt="來函', 'alt="" title="', "X02"),
        ('alt="來函第 1 頁：各機關應盤點資料。"', 'alt=" "', "O04"),
        ("<main ", '<iframe src="x"></iframe><main ', "X02"),
        ("<main ", '<main onclick="alert(1)" ', "X02"),
        ("<h2 ", '<h2 style="background:url(https://example.org)" ', "X02"),
        ('href="#main"', 'href="javascript:alert(1)"', "X02"),
        ('href="#main"', 'href="https://example.org"', "X02"),
        ('href="#main"', 'href="annex/../../x"', "X02"),
        ('href="#main"', 'href="//example.org"', "X02"),
        ("<main ", "<!-- remark --><main ", "X02"),
        ("*, *::before", '@import "https://example.org"; *, *::before', "X02"),
        ("*, *::before", "x{background:url(https://example.org)} *, *::before", "X02"),
        ('"use strict"', '"use strict";alert(1)', "X02"),
        ("script-src ", "script-src 'unsafe-inline' ", "X02"),
        ('http-equiv="Content-Security-Policy"', 'http-equiv="refresh"', "X02"),
        ('role="img"', 'role="img" onload="alert(1)"', "X02"),
        ('clip-path="url(#', 'clip-path="url(https://example.org/#', "X02"),
        ("<h2 ", "<h1>二</h1><h2 ", "O04"),
        ('<th scope="row"', "<th", "O04"),
        ('role="img"', "", "O04"),
        ('href="#main"', 'href="#elsewhere"', "O04"),
        ('id="main"', 'id="agenda"', "O04"),
        ('lang="zh-Hant-TW"', 'lang="en"', "O04"),
        ("</section>", "", "O04"),
    ],
)
def test_X02_O04_the_check_refuses_what_the_template_never_writes(page, old, new, code):
    at = page.index(old)
    with pytest.raises(RunError) as caught:
        check.check_page(page[:at] + new + page[at + len(old) :])
    assert code in {problem.code for problem in caught.value.problems}


def test_the_check_names_twenty_problems_and_counts_the_rest(page):
    with pytest.raises(RunError) as caught:
        check.check_page(page.replace("<main ", "<!-- remark -->" * 30 + "<main "))
    assert len(caught.value.problems) == 21
    assert "10" in caught.value.problems[-1].what


# ------------------------------------------------------------------------------------------------------ charts


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ('<path d="M0 0" onclick="alert(1)"/>', "onclick"),
        ('<image href="https://example.org/x.png"/>', "<image>"),
        ('<use xlink:href="https://example.org/x.svg#a"/>', "href"),
        ('<use href="#nowhere"/>', "#nowhere"),
        ("<a><text>x</text></a>", "<a>"),
        ("<style>*{fill:red}</style>", "<style>"),
        ('<path style="fill:url(https://example.org)"/>', "style"),
        ('<path style="fill:image-set(&quot;x.png&quot; 1x)"/>', "style"),
        ('<path style="fill:u\\72l(x)"/>', "style"),
        ('<path fill="url(https://example.org/#a)"/>', "fill"),
        ("<animate/>", "<animate>"),
        ('<p xmlns="http://www.w3.org/1999/xhtml">x</p>', "<p>"),
        ('<rect class="total"/>', "class"),
    ],
)
def test_X03_a_chart_that_is_more_than_a_drawing_is_refused_by_name(content, named):
    with pytest.raises(RunError) as caught:
        to_html(small_document(chart(SVG.format(content))))
    (problem,) = caught.value.problems
    assert problem.code == "X03"
    assert named in problem.what and "圖 1" in problem.what


@pytest.mark.parametrize("data", ["", "not base64!", '"><script>alert(1)</script>'])
@pytest.mark.parametrize("media_type", ["image/png", "image/svg+xml", "text/html"])
def test_X02_an_attached_page_that_is_no_picture_is_refused(data, media_type):
    block = pages((6, 8))
    block["pages"][0] |= {"media_type": media_type, "data": data}
    with pytest.raises(RunError, match="X02"):
        to_html(small_document(block))


@pytest.mark.parametrize(
    "svg",
    [
        "<svg",
        "not a drawing",
        '<!DOCTYPE svg [<!ENTITY a "aaa">]>' + SVG.format("<text>&a;</text>"),
        SVG.format("").replace(' viewBox="0 0 9 9"', ""),
        SVG.format("<g>" * 99 + "</g>" * 99),
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_X03_what_is_no_drawing_at_all_is_refused(svg):
    with pytest.raises(RunError, match="X03"):
        to_html(small_document(chart(svg)))


def test_a_chart_keeps_its_text_and_loses_its_prologue_metadata_and_style_sheet(page):
    svg = re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert "生活安全及品質</text>" in svg and "font-family: 'Noto Sans CJK TC'" in svg
    assert "metadata" not in svg and "<style" not in svg and "matplotlib" not in svg and "xmlns" not in svg
    assert 'stroke-linejoin="round"' in svg and 'width="4' not in svg.partition(">")[0]


def test_X03_hostile_text_in_a_chart_is_text():
    page = to_html(small_document(chart(bars([HOSTILE[0], HOSTILE[1]], [2, 1]))))
    assert "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>" in page
    assert page.count("<script") == 1


def test_O04_a_chart_without_alternative_text_is_refused():
    with pytest.raises(RunError, match="O04"):
        to_html(small_document(chart(SVG.format(""), alt=" ")))


def test_references_in_a_chart_follow_their_renamed_ids():
    defined = '<defs><clipPath id="k"><rect id="unused" width="1"/></clipPath><path id="m" d="M0 0"/></defs>'
    svg = SVG.format(defined + '<use xlink:href="#m" clip-path="url(#k)"/>')
    page = to_html(small_document(chart(svg)))
    assert '<use href="#c-1-m" clip-path="url(#c-1-k)"></use>' in page
    assert 'id="c-1-m"' in page and "unused" not in page


# ------------------------------------------------------------------------------------------------------ fonts and looks


def embedded_fonts(page: str) -> dict[int, set[int]]:
    """Code points of the font of each weight."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    found = re.findall(r'font-weight:(\d+);src:url\("data:font/woff;base64,([^"]+)"', page)
    fonts = {}
    for weight, data in found:
        with ttlib.TTFont(io.BytesIO(base64.b64decode(data)), checkChecksums=2) as font:
            assert font.flavor == "woff"
            assert "CFF " in font and "GSUB" in font
            font.ensureDecompiled()
            fonts[int(weight)] = set(font.getBestCmap())
    return fonts


def test_the_embedded_fonts_hold_every_character_that_is_shown(page):
    fonts = embedded_fonts(page)
    texts = Parsed(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)).texts
    assert set(map(ord, "".join(texts["body"]))) - {ord("\n"), 0xFFFD} <= fonts[400] | fonts[700]
    for tag in ("h1", "h2", "h3", "h4", "b"):
        assert set(map(ord, "".join(texts[tag]))) - {ord("\n"), 0xFFFD} <= fonts[700]
    assert len(fonts[700]) < len(fonts[400]) < 600


def test_a_bold_word_in_a_chart_is_in_the_bold_font():
    page = to_html(small_document(chart(SVG.format('<text style="font-weight: 700; font-size: 9px">鑫</text>'))))
    assert ord("鑫") in embedded_fonts(page)[700]


def test_O01_the_same_document_gives_the_same_bytes_in_two_processes():
    program = (
        "import hashlib; from tests.media.html import test_page as t; from reportlib.media.html import page as webpage;"
        "page = t.to_html(t.sample(t.HOSTILE));"
        "assert '\\r' not in page; print(hashlib.sha256(page.encode()).hexdigest())"
    )
    prints = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=html_page.TEMPLATES.parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Taipei"), ("2", "America/New_York"))
    ]
    assert prints[0] == prints[1] != ""


def test_the_module_imports_neither_pandas_nor_matplotlib_nor_nbconvert():
    heavy = "'pandas', 'matplotlib', 'nbconvert', 'IPython'"
    program = f"import sys, reportlib.media.html.page; print([name for name in ({heavy}) if name in sys.modules])"
    root = html_page.TEMPLATES.parents[2]
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
    assert run.stdout.strip() == "[]"


def colours(after: str) -> dict[str, str]:
    css = look.css()
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css[css.index(after) :].partition("}")[0]))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    shades = []
    for colour in (one, other):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        shades.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(shades) + 0.05) / (min(shades) + 0.05)


@pytest.mark.parametrize("scheme", [":root {", "@media screen and (prefers-color-scheme: dark)"])
def test_text_has_contrast_AA_on_both_grounds_of_both_schemes(scheme):
    of = colours(scheme)
    for text in ("ink", "structure", "grey", "emphasis-text"):
        assert contrast(of[text], of["ground"]) >= 4.5, text
        assert contrast(of[text], of["wash"]) >= 4.5, text


def test_the_page_has_rules_for_paper_and_for_the_dark(page):
    assert "@media screen and (prefers-color-scheme: dark)" in page
    assert "@media print" in page and "size: A4" in page and "table-header-group" in page
    assert (
        '@page section-1 { @top-right { content: "報告事項一\\3000 政府資料開放行動方案報告\\3000 資料集盤點"; } }'
        in page
    )


def test_the_style_sheet_sets_bold_only_where_the_bold_font_looks():
    css = html_page.template_text("packet.css")
    (rule,) = re.findall(r"([^{}]+)\{[^{}]*font-weight: ?(?:[5-9]00|bold)", css)
    assert set(rule.strip().split(", ")) == {*subset.BOLD_ELEMENTS, 'th[scope="col"]'}


# ------------------------------------------------------------------------------------------------------ in a browser


@pytest.fixture(scope="session")
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: the page was not opened in a browser")
    return program


def opened(chromium: str, tmp_path, page: str, *options: str) -> str:
    """The document as the browser has it once it is loaded."""
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8", newline="\n")
    quiet = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    command = [
        chromium,
        *quiet.split(),
        f"--user-data-dir={tmp_path / 'profile'}",
        *options,
        "--dump-dom",
        file.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def with_script(page: str, script: str) -> str:
    """The page with one more script at its end and without the policy that would stop it."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def test_columns_sort_up_down_and_back_with_totals_last(chromium, tmp_path):
    page = to_html(small_document(table()))
    script = """
    const names = () => [...document.querySelectorAll("tbody th")].map((cell) => cell.textContent).join(" ");
    const heads = [...document.querySelectorAll("thead th")];
    const seen = [];
    for (const at of [1, 1, 1, 0]) {
      heads[at].querySelector("button").click();
      seen.push((heads[at].getAttribute("aria-sort") || "none") + ": " + names());
    }
    document.body.innerHTML = seen.map((line) => "<p>" + line + "</p>").join("");
    """
    assert re.findall(r"<p>(.*?)</p>", opened(chromium, tmp_path, with_script(page, script))) == [
        "ascending: 投資理財 開創事業 公共資訊 生育保健 合計",
        "descending: 公共資訊 開創事業 投資理財 生育保健 合計",
        "none: 公共資訊 開創事業 生育保健 投資理財 合計",
        "ascending: 公共資訊 生育保健 投資理財 開創事業 合計",  # by strokes: 公 4, 生 5, 投 7, 開 12
    ]


def test_X02_no_hostile_text_runs_and_the_packets_own_script_does(chromium, tmp_path, page):
    dom = opened(chromium, tmp_path, page)
    assert 'aria-label="排序：資料集"' in dom and 'aria-current="true"' in dom
    assert dom.count("<script") == 1 and "<img src=x" not in dom and "onload=" not in re.sub(r"&lt;.*?&gt;", "", dom)


def test_the_page_is_no_wider_than_a_telephone(chromium, tmp_path, page):
    script = "document.body.innerHTML = `<p>${document.documentElement.scrollWidth - innerWidth}</p>`"
    found = re.search(r"<p>(-?\d+)</p>", opened(chromium, tmp_path, with_script(page, script), "--window-size=500,900"))
    assert int(found[1]) <= 0


def scores(**changes) -> dict:
    """A matrix of twelve items, as wide as that of the reference meeting."""
    header = " ".join(("名次#", "單位", *["抽檢合格#"] * 12, "總分#", "較滿分#"))
    numbers = ["30.0"] * 12
    rows = [row("", "滿分", *numbers, "", ""), row("1", "加工出口區管理處", *numbers, "110.5", "10.5")]
    return table(header, rows, layout="matrix", sortable=False, **changes)


def test_a_matrix_of_sixteen_columns_is_seen_whole_on_a_desktop_screen(chromium, tmp_path):
    script = """
    const box = document.querySelector(".matrix .scroll");
    document.body.innerHTML = `<p>${box.scrollWidth - box.clientWidth}</p>`;
    """
    page = with_script(to_html(small_document(scores())), script)
    assert re.search(r"<p>(-?\d+)</p>", opened(chromium, tmp_path, page, "--window-size=1400,900"))[1] == "0"


def test_a_matrix_says_what_its_colours_are_and_no_other_table_does():
    assert '<p class="key"><span class="full">加到上限</span>' in to_html(small_document(scores()))
    assert 'class="key"' not in to_html(small_document(table()))


def test_the_head_of_a_matrix_says_of_which_items_points_are_lost():
    found = document_of(small_document(scores()))
    first, *rest = found.sections[0].blocks[-1].rows
    toned = dataclasses.replace(first, tones=("", "", "loss", *["full"] * 11, "", ""))
    matrix = found.sections[0].blocks[-1].with_(rows=(toned, *rest))
    told = html_page.to_html(found.with_(sections=(found.sections[0].with_(blocks=(matrix,)),)))
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)<small>失分</small></th>', told) == ["抽檢合格"]


def test_a_number_has_its_bar_beside_it_as_a_box_of_the_page_and_a_sum_has_none():
    counted = [{"text": value, "value": value} for value in ("200", "50", "250")]
    rows = [row("甲", counted[0]), row("乙", counted[1]), row("合計", counted[2], style="total")]
    told = to_html(small_document(table("機關 資料集#", rows, bars=1, meant=0)))
    assert told.count('<span class="bar meant" style="--share:100.0%" aria-hidden="true">') == 1
    assert told.count('<span class="bar" style="--share:25.0%" aria-hidden="true">') == 1
    assert told.count('aria-hidden="true"></span></td>') == 2


def test_a_chart_and_the_table_after_it_are_one_pair_where_the_chart_was_drawn_for_that():
    assert '<div class="pair">' in to_html(small_document(chart(SVG, beside_table=True), table()))
    assert '<div class="pair">' not in to_html(small_document(chart(SVG), table()))


def test_what_an_item_is_about_stands_under_its_label():
    told = to_html(small_document({"kind": "prose", "runs": [{"text": "報告盤點。"}], "label": "案由"}))
    assert '<p class="label-line"><b>案由</b></p>\n<p>報告盤點。</p>' in told


def followed_up(**changes) -> dict:
    """A group of two steps under its head, which says who has it and what is proposed."""
    rows = [
        row("決議一　盤點", "", "資訊中心", "", "", "建議解除列管", style="subtotal"),
        row("（一）", "逐項盤點" * 9, "已辦理", "109-07-31", "如期", "完成"),
    ]
    return table("款 決議事項 辦理情形 期限 完成 狀態", rows, layout="steps", sortable=False, **changes)


def test_the_head_of_a_group_is_one_cell_over_all_columns_and_a_sum_of_a_plain_table_is_none():
    told = to_html(small_document(followed_up()))
    said = "<b>決議一　盤點</b>　<span>資訊中心</span>　<span>建議解除列管</span>"
    assert f'<th scope="rowgroup" colspan="6"><div>{said}</div></th>\n</tr>' in told
    assert "colspan" not in to_html(small_document(table("甲 乙", [row("小計", "三", style="subtotal")])))


def test_on_a_telephone_state_and_total_are_in_sight_and_the_contents_are_at_the_top(chromium, tmp_path):
    script = """
    const right = (selector) => document.querySelector(selector).getBoundingClientRect().right;
    const text = (selector) => document.querySelector(selector).textContent.trim();
    for (const region of document.querySelectorAll(".scroll")) region.dispatchEvent(new Event("scroll"));
    const said = (id) => getComputedStyle(document.querySelector(`#${id} .more`)).display;
    const found = [
      right(".steps tbody tr:last-child > :nth-child(2)") <= innerWidth && text(".steps thead th:nth-child(2)") === "狀態",
      right(".matrix tbody tr:last-child > :nth-child(3)") <= innerWidth && text(".matrix thead th:nth-child(3)") === "總分",
      document.querySelector(".menu").getBoundingClientRect().top,
      ...[...document.querySelectorAll("figure.table")].map(({ id }) => said(id)),
    ];
    document.body.innerHTML = `<p>${found.join(" ")}</p>`;
    """
    page = with_script(to_html(small_document(scores(), followed_up(), table("甲 乙", [row("一", "二")]))), script)
    narrow = opened(chromium, tmp_path, page, "--window-size=500,900")
    assert re.search(r"<p>(.*?)</p>", narrow)[1] == "true true 0 block block none"
