"""Drawings and pictures as typst takes them: how large one is drawn, and what its file is called."""

from __future__ import annotations

import re

IMAGE_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
_VIEW_BOX = re.compile(r'viewBox="[\d.+-]+[ ,]+[\d.+-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')


def svg_size(svg: str) -> tuple[float, float] | None:
    """Width and height of a drawing in units of its own; None where it does not say."""
    box = _VIEW_BOX.search(svg)
    return (float(box[1]), float(box[2])) if box else None
