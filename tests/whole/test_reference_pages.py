"""Every row of every file of ../shared/reference stands on the page, and in the volume or its annexes, in the right table."""

import csv
import json
import re
from decimal import Decimal

import pypdfium2
import pytest
import yaml
from bs4 import BeautifulSoup


def squeezed(text: str) -> str:
    """Without white space and soft breaks: print breaks lines anywhere in Chinese, and a PDF's text has spaces of its own."""
    return re.sub(r"[\s\u200b\u00ad\ufffe]", "", text)


class Page:
    """The tables of one HTML page, each as its caption and the squeezed texts of its rows."""

    def __init__(self, path):
        self.tables = []
        for table in BeautifulSoup(path.read_text("utf-8"), "html.parser").find_all("table"):
            figure = table.find_parent("figure")
            caption = (figure.find("figcaption") if figure else None) or table.find("caption")
            rows = [squeezed(row.get_text(" ")) for row in table.find_all("tr")]
            self.tables.append((squeezed(caption.get_text(" ")) if caption else "", rows))

    def has(self, caption: str, row: tuple[str, ...]) -> bool:
        wanted = [squeezed(cell) for cell in row]
        return any(
            all(cell in text for cell in wanted)
            for title, rows in self.tables
            if squeezed(caption) in title
            for text in rows
        )


class Print:
    """The text of the volume and its annexes; a table reaches from its numbered caption to the caption of the next one."""

    def __init__(self, path):
        self.text = "".join(text for name in PRINTED for text in texts_of_pages(path.with_name(name)))

    def has(self, caption: str, row: tuple[str, ...]) -> bool:
        for found in re.finditer(rf"(表|佐證)(\d+){re.escape(squeezed(caption))}", self.text):
            end = self.text.find(f"{found[1]}{int(found[2]) + 1}", found.end())
            if stands_in(self.text[found.end() : end], row):
                return True
        return False


