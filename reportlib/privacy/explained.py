"""Numbers that say what they are, and are nobody's: 統一編號, 商品號列, 計畫編號, counts with their unit."""

from __future__ import annotations

import re

_STRONG = "|".join(
    "統一編號 統編 營利事業編號 編號 編碼 代碼 代號 案號 文號 字號 證號 證書 執照 許可證 許可證書 登記證 登記 序號 流水號 條碼 料號 型號 批號 貨號 品號 單號 收據 收據號碼 發票 發票號碼 契約 合約 商品號列 貨品號列 號列 稅則 稅號 "
    "貨品分類 分類 分類號 識別碼 圖號 地號 段號 站號 測站 電號 水號 版本 座標 經度 緯度 ISBN ISSN GPN DOI CAS EPSG TWD97 TWD67 CCC HS 郵遞區號 專利 商標 核准 標案".split()
)
_STRONG_LABEL = re.compile(
    rf"(?:{_STRONG}|[告請利冊單函批圖案卷桿爐井管電水錶表燈文字]號)(?:號碼|號|碼|為|是|[:：#=.,(（ 「])*$"
)
_WEAK_LABEL = re.compile(
    r"(?:資料集|計畫|專案|案件|機關|期間|金額|預算|決算|營收|人口|筆數|件數|數量|面積|總計|合計|共|約|計|達|逾|超過|頻率|新臺幣|NT\$|\$)(?:為|是|[:：#(（ ])*$"
)
_LETTER = re.compile(r"字?第 ?$")
_UNIT = re.compile(
    r" ?(?:筆|項|件|個(?!人)|人(?!員|士|工)|名(?!字|稱)|元|萬|億|次(?!長)|戶|輛|張|份|列|%|％|公[頃里尺噸斤]|度|頁|座|億|千|百|場|組(?!長)|株|隻|頭|噸|公|平方|立方|月|季|小時|分鐘|號(?:函|令|公告|專利|解釋))"
)
# What makes of such a label one of a person.
_PERSONAL = re.compile(
    "(?:員工|職員|人員|會員|身[分份]證|居留證|病歷|護照|電話|手機|門號|聯[絡繫]|傳真|分機|帳[號戶]|卡號|行動|健保|駕照|學生|統一證號)[^，。；,;]{0,6}$"
)


def has_unit(text: str, end: int) -> bool:
    """Whether a unit stands behind a number that ends there."""
    return bool(_UNIT.match(text, end))


def says_what_it_is(text: str, start: int, end: int) -> bool:
    """Whether a number has a label or a unit that tells it from a telephone or an account: a unit only where no sign parts its digits."""
    before = text[max(0, start - 14) : start]
    if _PERSONAL.search(before):
        return False
    if _STRONG_LABEL.search(before) or _LETTER.search(before):
        return True
    return text[start:end].isdigit() and has_unit(text, end)


# The form of a national number, whatever its last digit; and words that say of a number only that it is one.
_ID_FORM = re.compile("[A-Z][1289][0-9]{8}")
_OF_ANYTHING = re.compile("(?:編號|編碼|代碼|代號|案號|序號|流水號|識別碼)(?:號|碼|為|是|[:：#=.,(（ 「])*$")


def is_no_id(text: str, start: int, end: int) -> bool:
    """The same of a number that looks like a national number: a word that cards of people bear as well (字號, 證號) tells it not apart,
    and one of its very form is asked about whatever is numbered (編號)."""
    if not says_what_it_is(text, start, end) or re.search("(?:字號|證號|證|字)[: 為是]*$", text[:start]):
        return False
    return not (_ID_FORM.fullmatch(text, start, end) and _OF_ANYTHING.search(text, 0, start))


def may_be_a_figure(text: str, start: int, end: int) -> bool:
    """The same, or with a word of quantity before it."""
    before = text[max(0, start - 14) : start]
    if text.startswith((" 號", "號"), end) and not text.startswith("0", start):
        return True
    return says_what_it_is(text, start, end) or not _PERSONAL.search(before) and bool(_WEAK_LABEL.search(before))
