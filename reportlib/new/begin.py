"""``packet init``: a project for another body, with records of its own that are constructed, so that a packet builds at once."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages, roc, system, temporary, wording
from reportlib.errors import ConfigError, UsageError
from reportlib.filenames import is_reserved
from reportlib.meeting.params import Params
from reportlib.meeting.used_inputs import used_in
from reportlib.meeting.yaml_text import text_scalar
from reportlib.new import constructed, input_guide, starter
from reportlib.new.constructed import LABEL, MeetingDays
from reportlib.new.prepare import NAME
from reportlib.writing import csv_bytes, write

UNIT = "項"  # as this program counts datasets
KIND = "機關"
PEERS = "同類機關"  # where nobody says what the other bodies of our kind are called
_COMMA = re.compile(r"[,，、;；\n]+")
_REGISTER = ("name", "short", "aliases", "kind", "evaluated", "successor")
INPUTS = ("catalogue", "plan", "requests")  # of which every project is begun with records
AGENDA = """\
agenda:
  - item: 報告事項
    start: "14:00"
    end: "14:20"
    sections: [01-agenda]
    topics:
      - title: 資料集盤點
        sections: [10-inventory]
  - item: 討論事項
    start: "14:20"
    end: "15:00"
    topics:
      - title: 預計開放資料
        sections: [45-planned]
        proposal: 請各機關依清單辦理資料集的開放作業。
      - title: 民間需求回應
        sections: [50-requests]"""


@dataclass(frozen=True)
class BegunAgency:
    """One agency of the body: its full name, its short one, and what kind it is."""

    name: str
    short: str
    kind: str = KIND

    @classmethod
    def several(cls, texts: Iterable[str]) -> tuple[BegunAgency, ...]:
        """The agencies of ``NAME:SHORT:KIND,…``; UsageError where there are none, or two have one name."""
        found = []
        for one in filter(None, (part.strip() for text in texts for part in _COMMA.split(text))):
            name, short, kind, *_ = [*(part.strip() for part in re.split("[:：]", one)), "", ""]
            found.append(cls(name, short or name, kind or KIND))
        names = [name for one in found for name in {one.name, one.short}]
        twice = sorted({name for name in names if names.count(name) > 1})
        if not found or not all(one.name for one in found):
            raise UsageError(messages.C05_agencies_of_init(given=messages.listed(texts)))
        if twice:
            raise UsageError(messages.C05_agencies_named_twice(twice=messages.listed(twice)))
        return tuple(found)


@dataclass(frozen=True)
class Begun:
    """What a project is begun with."""

    name: str
    body: str
    agencies: Sequence[BegunAgency]
    day: datetime.date
    own: str = ""
    called: str = ""
    years: str = "republic"
    unit: str = UNIT
    peers: str = ""  # what the bodies are called that ours is ranked among; "" where there are none

    @property
    def ours(self) -> str:
        """What a list of many bodies calls ours."""
        return self.own or self.body

    @property
    def inputs(self) -> tuple[str, ...]:
        """Those of which it is begun with records."""
        return (*INPUTS, *(("ministries",) if self.peers else ()))

    @property
    def meeting(self) -> str:
        return f"{self.name}-1-1"

    @property
    def days(self) -> MeetingDays:
        return MeetingDays(self.day, self.years)


def begin(begun: Begun, into: Path) -> Path:
    """Write the project folder ``into/NAME``, whole or not at all; its path. ConfigError where the name is none (C01) or taken (C11)."""
    if not NAME.fullmatch(begun.name):
        raise ConfigError(messages.C01_no_project_name(name=begun.name))
    if is_reserved(begun.name):
        raise ConfigError(messages.C01_reserved_name(name=begun.name))
    for option, word in (("--called", begun.called), ("--peers", begun.peers)):
        if any(one.isdecimal() for one in word):
            raise UsageError(messages.C05_digits_in_a_word_of_init(option=option, given=word))
    target = into / begun.name
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        raise ConfigError(messages.C11_project_is_there(folder=begun.name))
    try:
        with temporary.beside(into) as stage:
            for path, data in files(begun):
                write(stage / begun.name / path, data)
            params = Params.read(stage / begun.name / "params" / f"{begun.meeting}.yaml")
            write(params.data_folder / input_guide.FILE, guide(begun, params).encode())
            if target.is_dir():
                target.rmdir()
            os.rename(stage / begun.name, target)
    except OSError as error:
        raise system.cannot_write(
            error, messages.R12_cannot_write_project(folder=begun.name, reason=system.reason(error))
        ) from None
    return target


def files(begun: Begun) -> Iterator[tuple[str, bytes]]:
    """Every file of the project by its path."""
    agencies = [(one.name, one.short) for one in begun.agencies]
    register = [(one.name, one.short, "", one.kind, "是", "") for one in begun.agencies]
    yield f"params/{begun.meeting}.yaml", parameters(begun).encode()
    yield f"params/agencies/{begun.name}.csv", csv_bytes([_REGISTER, *register], "\n")
    for name, text in starter.rulebooks():
        yield f"params/rules/{name}", text.encode()
    for name, text in starter.standards():
        yield f"params/standards/{name}", text.encode()
    if begun.unit != UNIT:
        yield f"params/rules/{begun.name}-words.yaml", _words(begun).encode()
    for name, text in starter.notebooks(begun.meeting):
        yield f"notebooks/{name}", text.encode()
    records = constructed.records(agencies, begun.days)
    for name, rows in records.items():
        yield f"data/{begun.meeting}/{name}", csv_bytes(rows, "\n")
    if begun.peers:
        ranked = constructed.ranked(begun.ours, begun.peers, len(records["catalogue.csv"]) - 1, begun.days)
        yield f"data/{begun.meeting}/ministries.csv", csv_bytes(ranked, "\n")
    yield f"data/{begun.meeting}/README.md", _about_data(begun).encode()
    yield "README.md", _about(begun).encode()
    yield ".gitignore", b"output/\n.venv/\n.ipynb_checkpoints/\n"


def _words(begun: Begun) -> str:
    return f"title: 本機關的用語\nsource: 本機關自訂\nwords:\n  - {{ours: {UNIT}, own: {text_scalar(begun.unit)}}}\n"


def guide(begun: Begun, params: Params) -> str:
    """What goes into each of its inputs, as for any later meeting."""
    made = ((name, f"{name}.csv", None) for name in begun.inputs)
    with wording.using(wording.Wording(params.meeting.years, params.meeting.peers.words)):
        guided = input_guide.guided_inputs(made, used_in(params), begun.agencies[0].short, is_begun=True)
        return input_guide.markdown("第 1 屆第 1 次會議", f"data/{begun.meeting}", guided, begun.meeting)


def parameters(begun: Begun) -> str:
    """The parameter file of the first meeting, with comments for whoever fills it in."""
    days = begun.days
    first, last = map(days.text, days.half_year)
    counted, before, since = map(days.text, (days.counted, days.counted_before, days.after(1)))
    data = f"../data/{begun.meeting}"
    optional = [f"  own: {text_scalar(begun.own)}"] if begun.own else []
    optional += [f"  called: {text_scalar(begun.called)}"] if begun.called else []
    optional += [
        f"  peers: {{called: {text_scalar(begun.peers or PEERS)}}}       # 排名比較的機關怎麼稱呼；一列一個機關的資料集數放在 inputs.ministries，沒有就印「來源未提供」"
    ]
    optional += ["  years: common                     # 會議資料以西元紀年"] if begun.years == "common" else []
    words = [f"  words: rules/{begun.name}-words.yaml"] if begun.unit != UNIT else []
    lines = [
        f"# {begun.body}第 1 屆第 1 次會議",
        f"# 本次：資料為示範資料，可立即產生（packet build {begun.meeting}）；換成真實資料後，刪去 data_notice 兩行。",
        "",
        "meeting:",
        f"  body: {text_scalar(begun.body)}",
        *optional,
        "  term: 1",
        "  number: 1",
        f"  date: {days.text(begun.day)}",
        f"  data_notice: {LABEL}             # 印在每一頁",
        "  data_notice_text: 資料集、需求、日期及數字都是虛構的，供試用。",
        "",
        "inputs:",
        f"  publishers: agencies/{begun.name}.csv",
        *(f"  {name}: {data}/{name}.csv" for name in begun.inputs),
        f"  # files: {data}/files            # 檢測資料集的檔案時：刪去 #，packet fetch {begun.meeting}，並把 22-file-quality 寫進議程",
        "",
        "rulebooks:",
        "  stars: rules/star-ratings.yaml",
        "  marks: rules/quality-marks.yaml",
        "  outcomes: rules/request-outcomes.yaml",
        "  identities: rules/identities.yaml",
        "  membership: rules/membership.yaml",
        "  meetings: rules/meetings.yaml",
        "  file_quality: rules/file-quality.yaml",
        "  returns: rules/returns.yaml",
        *words,
        "",
        f"# 向各單位收資料時刪去 #，執行 packet templates {begun.meeting} 產生表格；對象是機關名冊裡 evaluated 填「是」的單位。",
        f"# returns: {{due: {counted}, tables: [plan, replies]}}",
        "",
        "as_of:",
        f"  inventory: {counted}",
        f"  previous_inventory: {before}",
        "",
        "periods:",
        f"  plan: [{first}, {last}]          # 本次討論的半年",
        f"  requests: [{since}, {counted}]",
        "",
        "opening: [00-two-pages]",
        "",
        AGENDA,
    ]
    return "\n".join(lines) + "\n"


def _about(begun: Begun) -> str:
    return f"""# {begun.body}

