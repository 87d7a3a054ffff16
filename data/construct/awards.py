"""The two national awards of 109: the applications, and the candidates of the popularity award with its earlier winners."""

import random
from collections.abc import Iterable
from datetime import date

from meetings import AWARD_DAY, LABEL, PRINTED, generator, roc, weekday
from returns import Return
from world import Unit

APPLICATIONS_HEADER = ("組別", "機關", "作品名稱", "網路票選分數", "評審分數", "備註")
POPULARITY_HEADER = (
    "資料集識別碼",
    "資料集名稱",
    "提供機關",
    "上架日期",
    "品質檢測",
    "瀏覽次數",
    "下載次數",
    "資料集評分",
    "已回應意見數",
    "備註",
)
WINNERS_HEADER = ("年度", "資料集識別碼", "資料集名稱", "提供機關", "備註")

# application_award: the first three, in order, of the group 政府治理組 (the deck, page 27); their points and the other entries
# are invented. What the other group is called is not printed.
FIRST_THREE = (
    ("臺北市政府工務局新建工程處", "臺北市全境道路施工聯網智能整合管理資訊", "86.4", "92.6"),
    ("內政部統計處", "社會經濟統計地理資訊網淹水資訊應用子系統", "82.0", "91.8"),
    ("經濟部資訊中心", "我國電子商務發展趨勢分析服務", "93.2", "88.0"),
)
GROUPS = ("政府治理組", "另一組（組名未載）")
GROUP_KEYS = {"政府治理組": "政府治理組", "另一組（組名未載）": "另一組"}
OTHERS = (5, 7)  # further entries of each group

# popularity_award: the ten winners, in order.
POPULAR = (
    ("盤後資訊 > 個股日收盤價及月平均價", "金融監督管理委員會證券期貨局"),
    ("全國營業(稅籍)登記資料集", "財政部財政資訊中心"),
    ("上市公司基本資料", "金融監督管理委員會證券期貨局"),
    ("臺中市道路寬度", "臺中市政府研究發展考核委員會"),
    ("內政部 20 公尺網格數值地形模型資料", "內政部地政司"),
    ("空氣品質指標(AQI)", "行政院環境保護署"),
    ("外國及大陸銀行在台分行資產負債統計表", "中央銀行"),
    ("警廣即時路況", "內政部警政署"),
    ("年度中小企業重要統計表", "經濟部中小企業處"),
    ("歷史交通事故資料", "內政部警政署"),
)
FIRST_CANDIDATE = 9100001
LAST_TO_WIN = 260_000  # views of the tenth; all that may win and do not have fewer than half
# Candidates that the rules leave out although their use would have won: too new, not gold, an earlier winner.
TOO_NEW, NOT_GOLD, WON_BEFORE = range(0, 4), range(4, 8), range(8, 12)
CANDIDATES = 32
AS_MUCH_AS_THE_TENTH = (
    0  # of those too new, one in numbers too; the ten that won are printed, so none that may win can tie
)
ONE_YEAR_EARLIER = date(2019, 7, 31)


def application_rows(returns: Iterable[Return], units: dict[str, Unit]) -> list[tuple[object, ...]]:
    """Both groups, each in the order of entry, not of points; as many entries of our units as their returns say."""
    rng = generator("applications")
    ours = our_entries(returns, units)
    rows = []
    for at, (group, others) in enumerate(zip(GROUPS, OTHERS, strict=True)):
        entries = [(*entry, f"名次{PRINTED}；分數為{LABEL}") for entry in FIRST_THREE] if group == GROUPS[0] else []
        for number in range(1, others + 1):
            public, jury = rng.randrange(550, 850), rng.randrange(640, 840)
            name = f"{GROUP_KEYS[group]}-{number:02d}"
            entries.append(
                (
                    f"重建機關 {name}",
                    f"重建應用作品 {name}",
                    f"{public // 10}.{public % 10}",
                    f"{jury // 10}.{jury % 10}",
                    LABEL,
                )
            )
        entries += ours[at :: len(GROUPS)]
        rng.shuffle(entries)
        rows += [(group, *entry) for entry in entries]
    return rows


