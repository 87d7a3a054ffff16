"""The attached pages of the later meeting: a PDF of two pages and an image, set by typst in the packet's own type."""

import importlib.util
from pathlib import Path

from meetings import Meeting

TEMPLATE = Path(__file__).with_name("attachments.typ")
FONTS = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
PIXELS_AN_INCH = 110


def write_attachments(folder: Path, meeting: Meeting) -> None:
    """``executive-yuan-matters.pdf`` and ``matters-flow.png``; no clock in either."""
    import typst

    folder.mkdir(parents=True, exist_ok=True)
    fonts = [str(Path(importlib.util.find_spec(package).origin).parent) for package in FONTS]
    saved_at = (meeting.saved_on.toordinal() - 719_163) * 86_400  # seconds since 1970
    for page, name, form in (("matters", "executive-yuan-matters.pdf", "pdf"), ("flow", "matters-flow.png", "png")):
        made = typst.compile(
            str(TEMPLATE),
            format=form,
            ppi=PIXELS_AN_INCH,
            font_paths=fonts,
            ignore_system_fonts=True,
            timestamp=saved_at,
            sys_inputs={"page": page},
        )
        (folder / name).write_bytes(made)
