"""``packet desk``: the local page."""

from __future__ import annotations

import argparse

from reportlib import messages
from reportlib.commands.places import project_folder, shown_path


def run_desk(asked: argparse.Namespace) -> int:
    root = project_folder().resolve()
    if asked.shortcut:
        from reportlib.desk.shortcut import write_shortcut

        print(messages.desk_shortcut_written(file=shown_path(write_shortcut(root))))
        return 0
    from reportlib.desk.server import serve

    serve(root, asked.port, opens=not asked.no_browser, say=lambda text: print(text, flush=True))
    return 0
