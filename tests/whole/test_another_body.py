"""Another body altogether works the same way: an invented city office with its own agencies, categories, marks, evaluation,
peers, years and words, in both editions; and what is wrong with any of them is caught and told."""

import html
import json
import re
import shutil

import openpyxl
import pypdfium2
import pytest

from reportlib import wording
from reportlib.media.exporters import PacketHTMLExporter

pytestmark = pytest.mark.long  # begins first

PARAMS = """\
meeting:
  body: 海港市開放資料委員會
  own: 海港市政府
  peers: {called: 縣市, number: 22, source: 虛構的年報}
  years: common
  term: 1
  number: 3
  date: 114-06-20
  secretariat: 海港市資訊處
  data_notice: 虛構資料
inputs:
  publishers: agencies/harbour.csv
  catalogue: ../data/harbour-1-3/catalogue.csv
  members: ../data/harbour-1-3/members.csv
  resolutions: ../data/harbour-1-3/resolutions.csv
  plan: ../data/harbour-1-3/plan.csv
  requests: ../data/harbour-1-3/requests.csv
  quality: ../data/harbour-1-3/quality.csv
  evaluation: ../data/harbour-1-3/evaluation.xlsx
  ministries: ../data/harbour-1-3/counties.csv
rulebooks:
  stars: rules/star-ratings.yaml
  outcomes: rules/request-outcomes.yaml
  categories: rules/harbour-categories.yaml
  membership: rules/harbour-membership.yaml
  marks: rules/harbour-marks.yaml
  evaluation: rules/harbour-evaluation.yaml
  identities: rules/identities.yaml
  words: rules/harbour-words.yaml
as_of:
  inventory: 114-05-31
  previous_inventory: 113-12-31
  follow_up: 114-05-31
  gold_series: [113-12-31, 114-05-31]
  platinum: 114-05-31
  oas: 114-05-31
periods:
  requests: [114-01-01, 114-05-31]
  plan: [114-07-01, 114-12-31]
numbers:
  share_digits: 1
  share_rounding: half_up
public:
  keep: [主任委員]
opening: [00-two-pages]
agenda:
  - item: 開場
    start: "09:30"
    end: "09:40"
    sections: [01-agenda, 02-members]
  - item: 工作報告
    start: "09:40"
    end: "10:20"
    topics:
      - title: 盤點結果
        presenter: 資訊處
        sections: [10-inventory]
      - title: 品質
        sections: [20-quality]
      - title: 前次決議
        sections: [40-follow-up]
  - item: 討論
    start: "10:20"
    end: "11:00"
    topics:
      - title: 下半年開放清單
        sections: [45-planned]
        proposal: 請同意依清單開放。
      - title: 市民需求
        sections: [50-requests]
      - title: 考核
        sections: [60-evaluation]
appendices: [70-attachments]
"""
FILES = {
    "params/agencies/harbour.csv": """\
name,short,aliases,kind,evaluated,successor
海港市政府資訊處,資訊處,,一級機關,是,
海港市政府捷運局,捷運局,市捷運局,一級機關,是,
海港市動物園,動物園,,二級機關,,
""",
    "params/rules/harbour-membership.yaml": """\
title: 海港市開放資料委員會設置要點
source: 虛構
convener: [主任委員]
civil: [市民委員]
agency: [機關委員]
civil_share: {numerator: 1, denominator: 2}
quorum_share: {numerator: 1, denominator: 2}
papers_days: 7
""",
    "params/rules/harbour-categories.yaml": """\
title: 海港市資料分類
source: 虛構
categories:
  - {code: "1", category: 城市交通}
  - {code: "2", category: 動物與自然}
  - {code: "3", category: 港埠}
""",
    "data/harbour-1-3/catalogue.csv": """\
資料集識別碼,資料集名稱,服務分類,檔案格式,提供機關,上架日期,瀏覽次數,下載次數,品質檢測
h1,渡輪班表,城市交通,CSV,市捷運局,113-03-01,900,30,鑽石錨
h2,輕軌站點,城市交通,JSON;CSV,海港市政府捷運局,113-11-20,1200,80,金錨
h3,企鵝名冊,動物與自然,PDF,動物園,114-02-14,4000,700,無錨
h4,路燈,城市交通,XLSX,資訊處,114-06-05,1,1,
""",
    "data/harbour-1-3/members.csv": """\
身分,姓名,機關團體,職稱,新任
主任委員,甲大明,海港市政府,副市長,
市民委員,乙小美,海港大學,教授,☆
市民委員,,,,
機關委員,丙中天,資訊處,處長,
""",
    "data/harbour-1-3/resolutions.csv": """\
會議,決議編號,決議事項,辦理情形,主辦單位,期限,完成日期,列管建議
1-2,一,輕軌資料上架,已上架,捷運局,114-03-31,114-03-20,解除列管
1-2,二,動物園票價開放,研議中,動物園,114-12-31,,繼續列管
""",
    "data/harbour-1-3/plan.csv": """\
編號,機關,資料集名稱,預計開放日期,實際開放日期
p1,捷運局,班距,114-03-31,114-03-01
p2,動物園,票價,114-09-30,
p3,資訊處,網路熱點,114-12-31,
""",
    "data/harbour-1-3/requests.csv": """\
編號,標題,機關,處理情形,提出日期,回復日期,需求摘要,回復摘要
r1,渡輪即時位置,捷運局,預計開放,114-02-01,114-02-10,想知道渡輪在哪裡，請電洽王小明 0912-345-678,預計 114-09-30 開放
""",
    "data/harbour-1-3/quality.csv": """\
資料集識別碼,檢測日期,品質檢測
h1,113-12-31,金錨
h1,114-05-31,鑽石錨
h2,113-12-31,無錨
h2,114-05-31,金錨
h3,114-05-31,無錨
""",
    "data/harbour-1-3/counties.csv": """\
縣市,資料集數,統計日
海港市政府,3,114-05-31
山城市政府,9,114-05-31
""",
    "params/rules/harbour-marks.yaml": """\
title: 海港市資料錨
source: 虛構
listed_since: 113-01-01
not_tested: [未測]
whitelisted: [未測]
marks:
  - {mark: 鑽石錨, counts_as: [platinum, gold]}
  - {mark: 金錨, counts_as: [gold]}
  - {mark: 無錨, counts_as: []}
""",
    "params/rules/harbour-evaluation.yaml": """\
title: 海港市考核
source: 虛構
weights: published
rounding: {item_digits: 1, total_digits: 1, mode: half_up}
items:
  - id: sample_pass
    name: 抽檢合格率
    short: 抽檢
    group: required
    measure: {share: sample_passed, of: sampled}
    score: {full: 100}
    not_applicable: full
""",
    "params/rules/harbour-words.yaml": """\
title: English words
source: 虛構
lang: en-GB
words:
  - {ours: 表, own: Table}
  - {ours: 圖, own: Chart}
  - {ours: 擬辦, own: Proposal}
  - {ours: "第 {page} 頁", own: "page {page}"}
  - {ours: "會議資料第 {page} 頁", own: "packet, page {page}"}
  - {ours: 附表, own: Annex table}
  - {ours: 時間軸, own: Time line}
  - {ours: 項, own: items}
  - {ours: "{year} 年 {month} 月 {day} 日", own: "{day} {month_name} {year}"}
  - {ours: "{year} 年", own: "year {year}"}
  - {ours: 資料集盤點, own: Inventory}
  - {ours: 目次, own: Contents}
  - {ours: 數字核對, own: Reconciliation}
  - {ours: "{book}共 {identities} 條，本份會議資料的數字據以核對 {checks} 次，沒有不一致者。", own: "{identities} identities of {book} were asked {checks} times, and all hold."}
  - {ours: "{book}共 {identities} 條，本份會議資料的數字據以核對 {checks} 次，不一致而須說明者 {findings} 項。", own: "{identities} identities of {book} were asked {checks} times; {findings} are to be explained."}
  - {ours: 不一致的數字, own: Figures that disagree}
  - {ours: 計算用的數字, own: Figures that others are computed from}
  - {ours: 發布前檢視, own: Review}
  - {ours: 遮蔽, own: Masked}
  - {ours: 可疑而未遮蔽, own: Doubtful}
  - {ours: 回復不完整, own: Incomplete replies}
  - {ours: 議程, own: Agenda}
  - {ours: 會議簡報, own: Briefing}
  - {ours: 累計開放資料集, own: Open datasets}
  - {ours: "截至 {day}，累計開放資料集 {whole!s} 項", own: "On {day} there were {whole!s} open datasets"}
""",
}
TAGS = re.compile(r"<(style|script|svg).*?</\1>|<[^>]+>", re.DOTALL)


