"""Every number of every output is a fact, an allowed way of writing, or quoted from a source; bare digits stop the build."""

import copy
import dataclasses
import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from html.parser import HTMLParser

import openpyxl
import pypdfium2
import pytest
import python_calamine
from hypothesis import given, strategies as st

from reportlib.display.display import Naming, Sentence, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.document import digits
from reportlib.document.digits import origins
from reportlib.document.numerals import numbers
from reportlib.document.printed_texts import Said, texts
from reportlib.document.quotable import QuotableTexts, quotable
from reportlib.errors import RunError
from reportlib.facts import words
from reportlib.facts.facts import Breakdown, Fact, Unit, total_of
from reportlib.measures.counting import leaders
from reportlib.meeting.meeting import Meeting
from reportlib.workbooks import sheets as workbooks_sheets

NOTHING = QuotableTexts([], [])
CATALOGUE = {
    "input": "catalogue",
    "file": "catalogue.csv",
    "sheet": "",
    "path": "rows/catalogue.csv",
    "columns": ["編號", "資料集名稱", "數量"],
    "rows": [[2, "548277", "內政部 20 公尺網格數值地形模型資料", "127"], [3, "A-7", "清單76項如期完成", "8"]],
}


def fact(value, label="項", name="x"):
    return Fact(Decimal(value), Unit(label), name, "某數")


def found(text, **more):
    """(number, origin, form) of each number in a plain text."""
    return [
        (number.text, origin, form)
        for number, origin, form in origins(Said("", "", ({"text": text},), **more), NOTHING)
    ]


# ------------------------------------------------------------------------------------------------------ numbers in a text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("累計 3,159 項，占 70%", ["3,159", "70%"]),
        ("３，１５９ 項，占 ７０．５％", ["3,159", "70.5%"]),
        ("增減 −3 項、-0.5 分、－１２％", ["-3", "-0.5", "-12%"]),
        ("109，3 項", ["109", "3"]),
        ("1,23", ["1", "23"]),
        ("1,234,567.80", ["1,234,567.80"]),
        ("12345,678", ["12345", "678"]),
        ("109-10-31", ["109", "10", "31"]),
        ("三千一百五十九項，第一名，①", []),
        ("iSelect3C", ["3"]),
        ("٣ 項", ["3"]),
        ("", []),
    ],
)
def test_a_number_is_read_with_its_thousands_decimals_percent_and_sign_in_any_width(text, wanted):
    assert [number.text for number in numbers(text)] == wanted


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
    st.sampled_from(["", "共 ", "（", "："]),
    st.sampled_from(["", " 項", "）", "，"]),
)
def test_whatever_a_unit_prints_is_one_number_of_the_same_value(value, places, percent, before, after):
    unit = Unit("項", places, percent=percent)
    [number] = numbers(before + unit.text(value) + after)
    assert Decimal(number.text.rstrip("%").replace(",", "")) == unit.shown(value) * (100 if percent else 1)
    assert number.text.endswith("%") == percent


@given(st.text(alphabet="0123456789０１９,，.．-−－%％ 年第項名A", max_size=30))
def test_every_digit_of_a_text_is_in_exactly_one_number(text):
    places = [at for number in numbers(text) for at in range(number.start, number.end)]
    assert len(places) == len(set(places))
    assert {at for at, char in enumerate(text) if char.isdecimal()} <= set(places)


# ------------------------------------------------------------------------------------------------------ the allow-list


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("截至 109-10-31", "日期"),
        ("112/09/26", "日期"),
        ("109 年 10 月", "日期"),
        ("109 年 10 月 31 日", "日期"),
        ("（11月30日前）", "日期"),
        ("14:05–14:45", "時間"),
        ("109 年度", "年度及期別"),
        ("109 年上半年", "年度及期別"),
        ("103 至 108 年", "年度及期別"),
        ("103 年至 109 年", "年度及期別"),
        ("第 6 屆第 1 次", "屆次"),
        ("5-2 決議一", "屆次"),
        ("第 18 條第 1 項第 2 款", "法規條次"),
        ("第 7 條之 1", "法規條次"),
        ("見表 12、圖 3、附件 1", "參照"),
        ("第 3 頁", "參照"),
        ("出處：F-0012", "參照"),
        ("電話 02-2321-2200 分機 850", "電話"),
        ("0912-345-678", "電話"),
        ("https://data.gov.tw/dataset/6569", "識別"),
        ("catalogue-2020.csv", "識別"),
        ("SHA-256（前 12 碼）", "識別"),
        ("5 星", "星等"),
    ],
)
def test_dates_citations_references_telephones_and_identifiers_are_allowed(text, form):
    assert {(origin, name) for _, origin, name in found(text)} == {("allowed", form)}


