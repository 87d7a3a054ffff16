"""Digits that we write are a fact's or an allowed way of writing, else the build stops; what is quoted is never looked through."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from reportlib import wording
from reportlib.display.display import Display, Naming, Sentence, line, runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.document import digits
from reportlib.document.digits import origins
from reportlib.document.printed_texts import Said
from reportlib.errors import RunError
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact, Unit, total_of
from reportlib.measures.counting import leaders
from reportlib.model.blocks import ChartBlock, ChartPoint, HeadingBlock, ListBlock
from reportlib.model.document import Cover, Document, PacketSection
from reportlib.model.texts import Line, Piece
from reportlib.text import Quoted
from reportlib.wording import Wording


def fact(value, label="項", name="x"):
    return Fact(Decimal(value), Unit(label), name, "某數")


def found(text, **more):
    """(number, origin, form) of each number in a plain text."""
    return [(number.text, origin, form) for number, origin, form in origins(Said("", str, Line.of(text), **more))]


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
        ("SHA-256（前 12 碼）", "識別"),
        ("5 星", "星等"),
    ],
)
def test_dates_terms_articles_references_and_hashes_are_allowed(text, form):
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
        "電話 02-2321-2200",
        "catalogue-2020.csv",
        "https://data.gov.tw/dataset/6569",
        "109年第4季",
    ],
)
def test_a_quantity_a_rank_a_duration_and_what_only_others_write_is_not(text):
    assert None in {origin for _, origin, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "origin"),
    [("see Table 12.", "allowed"), ("見Table 1。", "allowed"), ("Table 12%", None), ("Table 1.5", None)],
)
def test_what_a_body_numbers_in_its_own_words_is_a_reference(text, origin):
    assert [one for _, one, _ in found(text)] == [None]
    with wording.using(Wording(words={"表": "Table"})):
        assert [one for _, one, _ in found(text)] == [origin]


def test_some_forms_are_allowed_under_their_header_only():
    for text, header in (("11/30", "期限"), ("104", "年度"), ("c685a4f06630", "SHA-256（前 12 碼）"), ("1", "附件")):
        assert {origin for _, origin, _ in found(text, under=header)} == {"allowed"}
        assert None in {origin for _, origin, _ in found(text, under="數量")}


ORDINARY = (
    "1999",
    "119",
    "mp3",
    "7Z",
    "Sheet1",
    "10月",
    "２",
    "(20)",
    "民間需求 (1).xlsx",
    "共 3,159 項",
    "占 70%",
    "3.5",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_quoted_is_never_checked_whatever_it_holds(text):
    assert {origin for _, origin, _ in found(Quoted(text))} == {"quoted"}
    assert {origin for _, origin, _ in found(text)} <= {None, "allowed"}


@given(strategies.text(), strategies.text(), strategies.text(alphabet="甲乙。，（）「」 "))
def test_no_quoted_text_and_no_word_of_ours_beside_it_stops_anything(one, other, ours):
    line = Line.joined(ours, Quoted(one), ours, Quoted(other), ours)
    assert {origin for _, origin, _ in origins(Said("", str, line))} <= {"quoted"}


@given(strategies.text(), strategies.integers(min_value=0).map(str))
def test_digits_of_ours_beside_a_quoted_text_have_no_origin_still(quoted, digits_of_ours):
    line = Line.joined(Quoted(quoted), "共 ", digits_of_ours, " 項")
    assert None in {origin for _, origin, _ in origins(Said("", str, line))}


def test_a_part_of_a_quoted_text_or_one_put_together_is_ours_and_a_gap_of_a_sentence_keeps_its_author():
    title = Quoted("1999 市民專線")
    assert line(title).single.author == "quoted" and line(f"「{title}」").single.author == "written"
    assert [(piece.text, piece.author) for piece in line(Naming("「{title}」", title=title)).pieces] == [
        ("「", "written"),
        ("1999 市民專線", "quoted"),
        ("」", "written"),
    ]


def test_a_plain_text_knows_the_facts_it_prints_also_when_it_is_joined_with_others():
    rank, lacking = fact(1, "名", "rank"), fact(2, "個", "lacking")
    caption = Naming("水利署得分說明（第 {rank} 名）", rank=rank)
    note = Naming.joined("；", ["109 年", Naming("尚缺 {lacking} 個單位", lacking=lacking)])
    table = Table(caption, ("單位", "分"), (Row(("水利署", fact(3))),), note=note)
    assert (caption, note) == ("水利署得分說明（第 1 名）", "109 年；尚缺 2 個單位")
    assert table.named() == (rank, lacking)
    [shown] = table.blocks()
    assert (shown.caption.facts, shown.note.facts) == (("rank",), ("lacking",))
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
    assert named(2, 1, 2, 2, 0) == "甲、丙、丁各"
    [number] = [cell for cell, _ in named(2, 2, 2, 2, 1).runs if isinstance(cell, Fact)]
    assert (number.name, number.value, len(number.operands)) == ("x.leaders/單位", 4, 4)


@pytest.mark.parametrize(
    ("pieces", "origin"),
    [
        ((("35", "fact"), (" 項", "written")), "fact"),
        ((("3", "fact"), ("5 項", "written")), None),  # a digit of ours behind a figure
        ((("共 3", "written"), ("5", "fact")), None),  # and one before it
        ((("3", "fact"), ("5", "fact")), "fact"),
        ((("-", "written"), ("35", "fact")), "fact"),  # a sign of ours beside it
        ((("3", "quoted"), ("5", "written")), None),
        ((("第 35", "quoted"), (" 號", "written")), "quoted"),
        ((("3", "quoted"), (".", "written"), ("5", "fact")), "quoted"),  # a point of ours between two that are not
    ],
)
def test_a_number_has_an_origin_only_where_each_of_its_digits_has(pieces, origin):
    texts = Line(tuple(Piece(text, author, fact="F-0001" if author == "fact" else "") for text, author in pieces))
    [(_, told, _)] = origins(Said("", str, texts))
    assert told == origin


def document(*displays, named=(), details=(("召集人", "林次長"),)):
    """A document of one section with these displays (or blocks)."""
    blocks = (block for one in displays for block in (one.blocks() if isinstance(one, Display) else (one,)))
    meeting = Cover(
        name="moea-6-1",
        body=Line.of("經濟部"),
        title=Line.of("第 6 屆第 1 次會議"),
        date_text=Line.of("109 年 11 月"),
        timestamp=0,
        details=tuple((Line.of(label), Line.of(text)) for label, text in details),
        as_of_text=Line.of("資料統計至 109-10-31"),
        named=named,
    )
    section = PacketSection(
        id="10-inventory",
        title=Line.of("資料集盤點"),
        agenda_item=Line.of("報告事項"),
        as_of_text=Line.of("資料統計至 109-10-31"),
        blocks=tuple(blocks),
    )
    return Document(meeting=meeting, agenda=(), sections=(section,))


def chart(svg="<svg/>", alt="", points=(), label="甲"):
    figures = tuple(ChartPoint(Line.of(label), Piece(text, "fact", fact="x")) for text in points)
    return ChartBlock(caption=Line.of("圖"), alt=Line.of(alt), svg=svg, points=figures)


def test_sentences_and_cells_with_facts_pass_and_are_counted():
    total = fact(3159)
    reason = Sentence(runs("{gold} 項 × {weight} 分", gold=fact(576), weight=fact("0.1", "分")))
    table = Table("各單位", ("單位", "得分說明", "年度"), (Row(("水利署", reason, "104")),))
    counts = digits.check(document(Prose.of("截至 109 年 10 月 31 日共 {total!s} 項。", total=total), table))
    assert (
        counts["fact", ""] == 3 and counts["allowed", "日期"] == 3 + 2 + 3 + 3 and counts["allowed", "年度及期別"] == 1
    )


WHOLE = (Row(("甲",)),)


def spoilt(text):
    """Every place of a document, each with a text that is all of it, and the name of the place."""
    sentence = runs("{text}，{other}", text=text, other=fact(1))
    yield Prose((runs("{text}", text=text),)), "text"
    yield HeadingBlock(level=2, text=Line.of(text)), "heading"
    yield ListBlock(items=(Line.of(text),)), "list"
    yield Table(text, ("單位",), WHOLE), f'"{text}"'
    yield Table("表", (text,), WHOLE), f'"{text}"'
    yield Table("表", ("單位",), (Row((text,)),)), '"表""單位"'
    yield Table("表", ("單位",), (Row((Sentence(sentence),)),)), '"表""單位"'
    yield Table("表", ("單位",), WHOLE, note=text), '"表"'
    yield Table("表", ("單位",), WHOLE, unit=text), '"表"'
    yield Table("表", ("單位",), WHOLE).says("{text}", text=text), "slide's title"
    yield Table("表", ("單位",), WHOLE).with_figures(**{text: fact(1)}), "the figure"
    yield KeyFigures.of(**{text: fact(1)}), f'"{text}"'
    yield chart(alt=text), '"圖"'
    yield chart(points=("3,150",), label=text), '"圖"'


@pytest.mark.parametrize("place", range(14))
def test_the_same_digits_in_any_place_stop_the_build_where_they_are_ours_and_pass_where_they_are_quoted(place):
    shown, named = list(spoilt("共 3,159 項"))[place]
    with pytest.raises(RunError) as refused:
        digits.check(document(shown))
    message = str(refused.value)
    assert message.startswith("R25 10-inventory") and named in message
    assert "3,159" in message and "Write it as a named fact" in message
    quoted, _ = list(spoilt(Quoted("共 3,159 項")))[place]
    assert digits.check(document(quoted))["quoted", ""] >= 1


def test_a_number_in_a_drawing_is_a_figure_of_the_chart_or_a_part_of_a_label_of_it():
    drawn = "<svg><text x='1'>3,159</text></svg>"
    with pytest.raises(RunError, match="the drawing"):
        digits.check(document(chart(drawn, points=("3,150",))))
    assert digits.check(document(chart(drawn, points=("3,159",))))["fact", ""] == 2
    assert digits.check(document(chart(drawn, label=Quoted("第 3,159 號"), points=("8",))))["quoted", ""] == 2


def test_every_place_is_named_up_to_twenty_and_the_cover_too():
    time = (("時間", "14:00–15:50（110 分鐘）"),)
    with pytest.raises(RunError) as refused:
        digits.check(document(*(Prose.of(f"共 {number} 項。") for number in range(30)), details=time))
    problems = refused.value.problems
    assert len(problems) == 21 and "cover" in problems[0].what and "11 more places" in problems[-1].what
    with pytest.raises(RunError) as refused:
        digits.check(document(*(Prose.of(f"共 {number} 項。") for number in range(20))))
    assert len(refused.value.problems) == 20 and "more" not in refused.value.problems[-1].what
    assert digits.check(document(details=time, named=(Piece("110", "fact", fact="F-0001"),)))["fact", ""] == 1


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
