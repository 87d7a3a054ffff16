"""A whole project of one section and a national list, of which the packets of a few bodies are built in seconds each."""

from pathlib import Path

from tests.support.national_list import national_list
from tests.support.tiny_project import tiny_project

BODIES = {"moi": "內政部", "motc": "交通部", "taipei": "臺北市政府", "kinmen": "金門縣政府"}
TEMPLATE = """\
meeting: {body: $name, own: $name, called: $called, term: 1, number: 1, date: 107-08, data_notice: 重建資料}
inputs: {publishers: $publishers, catalogue: $catalogue}
other_publishers: count
as_of: {inventory: 107-07-31}
agenda: [{item: 報告, start: "14:00", end: "14:30", topics: [{title: 盤點, sections: [10-tiny]}]}]
"""
BATCH = """\
title: 試做的一批
notice: 重建資料
inputs: {catalogue: ../../data/national/catalogue.csv}
template: template.yaml
output: ../../output/national
figures: [{name: inventory.total, title: 累計開放資料集}]
bodies:
"""


def national_project(folder: Path, rows: int = 400) -> Path:
    """Write it; the file of the batch."""
    tiny_project(folder)
    batch = folder / "params" / "batches" / "national.yaml"
    bodies = "".join(f"  - {{id: {id}, name: {name}, called: 本機關, kind: 機關}}\n" for id, name in BODIES.items())
    for path, data in {
        batch: (BATCH + bodies).encode(),
        batch.with_name("template.yaml"): TEMPLATE.encode(),
        folder / "data" / "national" / "catalogue.csv": national_list([*BODIES.values()], rows),
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return batch
