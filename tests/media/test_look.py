"""How things look stands in one place: no template and no chart has a colour of its own, and texts can be read on their ground."""

import re

from reportlib import look
from reportlib.media import styles

A_COLOUR = re.compile(r'#[0-9a-f]{6}\b|rgb\("#')


def test_no_template_of_print_or_slides_has_a_colour_of_its_own():
    found = {path.name: A_COLOUR.findall(path.read_text("utf-8")) for path in sorted(styles.FOLDER.glob("*.typ"))}
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_the_page_has_the_roles_in_both_schemes():
    light, dark = look.css().split("@media", 1)
    for role, (on_light, on_dark) in look.COLOURS.items():
        assert f"--{role}: {on_light};" in light and f"--{role}: {on_dark};" in dark


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_colour_has_enough_contrast_on_its_ground_in_both_schemes():
    pairs = (
        *((role, "ground") for role in ("ink", "grey", "structure", "emphasis-text")),
        ("ink", "wash"),
        ("ink", "notice"),
        ("full-text", "full"),
        ("ink", "part"),
        ("loss-text", "loss"),
    )
    for at in (0, 1):
        weak = [pair for pair in pairs if contrast(look.COLOURS[pair[0]][at], look.COLOURS[pair[1]][at]) < 4.5]
        assert weak == []


def test_nothing_of_print_is_under_eight_and_a_half_points_and_nothing_of_a_slide_but_its_footer_under_fourteen():
    assert min(look.PRINT.values()) == 8.5
    assert min(size for use, size in look.SLIDE.items() if use != "footer") == 14


def test_print_and_slides_are_given_the_colours_of_paper_with_their_own_sizes():
    assert look.typst_data(look.PRINT) == {"colours": look.LIGHT, "sizes": look.PRINT}
    assert look.LIGHT["ground"] == "#ffffff" and set(look.LIGHT) == set(look.COLOURS)


def test_a_style_sheet_without_custom_properties_has_the_colours_filled_in_and_all_else_left():
    assert look.filled("a { color: $grey; width: $wide }") == f"a {{ color: {look.LIGHT['grey']}; width: $wide }}"


def test_the_page_has_its_sizes_and_on_a_dark_screen_a_drawing_changes_each_colour_by_the_first_role_that_has_it():
    light, dark = look.css().removesuffix(" }\n").split("@media", 1)
    assert "--size-title: 1.6875rem;" in light and "--size" not in dark
    for colour in set(look.LIGHT.values()):
        role = next(role for role, its in look.LIGHT.items() if its == colour)
        for kind in ("fill", "stroke"):
            rules = [line for line in dark.splitlines() if f'"{kind}: {colour}"' in line]
            assert rules == [f'[style*="{kind}: {colour}"] {{ {kind}: var(--{role}) !important; }}']
