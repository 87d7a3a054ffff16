"""The patterns of e-mail, accounts, bank accounts and cards, addresses in a network, personal numbers and birthdays."""

from __future__ import annotations

import ipaddress
import re

from reportlib.privacy.kinds import HAN

# -- e-mail and accounts -----------------------------------------------------------------------------------------------------

_DOT = r"(?:\.| \. ?|[.．] | ?[(\[{<](?:dot|DOT|點)[)\]}>] ?| (?:dot|DOT) |點)"
_AT = r"(?: ?@ ?| ?[(\[{<【「《〔] ?(?:at|AT|@|小老鼠) ?[)\]}>】」》〕] ?| (?:at|AT) (?=[A-Za-z0-9.-]+ ?[\[(.]? ?(?:dot|DOT|com|tw))|小老鼠|#(?=[A-Za-z0-9-]+\.[A-Za-z]{2}))"
_PROVIDERS = "gmail|hotmail|yahoo|outlook|icloud|msn|hinet|pchome|livemail|protonmail|qq|163|126|me|live|seed|ms[0-9]+"
EMAIL_PATTERN = re.compile(
    rf"(?<![A-Za-z0-9._%+'-])(?!(?:LINE|Line|IG|FB|TG|Telegram|Twitter|Instagram|Threads|TikTok|ID) ?@)[._%+'-]*[A-Za-z0-9][A-Za-z0-9._%+'-]{{0,63}}(?:{_AT}[A-Za-z0-9-]+(?:{_DOT}[A-Za-z0-9-]+)+|[@](?:{_PROVIDERS})(?![A-Za-z0-9]))"
)
EMAIL_SIGN = re.compile(r"@|#|[(\[{< 【「《〔](?:at|AT)[)\]}> 】」》〕]|小老鼠")

_HANDLE = r"[A-Za-z0-9_][\w.\-]{2,}[A-Za-z0-9_]"
_SERVICE = r"(?<![A-Za-z0-9_.])(?:LINE|Line|line(?= (?:id|ID|is)|[:：帳好I])|IG|Instagram|FB|Facebook|facebook|WeChat|Wechat|wechat|WhatsApp|Telegram|TG|Skype|skype|Twitter|twitter|Threads|TikTok|Discord|Plurk|PTT|Ptt|Dcard|微信|臉書|推特|抖音|噗浪|批踢踢|賴(?=[A-Za-z :@ID]))"
_MARK = r"(?: ?(?:ID|Id|id|帳號|帳戶|好友|id|is|名稱|號碼|暱稱|私訊|搜尋|加我|我的|是|為|[:@「『]))+ ?@?"
SERVICE_PATTERN = re.compile(
    rf"{_SERVICE}(?:{_MARK}(?P<it>(?!(?:LINE|Line|Facebook|Instagram|Twitter|WeChat|Pay|Bot|TODAY|http)){_HANDLE})|[ @](?P<it2>(?=[\w.\-]*[0-9_.])(?=[\w.\-]*[A-Za-z]){_HANDLE}))(?![A-Za-z0-9])"
)
HANDLE_PATTERN = re.compile(
    rf"(?:網友|暱稱|帳號|用戶(?:名稱)?|使用者名稱|使用者|會員|(?<![A-Za-z0-9])(?:[Uu]ser(?:name)?(?![A-Za-z_])|ID))(?:名稱|ID|是|為|[:= @])*(?P<it>(?=[\w.\-]*[A-Za-z])(?=[\w.\-]*[0-9_]){_HANDLE})(?![A-Za-z0-9])"
)
AT_HANDLE = re.compile(r"(?<![\w.@/])@(?P<it>[A-Za-z](?=[\w.]*[0-9_.])[\w.]{3,}[A-Za-z0-9_])")
SOCIAL_URL = re.compile(
    r"(?:https?://)?(?:[a-z-]+\.)?(?:facebook\.com|fb\.com|fb\.me|m\.me|instagram\.com|twitter\.com|x\.com|t\.me|line\.me|lin\.ee|threads\.(?:net|com)|linkedin\.com/in|plurk\.com|tiktok\.com|dcard\.tw|ptt\.cc|weibo\.com|wa\.me|youtube\.com(?=/@)|medium\.com(?=/@))"
    r"/(?:profile\.php\?id=|people/|groups?/|R/ti/p/|ti/p/|@|~|user/)*(?P<it>(?!profile\.php)[\w.%~@-]{3,}(?:/[\w.-]+)?)"
)
SERVICE_SIGN = re.compile(
    rf"{_SERVICE}|網友|暱稱|帳號|用戶|使用者|會員|[Uu]ser|ID|@|\.(?:com|me|net|tw|cc|ee)/", re.IGNORECASE
)

# -- bank accounts and cards -----------------------------------------------------------------------------------------------------

_DIGITS = r"[0-9](?:[ -]?[0-9]){{{},{}}}"
BANK_PATTERN = re.compile(
    rf"(?:帳號|帳戶|匯款|戶頭|轉帳|匯入|銀行|郵局|分行|局號|農會|信用合作社|[Aa]ccount)(?:[{HAN}:： ,，、]|\([0-9]{{3}}\)){{0,14}}?(?P<it>(?:\([0-9]{{3}}\) ?)?(?<![0-9-]){_DIGITS.format(8, 22)})(?![0-9A-Za-z]|-[0-9])"
)
CARD_LABELLED = re.compile(
    rf"(?:信用卡|金融卡|簽帳卡|卡號|VISA|Visa|JCB|[Mm]aster[Cc]ard)[^0-9]{{0,8}}(?P<it>{_DIGITS.format(12, 18)})(?![0-9])"
)
CARD_PATTERN = re.compile(
    r"(?<![0-9A-Za-z.,-])[3-6][0-9]{3}(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9A-Za-z-])"
)


