"""Whose a file is and which return each of its sheets is; what cannot be told is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlib.errors import quoted
from reportlib.language import say
from reportlib.meeting.agency import Agency
from reportlib.readers.sheets import Sheet
from reportlib.records import header, layout
from reportlib.returns import asked
from reportlib.returns.entries import Arrival, is_ours
from reportlib.returns.received import same_bytes
from reportlib.returns.senders import agencies_in, best_return, merged_sender, name_of_another_time
from reportlib.returns.work import IntakeWork

HEADER_WITHIN_ROWS = 30


# -- telling apart


def tell_units(work: IntakeWork) -> None:
    for file in work.files.values():
        if file.standing == "refused":
            named = agencies_in(file.name, work.meeting)
            file.unit = named[0].short if len(named) == 1 else ""
        elif file.standing is None:
            _tell_unit(work, file)
    same_bytes(work)


def _tell_unit(work: IntakeWork, file: Arrival) -> None:
    """By what a person decided, else by the form's own mark, else by the names in the file; else it is asked."""
    decided = work.decisions.of(file)
    file.form = next(
        (mark for sheet in file.read if sheet.name == asked.MARK and (mark := asked.FormMark.read(sheet.rows))),
        None,
    )
    if decided and decided.unit:
        file.unit, file.how = work.decisions.agency(decided.unit), say("依 intake.yaml", "by intake.yaml")
        _refuse_unasked(work, file)
    elif file.form:
        _tell_by_mark(work, file, file.form)
    else:
        _tell_by_names(work, file)


def _tell_by_mark(work: IntakeWork, file: Arrival, form: asked.FormMark) -> None:
    """The unit that one of our forms was made for, unless the form or the file's name says another meeting or unit."""
    named, marked = agencies_in(file.name, work.meeting), work.meeting.register.find(form.unit)
    if form.meeting != work.meeting.params.name:
        what = say(
            f"這是另一次會議（{quoted(form.meeting)}）的表格。",
            f"this is the form of another meeting, {quoted(form.meeting)}.",
        )
        _unknown(work, "I10", file, what)
    elif marked is None:
        what = say(
            f"表格註明的單位{quoted(form.unit)}不在機關名冊中。",
            f"the form is marked {quoted(form.unit)}, which is not in the register.",
        )
        _unknown(work, "I02", file, what)
    elif named and marked not in named:
        what = say(
            f"表格是發給{quoted(marked.short)}的，檔名卻是{quoted(named[0].short)}。",
            f"the form was made for {quoted(marked.short)}, but the file is named after {quoted(named[0].short)}.",
        )
        _unknown(work, "I09", file, what)
    else:
        file.unit, file.how = marked.short, say("依表格的隱藏註記", "by the form's hidden mark")
        _refuse_unasked(work, file)


def _tell_by_names(work: IntakeWork, file: Arrival) -> None:
    """The one agency that the file's name, its agency columns or its titles name; the first of them that names any decides."""
    if named := agencies_in(file.name, work.meeting):
        how = say("依檔名", "by the file's name")
        other = name_of_another_time(file.name, named[0], work.meeting) if len(named) == 1 else ""
        if other:
            led = say(f"（{quoted(other)}即{named[0].short}）", f" ({quoted(other)} is {named[0].short})")
            _take_only(work, file, named, how, led)
            file.sender = merged_sender(other, named[0], work.meeting)
        else:
            _take_only(work, file, named, how)
    elif in_columns := _agencies_in_columns(work, file):
        _take_only(work, file, in_columns, say("依機關欄", "by the agency column"))
    elif in_titles := _agencies_in_titles(work, file):
        _take_only(work, file, in_titles, say("依表格的標題列", "by the title of the sheet"))
    elif strangers := list(dict.fromkeys(_names_in_columns(work, file))):
        listed = "、".join(map(quoted, strangers[:6]))
        what = say(f"機關欄的{listed}不在機關名冊中。", f"{listed} in the agency column is not in the register.")
        name_it = _name_it(work, file)
        todo = say(
            f"寫法不同時，{name_it}不是回報就寫 skip: true。",
            f"If it is another spelling: {name_it} If it is no return, say skip: true.",
        )
        _unknown(work, "I02", file, what, todo)
    else:
        near = work.meeting.register.nearest(file.stem)
        hint = say(f"（檔名最接近{quoted(near)}）", f" (the name is most like {quoted(near)})") if near else ""
        what = say(f"看不出是哪一個單位的回報{hint}。", f"it cannot be told which unit this return is of{hint}.")
        _unknown(work, "I10", file, what)


def _take_only(work: IntakeWork, file: Arrival, agencies: Sequence[Agency], how: str, led: str = "") -> None:
    """The file is the agency's where there is only one; of several it is asked. ``led`` says how a name led to the agency."""
    if len(agencies) == 1:
        file.unit, file.how, file.sender = agencies[0].short, how + led, ""
        _refuse_unasked(work, file)
        return
    listed = "、".join(agency.short for agency in agencies[:6])
    what = say(f"{how}可能是：{listed}，無法判斷。", f"{how} it may be of: {listed}; that cannot be told.")
    _unknown(work, "I10", file, what)


