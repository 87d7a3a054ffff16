"""What stands before a name in a form or a sentence, and what is written there though nobody is named."""

from __future__ import annotations

import re

from reportlib.privacy.kinds import HAN

_WHO = "|".join(
    "投訴 陳情 申訴 檢舉 舉發 告發 報案 反映 反應 建議 提案 提出 提議 提報 倡議 需求 請求 申請 申報 聯絡 連絡 聯繫 承辦 經辦 主辦 協辦 填表 填報 填寫 製表 撰寫 寄件 收件 發信 來信 來電 來函 署名 "
    "委託 受託 代理 負責 代表 當事 所有 持有 使用 通報 留言 投書 發言 報告 主講 講演 演講 簡報 記錄 紀錄 審核 校對 更正 訴願 異議 求助 受訪 受理 洽辦 詢問 諮詢 通知 回復 回覆 答復 接洽 推薦 保證 "
    "關係 被害 受害 行為 違規 檢測 評審 監督 管理 業務".split()
)
# Words for a person, after which any name may stand; those of _ANYBODY are as often no label.
_PERSON = (
    rf"(?:{_WHO})(?:人員|同仁|同事|窗口|者|人|員)|(?:業務)?承辦|經辦|(?:聯絡|聯繫|連絡)?窗口|姓名|本名|全名|中文名|英文名|車主|家屬|同仁|同事|作者|講者|講師|簽名|署名|報告人|網友|族人|會員|案主|屋主|地主|住戶"
    r"|(?<![A-Za-z])(?:[Nn]ame|[Cc]ontact|[Aa]ttn)(?= ?[:：])"
)
_MYSELF = r"我(?:的名字)?(?:是|叫做?|名叫)|我的名字(?:是|叫做?)|名叫|名字(?:是|叫|為)|叫做|本人|敝姓|我姓|自稱"
_ANYBODY = r"民眾|市民|里民|村民|學生|客戶|顧客|讀者|用戶|家長|旅客|業者"
_BEGIN = "".join(
    sorted({word[0] for word in re.split(r"[^\u4e00-\u9fff]+", f"{_WHO}|{_PERSON}|{_MYSELF}|{_ANYBODY}") if word})
)
LABEL = rf"(?=[{_BEGIN}NnCcAa])(?:(?P<person>{_PERSON})|(?P<self>{_MYSELF})|(?P<anybody>{_ANYBODY}))"
# Of a body or a person: a name stands behind the name of the body.
BODY_LABEL = r"(?:提出|提案|提議|陳情|投訴|申訴|申請|建議|需求|服務|任職|聯絡|連絡)(?:單位|機關|機構|團體|公司)"
# Verbs before a name that is one by all its characters.
CONTACT = r"逕洽|請洽|洽詢|電洽|洽|請找|感謝|謝謝|多謝|感恩|拜託|致電|電復|電覆|函復|轉知|通知|告知|交由|改由|請由|係由|聯絡|聯繫|連絡|由|經|請|向|據|找|依|與|跟|給"
# What parts a label from its name.
SEPARATOR = r"(?:[:/|=>(「『《〈\[【\"']|是|為|係|乃|即|叫)"
# What stands in the place of a name though nobody is named.
NOBODY = frozenset(
    "召集人 副召集人 主持人 主席 委員 部長 次長 同上 同前 同左 無 不詳 未詳 匿名 本人 公司 機關 個人 團體 法人 自然人 民眾 市民 如附件 詳附件 如附 略 未填 未具名 不具名 空白 待補 待填 待聘 懸缺 從缺 出缺 未定 未提供 總機 值班人員 資訊 單位 主管 首長 專人 全體 多人 數人 "
    "家長 學生 教師 老師 業者 廠商 工廠 學校 學者 專家 記者 員工 職員 居民 住戶 里民 村民 遊客 旅客 會員 男性 女性 外國人 本國人 保密 人數 類別 欄位 統計 資料 名單 名冊 國籍 年齡 性別 身分 資格 異動 說明 應備文件 權利 義務 "
    "介面 經驗 數量 清冊 簽章 簽名 電話 地址 編號 核章 姓名 標示 代號 名稱 "
    "來源 出處 依據 公開 簡報 例示 示例 範例 備註 參見 重建".split()
)
_BODY_ENDS = "部署局處會司院所館廠站校隊組科課室府庫社團店行所系區市縣鄉鎮里村"
BODY = rf"[{HAN}A-Za-z0-9 ]{{0,24}}(?:[{_BODY_ENDS}]|公司|中心|大學|學院|單位|機關|機構|委員會|基金會|協會|公會|集團|銀行|辦公室)"

_FIELDS = (
    "電話",
    "地址",
    "名稱",
    "編號",
    "資料",
    "資訊",
    "日期",
    "時間",
    "信箱",
    "郵件",
    "類別",
    "方式",
    "網站",
    "網址",
    "清單",
    "名單",
    "統計",
    "文件",
    "人數",
    "職稱",
)


def is_body(text: str) -> bool:
    """Whether a text ends as the name of an office, a firm, a place or a field of a form does."""
    return (
        text[-1:] in _BODY_ENDS
        or text.endswith(("公司", "中心", "大學", "單位", "機關", "機構", "集團", "平臺", "平台"))
        or text.endswith(_FIELDS)
    )