def texts_of_pages(path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [squeezed(document[number].get_textpage().get_text_range()) for number in range(len(document))]


def stands_in(text: str, row: tuple[str, ...], within: int = 300) -> bool:
    """Whether the cells stand near each other: a wrapped cell is read line by line, so their order is not asked."""
    wanted = [squeezed(cell) for cell in row if cell]
    longest = max(wanted, key=len)
    return any(
        all(cell in text[max(0, found.start() - within) : found.end() + within] for cell in wanted)
        for found in re.finditer(re.escape(longest), text)
    )


def number(text: str) -> str:
    return f"{int(text):,}"


REGISTER = {
    "經濟部標檢局": "標準檢驗局",
    "台灣自來水公司": "台灣自來水",
    "台灣糖業公司": "台灣糖業",
    "台灣中油股份有限公司": "台灣中油",
}
# Each file: the caption of its table, and what of a row stands in one row of it.
TABLES = {
    "agencies.csv": (
        "機關名稱對照",
        lambda r: (r["name"], *filter(None, r["aliases"].split(";")), r["kind"], r["successor_from_112-09-26"]),
    ),
    "application_award.csv": ("應用獎參賽作品的名次", lambda r: (r["rank"], r["agency"], r["entry"])),
    "competition_winners.csv": ("歷年得獎作品", lambda r: (r["year"], r["award_entry"], r["team"])),
    "evaluation_items_110.csv": ("資料開放績效考核項目", lambda r: (r["group"], r["item"])),
    "gold_label_series.csv": (
        "歷次金標章檢測結果",
        lambda r: (
            "{} 年 {} 月".format(*r["period"].split("-")).replace(" 0", " "),
            number(r["checked"]),
            number(r["gold"]),
            r["printed_share"],
        ),
    ),
    "inventory_by_category.csv": (
        "各服務分類資料集數及例示",
        lambda r: (r["category"], number(r["datasets"])),
    ),
    "members.csv": (
        "委員名單",
        lambda r: (r["seat"], r["name"], r["organisation"], r["title"], r["newly_appointed"]),
    ),
    "milestones.csv": ("工作期程", lambda r: (r["year"], r["task"], r["due"])),
    "oas_certified_apis.csv": (
        "各單位通過OAS驗證的API",
        lambda r: (r["unit"], r["at_award_date"], r["at_meeting"]),
    ),
    "planned_by_agency.csv": (
        "各機關預計及已開放資料集",
        lambda r: (REGISTER.get(r["agency"], r["agency"]), r["datasets"]),
    ),
    "platinum_by_unit.csv": ("全部單位的白金標章資料集數", lambda r: (r["unit"], r["platinum"])),
    "popularity_award.csv": ("人氣獎得獎資料集", lambda r: (r["rank"], r["dataset"], r["agency"])),
    "requests.csv": (
        "民間需求一覽",
        lambda r: (r["title"], r["agency"].removeprefix("經濟部"), r["status"]),  # its id and day: on its card
    ),
    "service_categories.csv": ("服務分類及代碼", lambda r: (r["code"], r["category"])),
    "star_ratings.csv": (
        "各星等資料集數及檔案格式",
        lambda r: (f"{r['stars']}星", *r["formats"].split(";")),
    ),
    "thematic_strategies.csv": (
        "各單位主題式開放資料推動策略",
        lambda r: (r["unit"], *r["strategy"].split("；")),
    ),
    "top_datasets.csv": (
        "瀏覽及下載次數最多的資料集",
        lambda r: (
            {"views": "瀏覽次數", "downloads": "下載次數"}[r["measure"]],
            f"第{r['rank']}名：{r['dataset']}",
            number(r["count"]),
        ),
    ),
}


# Not the slides: at most seven rows of a table stand there (test_two_volumes.py).
MEDIA = {"packet.html": Page, "packet.pdf": Print}
PRINTED = ("packet.pdf", "annexes.pdf")


@pytest.fixture(scope="module", params=MEDIA)
def medium(request, reference):
    return MEDIA[request.param](reference / request.param)


@pytest.mark.parametrize("file", TABLES)
def test_every_row_stands_in_the_right_table(medium, shared, file):
    caption, shown = TABLES[file]
    with (shared / "reference" / file).open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    lost = [row for row in rows if not medium.has(caption, shown(row))]
    assert rows and lost == []


def test_a_row_that_does_not_stand_there_is_missed(medium):
    assert medium.has("各單位通過 OAS 驗證的 API", ("商業司", "3", "16"))
    for caption, row in (
        ("各單位通過 OAS 驗證的 API", ("商業司", "3", "17")),
        ("機關名稱對照", ("公共資訊", "2,222")),
        ("各服務分類資料集數及例示", ("公共資訊", "2,223")),
    ):
        assert not medium.has(caption, row), row


def test_every_file_of_the_reference_has_its_table(shared):
    assert {path.name for path in (shared / "reference").glob("*.csv")} == set(TABLES)


# meeting.yml: each single figure and the fact it is; the award's are in test_reference_figures.
SINGLE = {
    ("inventory", "opened_102_to_108"): "inventory.previous_total",
    ("inventory", "planned_109"): "programme/planned_109",
    ("inventory", "opened_as_of_109_10"): "inventory.total",
    ("inventory", "opened_as_of_109_10_in_outcomes"): "programme/inventory_in_outcomes",
    ("inventory", "rank_among_ministries"): "ministries.rank",
    ("inventory", "opened_first_half_109"): "plan.before",
    ("inventory", "planned_second_half_109"): "plan.period",
    ("inventory", "planned_year_109_by_end_of_november"): "plan.year",
    ("seminars", "sessions_103_to_109"): "promotion/研討會.sessions",
    ("seminars", "participants_103_to_109"): "promotion/研討會.participants",
    ("seminars", "participants_109_07_24"): "promotion/研討會/109-07-24.participants",
    ("competition", "entries_104_to_109"): "competition.entries",
    ("competition", "awards_104_to_109"): "competition.awards",
    ("competition", "eligible_109"): "competition.eligible/109",
    ("competition", "awards_109"): "competition.awards/109",
    ("requests", "answered_109_01_to_109_10_comments"): "feedback.kind/我有話要說",
    ("requests", "answered_109_01_to_109_10_wishes"): "feedback.kind/我想要更多",
    ("requests", "opened"): "requests.outcome/已開放",
    ("requests", "not_opened"): "requests.outcome/無法開放",
    ("requests", "total"): "requests.total",
    ("quality", "checked_109_10"): "quality.tested/109-10-31",
    ("quality", "gold_109_10"): "quality.gold/109-10-31",
    ("quality", "platinum_109_11_05"): "quality.platinum/109-11-05",
    ("quality", "whitelisted_工業局"): "quality.whitelisted/工業局",
    ("outcomes", "private_investment_billion_twd"): "programme/private_investment",
    ("outcomes", "revenue_billion_twd"): "programme/revenue",
}


def test_every_single_figure_is_a_fact_and_is_printed(reference, shared):
    meeting = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))
    facts = {fact["name"]: fact for fact in json.loads((reference / "facts.json").read_text("utf-8"))["facts"]}
    single = dict(SINGLE)
    single |= {
        ("outcomes", key): f"programme/{key}"
        for key in meeting["outcomes"]
        if ("outcomes", key) not in single and key != "local_growth"
    }
    printed = {
        "page": squeezed((reference / "packet.html").read_text("utf-8")),
        "print": Print(reference / "packet.pdf").text,
    }
    for (group, key), name in single.items():
        value = Decimal(str(meeting[group][key])) * (10 if key.endswith("_billion_twd") else 1)  # told in 億元
        assert Decimal(facts[name]["value"]) == value, key
        for medium, text in printed.items():
            assert facts[name]["printed"] in text, (key, medium)
    growth = meeting["outcomes"]["local_growth"]
    for key, name in (
        ("from", "programme/local_from"),
        ("to", "programme/local_to"),
        ("printed", "programme/local_growth"),
    ):
        assert Decimal(facts[name]["value"]) == Decimal(str(growth[key]))
    left = {
        (group, key)
        for group in ("inventory", "seminars", "competition", "requests", "quality")
        for key in meeting[group]
    } - set(single)
    assert left == {("seminars", "online_session_109_03_27")}
    online = meeting["seminars"]["online_session_109_03_27"]
    assert {key: int(facts[f"promotion/線上說明會/109-03-27.{key}"]["value"]) for key in online} == online


def test_the_agenda_the_workstreams_and_the_resolutions_are_there(reference, shared):
    meeting = yaml.safe_load((shared / "reference" / "meeting.yml").read_text("utf-8"))
    wanted = [*meeting["action_plan_workstreams"]]
    for item in meeting["agenda"]:
        wanted += [item["item"], item["start"], item["end"], *(topic["title"] for topic in item.get("topics", ()))]
    for resolution in meeting["resolutions_followed_up"]:
        # What was decided and done, item by item, is held by test_what_is_decided.py: this file has a summary of it.
        wanted += [resolution["owner"], resolution["recommendation"]]
    for text in (
        squeezed(BeautifulSoup((reference / "packet.html").read_text("utf-8"), "html.parser").get_text()),
        Print(reference / "packet.pdf").text,
    ):
        # A wrapped table cell is read line by line between its neighbours: its beginning is enough there.
        assert [one for one in wanted if squeezed(one)[:5] not in text] == []
