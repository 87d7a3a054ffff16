"""Steps that part into branches: what is drawn, and what is read out instead."""

from reportlib.display.branches import branch_chart


def test_every_step_and_branch_is_drawn_and_said_in_order():
    chart = branch_chart("策略", ["研析：資訊長", "提送"], [("甲：本部", ["登載", "發布"]), ("乙", ["協處"])])
    for text in ("研析", "資訊長", "提送", "甲：本部", "登載", "發布", "乙", "協處"):
        assert f">{text}<" in chart.svg, text
    assert chart.alt == "流程圖：策略。（一）研析：資訊長；（二）提送；甲，本部：登載、發布；乙：協處。"


def test_the_same_bytes_twice():
    assert branch_chart("x", ["一"], [("甲", ["乙"])]).svg == branch_chart("x", ["一"], [("甲", ["乙"])]).svg


def test_without_a_step_that_is_said_and_nothing_is_drawn():
    assert branch_chart("策略", [], []).as_text() == "策略：規則檔未載。"
