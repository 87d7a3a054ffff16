"""What a kernel is forked from has imported what a section will need."""

import subprocess
import sys

PROGRAM = """
import importlib, sys
from reportlib.execute import fork_server
for module in fork_server.PRELOAD:
    importlib.import_module(module)
before = set(sys.modules)
{what}
print(sorted(set(sys.modules) - before))
"""
CHART = """
from decimal import Decimal
from reportlib.display.bars import bar_chart
from reportlib.facts.breakdowns import Breakdown
from reportlib.facts.facts import Fact, Unit
one = Fact(Decimal(1), Unit("項"), "one", "一")
bar_chart("一", Breakdown("項目", {"甲": one}, one)).as_html()
"""
START = """
from ipykernel.kernelapp import IPKernelApp
IPKernelApp().parse_command_line([])
"""


def imported_by(what):
    program = PROGRAM.replace("{what}", what)
    return subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def test_a_first_chart_imports_nothing_more():
    assert imported_by(CHART) == "[]"


def test_a_kernel_that_starts_imports_nothing_more():
    assert imported_by(START) == "[]"


def test_sections_do_without_the_patterns_of_personal_data():
    assert "reportlib.privacy.finders" not in imported_by("before = set()")
