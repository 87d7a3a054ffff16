"""What a finding is called."""

import re

from reportlib.records.findings import RULE_NAMES, Finding
from reportlib.returns import row_rules


def finding(code, rule=""):
    return Finding(
        code, "不對。", "", "水利署.xlsx", "預計開放資料集", 6, 4, "預計開放日期", value="109/2/30", rule=rule
    )


def test_a_rule_is_called_by_its_name_else_by_its_code():
    assert finding("V18", "sample_passed-within-sampled").rule_name == "合格不多於抽檢"
    assert finding("V07").rule_name == "有效日期"


def test_every_rule_of_the_tables_has_a_chinese_name():
    rules = {rule.name for rules in row_rules.RULES.values() for rule in rules} | {"words", "asked"}
    assert rules <= RULE_NAMES.keys()
    assert not [name for name in RULE_NAMES.values() if re.search("[A-Za-z]", name)]


def test_every_code_that_the_intake_raises_has_a_name(root):
    rooms = (root / "reportlib" / room for room in ("readers", "records", "returns"))
    texts = [path.read_text("utf-8") for room in rooms for path in room.rglob("*.py")]
    raised = {code for text in texts for code in re.findall(r'["\']([AEFILPV][0-9]{2})["\']', text)}
    assert "V07" in raised and "F02" in raised
    assert raised - RULE_NAMES.keys() <= {"F17", "F19"}  # passed over; stops the run
