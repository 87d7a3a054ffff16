"""Another body altogether works the same way: an invented city office with its own agencies, categories and agenda."""

import json
import shutil

import pytest

PARAMS = """\
meeting:
  body: 海港市開放資料委員會
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
rulebooks:
  stars: rules/star-ratings.yaml
  outcomes: rules/request-outcomes.yaml
  categories: rules/harbour-categories.yaml
  membership: rules/harbour-membership.yaml
as_of:
  inventory: 114-05-31
  previous_inventory: 113-12-31
  follow_up: 114-05-31
periods:
  requests: [114-01-01, 114-05-31]
  plan: [114-07-01, 114-12-31]
numbers:
  share_digits: 1
  share_rounding: half_up
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
資料集識別碼,資料集名稱,服務分類,檔案格式,提供機關,上架日期,瀏覽次數,下載次數
h1,渡輪班表,城市交通,CSV,市捷運局,113-03-01,900,30
h2,輕軌站點,城市交通,JSON;CSV,海港市政府捷運局,113-11-20,1200,80
h3,企鵝名冊,動物與自然,PDF,動物園,114-02-14,4000,700
h4,路燈,城市交通,XLSX,資訊處,114-06-05,1,1
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
r1,渡輪即時位置,捷運局,預計開放,114-02-01,114-02-10,想知道渡輪在哪裡,預計 114-09-30 開放
""",
}


@pytest.fixture(scope="module")
def harbour(root, packet, tmp_path_factory):
    project = tmp_path_factory.mktemp("harbour")
    shutil.copytree(root / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copytree(root / "params" / "rules", project / "params" / "rules")
    for name, text in (FILES | {"params/harbour-1-3.yaml": PARAMS}).items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    done = packet("build", project / "params" / "harbour-1-3.yaml")
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


def test_its_own_members_plan_and_resolutions_are_shown(harbour):
    page = (harbour / "packet.html").read_text("utf-8")
    for text in ("主任委員", "市民委員", "票價", "動物園票價開放", "渡輪即時位置", "請同意依清單開放。", "虛構資料"):
        assert text in page, text
    assert "經濟部" not in page


def test_its_opening_pages_say_what_is_asked_and_what_is_late_with_what_it_has(harbour):
    page = (harbour / "packet.html").read_text("utf-8")
    for text in ("請小組決定的事項", "下半年開放清單", "逾期與待辦", "決議二", "累計開放資料集"):
        assert text in page, text
