"""The resolutions under follow-up as figures, sentences, slide titles and a table."""

from __future__ import annotations

from reportlib.display.display import Display, Naming, runs
from reportlib.display.prose import Prose
from reportlib.display.several import Several
from reportlib.display.tables import Row, Table
from reportlib.facts.facts import NOT_PROVIDED, Fact
from reportlib.measures import receipts
from reportlib.measures.follow_up.findings import RELEASE
from reportlib.measures.follow_up.numbering import Key, meeting_text, missing_text, place_of
from reportlib.measures.follow_up.resolutions import FollowUp, Resolution
from reportlib.roc import format_date, format_long, numeral


def key_figures(found: FollowUp) -> dict[str, Fact]:
    """What opens the section: how many are followed up, to be released, and need attention; each says how many units it
    lacks.
    """
    figures = {"列管決議": found.tracked, RELEASE: found.to_release, "已完成": found.done, "尚未完成": found.open}
    return {receipts.noted(label, found.lack): fact for label, fact in figures.items()}


def summary(found: FollowUp) -> Prose:
    """How many are followed up, what is proposed, what needs attention, and what is missing."""
    if not found.resolutions and not found.missing:
        return Prose(
            (runs("{nothing}。", nothing=_nothing_tracked(found)) + (found.lack.sentence() if found.lack else ()),)
        )
    sentence = runs(
        "{meetings}的決議列管中 {tracked!s} 案，建議解除列管 {release!s} 案",
        meetings=_meetings(found),
        tracked=found.tracked,
        release=found.to_release,
    )
    sentence += runs("、建議繼續列管 {keep} 案；", keep=found.to_keep) if found.to_keep.value else runs("；")
    sentence += (
        runs(
            "共 {items} 項，已完成 {done!s} 項{going}，尚未完成 {open!s} 項。",
            going=_going(found),
            items=found.items,
            done=found.done,
            open=found.open,
        )
        if found.open.value
        else runs("共 {items} 項，沒有逾期或未完成者。", items=found.items)
    )
    if found.missing:
        sentence += runs("{missing}。", missing="、".join(missing_text(*one) for one in found.missing))
    if found.left_out.value:
        sentence += runs("來源檔案另有本次會議的決議 {count} 案，不列入追蹤。", count=found.left_out)
    return Prose((sentence + (found.lack.sentence() if found.lack else ()),))


def _meetings(found: FollowUp) -> Naming:
    """The meetings that resolved, each with its day where that is told; else 「先前會議」."""
    days = {one.meeting: one.held_on for one in found.resolutions if one.held_on}
    if not days or len(days) < len({one.meeting for one in found.resolutions}):
        return Naming("先前會議")
    told = (Naming("{meeting}（{day}）", meeting=meeting_text(key), day=format_long(days[key])) for key in sorted(days))
    return Naming.joined("、", told)


def _nothing_tracked(found: FollowUp) -> str:
    """Why nothing is followed up: all was released, or there is no record of any resolution."""
    return "先前會議的決議均已解除列管" if found.earlier else "沒有先前會議決議的紀錄"


def message(found: FollowUp) -> dict:
    """The title of the first slide, as ``Display.says`` takes it."""
    if not found.tracked.value:
        return receipts.noted_message({"sentence": _nothing_tracked(found)}, found.lack)
    said = {
        "sentence": "先前會議的決議列管 {tracked} 案，建議解除 {release} 案",
        "tracked": found.tracked,
        "release": found.to_release,
    }
    return receipts.noted_message(said, found.lack)


def notice_message(found: FollowUp) -> dict:
    """The title of the table's slide: what needs attention."""
    if not found.open.value:
        return message(found)
    said = {"items": found.items, "done": found.done, "going": _going(found), "open": found.open}
    return receipts.noted_message(
        said | {"sentence": "{items} 項中 {done} 項完成{going}，{open} 項尚未完成"}, found.lack
    )


def _going(found: FollowUp) -> str:
    """「，1 項持續」: the items that have no end; nothing where there are none."""
    going = (found.items - found.done - found.open).named(
        "follow_up.going", "持續辦理的項目", rule="項目數減已完成及尚未完成的項目"
    )
    return Naming("，{going} 項持續", going=going) if going.value else ""


LISTED = "resolutions"  # where they are listed
COLUMNS = ("款", "決議事項", "辦理情形", "期限", "完成", "狀態")


