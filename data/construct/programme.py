"""Figures that no record of ours counts: of the programme, and of earlier meetings."""

from datetime import date

from meetings import LABEL, MOEA_5_2, MOEA_6_1, PRINTED, Meeting, roc

PROGRAMME_HEADER = ("代號", "類別", "名稱", "數值", "單位", "統計日", "來源", "備註")
HISTORY_HEADER = ("數字名稱", "名稱", "數值", "單位", "統計日", "來源", "備註")

THEMES, USES, ABROAD, LOCAL, INVENTORY = "主題式開放資料", "創新應用", "國際合作", "地方政府", "盤點"
DECK = "第 6 屆第 1 次會議資料"
OUTCOMES, INVENTORY_PAGE = f"{DECK}〈推動成果〉", f"{DECK}〈政府資料開放行動方案報告〉"
END_108, MEETING_DAY = date(2019, 12, 31), MOEA_6_1.as_of

# meeting.yml, outcomes and inventory. The deck dates few of them: where it does not, the meeting's day of statistics stands.
PROGRAMME = (
    ("themed_datasets_on_theme_site", THEMES, "主題網站的主題式資料集", "24", "項", MEETING_DAY, OUTCOMES),
    ("innovation_proposals_103_to_108", USES, "103 至 108 年創新提案", "1561", "件", END_108, OUTCOMES),
    ("services_supported", USES, "輔導服務", "222", "項", MEETING_DAY, OUTCOMES),
    ("subsidised_vendors", USES, "補助廠商", "94", "家", MEETING_DAY, OUTCOMES),
    ("service_users", USES, "服務使用人次", "31652442", "人次", MEETING_DAY, OUTCOMES),
    ("private_investment", USES, "帶動民間投資", "0.62", "十億元", MEETING_DAY, OUTCOMES),
    ("revenue", USES, "創造營收", "1.46", "十億元", MEETING_DAY, OUTCOMES),
    ("aodp_economies", ABROAD, "亞洲開放資料合作夥伴經濟體", "11", "個", MEETING_DAY, OUTCOMES),
    ("aodp_organisations", ABROAD, "亞洲開放資料合作夥伴組織", "21", "個", MEETING_DAY, OUTCOMES),
    ("local_government_applications", LOCAL, "地方政府應用", "12", "項", MEETING_DAY, OUTCOMES),
    ("local_datasets_released", LOCAL, "促成地方政府開放資料集", "613", "項", MEETING_DAY, OUTCOMES),
    ("local_from", LOCAL, "地方政府開放資料集", "4420", "項", date(2017, 1, 31), OUTCOMES),
    ("local_to", LOCAL, "地方政府開放資料集", "17898", "項", date(2020, 5, 31), OUTCOMES),
    ("local_growth", LOCAL, "地方政府開放資料成長倍數（原載）", "4.3", "倍", date(2020, 5, 31), OUTCOMES),
    ("planned_109", INVENTORY, "109 年預計開放資料集", "119", "項", MEETING_DAY, INVENTORY_PAGE),
    ("inventory_in_outcomes", INVENTORY, "推動成果頁所載累計開放資料集", "3156", "項", MEETING_DAY, OUTCOMES),
)
# The same, half a year earlier: invented, but for what has an earlier date of its own.
EARLIER = {
    "themed_datasets_on_theme_site": "20",
    "services_supported": "210",
    "subsidised_vendors": "88",
    "service_users": "29400000",
    "private_investment": "0.57",
    "revenue": "1.31",
    "aodp_economies": "11",
    "aodp_organisations": "20",
    "local_government_applications": "10",
    "local_datasets_released": "540",
}
EARLIER_DECK = f"第 5 屆第 2 次會議資料（{LABEL}）"

# inventory: 3,032 opened in 102 to 108. gold_label_series: day, tested, gold.
GOLD = (
    (date(2018, 10, 31), 2487, 2385),
    (date(2019, 5, 31), 2628, 2558),
    (date(2019, 10, 31), 2699, 2675),
    (date(2020, 5, 31), 2812, 2812),
)
TOTALS = ((date(2018, 12, 31), 2770), (END_108, 3032), (MOEA_5_2.as_of, 3050))  # the first and the last as constructed


def programme_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    rows = []
    for key, group, label, value, unit, as_of, source in PROGRAMME:
        if meeting == MOEA_6_1:
            rows.append((key, group, label, value, unit, roc(as_of), source, f"數字{PRINTED}"))
        elif key in EARLIER:
            rows.append((key, group, label, EARLIER[key], unit, roc(meeting.as_of), EARLIER_DECK, LABEL))
        elif as_of <= meeting.as_of and key != "local_growth":
            rows.append((key, group, label, value, unit, roc(as_of), f"{source}，重建時引用", f"數字{PRINTED}"))
    return rows


def history_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """The figures of the packets before this one, under their names there."""
    rows = [("inventory.total", "累計開放資料集", total, day) for day, total in TOTALS]
    for day, tested, gold in GOLD:
        rows += [
            (f"quality.tested/{roc(day)}", "納入檢測的資料集", tested, day),
            (f"quality.gold/{roc(day)}", "金標章資料集", gold, day),
        ]
    return [
        (name, label, value, "項", roc(day), _packet_of(day), LABEL)
        for name, label, value, day in rows
        if day < meeting.as_of
    ]


def _packet_of(day: date) -> str:
    return "第 5 屆第 2 次會議資料" if day == MOEA_5_2.as_of else "第 5 屆第 2 次會議以前的會議資料"
