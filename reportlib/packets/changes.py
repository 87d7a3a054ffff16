"""A figure in two packets: what changed of it, in words, and the group of the comparison that it belongs to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reportlib import messages
from reportlib.errors import ConfigError
from reportlib.packets.published import PacketFigure
from reportlib.text import nearest

NOTHING = "—"
# The groups of the comparison: how the names of their figures begin. One whose beginning is not here is among the others.
MEASURES = {
    "agenda": "議程",
    "members": "委員名單",
    "action_plan": "政府資料開放行動方案",
    "inventory": "資料集盤點",
    "ministries": "資料集盤點",
    "promotion": "研討會及創意競賽",
    "competition": "研討會及創意競賽",
    "quality": "資料品質",
    "oas": "資料品質",
    "apis": "資料品質",
    "file_quality": "檔案品質",
    "strategies": "主題式開放資料推動策略",
    "award": "政府開放資料獎勵活動",
    "application_award": "政府開放資料獎勵活動",
    "popularity_award": "政府開放資料獎勵活動",
    "attachments": "行政院開放資料配合事項",
    "follow_up": "歷次會議結論追蹤",
    "plan": "預計開放資料",
    "requests": "民間需求回應",
    "feedback": "民間需求回應",
    "milestones": "後續資料開放作業規劃",
    "evaluation": "績效考核",
    "returns": "績效考核",
    "results": "推動成果",
    "programme": "推動成果",
    "documents": "附頁",
    "opening": "兩頁讀完",
    "promises": "預計開放資料",
    "desks": "資料集開放進度",
    "assets": "政府資料盤點",
    "on_request": "政府資料盤點",
    "costs": "政府資料盤點",
    "terms": "政府資料盤點",
    "checklist": "每季已開放資料集檢核",
    "themes": "主題式開放資料登記",
    "received": "收件情形",
    "reconcile": "數字核對",
    "rule": "規則的配分及門檻",
    "proposals": "擬辦及附件",
    "declared": "人工填報",
    "register": "機關名冊",
    "units": "機關名冊",
    "rows": "輸入檔案的列數",
}
ROWS = "輸入檔案的列數"  # left out where a person did not ask for it
OTHERS = "其他"
ENGLISH = {  # the same groups, for a terminal in English; the page is in Chinese, as packets are
    "議程": "agenda",
    "委員名單": "members",
    "政府資料開放行動方案": "action plan",
    "資料集盤點": "inventory of datasets",
    "研討會及創意競賽": "seminars and competitions",
    "資料品質": "quality of the data",
    "主題式開放資料推動策略": "strategies by theme",
    "政府開放資料獎勵活動": "awards",
    "行政院開放資料配合事項": "matters of the Executive Yuan",
    "歷次會議結論追蹤": "resolutions followed up",
    "預計開放資料": "planned openings",
    "民間需求回應": "requests of citizens",
    "後續資料開放作業規劃": "work ahead",
    "績效考核": "evaluation",
    "推動成果": "results",
    "附頁": "attached pages",
    "兩頁讀完": "the first two pages",
    "資料集開放進度": "progress of openings",
    "政府資料盤點": "inventories of data",
    "每季已開放資料集檢核": "quarterly checklists",
    "主題式開放資料登記": "register of themes",
    "收件情形": "returns received",
    "數字核對": "figures that were compared",
    "規則的配分及門檻": "points and thresholds of rules",
    "擬辦及附件": "proposals and attachments",
    "人工填報": "declared by a person",
    "機關名冊": "register of agencies",
    ROWS: "rows of the inputs",
    OTHERS: "others",
}
LAST = (OTHERS, "規則的配分及門檻", "數字核對", "人工填報", "機關名冊", ROWS)  # groups that come after all others
RANKS = ("名",)  # units of which a per cent means nothing
SCORES = ("分", "點")
TOO_LITTLE = Decimal("0.00015")  # points; what is left out prints as 0.0001 or less
_NUMERAL = re.compile(r"[0-9.-]")


@dataclass(frozen=True)
class Change:
    """A figure in two packets; ``old`` or ``new`` is None where the packet does not have it.

    ``is_latest`` marks the last points of a series, which are compared with each other beside those of the same date.
    """

    old: PacketFigure | None
    new: PacketFigure | None
    is_latest: bool = False

    @property
    def kind(self) -> str:
        """``same``, ``changed``, ``new`` or ``gone``."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        said = [(figure.absence, figure.unit) for figure in (self.old, self.new)]
        difference = self.difference
        alike = self.old.value == self.new.value if difference is None else abs(difference) <= self._too_little
        return "same" if said[0] == said[1] and alike else "changed"

    @property
    def _too_little(self) -> Decimal:
        """A difference that nobody would call one: a ten thousandth of a percentage point, or of a score."""
        figure = self._either
        return TOO_LITTLE / 100 if figure.is_share else TOO_LITTLE if figure.unit in SCORES else Decimal(0)

    @property
    def name(self) -> str:
        return self._either.name

    @property
    def measure(self) -> str:
        """How the name begins: ``quality``."""
        return re.split(r"[./]", self.name, maxsplit=1)[0]

    @property
    def group(self) -> str:
        return MEASURES.get(self.measure, OTHERS)

    def label(self) -> str:
        """What is compared: ``白金標章資料集（項） 109-06-05→11-05``."""
        name, unit, dates = self.label_parts()
        return " ".join(filter(None, (f"{name}{unit}", dates)))

    def label_parts(self) -> tuple[str, str, str]:
        """The figure's label, its unit in brackets, and the dates that its name holds and its label does not."""
        figure = self._either
        name = figure.label or figure.name
        if self.old and self.new and self.old.label != self.new.label:
            name = _merged(self.old.label, self.new.label)
        unit = f"（{figure.unit}）" if figure.unit and not figure.is_share and not self._units_differ else ""
        pairs = zip((self.old or figure).dates, (self.new or figure).dates, strict=False)
        dates = [_from_to(a, b) for a, b in pairs if a not in name or b not in name]
        return name, unit, " ".join([messages.latest(), *dates] if self.is_latest else dates)

    @property
    def printed(self) -> tuple[str, str]:
        """Both figures as their packets print them."""

        def shown(figure: PacketFigure | None) -> str:
            if figure is None:
                return NOTHING
            unit = f" {figure.unit}".rstrip() if self._units_differ and not figure.absence else ""
            return f"{figure.printed}{unit}"

        return shown(self.old), shown(self.new)

    @property
    def difference(self) -> Decimal | None:
        """``new`` less ``old``, not rounded; None where either has no value or their units differ."""
        if not self.old or not self.new or self._units_differ or self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value

    def difference_text(self) -> str:
        """``+1,234``; what else there is to say where there is no difference."""
        if self.old is None or self.new is None:
            return messages.change_new() if self.old is None else messages.change_gone()
        difference = Decimal(0) if self.kind == "same" and self.difference is not None else self.difference
        if difference is None:
            return NOTHING
        if not difference:
            return "0"
        if self.new.is_share:  # one digit more than printed, since both are rounded there
            return _signed(difference * 100, 1) + messages.points()
        return _signed(difference, max(_digits(self.old.printed), _digits(self.new.printed)))

    @property
    def percent_text(self) -> str:
        """The difference in per cent of ``old``; nothing for shares, whose difference is in percentage points, and for ranks."""
        difference, old = self.difference, self.old
        if not difference or old is None or not old.value or old.is_share or old.unit in RANKS:
            return "" if self.kind in ("new", "gone", "same") else NOTHING
        return f"{_signed(difference / abs(old.value) * 100, 1)}%"

    @property
    def _either(self) -> PacketFigure:
        either = self.new or self.old
        if either is None:
            raise ValueError("a change is of a figure that one of the packets has")
        return either

    @property
    def _units_differ(self) -> bool:
        return bool(self.old and self.new and self.old.unit != self.new.unit)


