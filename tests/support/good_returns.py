"""Each return with rows that are all right, but for what a test changes."""

from reportlib.readers.sheets import Sheet
from reportlib.returns.asked import RETURNS
from tests.support.laid_out import examine

GOOD = {
    "plan": {"編號": "水利署-01", "資料集名稱": "河川水位", "預計開放日期": "109/11/30", "實際開放日期": "109/11/5"},
    "checklist": {
        "資料集識別碼": "1",
        "資料集名稱": "甲",
        "上架日期": "109/1/5",
        "連結可下載": "是",
        "依頻率更新": "是",
        "說明": None,
    },
    "replies": {
        "編號": "1",
        "標題": "甲",
        "提出日期": "109/9/1",
        "處理情形": "已開放",
        "理由": None,
        "預計開放日期": None,
        "回復日期": "109/9/8",
    },
    "evaluation": {"單位": "水利署", "抽檢資料集數": 10, "抽檢合格數": 10, "應辦工作項數": 5, "如期完成項數": 0},
    "progress": {
        "會議": "5-2",
        "決議編號": "一",
        "決議事項": "甲",
        "辦理情形": "已辦",
        "完成日期": "109/10/30",
        "列管建議": "建議解除列管",
    },
    "assets": {"資產編號": "水利署-01", "資料集名稱": "甲", "資料類別": "開放資料", "理由": None, "法規條文": None},
    "on_request": {
        "資產編號": "水利署-02",
        "資料集名稱": "乙",
        "限制類型": "保留撤回權",
        "授權內容": "限研究使用",
        "計費方式": "免費",
        "收費依據": None,
    },
    "costs": {
        "資產編號": "水利署-01",
        "資料集名稱": "甲",
        "建置費（元）": "12,500,000",
        "前一年維護費（元）": 0,
        "前二年維護費（元）": None,
        "前三年維護費（元）": 1,
    },
}


def returned(name, *changes, header=None):
    """A return of rows that are all right but for the given cells."""
    header = header or list(GOOD[name])
    rows = []
    for n, change in enumerate(changes or ({},)):
        cells = {**GOOD[name], **change}
        if n and name != "progress":
            first = header[0]
            cells[first] = change.get(first, f"{cells[first]}{n}")
        rows.append(tuple(cells[text] for text in header))
    return examine(RETURNS[name].table, Sheet("水利署.xlsx", "回報", None, [("標題",), tuple(header), *rows]))
