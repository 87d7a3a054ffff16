"""What the last look only suspects: rules of its own, looser than those that mask, so that both do not share what they cannot see.

They know nothing of telephones, accounts or forms of address: they ask whether a text holds something that it does not explain, a
row of digits without a label, anything like an address of mail, something after a word that announces a person or a number of one,
characters that names are made of. What is suspected stops the publication until a person lists it (decision 0020).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from reportlib import messages
from reportlib.privacy import explained
from reportlib.privacy.given_names import GIVEN, LATIN_GIVEN, LATIN_SURNAMES
from reportlib.privacy.kinds import DIGITS, HAN, RULES
from reportlib.privacy.labels import NOBODY, is_body
from reportlib.privacy.masker import Masker
from reportlib.privacy.people import begins_a_word, is_common_word
from reportlib.privacy.reading import folded
from reportlib.privacy.surnames import COMMON, DOUBLE


@dataclass(frozen=True)
class Suspicion:
    """A piece of a folded text, from ``start`` up to ``end``, and why it is suspected."""

    start: int
    end: int
    text: str
    why: str


# -- what explains digits ------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    rf"〔(?:{'|'.join(dict.fromkeys(rule.replacement.strip('〔〕') for rule in RULES))})〕(?:〔[0-9]+〕)?"
)
_EXPLAINED = re.compile(
    r"(?:https?|ftp)://[^\s<>\"'（）「」，。；、]+"
    r"|(?<![0-9A-Za-z])(?=[0-9-]*[A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[A-Fa-f])(?=[0-9A-Fa-f]*[0-9])[0-9A-Fa-f]{12,}(?![0-9A-Za-z])"
    r"|(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|(?<![0-9])(?<![0-9][./-])(?:1[0-9]{2}|[1-9][0-9]|(?:19|20)[0-9]{2})(?P<sep>[-/.])(?:0?[1-9]|1[0-2])(?P=sep)(?:0?[1-9]|[12][0-9]|3[01])(?:[T ]{1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[+-][0-9]{2}:?[0-9]{2}|Z)?)?(?![0-9]|\.[0-9])"
    r"|(?<![0-9])(?:(?:19|20)[0-9]{2}|1[0-9]{2}|0[89][0-9]|[89][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{6})?(?![0-9])"
    r"|(?<![0-9.])(?:0|[1-9][0-9]{0,4})\.[0-9]{1,40}(?![0-9.])"
    r"|(?<![0-9])[0-9]{1,4} ?[年月日時分秒號]"
    r"|[A-Za-z][0-9]{1,3}(?![0-9])"
)
_DATE_RANGE = re.compile(r"[0-9]{2,4}(?:[./-][0-9]{1,2}){1,2} ?[-~至] ?[0-9]{2,4}(?:[./-][0-9]{1,2}){1,2}")
_ROW = re.compile(r"[0-9](?:[ \-./,、_()*~]{0,3}[0-9])+")
_ANY_DIGIT = re.compile("[0-9〇○零一二三四五六七八九]")
_UNBROKEN = re.compile("[0-9]+")
_LONGEST = 6  # digits that need no explanation by themselves: a number of a dataset, a postcode

_NUMBER_WORD = re.compile(
    r"(?:電話|手機|行動(?!方案|計畫|綱領)|門號|分機|傳真|生日|出生|生於|帳號|帳戶|匯款|卡號|信用卡|身[分份]證|居留證|護照|健保卡|駕照|車號|車牌|車輛|員工編號|員編|學號|病歷|(?<![A-Za-z])(?:[Tt][Ee][Ll]|[Ee][Xx][Tt]|ID|IP|LINE)(?![A-Za-z]))"
    r"(?:號碼?|字號|編號|日期|最?[末後]|四碼|碼|是|為|[^\w。;,，]){0,5}(?P<it>[A-Z]{0,3}-?[0-9][0-9A-Z./() -]+[0-9A-Z])(?![0-9A-Z%]|,[0-9])"
)
_CODE = re.compile(r"(?<![0-9])[A-Za-z]{1,2}[- ]?[0-9]{8,9}(?![0-9])|(?<![A-Za-z0-9-])[A-Z]{3}-[0-9]{4}(?![0-9-])")
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]|小老鼠|#(?=[\w-]+\.[A-Za-z]{2})) ?[\w-]+(?:[.．點][\w-]+)*|(?:gmail|hotmail|yahoo|outlook|icloud)[^\w]{1,3}com",
    re.IGNORECASE,
)
_WORDS_BEFORE_MAIL = re.compile(r"[^\x00-\x7f]+(?=[A-Za-z0-9])")  # 信箱service@moea.gov.tw
_ACCOUNT = re.compile(
    r"(?:(?<![A-Za-z])(?:line|ig|fb|wechat|telegram|whatsapp|skype|instagram|facebook|twitter)(?![A-Za-z])|賴|微信|臉書|推特|網友|暱稱|帳號)"
    r"(?:(?: ?(?:[:=@]|是|為|ID|帳號|好友) ?)+(?P<it>[A-Za-z0-9][\w.-]{3,})| ?(?P<it2>(?=[\w.-]*[0-9_.])[A-Za-z][\w.-]{3,}))(?![\w])",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?:facebook|fb|instagram|twitter|plurk|line|weibo|linkedin|threads|tiktok)\.[a-z]{2,3}/[\w.@~/-]{3,}"
)
_NETWORK = re.compile(
    r"(?:[0-9A-Fa-f]{1,4}:{1,2}){4,}[0-9A-Fa-f]{1,4}|(?<![0-9A-Za-z.])(?=[0-9.]{10})[1-9][0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z.])"
)
_DOOR = re.compile(
    r"(?:[路街村里巷段弄寮厝莊]|大道)(?:[^\W0-9_]{0,4}) ?[0-9]{1,4}(?:[-之][0-9]{1,3})? ?[號鄰弄](?!道|線|公路|省道|快速|倉|碼頭|站|井|橋|門|機|函|令|公告)"
    r"|[0-9][^。;]{0,40}(?<![A-Za-z])(?:Rd|Road|St|Street|Ave|Avenue|Blvd|Lane|Ln)(?![A-Za-z])|(?<![A-Za-z])(?:Lane|Ln\.?|Alley|Aly\.?) [0-9]"
)
_BORN = re.compile(
    r"[0-9]{2,4}(?:年|[./-])[0-9月日./-]{0,6}(?:出生(?!登記|人|數|率)|生(?![產活效命物態意長育成前效]))|(?:生日|出生|生於)[^0-9,。]{0,6}[0-9]{2,4}[年./-]"
)


def _digits(text: str, known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Rows of digits that say not what they are: a long one, or several that together are as long as a telephone."""
    if len(_ANY_DIGIT.findall(text)) <= _LONGEST:
        return
    read = text.translate(DIGITS) if len(re.findall("[〇○零一二三四五六七八九]", text)) > 6 else text
    read = _unexplained(read)
    for row in _ROW.finditer(read):
        digits = re.sub("[^0-9]", "", row[0])
        pieces = list(_UNBROKEN.finditer(read, *row.span()))
        is_dialled = (
            8 < len(digits) < (15 if digits.startswith("886") else 12)
            and digits.startswith(("0", "9", "886"))
            and len(pieces) < 6
        )
        longest = max(map(len, (piece[0] for piece in pieces)))
        if not (is_dialled and longest > 2 or longest > _LONGEST or _is_grouped(row[0], pieces)):
            continue
        if digits in known or all(piece[0] in known for piece in pieces if len(piece[0]) > 3):
            continue
        if all(explained.may_be_a_figure(text, *piece.span()) for piece in pieces if len(piece[0]) > 3):
            continue
        begin = re.search(r"[A-Za-z0-9/.-]*$", text[: row.start()])
        if explained.says_what_it_is(text, begin.start() if begin else row.start(), row.end()):
            continue
        yield *row.span(), messages.suspected_digits()


