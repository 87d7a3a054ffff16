"""The printed figures that the catalogue and its tests must meet, and the invented sizes within them.

Each printed figure stands under the name of the table it was taken from (the project's reference tables, which are not in
this repository).
"""

from datetime import date

from meetings import AWARD_DAY, MOEA_6_1

AS_OF = MOEA_6_1.as_of
FIRST_NUMBER = 9000001

# --- Printed --------------------------------------------------------------------------------------------------------------

# inventory_by_category; the nine add up to 3,158 and meeting.yml prints 3,159 datasets: one has no category.
CATEGORIES = {
    "公共資訊": 2222,
    "開創事業": 643,
    "投資理財": 118,
    "生活安全及品質": 75,
    "休閒旅遊": 40,
    "生育保健": 17,
    "求職及就業": 24,
    "交通及通訊": 8,
    "求學及進修": 11,
}

# Datasets listed from one day to another. meeting.yml: 3,032 in 102 to 108, 76 in the first half of 109, 3,159 in all.
# What was tested by each date of gold_label_series fixes the rest; the split within is invented.
TESTED_SINCE = date(2015, 2, 1)
LISTED = (
    (date(2013, 4, 29), date(2013, 12, 31), 70),
    (date(2014, 1, 1), date(2014, 12, 31), 150),
    (date(2015, 1, 1), date(2015, 1, 31), 15),  # 235 before the first day of testing
    (date(2015, 2, 1), date(2015, 12, 31), 560),
    (date(2016, 1, 1), date(2016, 12, 31), 690),
    (date(2017, 1, 1), date(2017, 12, 31), 680),
    (date(2018, 1, 1), date(2018, 10, 31), 560),  # 2,487 tested by 107-10, and 3 white-listed
    (date(2018, 11, 1), date(2018, 12, 31), 45),
    (date(2019, 1, 1), date(2019, 5, 31), 96),  # 2,628 tested by 108-05
    (date(2019, 6, 1), date(2019, 10, 31), 71),  # 2,699 tested by 108-10
    (date(2019, 11, 1), date(2019, 12, 31), 95),  # 3,032 listed by the end of 108
    (date(2020, 1, 1), date(2020, 5, 31), 18),  # 2,812 tested by 109-05
    (date(2020, 6, 1), date(2020, 6, 30), 58),  # 76 listed in the first half of 109
    (date(2020, 7, 1), date(2020, 7, 31), 13),  # 2,883 tested by 109-07-31 (meeting.yml, gold_award_109)
    (date(2020, 8, 1), AS_OF, 38),  # 2,921 tested by 109-10, 3,159 listed
)

# gold_label_series (and meeting.yml, gold_award_109, for 109-07): datasets tested but not gold, checked - gold.
NOT_GOLD = {
    date(2018, 10, 31): 2487 - 2385,
    date(2019, 5, 31): 2628 - 2558,
    date(2019, 10, 31): 2699 - 2675,
    date(2020, 5, 31): 0,
    AWARD_DAY: 0,
    AS_OF: 0,
}

# platinum_by_unit, as at 109-11-05: 598; units without any are left out.
PLATINUM = {
    "國際合作處": 12,
    "統計處": 10,
    "人事處": 11,
    "資訊中心": 3,
    "水利署": 59,
    "國際貿易局": 24,
    "工業局": 37,
    "智慧財產局": 4,
    "能源局": 34,
    "礦務局": 97,
    "中小企業處": 15,
    "加工出口區管理處": 148,
    "國營事業委員會": 1,
    "中央地質調查所": 7,
    "台灣中油公司": 85,
    "台灣自來水公司": 5,
    "台灣糖業公司": 46,
}
PLATINUM_BY_AWARD = 503  # meeting.yml, gold_award_109: on 109-07-31
PLATINUM_FROM = date(2019, 11, 1)

WHITELISTED = ("工業局", 3)  # meeting.yml, quality