@pytest.mark.parametrize(
    "text",
    [
        "共 3,159 項",
        "占 70%",
        "第 3 名",
        "上架滿 1 年",
        "3 月內",
        "13 月 2 日內",
        "達 109 項",
        "1,109 年",
        "2,385 / 2,487",
        "3/5 完成",
        "每項 0.1 分",
        "甲等 4 個各",
        "6 星",
        "12-15 項",
        "104",
        "代表 21 人",
        "一覽表 3 份",
        "附件 2 份",
        "第 3159 項",
    ],
)
def test_a_quantity_a_rank_or_a_duration_is_not(text):
    assert None in {origin for _, origin, _ in found(text)}


def test_some_forms_are_allowed_under_their_header_only():
    for text, header in (("11/30", "期限"), ("104", "年度"), ("c685a4f06630", "SHA-256（前 12 碼）"), ("1", "附件")):
        assert {origin for _, origin, _ in found(text, under=header)} == {"allowed"}
        assert None in {origin for _, origin, _ in found(text, under="數量")}


def test_what_a_source_says_may_be_quoted_but_a_number_of_it_may_not():
    sources = QuotableTexts([CATALOGUE], ["2020「總統盃黑客松」參賽經驗分享"])

    def origin(text, under=""):
        return {origin for _, origin, _ in origins(Said("", "", ({"text": text},), under=under), sources)}

    assert (
        origin("內政部 20 公尺網格數值地形模型資料")
        == origin("最多的是「內政部 20 公尺網格數值地形模型資料」")
        == {"quoted"}
    )
    assert origin("二、2020「總統盃黑客松」參賽經驗分享") == origin("20 公尺網格數值地形") == {"quoted"}
    assert origin("548277") == origin("548277　水權統計資料開放建議") == {"quoted"}
    assert origin("127") == origin("共 127 項") == origin("127", "編號") == {None}
    assert origin("內政部 21 公尺網格數值地形模型資料") == origin("76項") == {None}


# ------------------------------------------------------------------------------------------------------ texts that name their facts


def test_a_plain_text_knows_the_facts_it_prints_also_when_it_is_joined_with_others():
    rank, lacking = fact(1, "名", "rank"), fact(2, "個", "lacking")
    caption = Naming("水利署得分說明（第 {rank} 名）", rank=rank)
    note = Naming.joined("；", ["109 年", Naming("尚缺 {lacking} 個單位", lacking=lacking)])
    table = Table(caption, ("單位", "分"), (Row(("水利署", fact(3))),), note=note)
    assert (caption, note) == ("水利署得分說明（第 1 名）", "109 年；尚缺 2 個單位")
    assert table.named() == (rank, lacking) and [cell["fact"] for cell in table.placing()["named"]] == [
        "rank",
        "lacking",
    ]
    assert KeyFigures.of(**{note: rank}).named() == (lacking,)
    assert runs("{note}。", note=note) == (
        ("109 年", False),
        ("；", False),
        ("尚缺 ", False),
        (lacking, False),
        (" 個單位", False),
        ("。", False),
    )


def test_the_largest_part_is_named_and_of_more_than_three_equals_their_number_is_a_fact():
    def named(*values):
        parts = {name: fact(value, name=f"x/{name}") for name, value in zip("甲乙丙丁戊", values, strict=False)}
        return leaders(Breakdown("單位", parts, total_of(parts.values(), Unit("項")).named("x", "某數")))[0]

    assert (named(3, 8, 1), named(8, 1, 8), named(2, 2, 2, 2, 1)) == ("乙", "甲、丙各", "甲等 4 個各")
    [number] = [cell for cell, _ in named(2, 2, 2, 2, 1).runs if isinstance(cell, Fact)]
    assert (number.name, number.value, len(number.operands)) == ("x.leaders/單位", 4, 4)


def block(display, **more):
    return {"source": "", **display.data(), **display.placing(), **more}


def document(*blocks, tables=(), quoted=()):
    meeting = {
        "title": "第 6 屆第 1 次會議",
        "body": "經濟部",
        "date_text": "109 年 11 月",
        "details": [["召集人", "林次長"]],
    }
    section = {
        "id": "10-inventory",
        "title": "資料集盤點",
        "agenda_item": "報告事項",
        "as_of_text": "資料統計至 109-10-31",
        "blocks": list(blocks),
    }
    return {"meeting": meeting, "agenda": [], "sections": [section], "tables": list(tables), "quoted": list(quoted)}


