"""What is wrong with a file of identities is said."""

import re

import pytest

from reportlib import wording
from reportlib.document import identities, reconcile
from reportlib.errors import ConfigError
from tests.support.figures import OCTOBER, document, facts, table

TWO = "severity: error, says: x, one: {table: feedback, key: [編號]}, other: {table: requests, key: [編號]}"


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{id: a, kind: som, severity: error, says: x, facts: {}}", "som"),
        ("{id: a, kind: sum, severity: error, says: x, facts: {total: [a]}}", "facts.plus"),
        ("{id: a, kind: sum, severity: error, says: x, facts: {total: [a], plus: [b], parts: [c]}}", "facts.parts"),
        ("{id: a, kind: recount, severity: error, says: x, facts: {fact: [a]}}", "table"),
        ("{id: a, kind: rows, severity: error, says: x, one: {table: plan, key: [編號]}}", "other"),
        ("{id: a, kind: days, severity: error, says: x, one: {table: plna}}", "plna"),
        ("{id: a, kind: days, severity: error, says: x, one: {table: plan, key: [編碼]}}", "編碼"),
        (f"{{id: a, kind: listed, {TWO}, unless: {{table: requests, key: [處理情形]}}}}", "feedback"),
        (f"{{id: a, kind: listed, {TWO}, shared: [處理情形]}}", "feedback"),
        (f"{{id: a, kind: listed, {TWO}, within: 統計日}}", "統計日"),
        (f"{{id: a, kind: rows, {TWO}, unpaired: 處理情形}}", "feedback"),
        (
            "{id: a, kind: days, severity: error, says: x, one: {table: plan, where: "
            "[{column: 編號, filled: true, or_else: {column: 編碼, filled: true}}]}}",
            "編碼",
        ),
        (
            "{id: a, kind: days, severity: error, says: x, one: {table: plan, where: [{column: 編號, says: ['(']}]}}",
            "(",
        ),
        ("{id: a, kind: same, severity: fatal, says: x, facts: {facts: [a]}}", "fatal"),
        ("{id: a, kind: same, severity: error, says: x, fact: {facts: [a]}}", '"fact"'),
    ],
)
def test_what_is_wrong_with_an_identity_is_said(tmp_path, entry, says):
    path = tmp_path / "identities.yaml"
    path.write_text(f"title: t\nsource: s\nidentities:\n  - {entry}\n", "utf-8")
    with pytest.raises(ConfigError, match=re.escape(says)):
        identities.read(path)


def test_an_id_stands_once(tmp_path):
    entry = "  - {id: a, kind: same, severity: error, says: x, facts: {facts: [a]}}\n"
    (tmp_path / "i.yaml").write_text(f"title: t\nsource: s\nidentities:\n{entry}{entry}", "utf-8")
    with pytest.raises(ConfigError, match="twice"):
        identities.read(tmp_path / "i.yaml")


def test_a_packet_in_english_says_in_english_what_should_hold_unless_the_body_has_its_own_words(book):
    assert [one.id for one in book.identities if not one.says_en or not one.says_en.isascii()] == []
    [total] = (one for one in book.identities if one.id == "total")
    assert total.sentence == "同一統計日的累計開放資料集只有一個數值。"
    with wording.using(wording.Wording(lang="en-GB")):
        assert total.sentence == "All figures of the datasets opened by one as-of date are the same."
    with wording.using(wording.Wording(words={total.says: "One total a day."}, lang="en")):
        assert total.sentence == "One total a day."


def test_where_two_inputs_differ_is_said_in_the_bodys_own_words(book):
    words = {"{file} 第 {row} 列「{column}」": "{file}, row {row}, {column}", "空白": "blank"}
    with wording.using(wording.Wording(words=words, lang="en")):
        opened = table("plan", "資料集名稱,實際開放日期,機關", "甲,109-05-01,水利署")
        listed = table("catalogue", "資料集名稱,上架日期,提供機關", "甲,109-08-01,水利署")
        [found] = (
            one
            for identity in book.identities
            if identity.id == "opened-when"
            for one in reconcile.reconcile(
                document(facts(OCTOBER, inventory__total=9), tables=[opened, listed]),
                book.model_copy(update={"identities": [identity]}),
            )[0]
        )
    assert found.one.label.endswith("plan.csv, row 2, 實際開放日期") and found.says.startswith("The day of opening")