def _is_grouped(row: str, pieces: list[re.Match]) -> bool:
    """Whether a row is written as the number of a card or an account is: groups of three digits and more, which are no years."""
    sizes = [len(piece[0]) for piece in pieces]
    years = all(re.fullmatch("(?:19|20)[0-9]{2}", piece[0]) for piece in pieces)
    return sum(sizes) > 11 and min(sizes) > 2 and not years and not re.search("[/,、.]", row)


def _unexplained(text: str) -> str:
    """The text without addresses of resources, hashes, dates and figures, as long as it was."""
    return _EXPLAINED.sub(_blank, _DATE_RANGE.sub(_blank, text))


def _blank(match: re.Match) -> str:
    return "\0" * len(match[0])


# -- what may be a name -------------------------------------------------------------------------------------------------------------

_ANNOUNCED = re.compile(
    rf"(?:[人者員]|同仁|窗口|姓名|名字|署名|聯絡|承辦)[:/=] ?(?P<it>[{HAN}·‧・]{{2,6}}|[A-Z][a-z]+(?: [A-Z][a-z]+)*)(?![{HAN}A-Za-z])"
)
# With which no given name ends, and many a word of three characters.
_ENDS = frozenset(
    "類表卡站業池病帳獎職版創科局處署區市縣鄉鎮里村部會所館廠校院司組室港線路橋街道河溪湖島場店家品物型式法度率量值數費稅金額案書冊圖報件車船機器油電氣號碼項目人員者隊團社黨派族國語史學系班級經鱸魚蝦茶米酒藥菌蟲獸禽雞豬羊樹草藤油"
    "化性力務用權證照票股債險庫網頁檔筆欄名稱址時期日月年季次天分秒點段層級等上下內外中前後間側端口岸灣角嘴洞谷坡原林園田地圳壩塘潭堰廟寺宮祠塔墓碑窯坑計祭嶼素質寮厝埔崙崎坪墘洲石沙泥灰粉膠板管線帶網牆門窗屋樓棟宅舍"
)
_LEFT = re.compile(r"[謝請由與和及向經是為洽找給對跟據因陪邀受被有人者員生長師「(、，。:：\s]")
_RIGHT = re.compile(
    "轉述|轉告|回電|回復|告知|抱怨|質疑|認為|希望|要求|先生|女士|小姐|表示|說明|指出|提出|來電|來信|來函|反映|詢問|建議|陳情|投訴|電話|索取|已|將|及|與|和|的|等|於|君|敬"
)
_TWO_WORDS = re.compile(r"(?<![A-Za-z.])(?P<one>[A-Z][a-z]+),? (?P<two>[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)(?![A-Za-z])")
_COMMON_LATIN = frozenset(
    (
        "He",
        "You",
        "Fan",
        "Song",
        "Ho",
        "Long",
        "Young",
        "Kong",
        "Hung",
        "Han",
        "Tang",
        "Pan",
        "Ma",
        "Lei",
        "Chin",
        "Tan",
        "Lan",
        "Chi",
        "Ku",
        "Gu",
        "Lee",
        "Kim",
        "Chan",
        "Dai",
        "Su",
        "Li",
        "An",
        "Hu",
        "Do",
        "Yu",
        "Wu",
        "Ou",
    )
)


