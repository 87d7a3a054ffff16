"""The exporters of nbconvert make the files of a build, to the same bytes, from the merged notebook and nothing else."""

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from reportlib.build.build import reconciled
from reportlib.build.progress import Progress
from reportlib.document.harvest import completed, harvest, merge
from reportlib.meeting.params import Params
from reportlib.records import inputs, source_files


@pytest.fixture(scope="module")
def merged(earlier, root, tmp_path_factory):
    """The merged notebook of a built packet, saved as a file: its executed notebooks, source rows and reconciliation."""
    params = Params.read(root / "params" / f"{earlier.name}.yaml")
    notebooks = [
        (stem, item, nbformat.read(earlier / "notebooks" / f"{stem}.ipynb", 4)) for stem, item in params.sections
    ]
    order = list(inputs.FILES)  # in which a build reads them
    notebook = merge(notebooks)
    tables = tuple(sorted(source_files.read_back(earlier), key=lambda table: order.index(table.input)))
    agreement = reconciled(harvest(notebook).with_(tables=tables), params, Progress())
    path = tmp_path_factory.mktemp("merged") / "moea-5-2.ipynb"
    nbformat.write(completed(notebook, tables, agreement), path)
    return path


@pytest.mark.parametrize(
    "name, file", [("packet-html", "packet.html"), ("packet-pdf", "packet.pdf"), ("packet-briefing", "briefing.pdf")]
)
def test_nbconvert_gives_the_bytes_of_the_build(merged, earlier, name, file):
    made, _ = get_exporter(name)().from_filename(str(merged))
    assert (made.encode() if isinstance(made, str) else made) == (earlier / file).read_bytes()
