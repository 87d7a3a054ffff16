"""The measures of a slide, in points where nothing else is said."""

from __future__ import annotations

WIDTH, BOTTOM = 632.0, 360.0  # of what stands on a slide, and where it ends
HEIGHT = 405.0  # of a slide
WIDEST_PAGE = 320.0  # of an upright attached page, beside its title
TITLE_TOP = 31.0
TITLE_SIZES = ((26.0, 1), (24.0, 1), (22.0, 1), (23.0, 2), (20.0, 2))  # and the most lines of each
TITLE_LINE = 1.3
UNDER_TITLE = 26.0  # from the title to what it titles, with the rule between
ASIDE = 204.0  # the column of figures beside a chart
GUTTER = 24.0
GROUP_GUTTER = 30.0
TEXT_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0)
LEAD = 16.0  # a short text that goes with a chart or a table
LEAD_LINES = 3
NOTE = 14.0
NOTE_HEIGHT = 28.0  # of one line of it
ABOVE_TEXT = 26.0  # between figures and the text under them
TABLE_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0)
SHORT_TABLE, SHORT_TABLE_SIZES = 4, (20.0,)  # rows, and what is tried first for a table of no more
RECORD_SIZES = TABLE_SIZES
SMALLEST_TABLE = TABLE_SIZES[-1]
VOLUME, VOLUME_PAGE = "會議資料", "會議資料第 {page} 頁"  # what slides call the volume
MOST_ROWS = 7  # of a table, under its header
MOST_PAGES = 1  # of an attachment
COLUMN_SLACK = 0.5  # em, for each column
MOST_DRAWN_OUT, LEAST_DRAWN_OUT = 1.5, 0.62  # of what its lines take; of the slide, which any table may be as wide as
NAME_SLACK, WIDEST_NAME = 1.4, 0.28  # em beside the names of a record; of the width
TEXT_LINE = 1.55  # from baseline to baseline, in em
TABLE_LINE = 1.36
ROW_PAD = 0.5  # over and under a row together, in em
KEPT_HEADROOM = 0.98  # a line is taken to hold a little less than it does: closing marks may not begin the next
FIGURE_SIZES, LONE_FIGURE_SIZE = (44.0, 38.0, 32.0), 60.0  # with a text under them, and alone on their slide