def text_of(page):
    """What stands on a page, as one line."""
    return " ".join(html.unescape(TAGS.sub("", page.read_text("utf-8"))).split())


SHEETS = {
    "單位回報": [("單位", "抽檢資料集數", "抽檢合格數"), ("資訊處", 2, 1), ("捷運局", 4, 4)],
    "OAS驗證": [("單位", "API名稱", "驗證通過日期"), ("捷運局", "渡輪", "114/04/01")],
}


def written(root, project, **changed):
    """The project of the city office in a folder; its parameter file. ``changed`` are texts to put in place of others, by file."""
    shutil.copytree(root / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(root / "params" / "rules", project / "params" / "rules")
    for name, text in (FILES | {"params/harbour-1-3.yaml": PARAMS}).items():
        for old, new in changed.get(name.rpartition("/")[2].partition(".")[0].replace("-", "_"), {}).items():
            assert old in text, (name, old)
            text = text.replace(old, new)
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([changed.get("evaluation", {}).get(cell, cell) for cell in row])
    book.save(project / "data" / "harbour-1-3" / "evaluation.xlsx")
    return project / "params" / "harbour-1-3.yaml"


@pytest.fixture(scope="module")
def harbour(root, packet, tmp_path_factory):
    project = tmp_path_factory.mktemp("harbour")
    done = packet("build", written(root, project), "--edition", "public")
    assert done.returncode == 0, done.stderr
    return project / "output" / "harbour-1-3"


@pytest.fixture(scope="module")
def figures(harbour):
    return {fact["name"]: fact["printed"] for fact in json.loads((harbour / "facts.json").read_text("utf-8"))["facts"]}


def test_a_city_office_gets_every_file_of_a_packet(harbour):
    assert {"packet.pdf", "briefing.pdf", "packet.html", "calendar.ics", "facts.json"} <= {
        path.name for path in harbour.iterdir()
    }


def test_its_own_categories_and_agencies_are_counted(figures):
    assert figures["inventory.total"] == "3"
    assert figures["inventory.category/城市交通"] == "2"
    assert figures["inventory.category/城市交通.share"] == "66.7%"
    assert figures["inventory.publisher_short/捷運局"] == "2"


def test_its_own_marks_evaluation_and_peers_are_counted(figures):
    assert figures["quality.gold/2025-05-31"] == "2" and figures["quality.gold_share/2025-05-31"] == "66.7%"
    assert figures["quality.platinum/2025-05-31"] == "1" and figures["oas/2025-05-31"] == "1"
    assert (figures["evaluation/捷運局.total"], figures["evaluation/資訊處.total"]) == ("100.0", "50.0")
    assert (figures["ministries.rank"], figures["ministries.count"]) == ("2", "22")


def test_explain_dates_its_figures_as_the_packet_does(harbour, packet):
    done = packet("explain", harbour, "inventory.total")
    assert done.returncode == 0, done.stderr
    assert "2025-05-31" in done.stdout and "114-05-31" not in done.stdout


def test_it_is_dated_in_common_years_and_says_what_it_has_own_words_for_in_them(harbour):
    page = text_of(harbour / "packet.html")
    for text in (
        "20 June 2025",
        "2025-05-31",
        "On 31 May 2025 there were 3 open datasets",
        "二、Inventory",
        "Contents",
    ):
        assert text in page, text
    assert "資料集盤點" not in page and "資料統計至" in page  # of which it has no words
    assert "居 22 個縣市第 2 名" in page and "各縣市第 2 名" in page and "部會" not in page
    # The year of the Republic is left in what others wrote only: a reply.
    ours = page.replace("預計 114-09-30 開放", "")
    assert not re.search(r"11[234]\s?[-年]", ours)
    for name, words in (
        ("packet", "Agenda Inventory"),
        ("annexes", "Contents"),
        ("briefing", "Briefing Agenda Inventory"),
    ):
        pdf = pypdfium2.PdfDocument(harbour / f"{name}.pdf")
        printed = "".join(
            "".join(page.get_textpage().get_text_range() for page in pdf).split()
        )  # some is letter-spaced
        assert [word for word in words.split() if word not in printed] == [], name


def test_its_tables_and_charts_are_numbered_and_drawn_in_its_words_and_its_files_are_in_its_language(harbour):
    page = (harbour / "packet.html").read_text("utf-8")
    assert '<html lang="en-GB">' in page and "Time line：" in page
    text = text_of(harbour / "packet.html")
    assert re.search(r"Table [0-9]", text) and re.search(r"Chart [0-9]", text)
    assert not re.search(r"(?<!一覽)[表圖] [0-9]{1,2}(?![0-9])", text)
    facts = json.loads((harbour / "facts.json").read_text("utf-8"))["facts"]
    places = {place["text"] for fact in facts for place in fact["places"]}
    assert any("Table " in place for place in places) and not any("表 " in place for place in places)
    for name in ("packet", "annexes", "briefing"):
        assert b"/Lang(en-GB)" in (harbour / f"{name}.pdf").read_bytes(), name


def test_its_reconciliation_register_and_review_are_in_its_words(harbour):
    page, review = text_of(harbour / "packet.html"), (harbour / "review.html").read_text("utf-8")
    assert "Reconciliation" in page and "數字核對" not in page.replace("數字核對恆等式", "")
    assert re.search(r"[0-9]+ identities of 數字核對恆等式 were asked [0-9,]+ times", page)
    pdf = pypdfium2.PdfDocument(harbour / "annexes.pdf")
    printed = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "Figuresthatothersarecomputedfrom" in printed and "計算用的數字" not in printed
    assert '<html lang="en-GB">' in review and "Review" in text_of(harbour / "review.html")
    assert ">Masked<" in review and "Incomplete replies" in review and "遮蔽" not in review.partition("<main")[0]
    assert "字型沒有的字元" in review  # of which it has no words


def test_its_register_tells_how_a_figure_came_about_in_its_language_and_leaves_columns_as_the_data_have_them(harbour):
    pdf = pypdfium2.PdfDocument(harbour / "annexes.pdf")
    printed = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert 'where統計日is"2025-05-31",and資料集數isfilledin' in printed
    assert (
        "formulaOpendatasets[F-" in printed and "roundedup(" in printed and "rowscounties.csvrow2–3(2rows)" in printed
    )
    register = printed.rpartition("數字出處每個數字怎麼算")[2]
    assert len(register) > 1000 and not re.search("算式|(?<!無)條件", register)


def test_nbconvert_alone_makes_of_a_section_a_page_in_its_words(harbour):
    with wording.using(wording.OURS):
        page, _ = PacketHTMLExporter().from_filename(str(harbour / "notebooks" / "10-inventory.ipynb"))
    text = page.decode()
    assert "Inventory" in text and "資料集盤點" not in text and "20 June 2025" in text


def test_its_public_edition_has_the_same_figures_and_no_person(harbour, figures):
    public = harbour.with_name("harbour-1-3.public")
    told = json.loads((public / "facts.json").read_text("utf-8"))["facts"]
    assert {fact["name"]: fact["printed"] for fact in told} == figures
    for packet, stands in ((harbour, True), (public, False)):
        page = (packet / "packet.html").read_text("utf-8")
        assert ("0912-345-678" in page, "王小明" in page) == (stands, stands)


WRONG = {
    "its row among its peers": (
        {"counties": {"海港市政府,3,": "海港市政府,4,"}},
        "Q01",
        "total/ministries/114-05-31/海港市政府",  # an id is in years of the Republic, whatever the body counts
    ),
    "more peers than there are": ({"harbour_1_3": {"number: 22": "number: 1"}}, "I03", "has 2 rows"),
    "its name among them": ({"harbour_1_3": {"own: 海港市政府": "own: 海港縣政府"}}, "I03", "海港縣政府"),
    "a mark taken out of its rulebook": (
        {"harbour_marks": {"  - {mark: 金錨, counts_as: [gold]}\n": ""}},
        "V17",
        "金錨",
    ),
    "a mark of another body": ({"quality": {"h2,114-05-31,金錨": "h2,114-05-31,銀錨"}}, "V17", "銀錨"),
    "a test of no dataset": ({"quality": {"h2,114-05-31,金錨": "h9,114-05-31,金錨"}}, "I07", "h9"),
    "a measure of its evaluation": ({"harbour_evaluation": {"of: sampled": "of: sampeld"}}, "C05", "sampeld"),
    "a unit of its evaluation": ({"evaluation": {"捷運局": "捷運署"}}, "I02", "捷運署"),
    "more passed than sampled": ({"evaluation": {1: 9}}, "Q01", "sample/資訊處"),
    "digits in its words": ({"harbour_words": {"own: Inventory": "own: Inventory 2"}}, "C03", "has digits"),
    "a gap that is none": ({"harbour_words": {"were {whole!s}": "were {hole!s}"}}, "C03", "hole"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_any_of_it_is_caught_and_told(root, packet, tmp_path, what):
    changed, code, told = WRONG[what]
    done = packet("check", written(root, tmp_path, **changed), env={"PACKET_LANG": "en"})
    assert done.returncode != 0
    assert any(line.startswith(code) and told in line for line in done.stderr.splitlines()), done.stderr


def test_the_public_edition_of_what_nobody_has_listed_is_not_published(root, packet, tmp_path):
    params = written(root, tmp_path, harbour_1_3={"  keep: [主任委員]\n": "  keep: []\n"})
    done = packet("build", params, "--edition", "public", env={"PACKET_LANG": "en"})
    assert done.returncode == 4 and "P06" in done.stderr and "主任委員" in done.stderr
    assert not (tmp_path / "output" / "harbour-1-3.public").exists()


def test_its_own_members_plan_and_resolutions_are_shown(harbour):
    page = (harbour / "packet.html").read_text("utf-8")
    for text in ("主任委員", "市民委員", "票價", "動物園票價開放", "渡輪即時位置", "請同意依清單開放。", "虛構資料"):
        assert text in page, text
    assert "經濟部" not in page


def test_its_opening_pages_say_what_is_asked_and_what_is_late_with_what_it_has(harbour):
    page = (harbour / "packet.html").read_text("utf-8")
    for text in ("請小組決定的事項", "下半年開放清單", "逾期與待辦", "決議二", "Open datasets"):
        assert text in page, text
