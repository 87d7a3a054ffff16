"""The measures of the A4 page, in points where nothing else is said."""

from __future__ import annotations

# Sizes in points, as the template sets them.
TEXT_WIDTH = 166 / 25.4 * 72
BESIDE_WIDTH = (166 - 8) / 2 / 25.4 * 72  # of a chart, and of the table beside it
WIDE_TEXT_WIDTH = 253 / 25.4 * 72  # of a page on its side
TALLEST_CHART = 215 / 25.4 * 72
ROW_PAD = 9.2
LINE = 1.41  # from baseline to baseline in a table, in em
LAST_GAP = 0.5  # em; what of that the last line of a row does not take
BAR_SHARE = 0.24  # of the width, for the bars of a table beside their numbers
BAR_GAP = 8.0  # between a number and its bar
GROUP_GUTTER = 17.0
LONGEST_IN_GROUPS = 30.0  # em; a table with a longer text is not set in column groups
NARROWEST_NAME, NAME_SLACK = 62.0, 8.0  # of the names of a record; what they are given beyond their length
WIDEST_NAME = 0.3  # of the width
SMALLEST_TYPE = 8.5
SMALLEST_WIDE_TYPE = 7.0
TALLEST_KEPT_ROW = 200.0
TALLEST_KEPT_TABLE = 180.0  # a quarter of a page: what is higher may break, rather than leave half a page empty
TALLEST_CHUNK = 640.0  # of a table in column groups: what fits a page with heading and caption
CROWDED_COLUMN = 14.0  # em; in a table of many columns, a text column this narrow is crowded by a text of more than
CROWDED_LINES = 6  # lines
MANY_COLUMNS = 6
LONGEST_LABEL, LONGEST_VALUE = 60.0, 16.0  # em, in the register of figures
LONGEST_NOTE_NAME = 3  # characters of what a statement of the register is called
LONGEST_ENGLISH_NAME = 7  # of the same in English
MANY_ZEROS = 4  # figures of a family that are 0 are told in one line