def _name_it(work: IntakeWork, file: Arrival) -> str:
    zh = f"請在 data/{work.meeting.params.name}/intake.yaml 的 files 寫明 file: {file.name} 與 unit:，再重新執行。"
    return say(
        zh,
        f"Say so in data/{work.meeting.params.name}/intake.yaml, under files: file: {file.name} and its unit:, and run again.",
    )


def _unknown(work: IntakeWork, code: str, file: Arrival, what: str, todo: str = "") -> None:
    file.standing, file.note = "unknown_unit", what
    work.add(code, file.name, what, todo or _name_it(work, file))


def _refuse_unasked(work: IntakeWork, file: Arrival) -> None:
    if file.unit not in work.asked:
        file.standing, file.note = (
            "not_asked",
            say(
                f"{file.unit}不在應回報的單位中，沒有採計。",
                f"{file.unit} is not asked for a return; nothing of it is used.",
            ),
        )
        work.add(
            "I10",
            file.name,
            file.note,
            say(
                "請確認是否應列為受評單位，或是否放錯檔案。",
                "Check whether the unit should be asked, or the file is here by mistake.",
            ),
            level="warning",
        )


def _visible(work: IntakeWork, file: Arrival) -> Iterator[tuple[int, Sheet]]:
    return ((place, sheet) for place, sheet in enumerate(file.read) if not sheet.hidden and not is_ours(sheet))


def _names_in_columns(work: IntakeWork, file: Arrival) -> Iterator[str]:
    """What stands in the agency columns of the file's returns."""
    for _, sheet in _visible(work, file):
        one = best_return(sheet, file.name)
        if one is None:
            continue
        laid = layout.locate(sheet, one.table)
        place = laid.places.get(one.unit_column)
        if place is None:
            continue
        for _, cells in laid.rows:
            if text := header.text_of(cells[place]) if place < len(cells) else None:
                yield text


def _agencies_in_columns(work: IntakeWork, file: Arrival) -> tuple[Agency, ...]:
    """The registered agencies that the agency columns of the file's returns name."""
    matches = (work.meeting.register.lead(text, work.day) for text in dict.fromkeys(_names_in_columns(work, file)))
    return tuple({match.agency.name: match.agency for match in matches if match and match.agency}.values())


def _agencies_in_titles(work: IntakeWork, file: Arrival) -> tuple[Agency, ...]:
    """The agencies named above the tables, or on the sheets' tabs."""
    found: list[Agency] = []
    for _, sheet in _visible(work, file):
        one = best_return(sheet, file.name)
        above = layout.best([sheet], one.table).header_rows[0] - 1 if one else HEADER_WITHIN_ROWS
        texts = [sheet.name, *(str(cell) for row in sheet.rows[:above] for cell in row if isinstance(cell, str))]
        found += [agency for text in texts for agency in agencies_in(text, work.meeting) if agency not in found]
    return tuple(
        one for one in found if not any(other is not one and other.name.startswith(one.name) for other in found)
    )


def tell_returns(work: IntakeWork) -> None:
    """Which sheet of which file is which return; a sheet that is none is listed."""
    for file in work.files.values():
        if file.standing is not None:
            continue
        for place, sheet in enumerate(file.read):
            if is_ours(sheet):
                file.notes[place] = say("表格本身的工作表", "a sheet of the form itself")
                continue
            one = best_return(sheet, file.name)
            if sheet.hidden:
                file.notes[place] = say("隱藏的工作表，沒有讀取", "a hidden sheet, not read")
                if one and any(map(any, sheet.rows)):
                    what = say(
                        f"隱藏的工作表{quoted(sheet.name)}（{len(sheet.rows)} 列）看來是{one.label}，沒有採計。",
                        f"the hidden sheet {quoted(sheet.name)} ({len(sheet.rows)} rows) looks like {one.label} and is not used.",
                    )
                    work.add(
                        "F15",
                        file.name,
                        what,
                        say("要採計請取消隱藏後重送。", "Unhide it and resend if it shall count."),
                        sheet.name,
                        level="warning",
                    )
            elif one is None:
                file.notes[place] = (
                    say("不像任何一種回報表，沒有讀取", "looks like none of the returns, not read")
                    if any(map(any, sheet.rows))
                    else say("空白工作表", "an empty sheet")
                )
            elif one.name not in work.wanted.tables:
                file.notes[place] = say(
                    f"{one.label}，這次沒有請單位回報", f"{one.label}, which is not asked for this time"
                )
            else:
                file.fits[place] = one
        if not file.fits:
            labels = "、".join(asked.RETURNS[name].label for name in work.wanted.tables)
            file.standing, file.note = (
                "no_return",
                say("沒有一個工作表像要回報的表。", "no sheet looks like one of the returns asked for."),
            )
            work.add(
                "L09",
                file.name,
                file.note,
                say(
                    f"這次請回報：{labels}。請用所發的表格填寫後重送。",
                    f"Asked for are: {labels}. Use the forms that were sent out.",
                ),
            )
