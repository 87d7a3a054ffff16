"""Everything a section notebook will import, imported once in the fork server (see kernels.py).

The style and the fonts are loaded as well, by drawing one chart that nobody sees.
"""

from __future__ import annotations

from decimal import Decimal

import reportlib
from reportlib import messages
from reportlib.display.bars import bar_chart
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact, Unit

messages.load()
for _name in reportlib.__all__:
    getattr(reportlib, _name)

_one = Fact(Decimal(1), Unit("項"), "preload", "預先載入")
bar_chart("預先載入", Breakdown("項目", {"甲": _one}, _one)).as_html()
