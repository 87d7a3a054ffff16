"""The packet of the reference meeting says what the published deck says: each fact from a literal list, by the page that has it."""

import re

import pypdfium2
import pytest
from bs4 import BeautifulSoup

# What stands in the volume or its annexes: by the page of the deck, as the packet words it.
FACTS = {
    "members, page 3": ("召集人 1 人", "民間代表 7 人", "機關委員 8 人", "機關代表 5 人", "☆ 為新聘委員"),
    "rules of the group": ("第 4 點第 1 款", "查無來源，三分之一為本資料所擬的檢核值"),
    "history of the plan, page 5": (
        "101 年 10 月",
        "政府資料開放進階行動方案",
        "108 年 11 月 8 日",
        "更名為「經濟部及所屬機關（構）政府資料開放行動方案」",
    ),
    "key tasks, page 7": ("形成推動共識", "資料集分級及收費疑義", "多元領域代表"),
    "inventory, pages 8 and 69": (
        "具公共利益、經濟發展、政府透明或主題應用價值",
        "CNS 29100",
        "CNS 29191",
        "統計值或去識別化",
    ),
    "review and publication, page 8": (
        "單位內部初審",
        "資訊中心檢視",
        "諮詢小組會議通過",
        "單位登錄平臺",
        "資訊中心線上審核",
        "發布",
    ),
    "domain standards, page 16": (
        "商工領域資料標準",
        "已上架：登載於政府資料標準平臺",
        "綠能領域資料標準草案",
        "已送審：送國家發展委員會審查",
        "109 年 10 月",
    ),
    "the government's strategy, page 17": (
        "第 3322 次院會",
        "推動供給",
        "驅動應用",
        "有效連結供需",
        "全面宣傳推廣",
        "政府供給端",
        "產業需求端",
    ),
    "considerations, page 19": (
        "行政院的政府資料開放政策",
        "本部開放資料集的品質",
        "各階段工作項目的達成率",
        "主題式開放資料推動策略的達成率",
        "跨域合作、公私協力及亮點應用",
        "依每年推動重點增訂的考核項目",
    ),
    "themed strategies, pages 20 to 23": (
        "各機關（構）資訊長帶領",
        "邀請專家及加值業者",
        "本部諮詢小組會議",
        "提送國家發展委員會協處",
        "未來三年",
        "20 個單位訂有 25 項主題式開放資料推動策略",
        "主題式開放資料服務 24 項",
        "109-11-04",
    ),
    "awards, pages 25 to 28": (
        "資料開放金質獎",
        "資料開放應用獎",
        "資料開放人氣獎",
        "政府治理組",
        "品質進步獎",
        "第一組取前三名、第二組取前二名",
        "網路票選 × 0.2 ＋ 評審 × 0.8",
        "瀏覽量 ＋ 下載量 ＋ 平均得分 ＋ 意見回應數",
    ),
    "marks, pages 11 to 15": (
        "政府資料品質提升機制運作指引",
        "107 年 10 月初",
        "檢核表",
        "隨到隨審",
        "OpenAPI Specification",
        "dataset/127751",
        "不列入金標章占比：工業局 3 項",
    ),
    "seminars, page 10": ("9 梯次", "1,094 人次"),
    "use, page 18": ("Open Data 創新應用競賽", "TCA 於 107 年後接手"),
    "examples of the categories, page 9": ("變電所電磁場資料", "觀光工廠名錄", "台糖學苑據點"),
    "agenda of the group and goals, pages 7 and 8": ("下次的專題報告", "政府資料開放作業原則", "依業務性質規劃分群"),
    "details of the strategies, pages 21 and 22": (
        "25 場",
        "規劃建置",
        "依各單位的回覆更新",
        "表 1",
        "五大創新產業",
        "電桿坐標與桿號",
        "專利讓與",
        "順向坡",
        "台經院及工總",
    ),
    "basis of the awards, page 25": ("109 年 2 月 14 日修訂函頒", "全國各級機關（構）", "自主推薦"),
    "own winners, pages 27 and 28": ("政府治理組第 3 名", "資料開放人氣獎第 9 名"),
    "follow-up, pages 47 to 52": (
        "財團法人、縣市政府及個人",
        "立委要求格式",
        "原住民瓦斯費",
        "已配合會議決議辦理",
        "4 隊",
        "第 5 屆第 2 次會議（109 年 6 月 30 日）",
        "由資訊中心審核發布",
        "明確回應所提需求",
    ),
    "refusals, page 59": (
        "須另行函請機關提供",
        "非業者所需的重要資訊",
        "「全國商工行政服務入口網」公示揭露",
        "已依法規公告",
    ),
    "classes and threshold, page 70": (
        "開放資料",
        "不限制使用目的、地區及期間",
        "授權不可撤回",
        "依申請提供資料（有限度利用）",
        "保留撤回權",
        "不予提供",
        "建置或取得成本（建置的整體投入加計近三年維護更新費用）達 5,000 萬元",
        "須送行政院資料開放諮詢小組審核",
    ),
    "not given, page 70": ("個人資料保護、著作權、非結構化或非資料來源機關",),
    "evaluation, page 73": ("依 110 年預定考評項目，以 109 年資料", "推動作法適度調整"),
    "work ahead, pages 68 to 74": (
        "政府資料資產盤點表、依申請提供資料盤點表及政府資料開放建置成本盤點表",
        "加快回復民間意見",
        "高品質、高價值",
        "主題網站、計畫網站",
        "行政院政策、國發會策略及本部推動目標",
        "總統盃",
    ),
    "subject, pages 2 and 53": ("本部政府資料開放推動情形說明與討論（資訊中心）",),
    "points of the award, page 26": ("503 項 × 0.1 分 ＝ 50.3 分", "商業司 3、國際貿易局 1、工業局 1、中小企業處 7"),
    "outcomes, page 77": (
        "資料經濟生態系推動計畫",
        "促進資料應用創新創意",
        "促成國際合作交流",
        "促進地方區域特色發展",
        "地方自發推動公私協力",
        "1,561",
        "103 至 108 年",
        "222",
        "94",
        "31,652,442",
        "6.2 億元",
        "14.6 億元",
        "11 國",
        "21 個",
        "臺日越農業、臺泰水利防災及臺泰交通",
        "新北市、基隆市、宜蘭縣、臺中市、嘉義縣、臺南市、高雄市、澎湖縣、新竹市、台北市、南投縣、嘉義市",
        "613 筆",
        "4,420 筆",
        "17,898 筆",
        "4.3 倍",
    ),
    "the year, page 78": (
        "報名 88 家",
        "觀看 305 人次",
        "參加 74 人次",
        "本部大禮堂",
        "資格審查通過 52 件",
        "「我有話要說」69 件",
        "「我想要更多」13 件",
        "資料 IPO 之應用服務",
        "混搭國內外 Open data 輔助國際行銷決策",
        "第 10 頁載為金、銀得獎作品",
        "第 78 頁載為銅獎及區塊鏈獎團隊",
    ),
}
GROUPS = {
    104: "多元資料與創新應用組",
    105: "經濟開放資料應用組",
    106: "經濟地理資料應用組",
    107: "經濟部開放資料應用組",
}
GRADES = {
    "歷年產業職位薪資快速搜尋比對平台": "金獎",
    "摸摸水質大象": "銀獎",
    "智慧洗衣整燙門市快速展店系統": "銅獎",
    "BayPay 灣支付": "區塊鏈創新應用獎",
}
NOWHERE = (
    "本專案",
    "第 6 屆第 1 次會議資料",
    "為測試附件排版",
    "並非由委託廠商自行訂定",
    "暫不揭露",
    "不須申請",
    "配合辦理中",
    "向諮詢小組報告執行情形",
    "甲類",
    "乙類",
    "丙類",
    "十億元",
    "補助及委辦計畫",
    "品質評獎",
    "重建領域資料標準",
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def page(reference) -> str:
    soup = BeautifulSoup((reference / "packet.html").read_text("utf-8"), "html.parser")
    drawn = "".join(image.get("alt", "") + image.get("aria-label", "") for image in soup.find_all(["img", "svg"]))
    return squeezed(soup.get_text() + drawn)


@pytest.fixture(scope="module")
def printed(reference) -> str:
    found = ""
    for name in ("packet.pdf", "annexes.pdf"):
        if (reference / name).exists():
            document = pypdfium2.PdfDocument(reference / name)
            found += "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    return squeezed(found)


@pytest.mark.parametrize("about", FACTS)
def test_every_fact_of_the_deck_is_on_the_page(page, about):
    assert [fact for fact in FACTS[about] if squeezed(fact) not in page] == []


@pytest.mark.parametrize("word", NOWHERE)
def test_what_was_wrong_is_nowhere(page, printed, word):
    assert word not in page and word not in printed


def test_the_four_winners_of_109_stand_with_their_grades_and_the_groups_with_their_years(page):
    for entry, grade in GRADES.items():
        after = page[page.index(squeezed(entry)) :]
        assert any(
            grade in page[found.start() : found.start() + 60] for found in re.finditer(re.escape(squeezed(entry)), page)
        ), (entry, after[:60])
    for year, group in GROUPS.items():
        assert f"{year}{group}" in page


def test_a_share_that_is_not_zero_is_never_printed_as_zero(page):
    assert "<1%" in page and "占比無條件捨去，各項相加未必等於全部" in page


def test_the_long_names_of_the_deck_are_in_print_too(printed):
    for text in ("政府資料開放推動策略", "資料開放金質獎", "政府治理組", "商工領域資料標準", "6.2億元"):
        assert text in printed, text
