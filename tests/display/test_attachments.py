"""Attached documents: pages become small images with their words; what cannot be placed is one clear sentence."""

import base64
import io
import random
import zipfile
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

from reportlib.display import attachments
from reportlib.errors import InputError
from reportlib.facts.facts import Units
from reportlib.measures import directives
from reportlib.meeting.agenda import AgendaItem, Part, Topic
from reportlib.readers import confined, pages

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
# Not embedded, as in many an official letter: the reader of the file has to have such a font.
KAI = b"""<< /Type /Font /Subtype /Type0 /BaseFont /DFKaiShu-SB-Estd-BF /Encoding /UniCNS-UCS2-H /DescendantFonts [ << /Type /Font
/Subtype /CIDFontType2 /BaseFont /DFKaiShu-SB-Estd-BF /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >>
/FontDescriptor << /Type /FontDescriptor /FontName /DFKaiShu-SB-Estd-BF /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0
/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >> ] >>"""
LOCKED = (
    b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <"
    + b"41" * 32
    + b"> /U <"
    + b"42" * 32
    + b"> /P -4 >> "
)


def pdf(*contents, size=(595, 842), font=HELVETICA, trailer=b"", filters=b""):
    """A PDF of one page for each content stream."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for content in contents:
        objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        objects.append(page % (*size, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s>>\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        trailer,
    )
    return out + start + b"startxref\n%d\n%%%%EOF\n" % len(out)


def words(text):
    return b"BT /F1 24 Tf 60 700 Td (" + text.encode("ascii") + b") Tj ET"


def chinese(text):
    return b"BT /F1 24 Tf 60 700 Td <" + text.encode("utf-16-be").hex().encode() + b"> Tj ET"


def image(mode="RGB", size=(60, 40), kind="PNG", **options):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def noise(size=(400, 300), kind="PNG"):
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(out, kind)
    return out.getvalue()


def archive(member):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(member, "x")
    return out.getvalue()


@pytest.fixture
def params(tmp_path):
    """The parameters with these files attached, in this order."""

    def attach(**files):
        attached = []
        for stem, data in files.items():
            path = tmp_path / f"{stem}.pdf"
            path.write_bytes(data)
            attached.append(
                SimpleNamespace(title=stem.upper(), file=path, source="行政院" if stem == "a" else None, see=())
            )
        return SimpleNamespace(documents={f"page/{number}": one for number, one in enumerate(attached, 1)})

    return attach


def opened(page):
    return Image.open(io.BytesIO(base64.b64decode(page.data)))


# -- what is placed --------------------------------------------------------------------------------------------------------


def test_each_page_is_an_image_with_its_words_in_order(params):
    first, second = attachments.read(params(a=pdf(words("One"), b"", words("Three")), b=image()))
    assert [page.alt for page in first.pages] == ["第 1 頁：One", "第 2 頁（影像，無文字）", "第 3 頁：Three"]
    assert (first.caption, first.note, first.anchor, second.anchor, second.note) == (
        "A",
        "來源：行政院",
        "page/1",
        "page/2",
        "",
    )
    [shown] = first.blocks()
    assert [(page.data, page.alt.text) for page in shown.pages] == [(page.data, page.alt) for page in first.pages]
    assert (first.pages[0].media_type, first.pages[0].width, first.pages[0].height) == ("image/png", 1240, 1754)
    assert opened(first.pages[0]).size == (1240, 1754)


def test_the_same_document_gives_the_same_bytes(params):
    made = pdf(words("Same"), chinese("同"), font=KAI)
    attached = params(a=made)
    before = attachments.read(attached)
    attachments._answers.clear()
    assert attachments.read(attached) == before


def test_a_document_gives_the_same_bytes_whatever_its_child_has_read_before(params):
    made = {
        "a": pdf(words("One")),
        "b": b"%PDF-1.4\n",
        "c": pdf(chinese("同"), font=KAI),
        "d": image(),
        "e": pdf(words("Two")),
    }
    alone = {name: confined.ask(pages.__file__, data) for name, data in made.items()}
    with confined.Child(pages.__file__) as child:
        for _ in range(2):
            assert {name: child.ask(data) for name, data in made.items()} == alone


def test_a_font_that_the_document_does_not_bring_is_set_in_ours(params):
    (shown,) = attachments.read(params(a=pdf(chinese("行政院"), font=KAI)))
    assert shown.pages[0].alt == "第 1 頁：行政院"
    page = opened(shown.pages[0]).convert("L").crop((125, 230, 275, 300))
    ink = [sum(pixel < 128 for pixel in page.crop((50 * n, 0, 50 * n + 50, 70)).tobytes()) for n in range(3)]
    assert min(ink) > 200  # three characters, none of them blank or a box's outline only


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (pdf(b"", size=(842, 595)), (1754, 1240)),
        (pdf(b"", size=(2380, 3368)), (1239, 1754)),
        (pdf(b"", size=(100, 100)), (208, 208)),
        (image(size=(3000, 2000)), (1754, 1169)),
        (image(size=(30, 20)), (30, 20)),
    ],
)
def test_a_page_is_at_most_A4_at_150_dpi_upright_or_on_its_side(params, made, size):
    (shown,) = attachments.read(params(a=made))
    assert abs(shown.pages[0].width - size[0]) <= 1 and abs(shown.pages[0].height - size[1]) <= 1


def test_text_pages_are_small_files_and_photographs_are_JPEG(params):
    text, colour, photograph = attachments.read(
        params(a=pdf(words("Hello") * 30), b=pdf(b"1 0 0 rg 100 100 200 200 re f " + words("Hi")), c=noise())
    )
    assert opened(text.pages[0]).mode == opened(colour.pages[0]).mode == "P"
    assert len(text.pages[0].data) < 60_000
    assert photograph.pages[0].media_type == "image/jpeg"


def test_metadata_stay_behind_but_a_photograph_is_turned_upright(params):
    tags = Image.Exif()
    tags[0x0112], tags[0x010E] = 6, "secret"  # orientation, description
    (shown,) = attachments.read(params(a=image(size=(60, 40), kind="JPEG", exif=tags)))
    assert (shown.pages[0].width, shown.pages[0].height) == (40, 60)
    assert b"secret" not in base64.b64decode(shown.pages[0].data)


def test_what_is_transparent_is_white(params):
    (shown,) = attachments.read(params(a=image("RGBA")))
    assert opened(shown.pages[0]).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_long_text_is_cut_and_control_characters_are_gone(params):
    (shown,) = attachments.read(params(a=pdf(words("word " * 300).replace(b"24 Tf", b"0.5 Tf"))))
    assert len(shown.pages[0].alt) <= len("第 1 頁：") + 600 and shown.pages[0].alt.endswith("…")
    assert shown.pages[0].alt.isprintable()


# -- what is refused -------------------------------------------------------------------------------------------------------

WHOLE = pdf(words("One"), words("Two"))
FLATE = pdf(zlib.compress(words("Flate") * 50), filters=b"/Filter /FlateDecode")
SPOILT = FLATE.replace(zlib.compress(words("Flate") * 50)[20:24], b"\xff\xff\xff\xff")


def test_a_compressed_page_is_read(params):
    (shown,) = attachments.read(params(a=FLATE))
    assert "Flate" in shown.pages[0].alt


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (b"", "F01 a.pdf: the file is empty (0 bytes)."),
        (WHOLE[: len(WHOLE) // 2], "F02 a.pdf: the file is incomplete or damaged."),
        (WHOLE[:-30], "F02 a.pdf: the file is incomplete or damaged."),
        (b"%PDF-1.4\nnothing that a PDF has\n%%EOF\n", "F03 a.pdf: the content is damaged."),
        (SPOILT, "F03 a.pdf: the content is damaged."),
        (pdf(b"", trailer=LOCKED), "F04 a.pdf: the file is password-protected. Remove the password"),
        (pdf(), "F15 a.pdf: it has no pages."),
        (pdf(*[b""] * 61), "A05 a.pdf: too many pages, or too long to read (limits: 60 pages, 60 seconds)."),
        (pdf(b"", b"", size=(2000, 4000)), "A06 a.pdf: page 1: its size is out of range (at most A0)."),
        (archive("word/document.xml"), "F09 a.pdf: a file of type Word, not a PDF, PNG or JPEG. Save it as PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "F09 a.pdf: a file of type Office 97–2003, not"),
        (b"hello", "F09 a.pdf: not a PDF, PNG or JPEG."),
        (noise()[:5000], "F02 a.pdf: the file is incomplete or damaged."),
        (noise(kind="JPEG")[:5000], "F02 a.pdf: the file is incomplete or damaged."),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "F03 a.pdf: the content is damaged."),
        (image("1", (20_000, 20_000)), "A04 a.pdf: too large when unpacked."),
    ],
)
def test_what_cannot_be_placed_is_one_sentence(params, made, message):
    with pytest.raises(InputError) as caught:
        attachments.read(params(a=made))
    assert message in str(caught.value)
    assert len(caught.value.problems) == 1


def test_A05_a_huge_file_is_refused_before_it_is_read(params, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST_FILE_BYTES", 1_000_000)
    with pytest.raises(InputError, match="A05 a.pdf: the file is larger than 1 MB."):
        attachments.read(params(a=WHOLE + bytes(1_000_000)))


def test_A12_a_child_that_breaks_down_is_one_sentence(params, tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("import os\nos.abort()\n", "utf-8")
    monkeypatch.setattr(pages, "__file__", str(child))
    with pytest.raises(InputError, match="A12 a.pdf: cannot be read"):
        attachments.read(params(a=pdf(words("broken"))))


def test_A05_a_child_that_takes_too_long_is_one_sentence(params, tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("import time\ntime.sleep(30)\n", "utf-8")
    monkeypatch.setattr(pages, "__file__", str(child))
    monkeypatch.setattr(confined, "SECONDS", 0.5)
    with pytest.raises(InputError, match="A05 a.pdf"):
        attachments.read(params(a=pdf(words("slow"))))


def test_everything_that_is_wrong_is_said_at_once(params):
    with pytest.raises(InputError) as caught:
        attachments.read(params(a=b"", b=WHOLE, c=b"hello"))
    assert [problem.file for problem in caught.value.problems] == ["a.pdf", "c.pdf"]


def test_packet_check_looks_at_the_attachments(packet, project):
    (project / "data" / "cut.pdf").write_bytes(WHOLE[: len(WHOLE) // 2])
    file = project / "params" / "moea-6-1.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.split("\nattachments:")[0]
        + "\nattachments:\n  - {title: 函, file: ../data/cut.pdf}\n"
        # The agenda names attachments up to the fifth.
        + "  - {title: 表, absent: 未附}\n" * 4,
        "utf-8",
    )
    done = packet("check", file)
    assert (done.returncode, "F02 cut.pdf: the file is incomplete or damaged." in done.stderr + done.stdout) == (
        2,
        True,
    )


# -- the section -----------------------------------------------------------------------------------------------------------


def meeting_with(*pages, parts=()):
    """A meeting that places documents in 35-directives: the part of its topic that each belongs to."""
    topic = Topic.model_construct(
        title="配合事項", sections=("35-directives",), parts=parts, proposal=None, proposals=()
    )
    item = AgendaItem.model_construct(item="報告事項", sections=(), topics=(topic,), proposal=None, proposals=())
    placed = tuple(SimpleNamespace(section="35-directives", part=part) for part in pages)
    return SimpleNamespace(units=Units(), params=SimpleNamespace(pages=placed, agenda=(item,)))


def shown(displays):
    return [one.as_text().split("\n")[0] for one in displays]


def test_each_part_of_a_topic_has_its_documents_and_then_what_is_proposed_on_it(params):
    attached = attachments.read(params(a=WHOLE, b=image()))
    parts = tuple(
        Part.model_construct(title=title, sections=(), proposal="請配合。", proposals=())
        for title in ("標準", "再利用")
    )
    meeting = meeting_with(1, 2, parts=parts)
    assert shown(directives.displays(attached, "35-directives", meeting)) == [
        "本項的附頁計 2 件，共 3 頁，逐頁附於本節。",
        "（一）標準",
        "A",
        "第一案　標準",
        "（二）再利用",
        "B",
        "第二案　再利用",
        "附頁檔案",
    ]
    assert [str(row.cells[1]) for row in directives.files("x", attached).rows] == ["a.pdf", "b.pdf"]


def test_without_documents_there_is_a_sentence():
    assert shown(directives.displays((), "35-directives", meeting_with())) == ["本項沒有附頁。"]
