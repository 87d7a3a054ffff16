"""The seminars and the competition of creative applications."""

from datetime import date

from meetings import LABEL, PRINTED, Meeting, generator, roc, weekday

EVENTS_HEADER = ("日期", "類別", "活動名稱", "參加人次", "報名單位數", "觀看人次", "講者及主題", "說明", "備註")
COMPETITION_HEADER = ("年度", "組別", "作品名稱", "團隊", "符合資格", "得獎", "備註")

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
# The deck, page 78; who spoke of the winning entries is told otherwise on page 10.
LAST_TITLE, ONLINE_TITLE = "經濟部 109 年度政府資料開放應用研討會", "資料服務應用補助說明會"
LAST_SPEAKERS = (
    "本部諮詢委員 2 位：資料 IPO 之應用服務、混搭國內外 Open data 輔助國際行銷決策；「2020 資料創新應用競賽」得獎團隊：得獎作品分享；"
    "國發會政府資料開放平臺團隊：資料開放品質教育訓練"
)
LAST_REMARK = (
    "資訊中心於本部大禮堂辦理，為的是培養同仁推動資料開放的素養。得獎團隊各在哪一場分享，公開簡報兩頁不同：第 10 頁載為金、銀得獎作品於研討會分享；第 78 頁載為銅獎及區塊鏈獎團隊於 7 月 24 日研討會，"
    "金獎及銀獎團隊於 6 月 30 日諮詢小組會議。兩頁並列，未予認定"
)
ONLINE_REMARK = "線上辦理，讓廠商了解資料應用，提高提案的意願"

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
# The deck, page 18: what the ministry's group was called; page 78: the grades of 109. Those of other years are not printed.
GROUPS = {
    104: "多元資料與創新應用組",
    105: "經濟開放資料應用組",
    106: "經濟地理資料應用組",
    107: "經濟部開放資料應用組",
    108: "經濟部開放資料應用組",
    109: "經濟部開放資料應用組",
}
GRADES = {
    "歷年產業職位薪資快速搜尋比對平台": "金獎",
    "摸摸水質大象": "銀獎",
    "智慧洗衣整燙門市快速展店系統": "銅獎",
    "BayPay 灣支付": "區塊鏈創新應用獎",
}
ENTRIES = {104: 28, 105: 22, 106: 24, 107: 25, 108: 27, 109: 57}  # 183; the split is invented
ELIGIBLE = {109: 52}  # not published for the other years


def event_rows(meeting: Meeting) -> list[tuple[object, ...]]:
    """What was held by the meeting's day, in the order of days."""
    rng = generator("events")
    seminars = sorted(
        (weekday(rng, date(year, 3, 2), date(year, 11, 27)), participants) for year, participants in EARLIER_SEMINARS
    )
    seminars.append(LAST_SEMINAR)
    rows: list[tuple] = []
    for number, (day, participants) in enumerate(seminars, 1):
        if (day, participants) == LAST_SEMINAR:
            said = (LAST_TITLE, participants, "", "", LAST_SPEAKERS, LAST_REMARK, PRINTED)
        else:
            said = (f"重建研討會 {number:02d}", participants, "", "", "", "", LABEL)
        rows.append((day, "研討會", *said))
    day, units, viewers = ONLINE_SESSION
    rows.append((day, "線上說明會", ONLINE_TITLE, "", units, viewers, "", ONLINE_REMARK, PRINTED))
    return [(roc(row[0]), *row[1:]) for row in sorted(rows) if row[0] <= meeting.as_of]


def competition_rows() -> list[tuple[object, ...]]:
    """Every entry: the last of these competitions was decided on 109-05-15, before either meeting (the deck, page 78)."""
    rows = []
    for year, entries in ENTRIES.items():
        winners = [(entry, team) for y, entry, team in WINNERS if y == year]
        for number in range(1, entries + 1):
            eligible = ("是" if number <= ELIGIBLE[year] else "否") if year in ELIGIBLE else ""
            if number <= len(winners):
                entry, team = winners[number - 1]
                rows.append(
                    (year, GROUPS[year], entry, team, eligible, GRADES.get(entry, "得獎"), f"作品及團隊{PRINTED}")
                )
            else:
                number -= len(winners)
                rows.append(
                    (
                        year,
                        GROUPS[year],
                        f"重建作品 {year}-{number:02d}",
                        f"重建團隊 {year}-{number:02d}",
                        eligible,
                        "",
                        LABEL,
                    )
                )
    return rows