def prose(sentence, **values):
    display = Prose.of(sentence, **values)
    return {"kind": "prose", "runs": display.data()["paragraphs"][0], **display.placing()}


def test_sentences_and_cells_with_facts_pass_and_are_counted():
    total = fact(3159)
    reason = Sentence(runs("{gold} 項 × {weight} 分", gold=fact(576), weight=fact("0.1", "分")))
    table = Table("各單位", ("單位", "得分說明", "年度"), (Row(("水利署", reason, "104")),))
    counts = digits.check(document(prose("截至 109 年 10 月 31 日共 {total!s} 項。", total=total), block(table)))
    assert counts["fact", ""] == 3 and counts["allowed", "日期"] == 3 + 2 + 3 and counts["allowed", "年度及期別"] == 1


@pytest.mark.parametrize(
    ("spoilt", "place"),
    [
        (prose("共 3,159 項。"), "text"),
        (prose("共 {total} 項，占 70%。", total=fact(3159)), "text"),
        ({"kind": "heading", "level": 2, "text": "共 3,159 項"}, "heading"),
        ({"kind": "list", "items": [[{"text": "共 3,159 項"}]]}, "list"),
        (block(Table("共 3,159 項", ("單位",), (Row(("甲",)),))), '"共 3,159 項"'),
        (block(Table("表", ("共 3,159 項",), (Row(("甲",)),))), '"共 3,159 項"'),
        (block(Table("表", ("單位",), (Row(("共 3,159 項",)),))), '"表""單位"'),
        (block(Table("表", ("單位",), (Row((Sentence(runs("共 3,159 項，{other}", other=fact(1))),)),))), '"表""單位"'),
        (block(Table("表", ("單位",), (Row(("甲",)),)), source="共 3,159 項"), '"表"'),
        (block(Table("表", ("單位",), (Row(("甲",)),)).says("共 3,159 項")), "slide's title"),
        (block(KeyFigures.of(**{"共 3,159 項": fact(1)})), '"共 3,159 項"'),
        (
            {
                "kind": "chart",
                "caption": "圖",
                "alt": "長條圖：甲 3,159 項。",
                "points": [],
                "svg": "<svg/>",
                "source": "",
                "unit": "",
            },
            '"圖"',
        ),
        (
            {
                "kind": "chart",
                "caption": "圖",
                "alt": "",
                "points": [{"label": "甲", "text": "3,150", "fact": "F-0001"}],
                "svg": "<svg><text x='1'>3,159</text></svg>",
                "source": "",
                "unit": "",
            },
            "the drawing",
        ),
    ],
)
def test_a_bare_number_anywhere_stops_the_build_and_the_message_names_section_place_digits_and_sentence(spoilt, place):
    with pytest.raises(RunError) as refused:
        digits.check(document(spoilt))
    message = str(refused.value)
    assert message.startswith("R25 10-inventory") and place in message
    assert ("3,159" in message or "70%" in message) and "Write it as a named fact" in message


def test_every_place_is_named_up_to_twenty_and_the_cover_too():
    spoilt = document(*(prose(f"共 {number} 項。") for number in range(30)))
    spoilt["meeting"]["details"] = [["時間", "14:00–15:50（110 分鐘）"]]
    with pytest.raises(RunError) as refused:
        digits.check(spoilt)
    problems = refused.value.problems
    assert len(problems) == 21 and "cover" in problems[0].what and "11 more places" in problems[-1].what
    spoilt = document()
    spoilt["meeting"] |= {
        "details": [["時間", "14:00–15:50（110 分鐘）"]],
        "named": [{"text": "110", "fact": "F-0001"}],
    }
    assert digits.check(spoilt)["fact", ""] == 1


def test_the_build_refuses_a_notebook_with_a_bare_number_and_names_the_section(packet, project):
    path = project / "notebooks" / "10-inventory.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].insert(
        1, {"cell_type": "markdown", "id": "spoilt", "metadata": {}, "source": ["另有 37 項資料集待開放。"]}
    )
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    done = packet("build", project / "params" / "moea-6-1.yaml", "--sections", "10-inventory")
    assert done.returncode == 4, done.stderr
    assert "R25 10-inventory" in done.stderr and '"37"' in done.stderr and "另有 37 項資料集待開放。" in done.stderr
    assert not (project / "output").joinpath("moea-6-1.partial").exists()


