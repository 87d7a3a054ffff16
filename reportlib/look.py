"""How a packet looks, in one place for print, slides and page: colours by role, and sizes of type in points.

typst is given them as data, the page as custom properties of its style, charts take them as they are. Ochre means "look
here"; a state has a shape and a word beside its colour, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

# Role: (on white, on dark). Contrasts on their grounds are held by tests/test_look.py.
COLOURS: dict[str, tuple[str, str]] = {
    "ground": ("#ffffff", "#10171e"),
    "wash": ("#f3f6f9", "#18222c"),
    "ink": ("#1b2631", "#e6edf3"),
    "grey": ("#5d6873", "#a3b1be"),
    "structure": ("#0f4c75", "#86bbe0"),  # headings, links, the one bar that is meant
    "bar": ("#c3cfd9", "#40566a"),  # other bars, always labelled with their value
    "hairline": ("#d8dee4", "#2b3946"),
    "emphasis": ("#c27c0e", "#e0a33a"),  # a mark or a rule, not text
    "emphasis-text": ("#8f5a06", "#eab65a"),
    "notice": ("#fbf4e6", "#2b2416"),
    # Of a matrix: what carries its own text.
    "full": ("#0f4c75", "#86bbe0"),
    "full-text": ("#ffffff", "#10171e"),
    "half": ("#9fbcd2", "#3f6484"),
    "part": ("#dde8f0", "#263a4b"),
    "loss": ("#f3dfb9", "#4a3a17"),
    "loss-text": ("#6b4304", "#f0cd8c"),
    # Of stacked bars, with "structure" and "bar", and of a number on the second and the fifth. A drawing is made once, and changes its
    # colours on a dark screen by their values: what changes otherwise than "emphasis" and "ink" has a value of its own.
    "step-2": ("#c27c0f", "#b87a12"),
    "step-4": ("#2b2f33", "#e3e8ec"),
    "step-5": ("#7f95a8", "#919fad"),
    "step-6": ("#ecd3a5", "#5c4413"),
    "on-step": ("#10171e", "#10171e"),
}
LIGHT = {role: light for role, (light, _) in COLOURS.items()}

# Points. Nothing is smaller than the note.
PRINT = {
    "title": 19.0,
    "sub": 9.5,
    "heading": 12.5,
    "label": 11.0,
    "body": 10.5,
    "decision": 11.0,
    "table": 9.5,
    "caption": 9.5,
    "note": 8.5,
    "figure": 24.0,
}
SLIDE = {"title": 26.0, "body": 20.0, "table": 16.0, "note": 14.0, "footer": 10.5, "figure": 44.0}
# Rem of the page, of 16 px.
PAGE = {"title": 1.6875, "heading": 1.0, "body": 1.0, "table": 0.9375, "note": 0.8125, "figure": 2.75}


def typst_data(sizes: dict[str, float]) -> dict:
    """What a template is given: the colours of paper, and the sizes of its medium."""
    return {"colours": LIGHT, "sizes": sizes}


def css() -> str:
    """The custom properties of the page: ``--structure``, ``--size-body``, …; those of the dark scheme too, in which drawings
    made for paper change their colours by the same roles. No ancestor is named: what a drawing uses again (``<use>``) has none there."""

    def properties(at: int) -> Iterator[str]:
        return (f"--{role}: {both[at]};" for role, both in COLOURS.items())

    sizes = (f"--size-{name}: {size:g}rem;" for name, size in PAGE.items())
    drawn = (
        f'[style*="{kind}: {colour}"] {{ {kind}: var(--{role}) !important; }}'
        for colour, role in dict((light, role) for role, (light, _) in reversed(COLOURS.items())).items()
        for kind in ("fill", "stroke")
    )
    return (
        f":root {{ {' '.join((*properties(0), *sizes))} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {' '.join(properties(1))} }}\n{chr(10).join(drawn)} }}\n"
    )


def filled(style: str) -> str:
    """A style sheet with the colours of paper in place of ``$grey`` and the like, where custom properties do not reach."""
    return Template(style).safe_substitute(LIGHT)
