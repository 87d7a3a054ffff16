"""The colours of charts, told apart by everybody: with any kind of colour blindness, in grey, and under a number."""

import itertools

import pytest

from reportlib import look
from reportlib.display.colours import STEPS, TEXT_ON

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SEEN = {
    "as it is": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


# A drawing is made in the colours of paper; on a dark screen the page changes each by its value.
ON_DARK = {light: dark for light, dark in reversed(look.COLOURS.values())}
GROUNDS = {"on paper": lambda colour: colour, "on a dark screen": ON_DARK.__getitem__}


def linear(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def lab(rgb):
    """CIE L*a*b* of linear RGB, for D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        sum(a * b for a, b in zip(row, rgb, strict=True)) / white
        for row, white in zip(rows, (0.9505, 1, 1.089), strict=True)
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (max(t, 0) for t in (x, y, z)))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, matrix):
    return lab([min(1, max(0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in matrix])


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("eyes", SEEN)
def test_the_colours_are_told_apart_by_every_kind_of_eye(eyes, ground):
    for one, other in itertools.combinations(map(GROUNDS[ground], STEPS), 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(one, SEEN[eyes]), seen(other, SEEN[eyes]), strict=True)) ** 0.5
        assert distance > 15, (one, other, distance)


@pytest.mark.parametrize("ground", GROUNDS)
def test_colours_that_meet_in_a_bar_differ_in_lightness_and_so_in_grey(ground):
    lightness = [lab(linear(GROUNDS[ground](colour)))[0] for colour in STEPS]
    assert all(abs(one - other) > 12 for one, other in itertools.pairwise(lightness))


@pytest.mark.parametrize("ground", GROUNDS)
def test_numbers_on_a_colour_have_the_contrast_of_text(ground):
    for step, on in TEXT_ON.items():
        colour, text = GROUNDS[ground](step), GROUNDS[ground]({"white": "#ffffff"}.get(on, on))
        light, dark = sorted(
            (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(colour), linear(text))), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, text)