這個資料夾由 `packet init` 建立。

    packet build {begun.meeting}          # 產生會議資料，放在 output/{begun.meeting}/
    packet check {begun.meeting}          # 列出還沒填好的地方

| 資料夾 | 內容 |
|---|---|
| `params/` | 每次會議一個參數檔，`agencies/` 是機關名冊，`rules/` 是規則，`standards/` 是資料標準的欄位（檔案品質用） |
| `data/` | 每次會議的資料；`{begun.meeting}` 的是示範資料，日期及數字都是虛構的；各檔案要放什麼，看裡面的 `{input_guide.FILE}` |
| `notebooks/` | 章節；`packet sections` 列出名稱，寫進參數檔的 `agenda` 就會放入會議資料 |
| `output/` | 產生的結果，不需要備份 |

規則是隨程式提供的範本：`source` 寫「{starter.OWN_SOURCE}」之處，請填本機關的依據；沒有填的不印出，`packet check` 列出是哪個檔案、哪一行。下一次會議：`packet new {begun.name}-1-2 --from {begun.meeting}`。
"""


def _about_data(begun: Begun) -> str:
    return f"""# {begun.meeting}：示範資料

**Constructed, all of it**: datasets, identifiers, dates and numbers are made up, and every page of the packet says 「{LABEL}」.

這裡的資料集、識別碼、日期與數字都是虛構的，每一列的備註與會議資料的每一頁都寫「{LABEL}」。換成真實資料時，保留第一列的欄名，並刪去參數檔的 `data_notice` 兩行；各欄怎麼寫，看 `{input_guide.FILE}`。
"""


def first_day(text: str) -> datetime.date:
    """The day that is given for the first meeting; UsageError where it is none."""
    try:
        return roc.parse_date(text)
    except roc.BadDate as error:
        raise UsageError(messages.C05_date_of_init(given=text, reason=error)) from None


def own_of(body: str, agencies: Sequence[BegunAgency]) -> str:
    """What the organisation is called: as its agencies' names begin, or else as the body is called."""
    common = os.path.commonprefix([one.name for one in agencies]) if len(agencies) > 1 else ""
    return common if len(common) > 1 and body.startswith(common) else ""
