"""The public edition: planted personal data is in no byte of it, it is all there in the internal one, and nothing else differs."""

import base64
import binascii
import csv
import html
import io
import json
import re
import shutil
import unicodedata
import zipfile
import zlib

import nbformat
import openpyxl
import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pyarrow import parquet

from reportlib.errors import InputError, RunError
from reportlib.media.office.docx_file import to_docx
from reportlib.media.office.odt import to_odt
from reportlib.media.office.paper import Paper, Paragraph, TextRun
from reportlib.model.blocks import ChartBlock, ParagraphBlock
from reportlib.model.texts import EMPTY, Line, Piece
from reportlib.public import attached, leaks, review
from reportlib.public.editions import Edition, kept
from reportlib.public.masked_texts import ReviewEntry
from reportlib.text import Quoted
from tests.display.test_attachments import KAI, chinese, pdf, words
from tests.support.documents import document_of

# What is planted, and what of it must not be met, without blanks and separators.
TITLE = "王小明先生建議開放水權統計"
ASKED = "民眾王小明（Ａ１２３４５６７８９）電話０９１２－３４５－６７８，住臺北市大安區和平東路一段123巷4號5樓，信箱 planted.person＠example.org；居留證 AB12345677、A800000014；檢查碼不符 A123456788"
MORE = (
    "承辦同仁林淑芬、John Smith（台灣微軟）、田中一郎様；LINE ID: planted_line88、手機0912/345/611、分機 8217、民國六十八年五月四日生、員工編號 T10923、"
    "帳戶 700-00012345678933、上網 IP 203.0.113.35、planted.hash#gmail.com、No. 15, Fuzhou St., Taipei、附件 申請書_B220000000.pdf；代號 某甲某乙；"
    "統一編號 03795904、關務署長、金山區長、計畫編號 0225123456"
)
REPLIED = "承辦人李大華，電話(02)2321-2200 #1234，手機零九三三一二三四五六；護照號碼 300123456，車牌 ABC-1234；張科長、陳美女士 已電復。<b>&王小明"
SOUGHT = {
    "王小明",
    "李大華",
    "周大文",
    "陳美女士",
    "張科長",
    "A123456789",
    "AB12345677",
    "A800000014",
    "0912345678",
    "零九三三一二三四五六",
    "0223212200",
    "plantedperson@exampleorg",
    "300123456",
    "ABC1234",
    "和平東路一段123巷4號",
    "郭美玲",
    "0955666777",
    "林淑芬",
    "JohnSmith",
    "田中一郎",
    "planted_line88",
    "0912/345/611",
    "分機8217",
    "六十八年五月四日",
    "T10923",
    "70000012345678933",
    "203.0.113.35",
    "planted.hash",
    "No. 15, Fuzhou",
    "B220000000",
    "某甲某乙",
    "某案代號",
    "張清標",
}
KEPT = {"林全能", "張永美", "A123456788", "548277", "統一編號03795904", "關務署長", "金山區長", "計畫編號0225123456"}

PARAMS = """\
meeting: {body: 經濟部政府資料開放諮詢小組, term: 6, number: 1, date: 109-11-20, secretariat: 經濟部資訊中心, convener: 林全能　次長, data_notice: 重建資料, data_notice_text: 洽郭美玲小姐 0955-666-777。}
inputs:
  publishers: agencies/moea.csv
  requests: ../data/moea-6-1/民間需求_王小明.xlsx
  members: ../data/moea-6-1/members.csv
  milestones: ../data/moea-6-1/milestones.csv
  resolutions: ../data/moea-6-1/決議_某案代號.csv
rulebooks: {outcomes: rules/request-outcomes.yaml, membership: rules/membership.yaml}
as_of: {inventory: 109-10-31, follow_up: 109-10-31}
periods: {requests: [109-06-01, 109-10-31]}
reply_limit: {days: 14, count: calendar, holidays: []}
public: {keep: [A123456788], mask: [某甲某乙, 某案代號]}
attachments:
  - {title: 流程（張清標先生提供）, file: ../data/moea-6-1/attachments/流程_張清標.png, source: 重建資料}
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:30"
    presenter: 周大文
    sections: [02-members, 40-follow-up]
  - {item: 討論事項, start: "14:30", end: "15:00", topics: [{title: 王小明先生建議案, presenter: 資訊中心、張科長, sections: [50-requests], proposal: 請承辦人李大華（分機1234）辦理。}]}
"""


