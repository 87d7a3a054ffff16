"""Files for datasets of the reference catalogue, by a seed, each with the faults that were planted in it and no others.

A case makes one dataset: its files, the record of how they were fetched, its metadata, and what must be found. Whatever is not
planted conforms.
"""

from __future__ import annotations

import dataclasses
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from reportlib.files import record
from reportlib.files.model import Fetched
from reportlib.judging import metadata
from reportlib.judging.metadata import Metadata
from reportlib.readers import files
from reportlib.writing import sha256
from tests.judging.standard_values import ADVICE, MORE, VALUES

DAY = date(2026, 10, 31)
INDICATORS = ("link_valid", "direct_download", "structured", "encoding_match", "fields_match", "timeliness")
HEADER = ("序號", "測站名稱", "數量(元)(1)", "備註")
FIELDS = ";".join(HEADER)
ROWS = [[str(n), f"測站{n}號的名稱", str(n * 7), ""] for n in range(1, 9)]


@dataclass
class Part:
    """One resource: its bytes (None where nothing is stored), what is declared of it, and the line of the record."""

    data: bytes | None
    format: str = "CSV"
    encoding: str = "UTF-8"
    status: int | None = 200
    asked: bool = True
    reason: str = ""
    recorded: bool = True
    altered: bool = False


@dataclass
class Case:
    """What one dataset is, and what must be found: indicators that fail or are unknown, values by column, row and kind."""

    label: str
    parts: list[Part]
    fields: str = FIELDS
    frequency: str = "每1月"
    age: int = 10  # days since its update
    fails: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    values: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    conforming: tuple[str, ...] = ()  # standard fields that are found
    signed: dict[str, str] = field(default_factory=dict)


def table(rows=None, header=HEADER, titles=(), end="\r\n") -> str:
    lines = [*titles, ",".join(header), *(",".join(row) for row in (ROWS if rows is None else rows))]
    return end.join(lines) + end


def utf8(text: str, mark: bool = False) -> bytes:
    return text.encode("utf-8-sig" if mark else "utf-8")


def as_records() -> list[dict]:
    return [dict(zip(HEADER, row, strict=True)) for row in ROWS]


def as_xml(names=("station_no", "station", "amount", "note")) -> bytes:
    body = "".join(
        "<row>" + "".join(f"<{n}>{v}</{n}>" for n, v in zip(names, row, strict=True)) + "</row>" for row in ROWS
    )
    return utf8(f'<?xml version="1.0" encoding="UTF-8"?><data>{body}</data>')


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(HEADER)
    for row in ROWS:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


NOT_OF_TEXT = ("encoding_match", "fields_match")
OF_CONTENT = ("direct_download", "structured", *NOT_OF_TEXT)
PAGE = utf8("<!DOCTYPE html><html><head><title>登入</title></head><body>請登入</body></html>")


