"""One slide: its title in the largest type that fits, and the room under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlib.media.pdf.glyphs import breakable, shortened
from reportlib.media.slides.parting import lines_of, runs_view
from reportlib.media.slides.references import landed
from reportlib.media.slides.sizes import BOTTOM, NOTE, TITLE_LINE, TITLE_SIZES, TITLE_TOP, UNDER_TITLE, WIDTH
from reportlib.model.document import Cover
from reportlib.model.texts import Line


@dataclass
class Slide:
    """One slide: ``body`` is what stands under its title, of ``height`` points."""

    title: Line
    kicker: str = ""
    section: str = ""  # the section's heading, on its first slide
    footer: str = ""
    unit: str = ""
    note: str = ""
    part: str = ""
    kind: str = "plain"
    body: list[dict] = field(default_factory=list)
    height: float = 0.0
    targets: list[str] = field(default_factory=list)

    def __post_init__(self):
        text = self.title.text + (self.part and f"　{self.part}")
        # One line has no mark that must be kept from the next one's beginning.
        ways = (
            (size, 1 if lines_of(text, WIDTH / size, 0.995) == 1 else lines_of(text, WIDTH / size))
            for size, _ in TITLE_SIZES
        )
        size, lines = next(
            (way for way, (_, most) in zip(ways, TITLE_SIZES, strict=True) if way[1] <= most),
            (TITLE_SIZES[-1][0], lines_of(text, WIDTH / TITLE_SIZES[-1][0])),
        )
        self.title_size, self.top = size, TITLE_TOP + lines * size * TITLE_LINE + UNDER_TITLE
        self.note_height = lines_of(self.note, WIDTH / NOTE) * NOTE * 1.4 + 8 if self.note else 0.0

    @property
    def room(self) -> float:
        """The height for what stands under the title, in points."""
        return BOTTOM - self.top - self.note_height

    def add(self, element: dict, height: float) -> None:
        self.body.append(element)
        self.height += height

    def view(self, number: int, numbers: Mapping[str, int]) -> dict:
        """The slide of this number as the template sets it; ``numbers`` are the slides to which references lead."""
        return {
            "id": f"slide-{number}",
            "kind": self.kind,
            "targets": self.targets,
            "section": breakable(self.section),
            "kicker": shortened(self.kicker, 50),
            "title": landed(runs_view(self.title), numbers),
            "title_size": self.title_size,
            "top": round(self.top, 2),
            "part": self.part,
            "unit": self.unit,
            "note": breakable(self.note),
            "room": round(self.room, 2),
            "body": landed(self.body, numbers),
            "footer": self.footer,
            "place": self.footer.partition("　·　")[0],
        }


def footer_of(place: str, as_of_text: str, meeting: Cover) -> str:
    right = "　".join(filter(None, (as_of_text, meeting.notice.text, meeting.part)))
    return "　·　".join(filter(None, (shortened(place, 40), right)))


def part_mark(at: int, count: int) -> str:
    """「（2／3）」 of what is parted over several slides; nothing where it is not."""
    return f"（{at + 1}／{count}）" if count > 1 else ""
