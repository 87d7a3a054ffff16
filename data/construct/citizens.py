"""What citizens ask for: the requests with their replies, and the comments and wishes on the portal."""

from datetime import date, timedelta

from meetings import LABEL, MOEA_5_2, Meeting, generator, roc, weekday
from world import Dataset

REQUESTS_HEADER = ("編號", "標題", "機關", "處理情形", "提出日期", "回復日期", "需求摘要", "回復摘要", "備註")
FEEDBACK_HEADER = ("編號", "類別", "機關", "資料集名稱", "提出日期", "回復日期", "備註")
COMMENT, WISH = "資料集評論", "我想要更多"

# requests: id, title, agency, outcome, received on, replied on, gist of the request, gist of the reply. Only the first
# one's date of receipt is printed; all other dates are invented, within the meeting's period (109-06-01 to 109-10-31).
REQUESTS = (
    (
        "548277",
        "水權統計資料開放建議",
        "經濟部水利署",
        "已開放",
        date(2020, 7, 23),
        date(2020, 8, 5),
        "要求把可逐筆查詢的鄉鎮市區水權統計整理成可下載的 CSV 或 Excel",
        "跨縣市地面水水權已去識別化提供；地下水與單一縣市部分屬地方權責；各月統計與報表 Excel 可自機關網站下載",
    ),
    (
        "548562",
        "地層下陷相關資料建議開放",
        "經濟部水利署",
        "無法開放",
        date(2020, 8, 3),
        date(2020, 8, 14),
        "要求取得各區域地層下陷詳細監測資料，並質疑公費調查成果另行收費",
        "出版品依規定辦理，圖資已公開；原始資料量大，需另行函請提供",
    ),
    (
        "548686",
        "工業局-產業升級創新平台輔導計畫補助廠商",
        "經濟部工業局",
        "無法開放",
        date(2020, 8, 18),
        date(2020, 9, 4),  # 17 days: the one late reply
        "要求整併子計畫清單、提供統一編號、揭露核定與補助金額",
        "清單已於計畫網站公告；金額經評估非業者所需；整併與統編將再評估",
    ),
    (
        "548740",
        "有限合夥登記資料集下載",
        "經濟部中部辦公室",
        "無法開放",
        date(2020, 9, 7),
        date(2020, 9, 21),  # 14 days: on the last day
        "洗錢防制辨識實質受益人需要",
        "已於登記公示查詢網站揭露，可自行查詢",
    ),
    (
        "548937",
        "商業登記查詢－負責人與合夥人查詢",
        "經濟部商業司",
        "無法開放",
        date(2020, 10, 5),
        date(2020, 10, 14),
        "需要計算出資額比例以辨識實質受益人",
        "依商業登記法第19條公示於商工登記查詢網站",
    ),
)
PRINTED_RECEIPT = "548277"
# The requests of the earlier meeting's period (108-11-01 to 109-05-31): all invented.
EARLIER_REQUESTS = (
    (
        "900101",
        "重建需求：工廠登記異動資料",
        "經濟部中部辦公室",
        "已開放",
        date(2019, 11, 18),
        date(2019, 11, 29),
        "希望提供每月異動清單",
        "已依月份提供異動清單",
    ),
    (
        "900102",
        "重建需求：河川水位歷史資料",
        "經濟部水利署",
        "已開放",
        date(2019, 12, 9),
        date(2019, 12, 20),
        "希望提供歷年時序資料",
        "已提供歷年壓縮檔",
    ),
    (
        "900103",
        "重建需求：個別用戶用電量",
        "台灣電力股份有限公司",
        "無法開放",
        date(2020, 2, 10),
        date(2020, 2, 27),
        "希望提供個別用戶用電量",
        "涉及個人資料，依個人資料保護法第16條無法提供",
    ),
    (
        "900104",
        "重建需求：商標圖樣批次下載",
        "經濟部智慧財產局",
        "已開放",
        date(2020, 4, 13),
        date(2020, 4, 24),
        "希望提供批次下載",
        "已提供批次下載檔案",
    ),
)

# meeting.yml, requests: 69 comments and 13 wishes of 109-01 to 109-10 were answered. The other period and every row are invented.
FEEDBACK = (
    (date(2019, 11, 1), date(2019, 12, 20), {COMMENT: 12, WISH: 3}),
    (date(2020, 1, 2), date(2020, 10, 9), {COMMENT: 69, WISH: 13}),
)
FEEDBACK_FROM = {"moea-5-2": date(2019, 11, 1), "moea-6-1": date(2020, 1, 1)}


def request_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    rows = []
    for number, title, agency, outcome, received_on, replied_on, request, reply in (
        EARLIER_REQUESTS if meeting == MOEA_5_2 else REQUESTS
    ):
        invented = "回復日期為重建" if number == PRINTED_RECEIPT else "提出日期及回復日期為重建"
        remark = LABEL if meeting == MOEA_5_2 else f"{LABEL}：{invented}"
        rows.append(
            (number, title, agency, outcome, roc(received_on, "/"), roc(replied_on, "/"), request, reply, remark)
        )
    return rows


def feedback_rows(datasets: list[Dataset], meeting: Meeting) -> list[tuple[str, ...]]:
    """Comments on datasets and wishes for more, in the order of days; most are answered within 14 days, all within 21."""
    rng = generator("feedback")
    events = []
    for first, last, counts in FEEDBACK:
        for kind, number in counts.items():
            for _ in range(number):
                received_on = weekday(rng, first, last)
                dataset = rng.choice([d for d in datasets if d.listed_on < received_on])
                days = rng.randrange(15, 22) if rng.randrange(12) == 0 else rng.randrange(1, 15)
                events.append((received_on, kind, dataset, received_on + timedelta(days)))
    events.sort(key=lambda event: (event[0], event[1], event[2].number))
    rows = []
    for number, (received_on, kind, dataset, replied_on) in enumerate(events, 1):
        if FEEDBACK_FROM[meeting.name] <= received_on <= meeting.as_of:
            title = dataset.title if kind == COMMENT else ""
            answered = roc(replied_on if replied_on <= meeting.as_of else None)
            rows.append((f"F{number:03d}", kind, dataset.unit.name, title, roc(received_on), answered, LABEL))
    return rows
