"""How many datasets pass each indicator, and the computed marks beside the portal's."""

from __future__ import annotations

from reportlib.display.display import runs
from reportlib.display.prose import KeyFigures, Prose
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import Fact
from reportlib.judging.model import FAIL, PASS, UNKNOWN, JudgedFiles
from reportlib.measures.counting import names_counted
from reportlib.measures.file_quality.within import COMPUTED, counted, known, order
from reportlib.meeting.meeting import Meeting
from reportlib.meeting.quality_rules import CERTAINTIES, INFERRED
from reportlib.roc import format_date
from reportlib.text import Quoted

RESULTS = {PASS: "相符", FAIL: "不符", UNKNOWN: "未知"}


def at_hand(found: JudgedFiles, meeting: Meeting) -> Fact:
    """The datasets of whose files something is known."""
    return counted(known(found), found, meeting, "known", "有檔案或取得紀錄的資料集", "檔案在資料夾內，或有取得紀錄者")


def _files(found: JudgedFiles, meeting: Meeting) -> Fact:
    paths = sorted({part.path for part in found.folder if part.path})
    unit = meeting.units.count("個")
    return names_counted(paths, unit, "file_quality.files", "檢測的檔案", found.day, "資料夾內屬於清單所列資料集的檔案")


def _with_mark(found: JudgedFiles, meeting: Meeting, mark: str) -> Fact:
    ones = [one for one in found.datasets if one.mark == mark]
    return counted(
        ones, found, meeting, f"mark/{mark}", f"{COMPUTED}的{mark}", f"規則檔「{found.book.title}」算得的標章"
    )


def key_figures(found: JudgedFiles, meeting: Meeting) -> KeyFigures:
    """The big figures that open the section."""
    *_, gold, platinum = order(found)
    failing = counted(
        [one for one in known(found) if one.failing],
        found,
        meeting,
        "failing",
        "有項目不符的資料集",
        "至少一個檢測項目不符者",
    )
    return KeyFigures.of(
        有檔案或紀錄的資料集=at_hand(found, meeting),
        有項目不符=failing,
        算得金標章=_with_mark(found, meeting, gold),
        算得白金標章=_with_mark(found, meeting, platinum),
    )


def message(found: JudgedFiles, meeting: Meeting) -> dict:
    """The title of the section's slide, as ``Display.says`` takes it."""
    return {
        "sentence": "{known} 項資料集的檔案在手邊，其中 {failing} 項有項目不符",
        "known": at_hand(found, meeting),
        "failing": key_figures(found, meeting).figures[1][1],
    }


def summary(found: JudgedFiles, meeting: Meeting) -> Prose:
    """What was judged by which rules, and what is only concluded here."""
    everything = counted(found.datasets, found, meeting, "datasets", "清單所列資料集", "資料集清單中有識別碼者")
    sentence = Prose.of(
        "清單所列 {all} 項資料集中，{known} 項的檔案或取得紀錄在手邊，共檢測 {files} 個檔案；其餘沒有檔案，不作判斷。",
        all=everything,
        known=at_hand(found, meeting),
        files=_files(found, meeting),
    )
    book = found.book
    inferred = [str(level.mark) for level in book.levels if level.certainty == INFERRED]
    inferred += [str(book.platinum.mark)] if book.platinum.certainty == INFERRED else []
    rule = runs(
        "依規則檔「{title}」（{source}）。{marks}標章由哪些項目決定，沒有公開的完整文件，為本資料推定：以下的標章是本資料算得，與平臺的標章並列，不取代平臺的標章。",
        title=book.title,
        source=book.source,
        marks="、".join(inferred),
    )
    return Prose((*sentence.paragraphs, rule))


def indicators_table(caption: str, found: JudgedFiles, meeting: Meeting) -> Table:
    """Each indicator: how many datasets pass it, fail it, or are unknown; since when it is and how sure that is."""
    rows = []
    for rule in found.book.indicators:
        facts = [
            counted(
                [one for one in known(found) if one.rulings[rule.id].result == result],
                found,
                meeting,
                f"indicator/{rule.id}.{result}",
                f"{rule.name}{said}",
                f"檢測項目「{rule.name}」{said}的資料集",
            )
            for result, said in RESULTS.items()
        ]
        rows.append(Row((rule.facet, rule.name, *facts, Quoted(format_date(rule.since)), CERTAINTIES[rule.certainty])))
    columns = ("面向", "項目", *RESULTS.values(), "自", "依據")
    note = "資料集的各個資源都相符才相符；未知的項目不影響標章"
    return Table(caption, columns, tuple(rows), "單位：項", note, weights=(3, 3, 1, 1, 1, 2, 2), sortable=False)


def marks_table(caption: str, found: JudgedFiles, meeting: Meeting) -> Table:
    """The marks of the datasets that were judged: the portal's, the computed, and how many have both."""
    rows = []
    ones = known(found)
    for mark in reversed(order(found)):
        portal = [one for one in ones if one.portal_mark == mark]
        rule = "有檔案或取得紀錄的資料集"
        rows.append(
            Row(
                (
                    mark,
                    counted(portal, found, meeting, f"portal/{mark}", f"平臺的{mark}", f"{rule}，清單的品質檢測欄"),
                    _with_mark(found, meeting, mark),
                    counted(
                        [one for one in portal if one.mark == mark],
                        found,
                        meeting,
                        f"both/{mark}",
                        f"平臺與本資料皆為{mark}",
                        f"{rule}，兩者相同者",
                    ),
                )
            )
        )
    note = f"平臺另有未做品檢及白名單等註記者不列；{COMPUTED}的標章為推定"
    return Table(caption, ("標章", "平臺", COMPUTED, "兩者相同"), tuple(rows), "單位：項", note, sortable=False)