def _merged(old: str, new: str) -> str:
    """Two labels as one, with an arrow where they differ: ``109 年上→下半年預計開放資料集``. Numbers and dates stay whole."""
    if old == new:
        return new
    start = len(os.path.commonprefix([old, new]))
    while start and (_NUMERAL.match(old[start - 1]) and (_NUMERAL.match(old[start:]) or _NUMERAL.match(new[start:]))):
        start -= 1
    end = len(os.path.commonprefix([old[start:][::-1], new[start:][::-1]]))
    while end and (_NUMERAL.match(old[-end]) and (_NUMERAL.match(old[:-end][-1:]) or _NUMERAL.match(new[:-end][-1:]))):
        end -= 1
    return f"{new[:start]}{old[start : len(old) - end] or NOTHING}→{new[start : len(new) - end] or NOTHING}{new[len(new) - end :]}"


def _from_to(old: str, new: str) -> str:
    """``109-05-31→10-31``, with the year once where it is the same."""
    year = new[: new.index("-") + 1]
    return new if old == new else f"{old}→{new.removeprefix(year) if old.startswith(year) else new}"


def _digits(printed: str) -> int:
    return len(printed.rstrip("%").partition(".")[2])


def _signed(value: Decimal, digits: int) -> str:
    """``+1,234.5``; as many digits more as it takes to tell it from zero, six at most."""
    shown = Decimal(0)
    for places in range(digits, max(digits, 6) + 1):
        shown = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if shown:
            break
    return f"{'−' if value < 0 else '+'}{abs(shown):,f}"


def grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes by group, in their order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.group, []).append(change)
    return found


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """How many figures changed, are new, are gone, are the same."""
    return {kind: sum(change.kind == kind for change in changes) for kind in ("changed", "new", "gone", "same")}


def only(changes: Iterable[Change], measures: Sequence[str]) -> list[Change]:
    """The changes of figures whose names begin with one of ``measures``; ConfigError for one that none begins with."""
    changes = list(changes)
    known = sorted({change.measure for change in changes})
    for name in measures:
        if not any(change.name.startswith(name) for change in changes):
            near = nearest(name, known)
            raise ConfigError(
                messages.C05_no_figure_begins_so(
                    prefix=name, todo=messages.did_you_mean(near=near) if near else messages.choices_are(choices=known)
                )
            )
    return [change for change in changes if change.name.startswith(tuple(measures))]