def _names(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ANNOUNCED.finditer(text):
        word = match["it"]
        if word not in NOBODY and word[:2] not in NOBODY and not is_body(word):
            yield *match.span("it"), messages.suspected_announced()
    for at, char in enumerate(text):
        if char not in COMMON and text[at : at + 2] not in DOUBLE:
            continue
        end = at + (4 if text[at : at + 2] in DOUBLE else 3)
        given = text[end - 2 : end]
        if len(given) < 2 or end > len(text):
            continue
        alone = not _is_han(text[at - 1 : at]) and not _is_han(text[end : end + 1])
        said = bool(_LEFT.match(text[at - 1 : at])) and bool(_RIGHT.match(text, end))
        if not all(one in GIVEN for one in given) and not (
            (alone or said) and _may_be_given(given) and not begins_a_word(text, at)
        ):
            continue
        left = at == 0 or bool(_LEFT.match(text[at - 1])) or not _is_han(text[at - 1])
        right = end == len(text) or not _is_han(text[end]) or bool(_RIGHT.match(text, end))
        if left and right and not is_common_word(text, at, end):
            yield at, end, messages.suspected_name()
    for match in _TWO_WORDS.finditer(text):
        one, two = match["one"], match["two"]
        if (one in LATIN_SURNAMES or two in LATIN_SURNAMES or one in LATIN_GIVEN) and not {one, two} & _COMMON_LATIN:
            yield *match.span(), messages.suspected_name()


def _may_be_given(given: str) -> bool:
    return all(map(_is_han, given)) and given[1] not in _ENDS


def _is_han(char: str) -> bool:
    return bool(char) and "㐀" <= char <= "鿿"


# -- all together ---------------------------------------------------------------------------------------------------------------------

# Each with its reason, what it cannot be without, and whether it is sought only in what nothing explains.
_A_DIGIT, _A_LETTER = re.compile("[0-9]"), re.compile("[A-Za-z]")
_SIMPLE = (
    (_NUMBER_WORD, lambda: messages.suspected_announced(), _A_DIGIT, False),
    (_CODE, lambda: messages.suspected_code(), _A_DIGIT, True),
    (_MAIL, lambda: messages.suspected_mail(), _A_LETTER, True),
    (_ACCOUNT, lambda: messages.suspected_account(), _A_LETTER, False),
    (_SOCIAL, lambda: messages.suspected_account(), _A_LETTER, False),
    (_NETWORK, lambda: messages.suspected_network(), _A_DIGIT, True),
    (_DOOR, lambda: messages.suspected_address(), _A_DIGIT, False),
    (_BORN, lambda: messages.suspected_birthday(), _A_DIGIT, False),
)
_FIGURE = re.compile("[0-9.,%:/ -]{0,6}")
_ANY_SIGN = re.compile(rf"[0-9〇零一二三四五六七八九@#{HAN}]|[A-Z][a-z]|com|COM")


def suspicions(text: str, masker: Masker, known: Collection[str] = ()) -> Iterator[Suspicion]:
    """What a text that is about to be published may say of a person, in order; nothing that stands in what the masker keeps.

    ``known`` are numbers that identify records of the packet, and are nobody's.
    """
    if len(text) < 3 or not _ANY_SIGN.search(text) or _FIGURE.fullmatch(text):
        return
    read = _TOKEN.sub(lambda token: "〕" * len(token[0]), folded(text))
    found = list(_found(read, frozenset(known)))
    found += [
        (one.start, one.start, one.end, messages.suspected_by_rule(rule=one.rule.name))
        for one in masker.find(read)
        if not one.is_masked
    ]
    kept = masker.kept_places(read)
    last = 0
    for start, own, end, why in sorted(found, key=lambda one: (one[0], -one[2])):
        if start >= last and not _is_kept(read, own, end, kept):
            yield Suspicion(start, end, read[start:end], why)
            last = end


def _is_kept(read: str, start: int, end: int, kept: Collection[tuple[int, int]]) -> bool:
    """Whether all of it stands in what is kept; between two numbers that are, a comma may stand."""
    left = list(read[start:end])
    for a, b in kept:
        left[max(a, start) - start : max(b, start) - start] = " " * (min(b, end) - max(a, start))
    return not re.search(r"[\w@]", "".join(left))


def _found(text: str, known: frozenset[str]) -> Iterator[tuple[int, int, int, str]]:
    """Where each begins as it is told, where without what announces it, where it ends, and why."""
    for start, end, reason in (*_digits(text, known), *_names(text)):
        yield start, start, end, reason
    signs = [sign for sign in (_A_DIGIT, _A_LETTER) if sign.search(text)]
    unexplained = _unexplained(text) if signs else text
    for pattern, why, sign, read in _SIMPLE:
        if sign not in signs:
            continue
        for match in pattern.finditer(unexplained if read else text):
            start, end = match.span("it" if "it" in pattern.groupindex else 0)
            if start < 0:
                start, end = match.span("it2")
            of_a_person = pattern is _CODE and not explained.is_no_id(text, start, end)
            if (of_a_person or not explained.says_what_it_is(text, start, end)) and not (
                text[start:end].isdigit() and explained.has_unit(text, end)
            ):
                # Of a short number the word before it is told as well: by itself it could not be listed.
                is_short = pattern is _NUMBER_WORD and len(_A_DIGIT.findall(match["it"])) <= _LONGEST
                words = _WORDS_BEFORE_MAIL.match(text, start, end) if pattern is _MAIL else None
                own = words.end() if words else start
                yield (match.start() if is_short else start), own, end, why()
