"""The measures of the A4 page, in points where nothing else is said."""

from __future__ import annotations

# Sizes in points, as the template sets them.
TEXT_WIDTH = 168 / 25.4 * 72
WIDE_TEXT_WIDTH = 255 / 25.4 * 72  # of a page on its side
TALLEST_CHART = 215 / 25.4 * 72
ROW_PAD = 9.2
LINE = 1.38  # from baseline to baseline in a table, in em
LAST_GAP = 0.5  # em; what of that the last line of a row does not take
GROUP_GUTTER = 17.0
LONGEST_IN_GROUPS = 30.0  # em; a table with a longer text is not set in column groups
NARROWEST_NAME, NAME_SLACK = 62.0, 8.0  # of the names of a record; what they are given beyond their length
WIDEST_NAME = 0.3  # of the width
SMALLEST_TYPE = 7.0
SMALLEST_WIDE_TYPE = 5.5
TALLEST_KEPT_ROW = 200.0
TALLEST_KEPT_TABLE = 330.0
TALLEST_CHUNK = 640.0  # of a table in column groups: what fits a page with heading and caption
MOST_LISTED = 80  # entries of the list of tables and charts
MOST_IN_ONE_COLUMN = 44  # lines of the contents, and of that list; more are set in two columns
CROWDED_COLUMN = 14.0  # em; in a table of many columns, a text column this narrow is crowded by a text of more than
CROWDED_LINES = 6  # lines
MANY_COLUMNS = 6
REGISTER_SIZE, REGISTER_NOTE = 6.8, 6.2  # of the register of figures, and of what it says of their derivation
REGISTER_INDENT, REGISTER_PAGES, REGISTER_GUTTER = 29.0, 42.0, 14.0  # the ids, the pages, between its two columns
LONGEST_LABEL, LONGEST_VALUE = 60.0, 16.0  # em
