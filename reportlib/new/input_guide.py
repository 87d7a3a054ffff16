"""The guide of a meeting's inputs, in Chinese, as Markdown and as a sheet: written from the schema, so that it says what is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportlib.language import for_the_packet
from reportlib.meeting.param_files import Inputs
from reportlib.meeting.yearly import YEARLY
from reportlib.records.about_inputs import ABOUT, SPANS, example_of, how_written
from reportlib.records.schema import TableSchema
from reportlib.records.tables import FILES, TABLES
from reportlib.wording import own
from reportlib.workbooks.workbook import SheetCell, Style, Worksheet

FILE = "輸入說明.md"
SHEET = "輸入說明"
CONSTRUCTED = "示範資料：整個檔案換成真實資料"
_COLUMNS = ("欄", "必要", "怎麼寫", "例", "也可以寫成")
_MARKDOWN = str.maketrans({"|": "／", "\n": " ", "`": "'", "<": "＜", "*": "＊"})
STYLES = {
    "guide": Style(wrap=True, upright="top", format="text"),
    "guide-head": Style(bold=True, wrap=True, upright="top", format="text"),
}


@dataclass(frozen=True)
class GuidedInput:
    """An input in its file: how many rows were carried into it (None: the header alone), and where the agenda uses it."""

    kind: str
    file: str
    carried: int | None
    used_in: tuple[str, ...]
    is_begun: bool = False  # it has the constructed records that a project is begun with
    unit: str = ""  # of the body, for examples

    @property
    def span(self) -> str:
        """What its rows mean to who fills it in."""
        return CONSTRUCTED if self.is_begun else SPANS[ABOUT[self.kind].span]

    @property
    def table(self) -> TableSchema:
        return TABLES[self.kind]

    def lines(self) -> Iterator[tuple[str, str]]:
        """What there is to say of it, each with what it is about."""
        about = ABOUT[self.kind]
        yield "是什麼", about.what
        yield "從哪裡來", about.source
        yield "哪一期的", self.span + (f"（已帶入 {self.carried} 列）" if self.carried else "")
        yield "需要", self.needed
        yield "誰要看", about.look

    @property
    def needed(self) -> str:
        """Whether the packet can do without it."""
        if yearly := next((event for event in YEARLY if FILES[self.kind] in event.inputs), None):
            with for_the_packet():
                return f"一年一次：{yearly.called()}是本期的才需要（參數檔 as_of.{yearly.day}）"
        if not self.used_in:
            return "本次議程沒有章節用到"
        used = f"用於{'、'.join(self.used_in)}"
        if FILES[self.kind] in Inputs.OPTIONAL:
            return f"可以沒有（印「來源未提供」）；{used}"
        return f"必要；{used}"

    def columns(self) -> Iterator[tuple[str, ...]]:
        for column in self.table.columns:
            needed = "必要" if column.required else ""
            label = column.header
            known = "、".join([one for one in dict.fromkeys((column.label, *column.aliases)) if one != label][:4])
            yield (
                label,
                needed,
                how_written(self.table, column),
                example_of(self.table, column, self.unit),
                known,
            )


# What goes into the inputs that are folders; {meeting} is the new one.
FOLDERS = {
    "files": (
        "各資料集的檔案（檔案品質）",
        "前次的檔案不帶入：本次的檔案要重新取得，才是本次的品質。執行 `packet fetch {meeting}` 取得；或自行放入，以資料集識別碼為檔名或資料夾名。",
        "簽核的欄位對應 `mapping.csv` 已帶入（前次有的話）；`metadata.json` 請重新下載。",
    ),
    "apis": (
        "API 的說明文件（OAS）",
        "前次的文件不帶入：請放入各 API 現在的文件；沒有變動的，從前次的資料夾複製。",
    ),
}


def markdown(
    title: str, folder: str, guided: Iterable[GuidedInput], meeting: str = "", folders: Mapping[str, str] = {}
) -> str:
    """The whole guide, with the ``folders`` that are inputs; every text of it inert."""
    guided = tuple(guided)
    lines = [
        f"# {_plain(title)}　輸入說明",
        "",
        f"`{_plain(folder)}` 裡各檔案要放什麼。由程式依它讀取的欄位寫出。",
        "",
        "檔案可以是 CSV、TSV、XLSX、XLS 或 ODS；改了檔名時，請改參數檔的 inputs。欄的順序不拘，標題列不在第一列也可以；沒有列出的欄不印在會議資料上。",
        "例都是示範，不是真實資料；「誰要看」為本資料所擬。",
        "",
        *_table(
            ("檔案", "內容", "哪一期的", "需要"),
            ((f"`{_plain(one.file)}`", own(one.table.label), one.span, one.needed) for one in guided),
        ),
    ]
    for name, inside in folders.items():
        about, *todo = FOLDERS[name]
        lines += ["", f"## {_plain(inside)}/　{about}", "", *(f"- {line.format(meeting=meeting)}" for line in todo)]
    for one in guided:
        lines += ["", f"## {_plain(one.file)}　{own(one.table.label)}", ""]
        lines += [f"- {about}：{_plain(said)}" for about, said in one.lines()]
        lines += ["", *_table(_COLUMNS, one.columns())]
    return "\n".join([*lines, ""])


def sheet(guided: Iterable[GuidedInput]) -> Worksheet:
    """The same of the tables of one workbook, as its first sheet."""
    rows: list[tuple[SheetCell, ...]] = []
    for one in guided:
        rows.append((SheetCell(own(one.table.label), "guide-head"),))
        rows += [(SheetCell(about, "guide"), SheetCell(said, "guide")) for about, said in one.lines()]
        rows.append(tuple(SheetCell(text, "guide-head") for text in _COLUMNS))
        rows += [tuple(SheetCell(text, "guide") for text in column) for column in one.columns()]
        rows.append(())
    return Worksheet(SHEET, tuple(rows), (24, 60, 24, 22, 40), page="landscape")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(_plain(cell) if not cell.startswith('`') else cell for cell in row)} |"


def _plain(text: str) -> str:
    return text.translate(_MARKDOWN)


def guided_inputs(
    made: Iterable[tuple[str, str, int | None]],
    places: Mapping[str, tuple[str, ...]],
    unit: str,
    is_begun: bool = False,
) -> list[GuidedInput]:
    """Of (kind, file, rows carried over), in the order of the schema; ``places`` are those of :func:`used_in`, the examples of ``unit``."""
    found = [
        GuidedInput(kind, file, carried, places.get(kind, places.get(FILES[kind], ())), is_begun, unit)
        for kind, file, carried in made
    ]
    order = list(TABLES)
    return sorted(found, key=lambda one: order.index(one.kind))
