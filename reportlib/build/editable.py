"""``packet build --editable``: each edition as papers of office programs, beside it in a folder of their own.

Not among the files of the packet, which are what was checked: somebody edits these, and no later build may take the edits away.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlib.model.document import Document
from reportlib.packets.publish import PacketPlace, writing
from reportlib.writing import as_json, sha256, write

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from reportlib.public.editions import Edition


def place_beside(packet: PacketPlace) -> PacketPlace:
    """``output/MEETING.editable``, ``output/MEETING.public.editable``; a file that was edited there is kept when it is written anew."""
    target = packet.target
    return PacketPlace(target.with_name(f"{target.name}.editable"), is_chosen=False, keeps_edits=True)


def write_editable(
    merged: NotebookNode, document: Document, edition: Edition | None, place: PacketPlace, stage: Path
) -> None:
    """``packet.odt`` and ``packet.docx`` in the stage of their folder; RunError where a chart cannot be drawn, or where the last look of the
    public ``edition`` finds anything in them; OutputError where something cannot be written."""
    from reportlib.media.exporters import PacketDOCXExporter, PacketODTExporter

    resources: dict = {"packet": (document, {})}
    made = {
        "packet.odt": PacketODTExporter().from_notebook_node(merged, resources)[0],
        "packet.docx": PacketDOCXExporter().from_notebook_node(merged, resources)[0],
    }
    if edition:
        edition.check_files(made)
    with writing(place.target):
        for name, data in made.items():
            write(stage / name, data)
        outputs = {name: sha256(data) for name, data in sorted(made.items())}
        write(stage / "run.json", as_json({"meeting": document.meeting.name, "outputs": outputs}))


def told_of(*places: PacketPlace) -> dict[str, Any]:
    """What :class:`Built` says of them."""
    kept = [str(path) for place in places for path in place.kept_edits]
    return {"editable": [str(place.target) for place in places], "kept_edits": kept}
