"""The colours of charts, by the names that drawings use."""

from reportlib.look import LIGHT as ROLES

NAVY, OCHRE, LIGHT, INK, GREY, HAIRLINE = (
    ROLES[role] for role in ("structure", "emphasis", "bar", "ink", "grey", "hairline")
)
DARK_OCHRE = ROLES["emphasis-text"]
# Told apart by everybody, with any kind of colour blindness and in grey: lightness differs first
# (tests/display/test_colours.py).
STEPS = (NAVY, OCHRE, LIGHT, "#2b2f33", "#7f95a8", "#ecd3a5")
DARK = (NAVY, "#2b2f33")  # colours that carry white text
