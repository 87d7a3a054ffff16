"""Figures that no record of ours counts: of the programme, and of earlier meetings."""

from datetime import date

from meetings import LABEL, MOEA_5_2, MOEA_6_1, PRINTED, Meeting, roc

PROGRAMME_HEADER = ("代號", "類別", "名稱", "數值", "單位", "統計日", "統計期間", "來源", "說明", "備註")
HISTORY_HEADER = ("數字名稱", "名稱", "數值", "單位", "統計日", "來源", "備註")

PLAN = "資料經濟生態系推動計畫"  # the deck, page 77, with its three headings
THEMES, INVENTORY = "主題式開放資料", "盤點"
USES, ABROAD, LOCAL = (
    f"{PLAN}（一）促進資料應用創新創意",
    f"{PLAN}（二）促成國際合作交流",
    f"{PLAN}（三）促進地方區域特色發展",
)
DECK = "公開簡報"
OUTCOMES, INVENTORY_PAGE, THEME_PAGE = f"{DECK}第 77 頁", f"{DECK}第 9 頁", f"{DECK}第 23 頁"
END_108, MEETING_DAY = date(2019, 12, 31), MOEA_6_1.as_of

# The deck, pages 9, 23 and 77. It dates few of them: where it does not, the meeting's day of statistics stands.
PROGRAMME = (
    (
        "themed_datasets_on_theme_site",
        THEMES,
        "主題式開放資料服務網站（tod.moea.gov.tw）的主題式開放資料服務",
        "24",
        "項",
        MEETING_DAY,
        THEME_PAGE,
    ),
    ("innovation_proposals_103_to_108", USES, "Open Data 創新應用提案", "1561", "件", END_108, OUTCOMES),
    ("services_supported", USES, "獎勵並輔導的創新服務", "222", "項", END_108, OUTCOMES),
    ("subsidised_vendors", USES, "補助建構創新服務模式的企業", "94", "家", END_108, OUTCOMES),
    ("service_users", USES, "使用資料服務人次", "31652442", "人次", END_108, OUTCOMES),
    ("private_investment", USES, "業者投資", "6.2", "億元", END_108, OUTCOMES),
    ("revenue", USES, "業者營收", "14.6", "億元", END_108, OUTCOMES),
    ("aodp_economies", ABROAD, "亞洲開放資料合作夥伴（AODP）成員國", "11", "國", MEETING_DAY, OUTCOMES),
    ("aodp_organisations", ABROAD, "亞洲開放資料合作夥伴（AODP）成員組織", "21", "個", MEETING_DAY, OUTCOMES),
    ("local_government_applications", LOCAL, "完成資料應用的地方政府", "12", "個", MEETING_DAY, OUTCOMES),
    ("local_counties", LOCAL, "公私協力工作坊推廣的縣市", "22", "個", MEETING_DAY, OUTCOMES),
    ("local_datasets_released", LOCAL, "促成地方政府開放資料", "613", "筆", MEETING_DAY, OUTCOMES),
    ("local_from", LOCAL, "地方政府開放資料", "4420", "筆", date(2017, 1, 31), OUTCOMES),
    ("local_to", LOCAL, "地方政府開放資料", "17898", "筆", date(2020, 5, 31), OUTCOMES),
    ("local_growth", LOCAL, "地方政府開放資料成長倍數（原載）", "4.3", "倍", date(2020, 5, 31), OUTCOMES),
    ("planned_109", INVENTORY, "109 年預計開放資料集", "119", "項", MEETING_DAY, INVENTORY_PAGE),
    ("inventory_in_outcomes", INVENTORY, "推動成效頁所載累計開放資料集", "3156", "項", MEETING_DAY, OUTCOMES),
)
# Of what time a figure is where the deck names no day: a span, or a month.
PERIODS = {
    "innovation_proposals_103_to_108": "103 至 108 年",
    "services_supported": "103 至 108 年",
    "subsidised_vendors": "103 至 108 年",
    "service_users": "103 至 108 年",
    "private_investment": "103 至 108 年",
    "revenue": "103 至 108 年",
    "local_from": "106 年 1 月",
    "local_to": "109 年 5 月",
    "local_growth": "106 年 1 月至 109 年 5 月",
}
# What the deck says beside a figure, in our words.
DETAILS = {
    "services_supported": "對象包含學生、個人及新創企業",
    "aodp_organisations": "常態辦理年會及亞洲資料創新應用大擂台；訂定領域跨國資料共通 API 格式標準；促成臺日越農業、臺泰水利防災及臺泰交通資料互通",
    "local_government_applications": "新北市、基隆市、宜蘭縣、臺中市、嘉義縣、臺南市、高雄市、澎湖縣、新竹市、台北市、南投縣、嘉義市",
    "planned_109": "第 78 頁另載 11 月底預計新增 168 筆，與預計開放清單的兩個半年之和相同",
    "local_counties": "提供顧問諮詢及可參考的地方共通資料集，促使地方自發推動公私協力",
}
# The same, half a year earlier: invented, but for what has an earlier date of its own.
EARLIER = {
    "themed_datasets_on_theme_site": "20",
    "aodp_economies": "11",
    "aodp_organisations": "20",
    "local_government_applications": "10",
    "local_datasets_released": "540",
}

# inventory: 3,032 opened in 102 to 108. gold_label_series: day (of a month: the day of our tests, its last), tested, gold.
GOLD = (
    (date(2018, 10, 31), 2487, 2385),
    (date(2019, 5, 31), 2628, 2558),
    (date(2019, 10, 31), 2699, 2675),
    (date(2020, 5, 31), 2812, 2812),
)
# The first and the last total are constructed.
TOTALS = ((date(2018, 12, 31), 2770, LABEL), (END_108, 3032, INVENTORY_PAGE), (MOEA_5_2.as_of, 3050, LABEL))
GOLD_PAGE = f"{DECK}第 13 頁"


def programme_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The figures as the deck has them; half a year earlier the invented ones, and those that the deck dates before that day."""
    rows = []
    for key, group, label, value, unit, as_of, source in PROGRAMME:
        said = (PERIODS.get(key, ""), source, DETAILS.get(key, ""), f"數字{PRINTED}")
        if meeting == MOEA_5_2 and key in EARLIER:
            value, as_of, said = EARLIER[key], meeting.as_of, ("", LABEL, "", LABEL)
        elif meeting == MOEA_5_2 and (as_of > meeting.as_of or key == "local_growth"):
            continue
        rows.append((key, group, label, value, unit, roc(as_of), *said))
    return rows


def history_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The figures of the packets before this one, under their names there."""
    rows = [("inventory.total", "累計開放資料集", total, day, source) for day, total, source in TOTALS]
    for day, tested, gold in GOLD:
        rows += [
            (f"quality.tested/{roc(day)}", "納入檢測的資料集", tested, day, GOLD_PAGE),
            (f"quality.gold/{roc(day)}", "金標章資料集", gold, day, GOLD_PAGE),
        ]
    return [
        (name, label, value, "項", roc(day), source, LABEL if source == LABEL else f"數字{PRINTED}")
        for name, label, value, day, source in rows
        if day < meeting.as_of
    ]
