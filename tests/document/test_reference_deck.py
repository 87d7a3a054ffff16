"""The eight disagreements of the reference deck are found, and nothing else."""

import csv
from decimal import Decimal

import pytest
import yaml

from reportlib.document import reconcile
from reportlib.document.declared import declared_facts
from reportlib.measures.strategies import named
from reportlib.meeting.param_choices import DeclaredFigure
from reportlib.roc import parse_date
from tests.support.figures import (
    document,
    pair,
    plus_one,
)

STATISTICS, PLATINUM, AWARD = "109-10-31", "109-11-05", "109-07-31"


ENDS = {"05": "31", "10": "31"}


@pytest.fixture(scope="module")
def deck(shared) -> dict[str, DeclaredFigure]:
    """Every figure that the published deck prints and an identity speaks of, as a person would declare it."""
    printed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))
    figures: dict[str, DeclaredFigure] = {}

    def table(name):
        with (shared / "reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def declare(measure, value, where, as_of=STATISTICS, unit="項", label=None):
        figures[f"f{len(figures)}"] = DeclaredFigure(
            value=Decimal(str(value)),
            unit=unit,
            as_of=parse_date(as_of),
            source="公開的會議資料",
            measure=measure,
            label=label or measure,
            where=where,
        )

    inventory = printed["inventory"]
    declare("inventory.total", inventory["opened_as_of_109_10"], "資料盤點", label="累計開放資料集")
    declare("inventory.total", inventory["opened_as_of_109_10_in_outcomes"], "推動成果", label="累計開放資料集")
    declare("inventory.previous_total", inventory["opened_102_to_108"], "資料盤點", "108-12-31")
    declare(
        "inventory.growth", inventory["planned_109"], "資料盤點", label="109 年已開放"
    )  # one number on the page for what was planned and what was opened
    declare("programme/planned_109", inventory["planned_109"], "資料盤點", label="109 年預計開放")
    declare("plan.before", inventory["opened_first_half_109"], "預計開放資料")
    declare("plan.period", inventory["planned_second_half_109"], "預計開放資料")
    declare("plan.year", inventory["planned_year_109_by_end_of_november"], "預計開放資料")
    declare("ministries.rank", inventory["rank_among_ministries"], "資料盤點", unit="名")
    for row in table("inventory_by_category"):
        declare(f"inventory.category/{row['category']}", row["datasets"], "服務分類")
    for row in table("planned_by_agency"):
        declare(f"plan.period/{row['agency']}", row["datasets"], "預計開放資料")
    for row in table("gold_label_series"):
        day = f"{row['period']}-{ENDS[row['period'][-2:]]}"
        declare(f"quality.tested/{day}", row["checked"], "品質提升", day)
        declare(f"quality.gold/{day}", row["gold"], "品質提升", day)
        declare(f"quality.gold_share/{day}", row["printed_share"].rstrip("%"), "品質提升", day, "%")
    quality = printed["quality"]
    declare(f"quality.tested/{STATISTICS}", quality["checked_109_10"], "品質提升")
    declare(f"quality.gold/{STATISTICS}", quality["gold_109_10"], "品質提升")
    declare("quality.whitelisted", quality["whitelisted_工業局"], "品質提升")
    declare(f"quality.platinum/{PLATINUM}", quality["platinum_109_11_05"], "白金標章", PLATINUM)
    for row in table("platinum_by_unit"):
        declare(f"quality.platinum_by_unit/{PLATINUM}/{row['unit']}", row["platinum"], "白金標章", PLATINUM)
    apis = table("oas_certified_apis")
    declare(f"oas/{STATISTICS}", sum(int(row["at_meeting"]) for row in apis), "品質提升")
    for row in apis:
        declare(f"oas/{STATISTICS}/{row['unit']}", row["at_meeting"], "品質提升")
        declare(f"oas/{AWARD}/{row['unit']}", row["at_award_date"], "獎勵活動", AWARD)
    award = printed["gold_award_109"]
    for measure, key in (
        ("tested", "datasets"),
        *((same, same) for same in ("gold", "silver", "bronze", "platinum", "oas_certified")),
    ):
        declare(f"award.{measure}", award[key], "獎勵活動", AWARD)
    for measure, key in (
        ("before_rounding", "total_before_rounding"),
        ("award_last_year", "last_year"),
        *((s, s) for s in ("dataset_score", "platinum_bonus", "oas_bonus", "total", "progress")),
    ):
        declare(
            "declared.award_last_year" if key == "last_year" else f"award.{measure}",
            award[key],
            "獎勵活動",
            AWARD,
            "分",
        )
    competition = printed["competition"]
    declare("competition.entries", competition["entries_104_to_109"], "推廣")
    declare("competition.awards", competition["awards_104_to_109"], "推廣")
    declare("competition.eligible/109", competition["eligible_109"], "推廣")
    winners = [row["year"] for row in table("competition_winners")]
    for year in dict.fromkeys(winners):
        declare(f"competition.awards/{year}", winners.count(year), "推廣")
    requests = printed["requests"]
    for measure, key in (
        ("requests.total", "total"),
        ("requests.outcome/已開放", "opened"),
        ("requests.outcome/無法開放", "not_opened"),
    ):
        declare(measure, requests[key], "民間需求", unit="件")
    growth = printed["outcomes"]["local_growth"]
    declare("programme/local_from", growth["from"], "推動成果", f"{growth['from_month']}-31")
    declare("programme/local_to", growth["to"], "推動成果", f"{growth['to_month']}-31")
    declare("programme/local_growth", growth["printed"], "推動成果", f"{growth['to_month']}-31", "倍")
    minutes = [
        sum(int(h) * 60 + int(m) for h, m in [item["end"].split(":")])
        - sum(int(h) * 60 + int(m) for h, m in [item["start"].split(":")])
        for item in printed["agenda"]
    ]
    for item, length in zip(printed["agenda"], minutes, strict=True):
        declare(f"agenda.minutes/{item['item']}", length, "議程", unit="分鐘")
    declare("agenda.span", 110, "議程", unit="分鐘")  # from 14:00 to 15:50
    return figures


def test_the_reference_decks_eight_disagreements_are_found_and_nothing_else(deck, book, shared):
    listed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))["discrepancies"]
    told, made = reconcile.reconcile(document(declared_facts(deck)), book)
    expected = {  # in the order of the list: what is printed, and elsewhere
        "inventory total": {"3,159", "3,156"},
        "inventory total, by categories": {"3,159", "3,158"},
        "opened in 109 so far": {"119", "127"},
        "planned for 109": {"119", "168"},
        "gold share 107-10": {"95%", "95.90%"},
        "OAS certified": {"12", "26"},
        "platinum": {"503", "598"},
        "growth of local open data": {"4.3", "4.05"},
    }
    assert len(listed) == len(expected) == 8
    for one, printed in zip(listed, expected.values(), strict=True):
        assert str(one["printed"]).replace("3159", "3,159") in printed
    assert sorted(map(sorted, map(pair, told))) == sorted(map(sorted, expected.values()))
    places = {finding.one.place for finding in told} | {finding.other.place for finding in told}
    assert {"資料盤點", "推動成果", "品質提升", "白金標章", "獎勵活動"} <= places
    assert made > 50


