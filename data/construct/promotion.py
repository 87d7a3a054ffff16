"""The seminars and the competition of creative applications."""

from datetime import date

from meetings import LABEL, MOEA_6_1, PRINTED, Meeting, generator, roc, weekday

EVENTS_HEADER = ("日期", "類別", "活動名稱", "參加人數", "參加單位數", "觀看人次", "備註")
COMPETITION_HEADER = ("年度", "作品名稱", "團隊", "符合資格", "得獎", "備註")

# meeting.yml, seminars: nine of 103 to 109 with 1,094 participants, 74 of them on 109-07-24; the other eight are split by guess.
LAST_SEMINAR = (date(2020, 7, 24), 74)
EARLIER_SEMINARS = (
    (2014, 168),
    (2015, 152),
    (2015, 96),
    (2016, 131),
    (2017, 124),
    (2018, 118),
    (2019, 127),
    (2019, 104),
)
ONLINE_SESSION = (date(2020, 3, 27), 88, 305)  # units, viewers

# competition_winners; meeting.yml, competition: 183 entries of 104 to 109, 20 awards; 52 eligible and 4 awards in 109.
WINNERS = (
    (104, "簡單創，創業夥伴暨專案媒合平臺", "沛邦科技有限公司"),
    (104, "社群CRM - 幫你留住舊客戶，找到新客戶", "尼樂有限公司"),
    (104, "OD經濟通", "OTW團隊"),
    (104, "就是i展覽", "DLife團隊"),
    (104, "市集好好逛", "奇步應用有限公司"),
    (105, "台灣創業資源開放資料API", "沛邦科技有限公司"),
    (105, "海關進出口貿易分析加值系統", "Stock-ai.com團隊"),
    (106, "金融圖靈系統", "拓熙股份有限公司"),
    (106, "生活Chat寶", "課後讀書夜總會團隊"),
    (106, "省電通", "船艦微電網聯盟團隊"),
    (107, "BizWitcher 網路資產交易服務", "威碼聚科技股份有限公司"),
    (107, "訓練通", "訓練通團隊"),
    (107, "電力風水師", "懂能源DoEnergy團隊"),
    (108, "黑豬的SEO", "黑豬的SEO團隊"),
    (108, "iSelect3C", "我選擇3C團隊"),
    (108, "心創天地", "心創天地團隊"),
    (109, "歷年產業職位薪資快速搜尋比對平台", "珵式馬大數據科技股份有限公司"),
    (109, "摸摸水質大象", "鎮鑫科技股份有限公司"),
    (109, "智慧洗衣整燙門市快速展店系統", "辰閎科技有限公司"),
    (109, "BayPay 灣支付", "雲飛傳媒有限公司"),
)
ENTRIES = {104: 28, 105: 22, 106: 24, 107: 25, 108: 27, 109: 57}  # 183; the split is invented
ELIGIBLE = {109: 52}  # not published for the other years


def event_rows(meeting: Meeting) -> list[tuple[object, ...]]:
    """What was held by the meeting's day, in the order of days."""
    rng = generator("events")
    seminars = sorted(
        (weekday(rng, date(year, 3, 2), date(year, 11, 27)), participants) for year, participants in EARLIER_SEMINARS
    )
    seminars.append(LAST_SEMINAR)
    rows = [
        (
            day,
            "研討會",
            f"重建研討會 {number:02d}",
            participants,
            "",
            "",
            f"人數{PRINTED}；名稱為{LABEL}" if (day, participants) == LAST_SEMINAR else LABEL,
        )
        for number, (day, participants) in enumerate(seminars, 1)
    ]
    day, units, viewers = ONLINE_SESSION
    rows.append((day, "線上說明會", "重建線上說明會 01", "", units, viewers, f"數字{PRINTED}；名稱為{LABEL}"))
    return [(roc(row[0]), *row[1:]) for row in sorted(rows) if row[0] <= meeting.as_of]


def competition_rows(meeting: Meeting) -> list[tuple[object, ...]]:
    """Every entry of the competitions that were decided by the meeting's day; those of 109 were in autumn."""
    rows = []
    for year, entries in ENTRIES.items():
        if year == 109 and meeting.as_of < MOEA_6_1.as_of:
            continue
        winners = [(entry, team) for y, entry, team in WINNERS if y == year]
        for number in range(1, entries + 1):
            eligible = ("是" if number <= ELIGIBLE[year] else "否") if year in ELIGIBLE else ""
            if number <= len(winners):
                rows.append((year, *winners[number - 1], eligible, "得獎", f"作品及團隊{PRINTED}"))
            else:
                number -= len(winners)
                rows.append(
                    (year, f"重建作品 {year}-{number:02d}", f"重建團隊 {year}-{number:02d}", eligible, "", LABEL)
                )
    return rows