def good(rng: random.Random) -> list[Case]:
    """Nothing is wrong with these, though much is unusual."""
    xml_fields = "station_no(序號);station(測站名稱);amount(數量);note(備註)"
    points = [{"type": "Feature", "geometry": None, "properties": one} for one in as_records()]
    geo = {"type": "FeatureCollection", "features": points}
    book = workbook()
    parts = {
        "UTF-8": Part(utf8(table())),
        "with a mark": Part(utf8(table(), mark=True)),
        "BIG5": Part(table().encode("cp950"), encoding="BIG5"),
        "BIG5 with characters of CP950": Part(
            table([["1", "碁銹裏墻恒粧嫺", "2", "3"]]).encode("cp950"), encoding="big5"
        ),
        "titles above the header": Part(utf8(table(titles=("某機關統計表,,,", "單位：元,,,")))),
        "an empty last column": Part(utf8(table([[*row, ""] for row in ROWS], (*HEADER, "")))),
        "a further column": Part(utf8(table([[*row, "x"] for row in ROWS], (*HEADER, "多出的欄")))),
        "full-width brackets": Part(utf8(table(header=("序號", "測站名稱", "數量（元）（1）", "備註")))),
        "tabs": Part(utf8(table().replace(",", "\t"))),
        "ASCII only": Part(utf8("a,b,c,d\n1,2,3,4\n"), encoding="BIG5"),
        "JSON": Part(utf8(json.dumps(as_records(), ensure_ascii=False)), "JSON"),
        "JSON within an answer": Part(utf8(json.dumps({"result": {"records": as_records()}})), "JSON"),
        "GeoJSON": Part(utf8(json.dumps(geo, ensure_ascii=False)), "GeoJSON"),
        "XML": Part(as_xml(), "XML"),
        "no declared encoding": Part(utf8(table()), encoding=""),
        "a CSV in a ZIP": Part(zipped(**{"data.csv": utf8(table()), "readme.txt": b"see data.csv"}), "ZIP"),
        "CSV called XLSX": Part(utf8(table()), "XLSX"),
    }
    cases = [
        Case(f"good: {label}", [part], fields="a(甲);b(乙);c;d" if label == "ASCII only" else FIELDS)
        for label, part in parts.items()
    ]
    cases[list(parts).index("XML")].fields = xml_fields
    for label, data in (("XLSX", book), ("a shapefile", zipped(**{"a.shp": b"x", "a.dbf": b"y"}))):
        cases.append(Case(f"good: {label}", [Part(data, label)], unknown=NOT_OF_TEXT))
    described = "no(序號);(1)測站名稱;數量(元)(1);備註：附記"
    cases.append(Case("good: brackets and numbers in the description", [Part(utf8(table()))], fields=described))
    cases.append(Case("good: 臺 and 台", [Part(utf8("臺數,站\n1,2\n"))], fields="台數、站"))
    cases.append(Case("good: several resources", [Part(utf8(table())), Part(as_xml(HEADER_XML), "XML")], fields="序號"))
    cases.append(
        Case("good: large", [Part(utf8(table([[str(n), "站", "1", ""] for n in range(rng.randint(2000, 3000))])))])
    )
    return cases


HEADER_XML = ("序號", "測站", "數量", "備註")