def test_what_holds_in_the_reference_deck_is_really_asked(deck, book):
    """598, 92, 76 + 92 = 168, 106.2 → 106, 20 prizes, 110 minutes: change each, and it is found."""
    whole = document(declared_facts(deck))
    for measure in (
        f"quality.platinum/{PLATINUM}",
        "plan.period",
        "plan.before",
        "award.before_rounding",
        "award.total",
        "competition.awards",
        "agenda.span",
    ):
        changed = (fact if fact.measure != measure else plus_one(fact) for fact in whole.facts)
        told, _ = reconcile.reconcile(whole.with_(facts=tuple(changed)), book)
        assert len(told) > 8, measure


def test_its_speakers_are_found_to_be_told_otherwise_on_another_page(book, shared):
    """Page 10 names the gold and silver entries, page 78 the teams of bronze and blockchain, of the seminar of one day."""
    text = "".join((shared / "reference" / "deck.txt").read_text("utf-8").split())
    pages = ("2020資料創新應用競賽金、銀得獎作品的分享等", "競賽」銅、區塊鏈獎得獎團隊，針對得獎作品分享")
    assert all(page in text for page in pages)
    tables = [
        {
            "input": "events",
            "file": "events.csv",
            "sheet": "",
            "columns": ["日期", "類別", "活動名稱", "講者及主題"],
            "rows": [[at, "109-07-24", "研討會", "應用研討會", page] for at, page in enumerate(pages, 2)],
        },
        {
            "input": "competition",
            "file": "competition.csv",
            "sheet": "",
            "columns": ["作品名稱", "得獎"],
            "rows": [[at, *row] for at, row in enumerate([("甲", "區塊鏈創新應用獎"), ("乙", "金獎")], 2)],
        },
    ]
    told, _ = reconcile.reconcile(document(tables=tables), book)
    assert [pair(one) for one in told] == [("金獎、銀獎", "區塊鏈獎、銅獎")]


def test_its_strategies_and_services_are_told_beside_each_other_by_what_they_are_called(book, shared):
    printed = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))
    with (shared / "reference" / "thematic_strategies.csv").open(encoding="utf-8-sig", newline="") as file:
        strategies = sum(len(named(row["strategy"])) for row in csv.DictReader(file))
    services = printed["outcomes"]["themed_datasets_on_theme_site"]

    def typed(value: int, label: str) -> DeclaredFigure:
        return DeclaredFigure(
            value=Decimal(value), unit="項", as_of=parse_date(STATISTICS), source="公開的會議資料", label=label
        )

    figures = {"a": typed(strategies, "主題式開放資料推動策略"), "b": typed(services, "主題式開放資料服務")}
    told, _ = reconcile.reconcile(document(declared_facts(figures)), book)
    assert [set(pair(one)) for one in told] == [{"25", "24"}]