# top_datasets: (title, the publisher's short name, count)
TOP_VIEWS = (
    ("台灣電力公司_電力維生管線災情資訊", "台灣電力公司", 435837),
    ("公司設立登記清冊(月份)", "商業司", 98329),
    ("經濟部中部辦公室_臨時工廠名錄", "中部辦公室", 75990),
)
TOP_DOWNLOADS = (
    ("台灣電力公司_電價成本", "台灣電力公司", 224465),
    ("台灣電力公司_太陽光電發電量及平均單位裝置容量每日發電量統計表", "台灣電力公司", 205629),
    ("台灣電力公司_本年度每日尖峰備轉容量率", "台灣電力公司", 199385),
)


# --- Invented -------------------------------------------------------------------------------------------------------------

# Datasets of each publisher, by short name, 3,159 in all.
DATASETS = {
    "商業司": 482,
    "總務司": 4,
    "技術處": 38,
    "國際合作處": 22,
    "投資業務處": 26,
    "統計處": 64,
    "會計處": 14,
    "人事處": 24,
    "研究發展委員會": 6,
    "法規委員會": 8,
    "訴願審議委員會": 5,
    "秘書室": 3,
    "中部辦公室": 30,
    "資訊中心": 12,
    "水利署": 610,
    "國際貿易局": 118,
    "工業局": 152,
    "標準檢驗局": 96,
    "智慧財產局": 72,
    "能源局": 228,
    "礦務局": 134,
    "中小企業處": 86,
    "加工出口區管理處": 262,
    "投資審議委員會": 24,
    "國營事業委員會": 12,
    "貿易調查委員會": 18,
    "中央地質調查所": 92,
    "專業人員研究中心": 9,
    "台灣電力公司": 210,
    "台灣中油公司": 148,
    "台灣自來水公司": 64,
    "台灣糖業公司": 82,
    "經濟部本部": 4,
}

# Whose datasets may stand in a category; all others are 公共資訊.
LIKELY_PUBLISHERS = {
    "開創事業": ("商業司", "中小企業處", "工業局", "加工出口區管理處", "中部辦公室", "技術處"),
    "投資理財": ("國際貿易局", "投資業務處", "投資審議委員會", "智慧財產局", "台灣糖業公司"),
    "生活安全及品質": ("標準檢驗局", "水利署", "能源局", "中央地質調查所", "台灣自來水公司"),
    "休閒旅遊": ("水利署", "台灣糖業公司", "礦務局", "台灣電力公司"),
    "生育保健": ("標準檢驗局", "台灣自來水公司"),
    "求職及就業": ("加工出口區管理處", "工業局", "人事處"),
    "交通及通訊": ("台灣中油公司", "標準檢驗局"),
    "求學及進修": ("專業人員研究中心", "智慧財產局", "資訊中心"),
}

# A gold mark asks for structured data; what was never tested may be anything.
TESTED_FORMATS = {
    "CSV": 46,
    "CSV;XML;JSON": 16,
    "CSV;JSON": 9,
    "CSV;XML": 6,
    "XML": 5,
    "JSON": 5,
    "CSV;ODS": 4,
    "CSV;XLSX": 3,
    "XLSX": 1,
    "ODS": 1,
    "CSV;KML": 1,
    "KML": 1,
    "SHP": 1,
    "CSV;RDF": 1,
}
OTHER_FORMATS = {
    "CSV": 8,
    "PDF": 6,
    "XLSX": 3,
    "ODS": 3,
    "JPG": 2,
    "DOC": 2,
    "ODT": 2,
    "DOC;ODT": 1,
    "ODS;PDF": 2,
    "KML": 2,
    "SHP": 1,
    "ZIP": 3,
}
FREQUENCIES = {"不定期更新": 30, "每1年": 24, "每1月": 24, "每3月": 9, "不更新": 8, "每1日": 5}
ENCODINGS = {"UTF-8": 24, "BIG5": 1}