def table(caption: str, found: FollowUp) -> Table:
    """Every resolution with its items: what was decided, what was done, both days, the state; its head says what is proposed,
    and that something of it is still to be done. A missing number has a head of its own.
    """
    several = len({one.meeting for one in found.resolutions}) > 1
    entries: list[tuple[tuple, list[Row]]] = []
    for (key, number), items in found.by_resolution().items():
        entries.append(((key, place_of(number)), [_head(key, number, items, several), *map(_item, items)]))
    for key, missing in found.missing:
        called = Naming("{name}　{text}", name=_called(key, numeral(missing), several), text="來源未列此決議")
        entries.append(((key, missing), [Row((called, "", "", "", "", ""), "subtotal")]))
    rows = tuple(row for _, listed in sorted(entries, key=lambda entry: entry[0]) for row in listed)
    note = receipts.note("—：未載", lack=found.lack)
    unit = f"截至 {format_date(found.tracked.day)}"
    return Table(caption, COLUMNS, rows, unit, note, "steps", (2, 9, 8, 3, 3, 3), False).at(LISTED)


def _called(key: Key, number: str, several: bool) -> str:
    """「決議四」, with its meeting where there are resolutions of several."""
    return (
        Naming("{meeting} 決議{number}", meeting=f"{key[0]}-{key[1]}", number=number)
        if several
        else Naming("決議{number}", number=number)
    )


def _head(key: Key, number: str, items: list[Resolution], several: bool) -> Row:
    """A resolution: its name, who has to do it, what is proposed, and whether something is late or not due yet."""
    first = items[0]
    called = _called(key, number, several)
    title = first.title or (first.subject if first.decision and not first.item else "")
    name = Naming("{called}　{title}", called=called, title=title) if title else called
    owners = Naming.joined("、", dict.fromkeys(one.owner for one in items))
    proposed = Naming.joined("、", dict.fromkeys(_proposed(one) or f"列管建議{NOT_PROVIDED}" for one in items))
    open_ones = [one for one in items if one.is_open and one.proposal == RELEASE]
    if not open_ones:
        return Row((name, "", owners, "", "", proposed), "subtotal")
    why = "、".join(dict.fromkeys(one.state[0] for one in open_ones))
    return Row(
        (name, "", owners, "", "", Naming("{why}，{proposed}", why=why, proposed=proposed)),
        "subtotal",
        ("",) * 5 + ("late" if any(one.state[1] == "late" for one in open_ones) else "due",),
    )


def _item(one: Resolution) -> Row:
    number = Naming("（{item}）", item=one.item) if one.item else ""
    cells = (number, _decided(one), one.handling, one.due or "—", one.done or "—", one.state[0])
    return Row(cells, tones=("",) * 5 + (one.state[1],))


def _proposed(one: Resolution) -> str:
    """What is proposed, or what is known of it so far."""
    return one.proposal or one.proposal_said


def _decided(one: Resolution) -> str:
    """What was decided; behind its subject, where that stands in no head."""
    if one.decision and (one.title or one.item):
        return Naming("{subject}：{decision}", subject=one.subject, decision=one.decision)
    return one.decision or one.subject


def caution(found: FollowUp) -> Display:
    """What the group should know before it releases anything: the items still open; nothing where there is none."""
    early = [one for one in found.resolutions if one.is_open and one.proposal == RELEASE]
    if not early:
        return Several(())
    several = len({one.meeting for one in found.resolutions}) > 1
    names = Naming.joined("、", (item_called(one, several) for one in early))
    return Prose.of(
        "{names}共 {count!s} 項尚未完成而建議解除列管。小組可同意解除，或併入本次工作重點繼續追蹤。",
        names=names,
        count=found.early,
    ).document_only()


def open_table(caption: str, found: FollowUp) -> Display:
    """The items of which something is still to be done, for a slide; nothing where there is none."""
    still = [one for one in found.resolutions if one.is_open]
    if not still:
        return Several(())
    several = len({one.meeting for one in found.resolutions}) > 1
    rows = tuple(
        Row(
            (item_called(one, several), one.subject, one.due or "—", one.state[0], _proposed(one) or NOT_PROVIDED),
            tones=("", "", "", one.state[1], ""),
        )
        for one in still
    )
    columns = ("決議", "決議事項", "期限", "狀態", "列管建議")
    return (
        Table(caption, columns, rows, weights=(4, 10, 3, 3, 4), sortable=False)
        .says(**notice_message(found))
        .slide_only()
        .at(LISTED)
    )


def item_called(one: Resolution, several: bool, again: bool = False) -> str:
    """「決議四（二）」; 「四（二）」 of one that is named ``again`` after another of the same meeting."""
    called = (
        Naming("{number}", number=one.number) if again and not several else _called(one.meeting, one.number, several)
    )
    return Naming("{called}（{item}）", called=called, item=one.item) if one.item else called
