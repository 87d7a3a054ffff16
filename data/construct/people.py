"""The group's members, and the ministries' counts of datasets."""

from meetings import LABEL, MOEA_5_2, MOEA_6_1, PRINTED, Meeting, generator, roc

MEMBERS_HEADER = ("身分", "姓名", "機關團體", "職稱", "新任", "備註")
MINISTRIES_HEADER = ("部會", "資料集數", "統計日", "備註")

# members: all as printed.
MEMBERS = (
    ("召集人", "林全能", "經濟部", "次長", ""),
    ("民間代表", "張永美", "台北市電腦公會", "副總幹事", ""),
    ("民間代表", "張四立", "國立台北大學自然資源與環境管理研究所", "教授", ""),
    ("民間代表", "陳孟敏", "究心公益科技股份有限公司", "營運長", ""),
    ("民間代表", "林淑惠", "中華民國對外貿易發展協會", "組長", ""),
    ("民間代表", "朱瑞陽", "國巨管理顧問股份有限公司", "執行董事", "☆"),
    ("民間代表", "彭啟明", "天氣風險管理開發(股)公司", "總經理", "☆"),
    ("民間代表", "張家生", "國泰金融控股股份有限公司", "資訊長", "☆"),
    ("機關委員", "馬正維", "經濟部資訊中心", "主任", ""),
    ("機關委員", "劉雅娟", "經濟部法規委員會", "專門委員兼副執行秘書", ""),
    ("機關委員", "廖玉燕", "經濟部會計處", "副處長", ""),
    ("機關委員", "陳秘順", "經濟部商業司", "副司長", ""),
    ("機關委員", "楊志清", "經濟部工業局", "副局長", ""),
    ("機關委員", "廖承威", "經濟部智慧財產局", "副局長", ""),
    ("機關委員", "陳玲慧", "經濟部標準檢驗局", "副局長", ""),
    ("機關委員", "陳信宏", "經濟部中小企業處", "主任秘書", ""),
    ("機關代表", "黃宏莆", "經濟部水利署", "主任秘書", ""),
    ("機關代表", "翁素真", "經濟部能源局", "主任秘書", ""),
    ("機關代表", "戴婉蓉", "經濟部國際貿易局", "秘書室主任", ""),
    ("機關代表", "王詠絢", "經濟部中央地質調查所", "副所長", ""),
    ("機關代表", "吳國卿", "經濟部國營事業委員會", "組長", ""),
)
# What the earlier meeting's group was like is not printed: nobody real is put into it, and one civil seat is vacant.
EARLIER_SEATS = (("召集人", 1), ("民間代表", 7), ("機關委員", 8), ("機關代表", 5))
EARLIER_NEW, EARLIER_VACANT = (5, 6, 14), 8  # the how many-th seat

# meeting.yml: 3,159 datasets, rank 1 among the ministries. All counts but the ministry's own are invented.
MINISTRIES = (
    "內政部",
    "外交部",
    "國防部",
    "財政部",
    "教育部",
    "法務部",
    "經濟部",
    "交通部",
    "勞動部",
    "行政院農業委員會",
    "衛生福利部",
    "行政院環境保護署",
    "文化部",
    "科技部",
    "國家發展委員會",
    "大陸委員會",
    "金融監督管理委員會",
    "海洋委員會",
    "僑務委員會",
    "國軍退除役官兵輔導委員會",
    "原住民族委員會",
    "客家委員會",
    "行政院公共工程委員會",
    "行政院主計總處",
    "行政院人事行政總處",
    "中央銀行",
    "國立故宮博物院",
    "行政院原子能委員會",
    "公平交易委員會",
    "國家通訊傳播委員會",
)
OURS = "經濟部"
COUNTED = ((MOEA_5_2.as_of, 3050), (MOEA_6_1.as_of, 3159))


def member_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    if meeting == MOEA_6_1:
        return [(*member, PRINTED) for member in MEMBERS]
    seats = [seat for seat, number in EARLIER_SEATS for _ in range(number)]
    rows = []
    for place, seat in enumerate(seats, 1):
        if place == EARLIER_VACANT:
            rows.append((seat, "", "", "", "", f"{LABEL}：懸缺"))
        else:
            rows.append(
                (
                    seat,
                    f"重建委員 {place:02d}",
                    f"重建單位 {place:02d}",
                    "重建職稱",
                    "☆" if place in EARLIER_NEW else "",
                    LABEL,
                )
            )
    return rows


def ministry_rows(meeting: Meeting) -> list[tuple[object, ...]]:
    """The counts on the days of this meeting and of those before it; the ministry's own is the largest."""
    rng = generator("ministries")
    counts = {name: 3 * rng.randrange(6, 100) * rng.randrange(4, 9) for name in MINISTRIES}
    rows: list[tuple[object, ...]] = []
    for day, ours in COUNTED:
        for name in MINISTRIES:
            counts[name] = ours if name == OURS else counts[name] + rng.randrange(2, 40)
        if day == MOEA_6_1.as_of:
            tenth, next_one = sorted(counts, key=lambda name: -counts[name])[9:11]
            counts[next_one] = counts[tenth]  # a tie on place ten, which a list of the first ten has to show
        if day <= meeting.as_of:
            rows += [(name, counts[name], roc(day), LABEL) for name in MINISTRIES]
    return rows