# ------------------------------------------------------------------------------------------------------ the finished outputs


# What a medium itself prints: a page's or slide's number, which part of a split display this is, the numbers of a list.
OF_THE_MEDIUM = re.compile(
    r"（[0-9]+／[0-9]+）|第\s*[0-9]+\s*張|(?:\. ){2,}[0-9]+$|(?:^|\s)[0-9]{1,3}$|^[0-9]{1,2}\s(?=[^0-9])"
)


@pytest.fixture(scope="module", params=["moea-6-1", "moea-5-2"])
def built(request, root, document_of):
    """(folder, document) of a packet of the session, with what its parameters and rulebooks say."""
    folder = request.getfixturevalue({"moea-6-1": "reference", "moea-5-2": "earlier"}[request.param])
    quoted = quotable(Meeting.read(root / "params" / f"{folder.name}.yaml"))
    facts = json.loads((folder / "facts.json").read_text("utf-8"))["facts"]
    document = document_of(folder) | {"quoted": quoted, "facts": facts}
    return folder, document | {"known": known_numbers(document)}


def known_numbers(document):
    """The origin of every number that the document has in each section; under "facts", every number that the register or the panel may say of a fact."""
    sources = QuotableTexts(document["tables"], document["quoted"])
    known = defaultdict(dict)
    for said in texts(document):
        elsewhere = {number: origin for number, origin, _ in origins(dataclasses.replace(said, under=""), NOTHING)}
        for number, origin, _ in origins(said, sources):
            if origin != "allowed" or not elsewhere[number]:  # what is allowed in any line is asked there, not known
                known[said.section].setdefault(number.text, origin)
    facts = {fact["id"]: fact for fact in document["facts"]}
    said_of_facts = (text for fact in facts.values() for text in (*_strings(fact), *words.own_lines(fact, facts)))
    known["facts"] = {number.text: "fact" for text in said_of_facts for number in numbers(text)}
    return known


class Account:
    """The numbers of an output, told against those of the document in the same section."""

    def __init__(self, document):
        self.known, self.counts, self.unexplained = document["known"], Counter(), []

    def lines(self, text, sections):
        """Account for the numbers of a text that stands in one of ``sections``, line by line; a date may go on in the next line."""
        lines = text.splitlines()
        for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
            self._line(f"{before[-12:]}\n", line, f"\n{after[:12]}", sections)

    def _line(self, before, text, after, sections):
        said = Said("", "", ({"text": before + text + after},))
        own = [(match.start() + len(before), match.end() + len(before)) for match in OF_THE_MEDIUM.finditer(text)]
        for number, origin, form in origins(said, NOTHING):
            if not len(before) <= number.start < len(before) + len(text):
                continue
            known = next(
                (self.known[section][number.text] for section in sections if number.text in self.known[section]), None
            )
            if origin == "allowed":
                self.counts[origin, form] += 1
            elif known:
                self.counts[known, ""] += 1
            elif any(begin <= number.start and number.end <= end for begin, end in own):
                self.counts["allowed", "頁次"] += 1
            else:
                self.unexplained.append((sections, text, number.text))

    def report(self, name):
        said = "、".join(f"{form or origin} {count}" for (origin, form), count in sorted(self.counts.items()))
        print(f"{name}: {sum(self.counts.values())} numbers: {said}")
        return self.unexplained


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def pages(path):
    """(section title or "", text) of every page, by the bookmarks of the first level."""
    pdf = pypdfium2.PdfDocument(path)
    starts = {
        mark.get_dest().get_index(): mark.get_title() for mark in reversed(list(pdf.get_toc())) if mark.level == 0
    }
    title = ""
    for at in range(len(pdf)):
        title = starts.get(at, title)
        yield title, pdf[at].get_textpage().get_text_range()


def account_of_pdf(document, found):
    """An account of (section title, text) of pages; those before the first section are the cover and the contents, those after the last the register."""
    account = Account(document)
    sections = {f"{section['number']}、{section['title']}": section["id"] for section in document["sections"]}
    seen = set()
    for title, text in found:
        seen.add(title)
        here = [sections[title]] if title in sections else ["", *sections.values()]
        in_register = title not in sections and bool(seen & set(sections))
        account.lines(text, [*here, "", *(["facts"] if in_register else [])])
    return account


