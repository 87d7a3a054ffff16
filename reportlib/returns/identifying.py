"""Whose a file is and which return each of its sheets is; what cannot be told is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlib import messages
from reportlib.errors import quoted
from reportlib.meeting.agency import Agency
from reportlib.readers.sheets import Sheet
from reportlib.records import layout
from reportlib.records.findings import Finding
from reportlib.records.header import text_of
from reportlib.records.located import Header
from reportlib.returns import asked
from reportlib.returns.entries import Arrival, is_ours
from reportlib.returns.received import same_bytes
from reportlib.returns.senders import agencies_in, merged_sender, name_of_another_time
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
        file.unit, file.how = work.decisions.agency(decided.unit), messages.by_intake_yaml()
        _refuse_unasked(work, file)
    elif file.form:
        _tell_by_mark(work, file, file.form)
    else:
        _tell_by_names(work, file)


def _tell_by_mark(work: IntakeWork, file: Arrival, form: asked.FormMark) -> None:
    """The unit that one of our forms was made for, unless the form or the file's name says another meeting or unit."""
    named, marked = agencies_in(file.name, work.meeting), work.meeting.register.find(form.unit)
    if form.meeting != work.meeting.params.name:
        what = messages.I11_form_of_other_meeting.text(meeting=form.meeting)
        _unknown(work, "I10", file, what)
    elif marked is None:
        what = messages.I02_form_of_unknown_unit.text(unit=form.unit)
        _unknown(work, "I02", file, what)
    elif named and marked not in named:
        what = messages.I09_form_of_other_unit.text(unit=marked.short, named=named[0].short)
        _unknown(work, "I09", file, what)
    else:
        file.unit, file.how = marked.short, messages.by_hidden_mark()
        _refuse_unasked(work, file)


def _tell_by_names(work: IntakeWork, file: Arrival) -> None:
    """The one agency that the file's name, its agency columns or its titles name; the first of them that names any decides."""
    if named := agencies_in(file.name, work.meeting):
        how = messages.by_file_name()
        other = name_of_another_time(file.name, named[0], work.meeting) if len(named) == 1 else ""
        if other:
            led = messages.name_led_to(other=other, unit=named[0].short)
            _take_only(work, file, named, how, led)
            file.sender = merged_sender(other, named[0], work.meeting)
        else:
            _take_only(work, file, named, how)
    elif in_columns := _agencies_of(work, names := _names_in_columns(file)):
        _take_only(work, file, in_columns, messages.by_agency_column())
    elif in_titles := _agencies_in_titles(work, file):
        _take_only(work, file, in_titles, messages.by_sheet_title())
    elif names:
        listed = "、".join(map(quoted, names[:6]))
        what = messages.I02_agencies_unknown.text(agencies=listed)
        name_it = _name_it(work, file)
        todo = messages.other_spelling_or_skip(name_it=name_it)
        _unknown(work, "I02", file, what, todo)
    else:
        near = work.meeting.register.nearest(file.stem)
        hint = messages.name_most_like(near=near) if near else ""
        what = messages.I10_unit_not_told.text(hint=hint)
        _unknown(work, "I10", file, what)


def _take_only(work: IntakeWork, file: Arrival, agencies: Sequence[Agency], how: str, led: str = "") -> None:
    """The file is the agency's where there is only one; of several it is asked. ``led`` says how a name led to the agency."""
    if len(agencies) == 1:
        file.unit, file.how, file.sender = agencies[0].short, how + led, ""
        _refuse_unasked(work, file)
        return
    listed = "、".join(agency.short for agency in agencies[:6])
    what = messages.I10_may_be_of.text(how=how, agencies=listed)
    _unknown(work, "I10", file, what)


def _name_it(work: IntakeWork, file: Arrival) -> str:
    return messages.name_unit_in_intake(meeting=work.meeting.params.name, file=file.name)


def _unknown(work: IntakeWork, code: str, file: Arrival, what: str, todo: str = "") -> None:
    file.standing, file.note = "unknown_unit", what
    work.found.append(Finding(code, what, todo or _name_it(work, file), file.name))


def _refuse_unasked(work: IntakeWork, file: Arrival) -> None:
    if file.unit not in work.asked:
        file.standing, file.note = (
            "not_asked",
            messages.unit_not_asked(unit=file.unit),
        )
        work.found.append(Finding("I10", file.note, messages.check_unit_asked(), file.name, level="warning"))


def _visible(file: Arrival) -> Iterator[tuple[Sheet, Header | None]]:
    return (
        (sheet, header)
        for sheet, header in zip(file.read, file.headers, strict=True)
        if not sheet.hidden and not is_ours(sheet)
    )


def _names_in_columns(file: Arrival) -> list[str]:
    """What stands in the agency columns of the file's returns, each name once."""
    names: dict[str, None] = {}
    for _, header in _visible(file):
        place = header.places.get(asked.by_table(header.table).unit_column) if header else None
        if header is None or place is None:
            continue
        for _, cells in layout.locate(header).rows:
            if text := text_of(cells[place]) if place < len(cells) else None:
                names[text] = None
    return list(names)


def _agencies_of(work: IntakeWork, names: Sequence[str]) -> tuple[Agency, ...]:
    """The registered agencies that these names are of."""
    matches = (work.meeting.register.lead(name, work.day) for name in names)
    return tuple({match.agency.name: match.agency for match in matches if match and match.agency}.values())


def _agencies_in_titles(work: IntakeWork, file: Arrival) -> tuple[Agency, ...]:
    """The agencies named above the tables, or on the sheets' tabs."""
    found: list[Agency] = []
    for sheet, header in _visible(file):
        above = header.header_rows[0] - 1 if header else HEADER_WITHIN_ROWS
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
                file.notes[place] = messages.sheet_of_form()
                continue
            header = file.headers[place]
            one = asked.by_table(header.table) if header else None
            if sheet.hidden:
                file.notes[place] = messages.hidden_sheet()
                if one and any(map(any, sheet.rows)):
                    hidden = messages.F15_hidden_return(sheet=sheet.name, rows=len(sheet.rows), table=one.label)
                    work.found.append(Finding.of(hidden.at(file.name, sheet.name), level="warning"))
            elif one is None:
                file.notes[place] = messages.sheet_no_return() if any(map(any, sheet.rows)) else messages.empty_sheet()
            elif one.name not in work.wanted.tables:
                file.notes[place] = messages.table_not_asked(table=one.label)
            else:
                file.fits[place] = one
        if not file.fits:
            labels = "、".join(asked.RETURNS[name].label for name in work.wanted.tables)
            file.standing, file.note = (
                "no_return",
                messages.no_sheet_is_return(),
            )
            work.found.append(Finding("L09", file.note, messages.use_forms(tables=labels), file.name))
