"""Entries that the desk adds to a YAML file of the secretariat's: judged by its strict model first, the version before kept."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from reportlib import messages, system, temporary
from reportlib.meeting import yaml_file, yaml_models
from reportlib.meeting.fields import Model
from reportlib.meeting.project import own_file
from reportlib.meeting.yaml_file import YamlFile
from reportlib.meeting.yaml_text import YamlText
from reportlib.new.rewritten import text_of
from reportlib.writing import write

EARLIER = "earlier-{}"


def add_entry(path: Path, root: Path, model: type[Model], key: str, entry: Mapping[str, str | int | bool]) -> None:
    """One more entry at the end of the list ``key``; ConfigError where the file would be wrong then, and it stays as it is."""
    own_file(path, root)
    before = path.read_bytes() if path.is_file() else b""
    line = "{" + ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in entry.items()) + "}"
    text = text_of(path) if before.strip() else ""
    edited = f"{key}:\n  - {line}\n"
    if text:
        there = YamlText(text)
        if there.node(key) is None:
            there.add((), key, f"[{line}]")
        else:
            there.append((key,), line)
        edited = there.changed()
    try:
        with temporary.beside(path.parent) as beside:
            draft = beside / path.name
            draft.write_bytes(edited.encode())
            read = yaml_file.load(draft, model.model_fields)
            yaml_models.fit(model, YamlFile(path, read.data, read.lines))
            if before:
                keep(path, before)
            os.replace(draft, path)
    except OSError as error:
        problem = messages.R12_cannot_write_page(folder=path.parent.name, file=path.name, reason=system.reason(error))
        raise system.cannot_write(error, problem) from None


def keep(path: Path, before: bytes, folder_name: str = "") -> Path:
    """The version before, numbered, in a folder of its own beside the file; nothing in it is ever deleted."""
    folder = path.parent / (folder_name or EARLIER.format(path.stem))
    number = 1
    while (kept := folder / f"{number:04}-{path.name}").exists():
        number += 1
    write(kept, before)
    return kept
