"""``python -m tests.large --rows N --out FOLDER``: the reference meeting with a catalogue of about N rows, as CSV and as Parquet.

The reference list is repeated as often as comes nearest to N, so that every figure of it that another input repeats is a whole
multiple: agencies, categories, kinds, days and marks stay, identifiers, titles, addresses, views and downloads are the copy's own
(the first copy is the reference itself), and each copy has its quality records. Rows are written as they are made; the same
arguments give the same bytes. ``FOLDER/params/large.yaml`` reads the CSV, ``large-parquet.yaml`` the Parquet, and with ``--typed``
``large-typed.yaml`` one whose catalogue has numbers and days in place of their texts.
"""

import argparse
import csv
import json
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlib.meeting.param_choices import RunLimits

LIMITS = RunLimits()
ROOT = Path(__file__).resolve().parent.parent
REFERENCE = "moea-6-1"
FIRST_COPY = 10_000_000  # identifiers of copies: none of the reference has as many digits
BLOCK = 16 << 20  # bytes of CSV that are made Parquet at once
TYPED = {"資料集識別碼": "int64", "瀏覽次數": "int64", "下載次數": "float64", "上架日期": "timestamp[s]"}
SCALED = {"ministries.csv": "資料集數", "history.csv": "數值"}


def large_meeting(folder: Path, rows: int, seed: int = 1, parquet: bool = True, typed: bool = False) -> Path:
    """Write a project of its own into the folder; returns the parameter file that reads the CSV."""
    reference = ROOT / "data" / REFERENCE
    data = folder / "data" / "large"
    for name in ("params", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    shutil.copytree(reference, data, dirs_exist_ok=True)
    header, *catalogue = _read(reference / "catalogue.csv")
    tested, *quality = _read(reference / "quality.csv")
    copies = max(1, round(rows / len(catalogue)))
    _write(data / "catalogue.csv", header, catalogue_rows(header, catalogue, copies, random.Random(seed)))
    _write(data / "quality.csv", tested, quality_rows(catalogue, quality, copies))
    for name, column in SCALED.items():
        _scale(data / name, column, copies)
    params = (folder / "params" / f"{REFERENCE}.yaml").read_text("utf-8").replace(f"data/{REFERENCE}/", "data/large/")
    params += limits_for((data / "catalogue.csv").stat().st_size, (copies * len(catalogue) + 1) * len(header))
    written = folder / "params" / "large.yaml"
    written.write_text(params, "utf-8")
    if parquet:
        for name in ("catalogue", "quality"):
            as_parquet(data / f"{name}.csv", data / f"{name}.parquet")
            params = params.replace(f"/{name}.csv", f"/{name}.parquet")
        written.with_name("large-parquet.yaml").write_text(params, "utf-8")
    if typed:
        as_parquet(data / "catalogue.csv", data / "typed.parquet", TYPED)
        params = params.replace("/catalogue.parquet", "/typed.parquet").replace("/catalogue.csv", "/typed.parquet")
        written.with_name("large-typed.yaml").write_text(params, "utf-8")
    return written


def limits_for(size: int, cells: int) -> str:
    """What a person would write into the parameters to have so large a list read; nothing where it is read anyway."""
    if size <= 1_000_000 * LIMITS.input_mb and cells <= LIMITS.input_cells:
        return ""
    least = {
        "input_mb": max(LIMITS.input_mb, size // 1_000_000 + 1),
        "input_cells": max(LIMITS.input_cells, cells + cells // 10),
    }
    return f"\nrun: {json.dumps(least)}\n"


def catalogue_rows(
    header: list[str], reference: list[list[str]], copies: int, rng: random.Random
) -> Iterator[list[str]]:
    """Every row of every copy; what a copy is viewed and downloaded is less than what its original is."""
    at = {name: place for place, name in enumerate(header)}
    for copy in range(copies):
        for place, original in enumerate(reference):
            row = list(original)
            if copy:
                number = _identifier(copy, place, len(reference))
                row[at["資料集識別碼"]] = number
                row[at["資料集名稱"]] = f"{original[at['資料集名稱']]}之 {copy}"
                row[at["資料下載網址"]] = f"https://example.invalid/{number}"
                row[at["資料集描述"]] = f"{original[at['資料集描述']]}；第 {copy} 份，自 {original[0]}"
                for column in ("瀏覽次數", "下載次數"):
                    row[at[column]] = str(int(original[at[column]] or 0) * rng.randrange(1000) // 1000)
            yield row


def quality_rows(catalogue: list[list[str]], reference: list[list[str]], copies: int) -> Iterator[list[str]]:
    """The records of each copy's datasets, in the order of the reference."""
    places = {row[0]: place for place, row in enumerate(catalogue)}
    for copy in range(copies):
        for number, *rest in reference:
            of_copy = copy and number in places
            yield [_identifier(copy, places[number], len(catalogue)) if of_copy else number, *rest]


def _identifier(copy: int, place: int, size: int) -> str:
    return str(FIRST_COPY + (copy - 1) * size + place)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, header: list[str], rows: Iterator[list[str]]) -> None:
    path.unlink()  # the copy may be read-only
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _scale(path: Path, column: str, copies: int) -> None:
    """Multiply what another input says of this body's list."""
    header, *rows = _read(path)
    place = header.index(column)
    for row in rows:
        if path.name == "history.csv" or row[0] == "經濟部":
            row[place] = str(int(row[place]) * copies)
    _write(path, header, iter(rows))


def as_parquet(path: Path, out: Path, kinds: Mapping[str, str] = {}) -> None:
    """The same texts in columns, block by block; those of some columns as values of a kind of Arrow's, a blank as none."""
    import pyarrow as pa
    from pyarrow import csv as columns, parquet

    types = {name: pa.type_for_alias(kinds.get(name, "string")) for name in _header(path)}
    options = columns.ConvertOptions(column_types=types, null_values=[""], strings_can_be_null=False)
    blocks = columns.open_csv(path, columns.ReadOptions(block_size=BLOCK), convert_options=options)
    with blocks, parquet.ParquetWriter(out, blocks.schema) as writer:
        for block in blocks:
            writer.write_batch(block)


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, required=True, help="how many rows the catalogue has, nearly")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the project")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv-only", action="store_true", help="no Parquet beside")
    parser.add_argument("--typed", action="store_true", help="a Parquet with numbers and days too")
    arguments = parser.parse_args()
    print(large_meeting(arguments.out, arguments.rows, arguments.seed, not arguments.csv_only, arguments.typed))


if __name__ == "__main__":
    main()