def our_entries(returns: Iterable[Return], units: dict[str, Unit]) -> list[tuple[str, ...]]:
    """What our units entered beside the printed one: all with fewer points than any third place, for none of it won."""
    rng = generator("our applications")
    printed = {agency for agency, *_ in FIRST_THREE}
    entries = []
    for one in returns:
        agency = units[one.unit].name
        for number in range(1, one.entries + 1 if agency not in printed else 1):
            public, jury = rng.randrange(500, 640), rng.randrange(560, 680)
            points = (f"{public // 10}.{public % 10}", f"{jury // 10}.{jury % 10}")
            entries.append((agency, f"{one.unit}重建應用作品 {number:02d}", *points, LABEL))
    return entries


def popularity_rows() -> list[tuple[object, ...]]:
    """The candidates by identifier: those that win are ahead of all that may, and behind some that may not."""
    rng = generator("popularity")
    candidates = []
    for place, (title, agency) in enumerate(POPULAR):
        views = LAST_TO_WIN + 60_000 * (len(POPULAR) - 1 - place) + rng.randrange(20_000)
        candidates.append(
            (
                title,
                agency,
                _listed(rng),
                "金" if place % 3 else "白金",
                views,
                rng.randrange(20_000),
                f"名次{PRINTED}；其餘為{LABEL}",
            )
        )
    for place in range(CANDIDATES):
        views = rng.randrange(300_000, 900_000) if place < WON_BEFORE.stop else rng.randrange(8_000, LAST_TO_WIN // 2)
        listed_on = weekday(rng, date(2019, 8, 5), AWARD_DAY) if place in TOO_NEW else _listed(rng)
        mark = rng.choice(("銀", "銅")) if place in NOT_GOLD else rng.choice(("金", "金", "白金"))
        candidates.append(
            (
                _candidate(place),
                f"重建機關 {rng.randrange(1, 16):02d}",
                listed_on,
                mark,
                views,
                rng.randrange(20_000),
                LABEL,
            )
        )
    order = list(range(len(candidates)))
    rng.shuffle(order)
    rows = []
    for place, (title, agency, listed_on, mark, views, downloads, remark) in enumerate(candidates):
        rating, comments = rng.randrange(30, 51), rng.randrange(12)
        number = FIRST_CANDIDATE + order[place]
        rows.append(
            (
                number,
                title,
                agency,
                roc(listed_on),
                mark,
                views,
                downloads,
                f"{rating // 10}.{rating % 10}",
                comments,
                remark,
            )
        )
    counted = slice(5, 9)
    tenth, level = (
        next(row for row in rows if row[1] == title) for title in (POPULAR[-1][0], _candidate(AS_MUCH_AS_THE_TENTH))
    )
    rows[rows.index(level)] = (*level[: counted.start], *tenth[counted], *level[counted.stop :])
    return sorted(rows)


def _listed(rng: random.Random) -> date:
    return weekday(rng, date(2013, 5, 1), ONE_YEAR_EARLIER)


def winner_rows() -> list[tuple[object, ...]]:
    """Ten winners of 107 and of 108; two of each are candidates again."""
    again = [row[:3] for row in popularity_rows() if row[1] in {_candidate(place) for place in WON_BEFORE}]
    rows = []
    for year, taken, first in ((107, again[:2], 9200001), (108, again[2:], 9200101)):
        others = [
            (first + n, f"重建得獎資料集 {year}-{n + 1:02d}", f"重建機關 {n + 16}") for n in range(10 - len(taken))
        ]
        rows += [(year, *winner, LABEL) for winner in (*taken, *others)]
    return rows


def _candidate(place: int) -> str:
    return f"重建候選資料集 {place + 1:02d}"