def test_every_number_of_the_pdf_is_accounted_for(built):
    folder, document = built
    assert account_of_pdf(document, pages(folder / "packet.pdf")).report(f"{folder.name} packet.pdf") == []


def test_every_number_of_the_slides_is_accounted_for(built):
    folder, document = built
    account = Account(document)
    sections = {section["title"]: section["id"] for section in document["sections"]}
    for title, text in pages(folder / "briefing.pdf"):
        here = [sections[title]] if title in sections else list(sections.values())
        account.lines(text, [*here, ""])
    assert account.report(f"{folder.name} briefing.pdf") == []


class Numbered(HTMLParser):
    """The texts of the page with their section and the fact they are marked as, and every alternative text."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self, path):
        super().__init__()
        self.open, self.texts = [], []
        self.feed(path.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("aria-label"):
            self.texts.append((self._section(), "", given["aria-label"]))
        if tag not in self.VOID:
            self.open.append((tag, given))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if text.strip() and not any(tag in ("script", "style") for tag, _ in self.open):
            fact = next((given["data-fact"] for _, given in reversed(self.open) if given.get("data-fact")), "")
            self.texts.append((self._section(), fact, text))

    def _section(self):
        return next(
            (
                given["aria-labelledby"].removeprefix("s-")
                for tag, given in self.open
                if tag == "section" and "aria-labelledby" in given
            ),
            "",
        )


def account_of_page(document, texts):
    account = Account(document)
    printed = {fact["id"]: fact["printed"] for fact in document["facts"]}
    known = {section["id"] for section in document["sections"]}
    for section, fact, text in texts:
        if (
            fact
            and [number.text for number in numbers(text)] == [number.text for number in numbers(printed[fact])]
            or fact
            and text.strip().startswith(printed[fact])
        ):
            account.counts["fact", ""] += len(numbers(text))
        elif fact:
            account.unexplained.append((section, text, fact))
        else:
            account.lines(text, [section, ""] if section in known else ["", *known])
    return account


def test_every_number_of_the_page_is_accounted_for_and_every_marked_one_is_its_fact(built):
    folder, document = built
    assert account_of_page(document, Numbered(folder / "packet.html").texts).report(f"{folder.name} packet.html") == []


def annex_cells(folder, section, suffix):
    """{sheet: rows of cells}, numbers as numbers."""
    path = folder / "annex" / f"{section}.{suffix}"
    if suffix == "xlsx":
        return {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in openpyxl.load_workbook(path)
        }
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def account_of_annex(document, section, sheets):
    """Each number against the very cell of the document; a text line by line."""
    account = Account(document)
    tables = {
        workbooks_sheets.sheet_name(block["number"], block["caption"]): block
        for block in section["blocks"]
        if block["kind"] == "table"
    }
    for name, rows in sheets.items():
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, int | float):
                    cell = tables[name]["rows"][at - 1]["cells"][column]
                    if "fact" in cell and Decimal(str(value)) == Decimal(cell["value"]):
                        account.counts["fact", ""] += 1
                    else:
                        account.unexplained.append((name, at, value))
                elif value:
                    account.lines(value, [section["id"], ""])
    return account


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_every_number_of_the_annexes_is_accounted_for(built, suffix):
    folder, document = built
    whole = Account(document)
    for section in document["sections"]:
        if any(block["kind"] == "table" for block in section["blocks"]):
            account = account_of_annex(document, section, annex_cells(folder, section["id"], suffix))
            whole.counts += account.counts
            whole.unexplained += account.unexplained
    assert whole.report(f"{folder.name} annex/*.{suffix}") == []


def test_one_changed_number_in_any_output_is_found(built):
    folder, document = built
    changed = [
        (title, text.replace("3,159", "3,195").replace("3,050", "3,005"))
        for title, text in pages(folder / "packet.pdf")
    ]
    assert {number for *_, number in account_of_pdf(document, changed).unexplained} & {"3,195", "3,005"}
    other = copy.deepcopy(document)
    fact = next(fact for fact in other["facts"] if fact["name"] == "inventory.total")
    fact["printed"] = "9,876"
    assert account_of_page(other, Numbered(folder / "packet.html").texts).unexplained
    section = next(section for section in document["sections"] if section["id"] == "10-inventory")
    sheets = annex_cells(folder, section["id"], "xlsx")
    name = list(sheets)[1]
    place = next((row, column) for row in sheets[name] for column, value in enumerate(row) if isinstance(value, int))
    place[0][place[1]] += 1
    assert len(account_of_annex(document, section, sheets).unexplained) == 1
