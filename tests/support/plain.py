"""The packet without notebooks: the same calls to reportlib and typst, one after another in one plain process.

``python -m tests.plain PARAMS FOLDER`` is what ``make bench`` measures ``packet build`` against; it has no kernels, no
checks of its own, no executed notebooks and no publishing.
"""

import ast
import contextlib
import json
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_notebook, new_output


def compiled(source: str, name: str):
    """The statements of a cell, and the expression at its end that it shows, None where there is none."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    return compile(tree, name, "exec"), compile(ast.Expression(last.value), name, "eval") if last else None


def bundle(shown) -> dict:
    """What a kernel would send of it."""
    from IPython.core.formatters import DisplayFormatter

    own = getattr(type(shown), "_repr_mimebundle_", None)
    return own(shown) if own else DisplayFormatter().format(shown)[0]


def run_notebook(path: Path, params_file: Path | None = None):
    """The notebook with its cells' displays as outputs, its code run by ``exec`` in this process; of other parameters than its own."""
    import IPython.display

    from reportlib.display import display as display_display

    display_display.shown().clear()
    shown = []
    IPython.display.display = shown.append
    names: dict = {}
    executed = new_notebook()
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "code" and not cell.source.startswith("%"):  # what only IPython runs is left as it is
            body, last = compiled(cell.source, path.name)
            exec(body, names)
            if params_file and "parameters" in cell.metadata.get("tags", []):
                names["params_file"] = params_file
            shown.clear()
            value = eval(last, names) if last else None
            displays = [*shown, *([value] if value is not None else [])]
            cell.outputs = [new_output("display_data", data=json.loads(json.dumps(bundle(d)))) for d in displays]
        executed.cells.append(cell)
    return executed


def main(params_file: Path, folder: Path) -> None:
    from reportlib import writing
    from reportlib.build import inputs as build_inputs
    from reportlib.document import harvest
    from reportlib.media import annexes as media_annexes
    from reportlib.media.html import page
    from reportlib.media.pdf import view
    from reportlib.media.slides import slides
    from reportlib.meeting.meeting import Meeting

    meeting = Meeting.read(params_file)
    build_inputs.read_all(meeting)
    notebooks = meeting.params.root / "notebooks"
    merged = harvest.merge(
        [(stem, item, run_notebook(notebooks / f"{stem}.ipynb", params_file)) for stem, item in meeting.params.sections]
    )
    whole = harvest.harvest(merged)
    whole, files = media_annexes.make(whole)
    volume = view.to_volume(whole)
    files |= {
        "packet.html": page.to_html(whole).encode(),
        "packet.pdf": volume.pdf,
        "annexes.pdf": view.to_annexes(whole, files, (), volume.told).pdf,
        "briefing.pdf": slides.to_pdf(whole, volume.told),
    }
    for name, data in files.items():
        writing.write(folder / name, data)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