def broken(rng: random.Random) -> list[Case]:
    """One fault each, or none that can be known."""
    late = utf8(table([[str(n), "站", "1", ""] for n in range(rng.randint(1500, 2500))]))
    book = workbook()
    everything = tuple(id for id in INDICATORS if id != "timeliness")
    bomb = zipped(**{"a.csv": b"0," * 30_000_000})
    return [
        *(
            Case(f"link: HTTP {status}", [Part(None, status=status)], fails=("link_valid",), unknown=OF_CONTENT)
            for status in (301, 403, 404, 410, 500, 503)
        ),
        Case("link: no answer", [Part(None, status=None, reason="逾時")], fails=("link_valid",), unknown=OF_CONTENT),
        Case("link: empty", [Part(b"")], fails=("link_valid",), unknown=OF_CONTENT),
        Case("link: one of two", [Part(utf8(table())), Part(None, status=404)], fails=("link_valid",)),
        Case("unknown: not asked", [Part(None, status=None, asked=False, reason="robots.txt")], unknown=everything),
        Case("unknown: no record", [Part(utf8(table()), recorded=False)], unknown=("link_valid",)),
        Case("unknown: nothing at hand", [Part(None, recorded=False)], unknown=everything),
        Case("unknown: not what was fetched", [Part(utf8(table()), altered=True)], unknown=OF_CONTENT),
        Case("page: instead of CSV", [Part(PAGE)], fails=("direct_download",), unknown=OF_CONTENT[1:]),
        Case("page: as .xls", [Part(b"<table><tr><td>1</td></tr></table>", "XLS")], fails=("direct_download",), unknown=OF_CONTENT[1:]),
        Case("page: one of two", [Part(utf8(table())), Part(PAGE)], fails=("direct_download",)),
        *(
            Case(f"unstructured: {label}", [Part(data, label)], fails=("structured",), unknown=NOT_OF_TEXT)
            for label, data in (
                ("PDF", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj"),
                ("PNG", b"\x89PNG\r\n\x1a\n123"),
                ("JPEG", b"\xff\xd8\xff\xe0123"),
                ("DOCX", zipped(**{"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"})),
                ("TXT", utf8("這是一段說明文字\n沒有欄位\n")),
                ("PDF in a ZIP", zipped(**{"a.pdf": b"%PDF-1.4 x"})),
                ("half an XLSX", book[: len(book) // 2]),
                ("unknown", bytes(range(256)) * 4),
            )
        ),
        Case("broken: JSON", [Part(utf8('{"a": [1, 2'), "JSON")], fields="a", fails=("structured",), unknown=("fields_match",)),
        Case("broken: XML", [Part(utf8("<data><row></data>"), "XML")], fails=("structured",), unknown=("fields_match",)),
        Case("broken: quotation mark", [Part(utf8('序號,測站名稱\n1,"never closed\n' + "2,x\n" * 9))], fails=("structured",), unknown=("fields_match",)),
        Case("hostile: DTD", [Part(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "XML")], unknown=("structured", "fields_match")),
        Case("hostile: deep JSON", [Part(b"[" * 100_000 + b"]" * 100_000, "JSON")], unknown=("structured", "fields_match")),
        Case("hostile: ZIP in ZIP", [Part(zipped(**{"a.zip": zipped(**{"a.csv": b"a,b"})}), "ZIP")], unknown=("structured", *NOT_OF_TEXT)),
        Case("hostile: ZIP bomb", [Part(bomb, "ZIP")], unknown=("structured", *NOT_OF_TEXT)),
        Case("encoding: UTF-8 declared BIG5", [Part(utf8(table()), encoding="BIG5")], fails=("encoding_match",)),
        Case("encoding: BIG5 declared UTF-8", [Part(table().encode("cp950"))], fails=("encoding_match",)),
        Case("encoding: one late byte", [Part(late + b"9,\xff\xfe,1,\r\n")], fails=("encoding_match",)),
        Case("encoding: BIG5 undeclared", [Part(table().encode("cp950"), encoding="")], fails=("encoding_match",)),
        Case("encoding: two in one", [Part(utf8(table()) + "9,丙站,1,\r\n".encode("cp950"))], fails=("encoding_match",)),
        Case("encoding: simplified", [Part("序号,测站名称,数量,备注\n1,东西南北中发白,2,这里没有繁体字\n".encode("gb18030"))], fields="序号;测站名称", fails=("encoding_match",)),
        Case("encoding: unknown word", [Part(utf8(table()), encoding="萬國碼")], unknown=("encoding_match",)),
        Case("fields: one renamed", [Part(utf8(table(header=("序號", "站名", "數量(元)(1)", "備註"))))], fails=("fields_match",)),
        Case("fields: one missing", [Part(utf8(table()))], fields=f"{FIELDS};更新時間", fails=("fields_match",)),
        Case("fields: a sentence", [Part(utf8(table()))], fields="提供各測站的名稱及數量等資訊", fails=("fields_match",)),
        Case("fields: JSON key", [Part(utf8(json.dumps([{"a": 1}])), "JSON")], fields="a(甲);b(乙)", fails=("fields_match",)),
        Case("fields: XML element", [Part(as_xml(), "XML")], fields="station;river", fails=("fields_match",)),
        Case("fields: one of two files", [Part(utf8(table())), Part(utf8("其他,欄\n1,2\n"))], fails=("fields_match",)),
        Case("fields: none described", [Part(utf8(table()))], fields="", unknown=("fields_match",)),
        Case("late: a month", [Part(utf8(table()))], age=32, fails=("timeliness",)),
        Case("late: a day", [Part(utf8(table()))], frequency="每日", age=2, fails=("timeliness",)),
        Case("late: a year", [Part(utf8(table()))], frequency="每年", age=366, fails=("timeliness",)),
        Case("late: ten days", [Part(utf8(table()))], frequency="每10日", age=11, fails=("timeliness",)),
        Case("in time: on the last day", [Part(utf8(table()))], frequency="每年", age=365),
        *(
            Case(f"unknown: {word}", [Part(utf8(table()))], frequency=word, age=4000, unknown=("timeliness",))
            for word in ("不定期更新", "不更新", "即時", "", "有空的時候")
        ),
    ]  # fmt: skip


def of_standard(key: str, column: str, good: str, bad: str, kind: str, rng: random.Random) -> Case:
    """A column of one standard field in which one value does not conform, somewhere among those that do."""
    count, at = rng.randint(3, 12), 0
    at = rng.randrange(count)
    rows = [[str(n + 1), bad if n == at else good] for n in range(count)]
    quoted = [[row[0], f'"{row[1]}"'] for row in rows]
    data = table(quoted, ("序號", column))
    signed = {} if key.split("/")[0] in ("place", "address", "person", "affairs", "time") else {column: key}
    signed = {column: key} if "(" in column else signed
    return Case(
        f"value: {key} {kind}", [Part(utf8(data))], f"序號;{column}", values={column: [(at + 2, kind)]}, signed=signed
    )


def conforming(key: str, column: str, good: str, rng: random.Random) -> Case:
    """A column of one standard field that conforms in every row."""
    rows = [[str(n + 1), f'"{good}"'] for n in range(rng.randint(2, 6))]
    signed = {} if key.split("/")[0] in ("place", "address", "person", "affairs", "time") else {column: key}
    data = utf8(table(rows, ("序號", column)))
    return Case(f"conforms: {key}", [Part(data)], f"序號;{column}", values={}, conforming=(key,), signed=signed)


def cases(seed: int, count: int) -> list[Case]:
    """So many cases: each kind of fault at least once, then more of them by the seed."""
    rng = random.Random(seed)
    makers: list[Callable[[], list[Case]]] = [lambda: good(rng), lambda: broken(rng)]
    found = [case for make in makers for case in make()]
    found += [of_standard(*row, rng) for row in (*VALUES, *MORE, *ADVICE)]
    found += [conforming(key, column, ok, rng) for key, column, ok, *_ in VALUES]
    kept = [case for case in found if case.label != "hostile: ZIP bomb"]
    while len(found) < count:
        found.append(dataclasses.replace(rng.choice(kept)))
    rng.shuffle(found)
    return found


def construct(folder: Path, catalogue: Path, seed: int, count: int) -> tuple[list[Metadata], dict[str, Case]]:
    """Write the files and the record; what the portal says of the datasets, and the case of each."""
    known = list(metadata.of_sheets(files.read(catalogue)).values())
    chosen = random.Random(seed).sample(known, count)
    lines, made, labelled = [], [], {}
    for one, case in zip(chosen, cases(seed, count), strict=True):
        labelled[one.dataset] = case
        for number, part in enumerate(case.parts, 1):
            lines += _stored(folder, one.dataset, number, part)
        made.append(
            dataclasses.replace(
                one,
                formats=tuple(part.format for part in case.parts),
                encodings=tuple(part.encoding for part in case.parts if part.encoding),
                addresses=tuple(f"https://example.invalid/{n}" for n in range(len(case.parts))),
                fields=case.fields,
                frequency=case.frequency,
                updated=DAY - timedelta(days=case.age),
            )
        )
    record.write(folder, lines)
    return made, labelled


def _stored(folder: Path, dataset: str, number: int, part: Part) -> list[Fetched]:
    path = f"{dataset}/{number}.{part.format[:4].strip().lower()}" if part.data is not None else ""
    if part.data is not None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(part.data + (b"altered" if part.altered else b""))
    if not part.recorded:
        return []
    data = part.data or b""
    sums = (len(data), sha256(data), path) if part.data is not None else (0, "", "")
    line = Fetched(dataset, number, f"https://example.invalid/{number}", DAY, part.status, "", "text/csv", *sums)
    return [dataclasses.replace(line, reason=part.reason, asked=part.asked)]