def card_is_right(number: str) -> bool:
    """Whether the check digit of a card's number is right (ISO/IEC 7812-1, Luhn)."""
    digits = [int(char) for char in number if char.isdigit()][::-1]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


# -- addresses in a network -------------------------------------------------------------------------------------------------------

_IPV4 = re.compile(r"(?<![0-9A-Za-z.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?![0-9A-Za-z]|\.[0-9])")
_IPV6 = re.compile(
    r"(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f:]*[0-9])(?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z:])"
)
_MAC = re.compile(r"(?<![0-9A-Za-z:-])(?=[0-9:-]*[A-Fa-f])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Za-z:-])")
_IP_LABEL = re.compile(r"(?:IP(?:v4|v6)?|網路位址|位址|[Hh]ost|主機)[^0-9A-Za-z]{0,6}$", re.IGNORECASE)
_VERSION = re.compile(r"(?:版本?|[Vv]er(?:sion)?\.?|[Vv]|第|節|章|[A-Za-z]{3,})[ :：]{0,2}$")


def network_addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses in a network stand; a number of a version or of a section is none."""
    found = []
    for match in _IPV4.finditer(text):
        parts = match[0].partition("/")[0].split(".")
        before = text[max(0, match.start() - 12) : match.start()]
        sure = _IP_LABEL.search(before)
        if all(int(part) < 256 and str(int(part)) == part for part in parts) and (
            sure or int(parts[0]) > 9 and sum(map(len, parts)) > 7 and not _VERSION.search(before)
        ):
            found.append(match.span())
    for match in _IPV6.finditer(text):
        try:
            ipaddress.IPv6Address(match[0])
        except ValueError:
            continue
        found.append(match.span())
    return found + [match.span() for match in _MAC.finditer(text)]


# -- personal numbers and birthdays --------------------------------------------------------------------------------------------------

NUMBER_LABEL = r"(?:身|台胞|臺胞|入[台臺出]境?|學生|教師|榮民|退伍|導遊|領隊|服務|工作|職員|員工|會員|記者|通行|旅行|船員|志工|兵役|結婚|出生)證(?:件)?(?:字號|號碼|號)|證件(?:字號|號碼|號)|管轄編號|員工(?:編號|代號|代碼|證號)|職員(?:編號|代號)|人員(?:編號|代號)|員編|工號|學號|學生證號碼?|病歷(?:號碼?|編號)|會員(?:編號|號碼|卡號|證號)|兵籍號碼|准考證號碼?|服務證號?碼?|識別證號?碼?|健保卡(?:號碼?|卡號)?|健保ID|保單號碼|駕照(?:號碼?)?|駕駛執照(?:號碼?)?|殘障手冊號碼?|身心障礙證明(?:號碼|字號)|勞保證?號碼?|(?:職章|工作證|職員證|殘障手冊|身障手冊|榮民證|退伍令|敬老卡|愛心卡|會員卡|證件|行照|卡片|識別)(?:號碼?|編號|字號|卡號)?|健保卡 ?卡號|自然人憑證(?:號碼|序號|卡號)?|悠遊卡(?:卡)?號碼?|一卡通(?:卡)?號碼?|Employee (?:ID|No\.?)|Staff (?:ID|No\.?)|Student ID"
NUMBER_PATTERN = re.compile(
    rf"(?:{NUMBER_LABEL})(?:是|為|[:：#( ])*(?P<it>(?:[A-Za-z]{{1,4}}[ -]?)?[0-9](?:[ -]?[0-9A-Za-z]){{2,16}})(?![0-9A-Za-z])(?! ?[{HAN}]?(?:張|人|名|筆|件|次|份|%|％|元|萬))"
)
LAST_DIGITS = re.compile(
    r"(?:身分證|身份證|居留證|卡號|帳號|手機|電話|健保卡)[^0-9。，,]{0,6}(?:末|後|最後)[^0-9。，,]{0,4}(?P<it>[0-9]{3,6})(?![0-9])"
)
_MONTH_DAY = (
    r"(?:[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}[日號]?|[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{4})"
)
_YEAR = r"(?:民國|西元)?[0-9一二三四五六七八九十〇零百]{2,6}年?"
_BIRTH = r"生日|出生日期?|出生年月日|生年月日|出生於|生於|出生|DOB|[Bb]irthday|[Dd]ate of [Bb]irth|[Bb]orn(?: on)?"
BIRTHDAY_PATTERN = re.compile(
    rf"(?:{_BIRTH})(?:是|為|[:：() ])*(?P<it>{_YEAR}{_MONTH_DAY}|[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{6,8}})(?![0-9])(?![間至起]| ?[~-])"
)
BORN_PATTERN = re.compile(
    rf"(?<![0-9])(?P<it2>(?:民國|西元)?[0-9一二三四五六七八九十]{{2,4}}年)(?:次(?=$|[,，。、;；)）(（ ]|出?生)|生(?=$|[,，。、;；)）(（ ]))|"
    rf"(?<![0-9])(?P<it>{_YEAR}{_MONTH_DAY})(?:出生(?!登記|人|數|率|通報|嬰|資料|統計|通知)|生(?=$|[,，。、;；)）(（ ]|於))"
)
BIRTH_SIGN = re.compile(r"生|DOB|[Bb]irth|[Bb]orn")
