"""A whole project of one section and three datasets, of which a packet is built in seconds."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "tiny-1-1"
PARAMS = """\
meeting: {body: 某小組, term: 1, number: 1, date: 109-11-20}
inputs: {publishers: agencies/tiny.csv, catalogue: ../data/tiny-1-1/catalogue.csv}
as_of: {inventory: 109-10-31}
agenda: [{item: 報告, start: "14:00", end: "14:30", topics: [{title: 盤點, sections: [10-tiny]}]}]
"""
REGISTER = "name,short,aliases,kind,evaluated,successor\n經濟部水利署,水利署,,署,是,\n經濟部能源局,能源局,,局,是,\n"
CATALOGUE = (
    "資料集名稱,提供機關,服務分類,檔案格式,上架日期\n"
    "河川水位,經濟部水利署,生活安全及品質,CSV,108/3/5\n"
    "水庫蓄水,經濟部水利署,生活安全及品質,CSV;JSON,109/4/6\n"
    "用電量,經濟部能源局,生活安全及品質,CSV,109/10/1\n"
)


def tiny_project(folder: Path, first: str = "section") -> Path:
    """Write it; returns its parameter file. ``first`` is the code of the first cell after the section is open."""
    cells = [
        new_markdown_cell("# 資料集盤點"),
        new_code_cell(f'params_file = "../params/{NAME}.yaml"', metadata={"tags": ["parameters"]}),
        new_code_cell(
            f"from reportlib import KeyFigures, inventory, open_section\n\nsection = open_section(params_file)\n{first}"
        ),
        new_code_cell("KeyFigures.of(累計開放資料集=inventory.total(section.catalogue, section.meeting))"),
        new_code_cell("section.close()"),
    ]
    params_file = folder / "params" / f"{NAME}.yaml"
    for path, text in {
        params_file: PARAMS,
        folder / "params" / "agencies" / "tiny.csv": REGISTER,
        folder / "data" / NAME / "catalogue.csv": CATALOGUE,
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "notebooks").mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells), folder / "notebooks" / "10-tiny.ipynb")
    return params_file


def packet_of(params_file: Path) -> Path:
    """Where its packet is published."""
    return params_file.parent.parent / "output" / params_file.stem
