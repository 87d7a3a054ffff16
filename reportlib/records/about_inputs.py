"""What the schema of the inputs does not say, for the people who fill them in: what each is, where it comes from, how long its rows stay.

One entry a table of :data:`reportlib.records.tables.TABLES`; a test asks for one of every table, and for an example of every column.
``packet new`` writes the guide of the inputs from these and the schema, and carries rows over by their ``span``. Examples are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportlib.records.schema import Column, Kind, TableSchema
from reportlib.wording import UNIT, example

Span = Literal["history", "standing", "open", "period", "made"]
# What the span of an input's rows means to who fills it in.
SPANS: dict[Span, str] = {
    "history": "歷次累積：以前的列已帶入，把本期的列接在後面",
    "standing": "現況：上次的列已帶入，請核對、增刪",
    "open": "未了的已帶入，請接著填",
    "period": "只有本期：整個檔案換成本期的資料",
    "made": "由程式寫出，不必填",
}


@dataclass(frozen=True)
class AboutInput:
    """``what`` a row is, its ``source``, the ``span`` of its rows, and who is to ``look`` at it (ours, as no source says).

    ``grows_by`` is the column by which an input that is history gets rows of each period, a day or a year of the Republic; where
    ``must_grow`` is set, a period without any is refused unless somebody says that there was none. ``counted_by`` is the day of a row that
    tells whether it is of the period that the parameters give this input (``periods``): where all are before it, the file is an earlier one.
    """

    what: str
    source: str
    span: Span
    look: str
    grows_by: str = ""
    must_grow: bool = False
    counted_by: str = ""


ABOUT = {
    "catalogue": AboutInput(
        "平臺上的資料集，一列一個資料集。",
        "政府資料開放平臺匯出的資料集清單，整個檔案放入，不必刪欄、刪列。",
        "period",
        "秘書單位：列數、機關名稱、未填的服務分類",
    ),
    "quality": AboutInput(
        "資料集的品質檢測結果，一列一次檢測。",
        "歷次檢測的結果；本期的接在後面，以前的不刪。",
        "history",
        "秘書單位：本期檢測日、標章的用語",
        "tested_on",
        must_grow=True,
    ),
    "requests": AboutInput(
        "民間提出的資料需求及其回復，一列一件（分送幾個單位的，一個單位一列）。",
        "平臺「我想要更多」匯出的檔案，加上各單位的回復（packet intake 可合併）。",
        "period",
        "秘書單位：分送的單位、日期；各單位：處理情形與理由",
        counted_by="received_on",
    ),
    "feedback": AboutInput(
        "民眾對資料集的意見，一列一件。",
        "平臺「我有話要說」等意見匯出的檔案。",
        "period",
        "秘書單位：類別、日期；各單位：回復日期",
        counted_by="replied_on",
    ),
    "exchanges": AboutInput(
        "第一次回復之後的再提問與再回復，一列一次。",
        "平臺上各案的往來內容。",
        "period",
        "各單位：內容是否完整",
    ),
    "evaluation": AboutInput(
        "各單位的考核數字，一列一個單位。",
        "各單位的回報（packet templates 發表格，packet intake 收件），或秘書單位彙整。",
        "period",
        "各單位：數字；秘書單位：尚缺的單位",
    ),
    "oas": AboutInput(
        "通過 OAS 驗證的 API，一列一支。",
        "驗證通過的紀錄；本期新通過的接在後面。",
        "history",
        "秘書單位：單位名稱、驗證日期",
        "certified_on",
    ),
    "themes": AboutInput(
        "主題式開放資料的登記，一列一個主題的一項資料集或服務。",
        "各單位的主題式策略及其服務網站。",
        "standing",
        "各單位：資料集與服務是否還在",
    ),
    "samples": AboutInput(
        "資料集的抽檢結果，一列一次抽檢。",
        "秘書單位的抽檢紀錄。",
        "history",
        "秘書單位：抽檢日期、結果；各單位：不合格的原因",
        "sampled_on",
    ),
    "checklist": AboutInput(
        "各季的已開放資料集檢核，一列一季的一項資料集。",
        "各單位每季的檢核表（packet intake 收件）。",
        "history",
        "各單位：連結及更新；秘書單位：未送的季",
    ),
    "members": AboutInput(
        "小組委員，一列一席。",
        "聘函或核定的委員名單。",
        "standing",
        "秘書單位：異動、新任（☆）、出缺的席次",
    ),
    "ministries": AboutInput(
        "同類機關（例如各部會、各縣市）的累計資料集數，一列一個機關的一個統計日，本機關也要列。",
        "政府資料開放平臺各機關的資料集數。",
        "history",
        "秘書單位：統計日、本機關的名稱",
        "as_of",
        must_grow=True,
    ),
    "events": AboutInput(
        "研討會、說明會等推廣活動，一列一場。",
        "辦理單位的紀錄；本期的接在後面。",
        "history",
        "秘書單位：日期、人次",
        "held_on",
    ),
    "competition": AboutInput(
        "創意競賽的參賽作品，一列一件。",
        "競賽的報名及評審結果；新的一屆接在後面。",
        "history",
        "秘書單位：資格、得獎",
        "year",
    ),
    "standards": AboutInput(
        "領域資料標準，一列一項標準。",
        "各單位的回報。",
        "standing",
        "各單位：狀態及日期",
    ),
    "strategies": AboutInput(
        "主題式開放資料推動策略，一列一項策略。",
        "各單位修訂的策略。",
        "standing",
        "各單位：意涵、修訂日期及修訂說明",
    ),
    "applications": AboutInput(
        "資料開放應用獎的參賽作品，一列一件。",
        "評獎的票選及評審分數；評獎之後才有。",
        "period",
        "秘書單位：組別、分數",
    ),
    "popularity": AboutInput(
        "人氣獎的候選資料集，一列一項。",
        "平臺的瀏覽、下載及評分；評獎之後才有。",
        "period",
        "秘書單位：候選資格",
    ),
    "winners": AboutInput(
        "人氣獎歷年得獎的資料集，一列一年的一項。",
        "歷年公布的名單；新的一年接在後面。",
        "history",
        "秘書單位：年度",
        "year",
    ),
    "resolutions": AboutInput(
        "列管中的決議，一列一項（有子項的，一個子項一列）。",
        "前次會議的決議（decisions.xlsx，packet new 帶入）及尚未解除列管的決議；辦理情形由主辦單位回報。",
        "open",
        "主辦單位：辦理情形；秘書單位：列管建議、解除列管會議",
    ),
    "plan": AboutInput(
        "預計開放的資料集，一列一項。",
        "各單位的回報（packet intake 收件），或秘書單位彙整。",
        "open",
        "各單位：預計與實際開放日期",
    ),
    "openings": AboutInput(
        "資料集由提報到上架的進度，一列一項；每一關一個日期、一個結果。",
        "各單位與資訊單位共用的進度表：哪一關有了結果，就填那一關的兩格；退回後再送者，那一關改填再送的日期及「辦理中」，日數由再送之日起算，經過寫在說明。",
        "open",
        "各單位：初審、登錄；資訊單位：檢視、線上審核、上架",
    ),
    "withdrawn": AboutInput(
        "下架的資料集，與不再開放的預計開放資料集，一列一項，各有理由。",
        "單位提報、小組或機關同意的撤回；本期的接在後面。已上架者填資料集識別碼，只在預計開放清單者填編號。",
        "history",
        "秘書單位：識別碼或編號、日期、依據；各單位：理由",
        "withdrawn_on",
    ),
    "assets": AboutInput(
        "政府資料資產盤點表，一列一項資料（欄位為本資料所擬）。",
        "各單位的盤點（packet templates 發表格，packet intake 收件）。",
        "standing",
        "各單位：資料類別、理由與法規條文",
    ),
    "on_request": AboutInput(
        "依申請提供資料盤點清單，一列一項資料（欄位為本資料所擬）。",
        "各單位的盤點；資產編號與資產盤點表相同。",
        "standing",
        "各單位：授權內容、計費方式與收費依據",
    ),
    "costs": AboutInput(
        "政府資料開放建置成本盤點表，一列一項資料，單位是元（欄位為本資料所擬）。",
        "各單位的盤點；資產編號與資產盤點表相同。不知道的留白，不填零。",
        "standing",
        "各單位：建置費與近三年維護費；秘書單位：達門檻者是否已提報行政院",
    ),
    "milestones": AboutInput(
        "今後的工作期程，一列一項工作的一個期限。",
        "小組的年度工作規劃。",
        "open",
        "秘書單位：期限、主辦單位",
    ),
    "programme": AboutInput(
        "沒有紀錄可算、由人填寫的計畫成果數字，一列一個數字。",
        "計畫的成果報告；每個數字寫出處與統計日。",
        "standing",
        "計畫承辦：數值、統計日、來源",
    ),
    "history": AboutInput(
        "以前各次會議資料的數字，一列一個數字的一個統計日。",
        "packet new 由前次會議資料寫出。",
        "history",
        "秘書單位：不必填；補更早的數字時接在後面",
    ),
    "received": AboutInput("各單位的收件情形。", "packet intake 寫出。", "made", "秘書單位：尚缺的單位"),
    "apis": AboutInput(
        "API 的 OAS 文件及其判定，一列一支 API。",
        "各單位 API 的說明文件，放在一個資料夾；程式判定後寫成紀錄。",
        "made",
        "秘書單位：apis.csv 裡文件是哪個單位的哪支 API",
    ),
    "corrections": AboutInput("對收到的檔案所做的更正。", "packet intake 寫出。", "made", "秘書單位：更正的理由"),
}

# -- the columns -----------------------------------------------------------------------------------------------------------

# How a cell of each kind is written, and an example of it.
KINDS: dict[Kind, tuple[str, str]] = {
    "text": ("文字", ""),
    "identifier": ("代號，照來源原樣", ""),
    "count": ("0 以上的整數", "12"),
    "decimal": ("數字", "56.5"),
    "share": ("百分比或比率", "95%"),
    "date": ("民國或西元的日期，寫到日", "110-04-30"),
    "list": ("一項以上，以「;」分隔", "CSV;JSON"),
    "agency": ("機關名冊裡的名稱或簡稱", UNIT),
    "link": ("網址", "https://example.invalid/1"),
}

# An example of a column that the kind does not tell enough of: by its name, in whatever table, or by its table and name.
EXAMPLES = {
    "adopted": "是",
    "agency": UNIT,
    "answered_by": "6317;6318",
    "api": "河川水位 API",
    "asset_id": "RV-01",
    "award": "優勝",
    "came_from": "我想要更多",
    "case_id": "R-1",
    "case_state": "已結案",
    "category": "公共資訊",
    "charged_by": "地質資料收費標準",
    "charging": "每次 200 元",
    "column": "D",
    "comment_text": "希望增加歷年資料",
    "data_class": "開放資料",
    "dataset": "河川水位觀測資料",
    "dataset_id": "6317",
    "decided_by": "113 年第 2 次會議決議",
    "decision": "請各單位依附件辦理資料的開放。",
    "detail": "依成果報告",
    "done_said": "如期",
    "due_said": "各單位期限",
    "eligible": "是",
    "entry": "水情地圖",
    "fact": "inventory.total",
    "feedback_id": "F-1",
    "file": f"{UNIT}.xlsx",
    "group": "政府治理組",
    "handling": "已於 4 月完成",
    "key": "themed_datasets",
    "kind": "研討會",
    "label": "累計開放資料集",
    "late": "是",
    "law": "政府資訊公開法第 18 條第 1 項",
    "licence": "政府資料開放授權條款-第1版",
    "link_works": "是",
    "list_name": "我想要更多",
    "mark": "金",
    "meaning": "整合水情資料供各界介接",
    "meeting": "6-1",
    "ministry": "某某機關",
    "mode": "線上",
    "name": "王小明",
    "new": "不定期更新",
    "newly_appointed": "☆",
    "note": "電話確認",
    "number": "四（一）",
    "old": "偶爾",
    "organisation": "某某機關",
    "organisers": UNIT,
    "outcome": "已開放",
    "owner": "各單位",
    "period": "110 年 1 月至 4 月",
    "plan_id": "110上-001",
    "proof": "checklist",
    "proposal": "繼續列管",
    "provided_as": "檔案資料",
    "quarter": "110年第1季",
    "reason": "涉及第三人權益",
    "released_by": "6-2",
    "remark": "線上辦理",
    "reply_gist": "已開放於平臺",
    "reply_text": "已開放於平臺，謝謝建議。",
    "request_gist": "希望開放河川水位",
    "request_id": "R-1",
    "request_text": "希望開放各河川測站的即時水位。",
    "restriction": "有償提供",
    "result": "合格",
    "revision": "增列資料集",
    "seat": "機關代表",
    "service": "水情服務網",
    "sheet": "回報",
    "source": "成果報告第 3 頁",
    "speaker_names": "王小明;李小華",
    "speaker_units": f"{UNIT};民間團體",
    "speakers": "水情資料的應用",
    "standard": "水情資料標準",
    "state": "已上架",
    "state_on": "110-04",
    "step": "再提問",
    "strategy": "水防救災資料推動策略",
    "subject": "辦理新增資料的開放",
    "system": "水情系統",
    "table": "plan",
    "task": "110 年上半年資料集登載及發布",
    "team": "水情小組",
    "theme": "水防救災",
    "title": "河川水位觀測資料",
    "topic": "水資源",
    "unit": "項",
    "update_frequency": "每1月",
    "updated_in_time": "是",
    "version": "1",
    "wanted_dataset": "河川水位",
    "wanted_fields": "測站、時間、水位",
    "who": "王小明",
    "window": "資料室",
    "words": "請問何時更新？",
    "year": "110",
}
EXAMPLES_OF = {
    ("catalogue", "charging"): "免費",
    ("catalogue", "title"): "河川水位觀測資料",
    ("corrections", "reason"): "電話確認",
    ("evaluation", "unit"): UNIT,
    **{
        ("openings", f"{desk}_outcome"): "通過"
        for desk in ("first_review", "centre_review", "consent", "entry", "online_review", "publication")
    },
    ("events", "kind"): "研討會",
    ("events", "title"): "110 年度資料開放研討會",
    ("apis", "document"): "12345.json",
    ("apis", "state"): "通過",
    ("apis", "version"): "3.0.3",
    ("apis", "first"): "缺少 version。",
    ("apis", "sha256"): "9f86d081884c7d65",
    ("feedback", "kind"): "我有話要說",
    ("feedback", "title"): "更新頻率",
    ("milestones", "owner"): UNIT,
    ("oas", "unit"): UNIT,
    ("programme", "group"): "盤點",
    ("programme", "label"): "主題式資料集",
    ("received", "label"): "預計開放資料集",
    ("received", "state"): "已收",
    ("received", "unit"): UNIT,
    ("requests", "title"): "河川水位",
    ("resolutions", "proposal_said"): "3 個單位建議解除列管，尚缺 29 個單位",
    ("resolutions", "state"): "持續",
    ("resolutions", "title"): "下半年預計開放資料",
    ("samples", "reason"): "連結失效",
    ("samples", "unit"): UNIT,
    ("standards", "source"): "來文",
    ("standards", "unit"): UNIT,
    ("strategies", "unit"): UNIT,
    ("themes", "unit"): UNIT,
    ("members", "title"): "組長",
}


def how_written(table: TableSchema, column: Column) -> str:
    """How a cell of the column is written, in words; what a blank one says, where it says something."""
    said = example(KINDS[column.kind][0])
    if column.blank_says_none:
        said += "；空白表示沒有"
    return said


def example_of(table: TableSchema, column: Column, unit: str = "") -> str:
    """A made-up cell of the column, of a ``unit`` of the body where one is given; "" where nobody has thought of one."""
    return example(_example_of(table, column), unit)


def _example_of(table: TableSchema, column: Column) -> str:
    own = EXAMPLES_OF.get((table.name, column.name))
    if own is not None:
        return own
    by_kind = KINDS[column.kind][1]
    return by_kind if column.kind not in ("text", "identifier", "count", "list") else EXAMPLES.get(column.name, by_kind)