def plant(project):
    """A small meeting with personal data in citizens' and officials' texts, in parameters, labels and sources of cells."""
    (project / "params" / "moea-6-1.yaml").write_text(PARAMS, "utf-8")
    data = project / "data" / "moea-6-1"
    book = openpyxl.load_workbook(data / "requests.xlsx")
    row = next(row for row in book.active.iter_rows() if row[0].value == "548277")
    row[1].value, row[6].value, row[7].value = TITLE, f"{ASKED}；{MORE}", REPLIED
    book.save(data / "民間需求_王小明.xlsx")
    (data / "requests.xlsx").unlink()
    (data / "attachments" / "matters-flow.png").rename(data / "attachments" / "流程_張清標.png")
    for name, old, new in (
        ("members.csv", "副總幹事", "副總幹事 0955-666-777"),
        ("milestones.csv", "109-12-15,各單位", "109-12-15,資訊中心郭美玲小姐"),
        ("resolutions.csv", "3月27日辦理完成,資訊中心", "3月27日辦理完成，洽郭美玲小姐,資訊中心"),
    ):
        text = (data / name).read_text("utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), "utf-8")
    (data / "resolutions.csv").rename(data / "決議_某案代號.csv")
    cells = [
        new_markdown_cell("# 民間需求回應\n\n提案人**王小明**先生，信箱 `planted.person@example.org`。"),
        new_code_cell('params_file = "../params/moea-6-1.yaml"', metadata={"tags": ["parameters"]}),
        new_code_cell(
            "from reportlib import open_section, proposals, requests, show_all, stacked_chart\n\nsection = open_section(params_file)\nsection"
        ),
        new_code_cell("counted = requests.counted(section.requests, section.meeting)  # 王小明先生問過"),
        new_code_cell(
            'stacked_chart("王小明先生關心的處理情形", requests.by_agency_and_outcome(counted, section.meeting), note="洽郭美玲小姐 planted.person@example.org")'
        ),
        new_code_cell('requests.list_table("民間需求一覽", counted, section.meeting)'),
        new_code_cell("show_all(requests.detail_tables(counted, section.meeting))"),
        new_code_cell('proposals.at_end("50-requests", section.meeting)'),
        new_code_cell("section.close()"),
    ]
    cells[3].source += "\nsection"
    nbformat.write(new_notebook(cells=cells), project / "notebooks" / "50-requests.ipynb")


@pytest.fixture(scope="module")
def both(root, packet, tmp_path_factory):
    """The internal and the public folder of the planted meeting, and what the build said."""
    project = tmp_path_factory.mktemp("planted") / "project"
    for folder in ("notebooks", "params", "data"):
        shutil.copytree(
            root / folder,
            project / folder,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints", "moea-real", "moea-5-2"),
        )
    plant(project)
    done = packet("build", project / "params" / "moea-6-1.yaml", "--edition", "public", env={"PACKET_LANG": "zh"})
    assert done.returncode == 0, done.stderr
    return project / "output" / "moea-6-1", project / "output" / "moea-6-1.public", done.stdout + done.stderr


# -- opening every file, by other means than the program's own last look ------------------------------------------------------


def plain(text):
    return re.sub(r"[\s\-().#\u200b]", "", unicodedata.normalize("NFKC", text))


def leaves(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value


def opened(name, data):
    """Every text of a file, with what is packed in it."""
    if name.endswith((".xlsx", ".ods")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield html.unescape(re.sub(r"<[^>]*>", "", archive.read(member).decode("utf-8", "replace")))
                yield archive.read(member).decode("utf-8", "replace")
    elif name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(data)
        yield json.dumps(document.get_metadata_dict(), ensure_ascii=False)
        for page in document:
            yield page.get_textpage().get_text_bounded()
        for at in range(document.count_attachments()):
            attached = document.get_attachment(at)
            yield from opened(attached.get_name(), bytes(attached.get_data()))
        document.close()
        streams = [data]
        for match in re.finditer(rb"stream\r?\n", data):
            try:
                streams.append(zlib.decompressobj().decompress(data[match.end() :]))
            except zlib.error:
                continue
        yield from (stream.decode(code, "ignore") for stream in streams for code in ("utf-8", "utf-16-be"))
    elif name.endswith((".json", ".ipynb")):
        yield from leaves(json.loads(data))
    elif name.endswith(".parquet"):
        yield from leaves(parquet.read_table(io.BytesIO(data)).to_pylist())
    else:
        text = data.decode("utf-8-sig")
        yield re.sub(r"\r\n[ \t]", "", text)
        yield html.unescape(re.sub(r"<[^>]*>", "", text))
        for packed in re.findall(r"[A-Za-z0-9+/]{60,}={0,2}", text):
            try:
                raw = base64.b64decode(packed + "=" * (-len(packed) % 4))
            except binascii.Error:
                continue
            for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
                try:
                    raw = zlib.decompressobj(bits).decompress(raw)
                    break
                except zlib.error:
                    continue
            try:
                yield from leaves(json.loads(raw))
            except ValueError:
                yield raw.decode("utf-8", "ignore")


def said(folder):
    """The plain text of every file of a packet, by its name, the name included."""
    return {
        path.relative_to(folder).as_posix(): plain("\n".join((path.name, *opened(path.name, path.read_bytes()))))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# -- tests ---------------------------------------------------------------------------------------------------------------------


def test_no_file_of_the_public_edition_holds_what_was_planted(both):
    _, public, _ = both
    met = {(name, sought) for name, text in said(public).items() for sought in SOUGHT if plain(sought) in text}
    assert met == set()


def test_the_internal_edition_holds_all_of_it_and_both_keep_what_is_no_personal_data(both):
    internal, public, _ = both
    everything = "".join(said(internal).values())
    assert {sought for sought in SOUGHT if plain(sought) not in everything} == set()
    for folder in (internal, public):
        for name in ("packet.pdf", "packet.html"):
            text = said(folder)[name]
            assert {stays for stays in KEPT if stays not in text} == set(), (folder.name, name)


def test_a_name_in_the_name_of_a_file_is_masked_in_every_list_of_files(both):
    _, public, _ = both
    record = json.loads((public / "run.json").read_text("utf-8"))
    assert {"attachments/流程_〔姓名〕.png"} <= set(record["inputs"])
    assert record["parameters"]["inputs"]["resolutions"] == "data/moea-6-1/決議_〔遮蔽〕.csv"
    assert {source["file"] for source in record["sources"]} >= {"民間需求_〔姓名〕.xlsx", "決議_〔遮蔽〕.csv"}


def test_every_medium_says_what_kind_of_thing_was_masked(both):
    _, public, _ = both
    texts = said(public)
    for name in (
        "packet.pdf",
        "packet.html",
        "annex/50-requests.xlsx",
        "annex/50-requests.ods",
        "rows/requests.parquet",
        "notebooks/50-requests.ipynb",
    ):
        assert {
            token
            for token in (
                "〔姓名〕",
                "〔電話〕",
                "〔身分證字號〕",
                "〔電子郵件〕",
                "〔地址〕",
                "〔護照號碼〕",
                "〔車牌〕",
            )
            if token not in texts[name]
        } == set(), name
    assert "〔姓名〕" in texts["calendar.ics"] and "〔電話〕" in texts["run.json"]


def test_files_that_are_not_rendered_again_are_what_a_fresh_rendering_gives(reference):
    """The public document of a section is rendered with and without the files of the internal edition."""
    from reportlib.build import public as build_public, rendering
    from reportlib.document import harvest

    def harvested(text):
        notebooks = [
            (path.stem, "報告", nbformat.read(path, 4))
            for path in sorted((reference / "notebooks").glob("*.ipynb"))
            if path.stem in ("02-members", "50-requests")
        ]
        notebooks[1][2].cells[0].source += f"\n\n{text}"
        merged = harvest.merge(notebooks)
        return merged, harvest.harvest(merged)

    merged, internal = harvested("由王小明先生提出。")
    internal, files = rendering.render(merged, internal)
    for text in ("由王小明先生提出。", "由〔姓名〕先生提出。"):
        fresh, reused = (
            rendering.render(*harvested(text))[1],
            build_public.rendered_again(*harvested(text), internal, files),
        )
        assert {name for name in fresh if fresh[name] != reused[name]} == set()
        assert (reused["packet.html"] is files["packet.html"]) == (text == "由王小明先生提出。")
        assert all(reused[name] is files[name] for name in files if name.endswith((".xlsx", ".ods")))


def test_the_reference_packet_has_nothing_that_the_last_look_suspects(root, reference):
    """But for the names of its members, which are public, and its own numbers."""
    from reportlib.records.source_files import read_back

    with (root / "data" / "moea-6-1" / "members.csv").open(encoding="utf-8-sig", newline="") as file:
        members = {cell for row in csv.reader(file) for cell in row}
    edition = Edition(kept(("資訊中心",), members, "林全能　次長"))
    notebooks = {path.stem: nbformat.read(path, 4) for path in sorted((reference / "notebooks").glob("*.ipynb"))}
    edition.learn(notebooks, read_back(reference))
    # What is for the secretariat only is in no public packet.
    files = {
        path.relative_to(reference).as_posix(): path.read_bytes()
        for path in sorted(reference.rglob("*"))
        if path.is_file() and path.stem != "review"
    }
    edition.check_files(files)


def test_nothing_else_differs(both):
    """The same files, and every text of the public one is the internal one masked as the review lists it."""
    internal, public, _ = both
    names = [
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in both[:2]
    ]
    assert names[0] - names[1] == {"review.html", "review.csv"} and names[1] - names[0] == {"annex/dcat.jsonld"}
    with (internal / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {
            (row["原文"].removeprefix("'"), row["公開版或應辦"])
            for row in csv.DictReader(file)
            if row["清單"] == "遮蔽"
        }
    assert listed
    for name in ("facts.json", *(name for name in names[1] if name.endswith(".ipynb"))):
        one, other = (list(leaves(json.loads((folder / name).read_text("utf-8")))) for folder in (internal, public))
        assert len(one) == len(other), name
        for before, after in zip(one, other, strict=True):
            if before != after:
                # Each token of the masked text stands where one of the listed originals stood.
                pattern = re.escape(after)
                for token in {token for _, token in listed}:
                    alternatives = "|".join(
                        sorted(
                            {
                                re.escape(form)
                                for original, kind in listed
                                if kind == token
                                for form in (original, html.escape(original, quote=False))
                            },
                            key=len,
                            reverse=True,
                        )
                    )
                    pattern = pattern.replace(re.escape(token), f"(?:{alternatives})")
                assert re.fullmatch(pattern, before, re.DOTALL), (name, before[:200], after[:200])
    record = [json.loads((folder / "run.json").read_text("utf-8")) for folder in both[:2]]
    assert [one["edition"] for one in record] == ["internal", "public"]
    assert list(record[0]["inputs"].values()) == list(record[1]["inputs"].values())
    assert record[0]["sections"] == record[1]["sections"]


def test_the_review_lists_what_was_masked_and_what_was_not_and_is_in_the_internal_packet_only(both):
    internal, public, told = both
    page = (internal / "review.html").read_text("utf-8")
    assert "王小明" in page and "〔電話〕" in page and "A123456788" in page and "檢查碼不符" in page
    assert "<script" not in page and not (public / "review.html").exists()
    assert (
        not re.search("王小明先生|林淑芬|0912345678|A123456789", plain(told))
        and "review.html" in told
        and "moea-6-1.public" in told
    )


def test_an_internal_packet_is_not_put_into_the_folder_of_a_public_one(both, packet):
    internal, public, _ = both
    done = packet("build", internal.parent.parent / "params" / "moea-6-1.yaml", "--output", public)
    assert done.returncode == 3 and "C11" in done.stderr


def test_an_attached_page_with_personal_data_stops_the_public_edition_and_one_without_words_is_listed():
    pages = [("a.pdf", "公文", ["承辦人王小明 0912-345-678", ""])]
    with pytest.raises(InputError) as stopped:
        attached.check_pages(pages, ())
    assert (
        "P06" in str(stopped.value)
        and "page 1" in str(stopped.value)
        and "王小明" not in str(stopped.value)
        and "0912" not in str(stopped.value)
    )
    assert [one["place"] for one in attached.check_pages([("b.png", "流程圖", [""])], ())] == ["附件「流程圖」第 1 頁"]


def test_the_last_look_finds_a_leak_in_every_kind_of_file_and_never_says_the_value():
    edition = Edition()
    packed = base64.b64encode(
        zlib.compress(json.dumps({"a": "王小明先生" * 3, "b": [str(n) for n in range(40)]}).encode())
    ).decode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("docProps/core.xml", "<dc:creator>王小明先生</dc:creator>")
    bold = Paragraph((TextRun("由王小明"), TextRun("先生", True), TextRun("提出")))
    broken = Paper("題", "某小組", "zh-TW", "", "", "", (bold,), 0)
    files = {
        "a.html": "<p>王小明<b>先生</b></p>".encode(),
        "b.html": f'<script id="d" type="application/json">{packed}</script>'.encode(),
        "c.html": b'<svg aria-label="0912-345-678"></svg>',
        "d.json": json.dumps({"a": ["\u738b\u5c0f\u660e\u5148\u751f"]}).encode(),
        "e.xlsx": archive.getvalue(),
        "f.ics": "DESCRIPTION:王小\r\n 明先生\r\n".encode(),
        "g.csv": b"a,A123456789\n",
        "j.odt": to_odt(broken),
        "k.docx": to_docx(broken),
        "h.pdf": pdf(words("call 0912-345-678")),
        "i.ipynb": json.dumps(
            {"outputs": [{"data": {"text/html": ["<td>王&#23567;明</td>", "<td>先生</td>", "<td>a&#64;b.org</td>"]}}]}
        ).encode(),
    }
    for name, data in files.items():
        with pytest.raises(RunError) as stopped:
            edition.check_files({name: data})
        assert name in str(stopped.value) and "P06" in str(stopped.value), name
        told = [str(problem) for problem in stopped.value.problems if "姓名" not in problem.todo]
        assert not re.search("0912|A1234|王小明先生", "".join(told)), name
    edition.check_files({"a.html": "<p>〔姓名〕先生</p>".encode(), "h.pdf": pdf(words("call 3,159"))})


def test_a_name_is_met_in_a_pdf_though_no_rule_would_find_it_there():
    looked = leaks.scan({"a.pdf": pdf(chinese("由王小明提出"), font=KAI)}, Edition().masker, {"王小明": "姓名"})
    assert [rule for _, rule in looked.found] == ["姓名"]


def test_a_drawing_may_part_a_text_and_a_figure_beside_it_stays():
    edition = Edition()
    svg = "<g><text>王小明</text>\n<text>先生 12</text></g><g><text>0912</text></g><!-- 王小明先生 -->"
    drawn = edition.block(ChartBlock(svg=svg, alt=EMPTY))
    assert (
        drawn.svg == "<g><text>〔姓名〕</text>\n<text>先生 12</text></g><g><text>0912</text></g><!-- 〔姓名〕先生 -->"
    )
    figure = Piece("0912345678", "fact", fact="F-0001", value="912345678")
    said = edition.block(ParagraphBlock(text=Line.joined(Quoted("由王小"), "明先生提出 ", figure)))
    assert [piece.text for piece in said.text.pieces] == ["由〔姓名〕", "先生提出 ", "0912345678"]


@pytest.mark.parametrize("author", ["written", "quoted"])
def test_what_we_wrote_and_what_is_quoted_are_looked_through_alike_and_keep_their_author(author):
    paragraph = ParagraphBlock(text=Line((Piece("由王小明先生提出", author),)))
    masked = Edition().block(paragraph)
    assert masked.text.pieces == (Piece("由〔姓名〕先生提出", author),)


def test_the_review_page_merges_places_and_guards_its_texts():
    entries = [ReviewEntry(f"表 {n}", "姓名", "<b>", "王小明", "先生", "〔姓名〕") for n in range(5)] + [
        ReviewEntry("表 9", "可疑", "", "=A123456788", "", "")
    ]
    files = review.files(
        document_of({"meeting": {"name": "m", "body": "小組", "title": "第 1 次會議"}}).meeting,
        entries,
        {"findings": [{"id": "R-1", "place": "表 1", "what": "不一致", "todo": "更正", "href": ""}]},
    )
    page = files["review.html"].decode()
    assert "&lt;b&gt;" in page and "另 2 處" in page and "R-1" in page
    assert "'=A123456788" in files["review.csv"].decode("utf-8-sig")
