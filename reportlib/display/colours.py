"""The colours of charts."""

NAVY, OCHRE, LIGHT, INK, GREY, HAIRLINE = "#0f4c75", "#c27c0e", "#c3cfd9", "#1b2631", "#5d6873", "#d8dee4"
DARK_OCHRE = "#8f5a06"
# Told apart by everybody, with any kind of colour blindness and in grey: lightness differs first
# (tests/display/test_colours.py).
STEPS = (NAVY, OCHRE, LIGHT, "#2b2f33", "#7f95a8", "#ecd3a5")
DARK = (NAVY, "#2b2f33")  # colours that carry white text
