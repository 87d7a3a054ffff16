"""The colours of charts, by the names that drawings use."""

from reportlib.look import LIGHT as ROLES

NAVY, OCHRE, LIGHT, INK, GREY, HAIRLINE = (
    ROLES[role] for role in ("structure", "emphasis", "bar", "ink", "grey", "hairline")
)
DARK_OCHRE = ROLES["emphasis-text"]
# Told apart by everybody, with any kind of colour blindness and in grey: lightness differs first
# (tests/display/test_colours.py).
STEPS = (NAVY, ROLES["step-2"], LIGHT, ROLES["step-4"], ROLES["step-5"], ROLES["step-6"])
# Of a number on each of them: on paper, and on a dark screen, which changes both.
TEXT_ON = dict(zip(STEPS, ("white", ROLES["on-step"], INK, "white", ROLES["on-step"], INK), strict=True))
