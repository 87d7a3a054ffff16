"""What is wrong with a file of identities is said."""

import re

import pytest

from reportlib.document import identities
from reportlib.errors import ConfigError

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
