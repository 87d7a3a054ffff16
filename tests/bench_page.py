"""What the page and the kept rows of a long list cost, without building its meeting: ``python -m tests.bench_page PACKET --rows 300000``.

The document of a built packet is taken with its catalogue repeated, and the rows of its figures with it: the page is made, the list
written as Parquet, the page opened three times in a browser, and a click on the total of the list measured.
"""

import argparse
import dataclasses
import json
import resource
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np

from reportlib.document import harvest, panel
from reportlib.facts.record import FactRecord, SourceTable, TextColumn
from reportlib.facts.rowsets import RowSet
from reportlib.media.html import page
from reportlib.model.document import Document
from reportlib.records.source_files import KeptTable, as_parquet, read_back
from tests.bench_scale import clicked

LIST, TOTAL, BROWSERS = "catalogue", "inventory.total", 3


def large_document(packet: Path, rows: int) -> Document:
    """The document of a packet with about so many rows of the catalogue."""
    sections = json.loads((packet / "run.json").read_text("utf-8"))["sections"]
    notebooks = [(stem, "", nbformat.read(packet / "notebooks" / f"{stem}.ipynb", 4)) for stem in sections]
    tables = {table.input: table for table in read_back(packet)}
    few = tables[LIST]
    copies = max(1, rows // len(few))
    tables[LIST] = repeated(few, copies)
    document = harvest.harvest(harvest.merge(notebooks))
    facts = tuple(with_copies(fact, few, copies) for fact in document.facts)
    return document.with_(tables=tuple(tables.values()), facts=facts)


def repeated(table: SourceTable, copies: int) -> SourceTable:
    """Every row as often; what tells datasets apart (most of its texts are different) is each copy's own."""
    cells = []
    for column in table.cells:
        if len(column.texts) > len(table) // 2:
            texts = tuple(f"{text}之 {copy}" for copy in range(copies) for text in column)
            cells.append(TextColumn(texts, np.arange(len(texts), dtype=np.uint32)).tidy())
        else:
            cells.append(TextColumn(column.texts, np.tile(column.at, copies)))
    numbers = np.arange(2, 2 + copies * len(table), dtype=np.uint32)
    return dataclasses.replace(table, numbers=numbers, cells=tuple(cells))


def with_copies(fact: FactRecord, table: SourceTable, copies: int) -> FactRecord:
    """A figure with the rows of every copy."""
    starts = len(table) * np.arange(copies)[:, None]
    spans = []
    for span in fact.rows:
        if (span.file, span.sheet) == (table.file, table.sheet):
            own = np.fromiter(RowSet.of_ranges(span.rows), np.int64)
            span = dataclasses.replace(span, rows=RowSet.of((own[None, :] + starts).ravel()).text)
        spans.append(span)
    return fact.with_(rows=tuple(spans))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packet", type=Path, help="the folder of a built packet")
    parser.add_argument("--rows", type=int, default=300_000)
    asked = parser.parse_args()
    document = large_document(asked.packet, asked.rows)
    (table,) = (table for table in document.tables if table.input == LIST)
    with tempfile.TemporaryDirectory() as folder:
        html, rows = Path(folder) / "packet.html", Path(folder) / "catalogue.parquet"
        begin = time.process_time()
        html.write_text(page.to_html(document, panel.figures(document)), "utf-8", newline="\n")
        made = time.process_time()
        rows.write_bytes(as_parquet(table))
        kept = time.process_time()
        KeptTable(LIST, table.file, table.sheet, rows).some(RowSet.of_ranges(f"{len(table) // 2}-{len(table)}"), 5)
        asked_for = time.process_time()
        print(f"{len(table):,} rows: page {made - begin:.1f} s of processor time, {html.stat().st_size / 1e6:.1f} MB")
        print(
            f"Parquet {kept - made:.1f} s, {rows.stat().st_size / 1e6:.1f} MB; five rows of it {asked_for - kept:.2f} s"
        )
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        total = next(fact.id for fact in document.facts if fact.name == TOTAL)
        for number in range(BROWSERS):
            for phase, spent in clicked(html, total, Path(folder) / f"profile-{number}").items():
                print(f"  {phase}: {spent.seconds:.3f} s", end="")
            print()


if __name__ == "__main__":
    main()
