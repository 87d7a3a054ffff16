"""The part of the site that is made of the repository: every message, the reference, and the order of all pages.

mkdocs calls the functions that begin with ``on_``. What is written by hand stands in ``docs``, README, CONTRIBUTING and CHANGELOG.
"""

from __future__ import annotations

import ast
import html
import importlib
import logging
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import reportlib
from reportlib import messages
from reportlib.messages.message import Fault

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TOP = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
SHOWN = (
    "Table",
    "Row",
    "breakdown_table",
    "crosstab_table",
    "record_table",
    "Prose",
    "KeyFigures",
    "Naming",
    "Sentence",
    "Ref",
    "show_all",
)
CHARTS = (
    "Chart",
    "bar_chart",
    "column_chart",
    "line_chart",
    "stacked_chart",
    "timeline_chart",
    "flow_chart",
    "branch_chart",
)

# Who searches in Chinese is the secretariat, and nobody looks for a decision first.
FOUND_FIRST = {"zh": 4, "decisions": 0.5}

SECRETARIAT = (
    ("開始", ("tutorial", "start", "desk")),
    (
        "半年的工作",
        ("next-meeting", "returns", "registers", "openings", "file-quality", "letters", "after-meeting", "many"),
    ),
    ("回答與發布", ("numbers", "public-edition")),
    ("訊息", ("errors", "messages")),
)
DEVELOPERS = (
    ("Begin", ("index", "tutorial", "analysts")),
    ("How to", ("explaining", "public-edition", "file-quality", "contributing")),
    ("Look up", ("commands", "faults", "messages", "changelog")),
    ("How it is built", ("architecture", "performance", "scale")),
)


# It tells of its dictionary on standard error; set before a plugin imports it.
logging.getLogger("jieba").disabled = True


# -- what mkdocs calls ---------------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The order of the pages; the parts of it that grow with the repository are listed from it."""
    decisions = [f"decisions/{path.name}" for path in sorted((DOCS / "decisions").glob("*.md"))]
    developers = [{title: [f"{name}.md" for name in names]} for title, names in DEVELOPERS]
    secretariat = [{title: [f"zh/{name}.md" for name in names]} for title, names in SECRETARIAT]
    config.nav = [
        {"給秘書單位": ["zh/README.md", *secretariat]},
        {"For developers": developers},
        {"Reference": list(reference(config))},
        {"Decisions": decisions},
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made: the top pages, the messages in both languages, the reference."""
    made = {"messages.md": messages_in_english(), "zh/messages.md": messages_in_chinese()} | reference(config)
    for name, at in TOP.items():
        made[at] = moved((ROOT / name).read_text("utf-8"))
    made["index.md"] = "---\ntitle: What it is\n---\n" + made["index.md"]
    for at, text in made.items():
        files.append(File.generated(config, at, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Codes in the table of faults lead to their messages, links out of ``docs`` to the page that is made of the file there; brackets in
    a heading are an option that may be left out, and no link."""
    page.meta["search"] = {"boost": FOUND_FIRST.get(page.file.src_uri.partition("/")[0], 1)}
    depth = page.file.src_uri.count("/")
    out = re.compile(r"\]\((?:\.\./){" + str(depth + 1) + r"}(" + "|".join(map(re.escape, TOP)) + r")\b")
    markdown = out.sub(lambda link: f"]({'../' * depth}{TOP[link[1]]}", markdown)
    markdown = re.sub(r"^#+ .*\[.*$", lambda line: line[0].replace("[", r"\["), markdown, flags=re.M)
    if page.file.src_uri == "faults.md":
        return re.sub(r"^\| ((?:[A-Z]\d\d(?:, )?)+) \|", lambda row: f"| {_linked(row[1])} |", markdown, flags=re.M)
    return markdown


def on_page_content(html: str, **_: object) -> str:
    """The corner of a table whose rows have names heads nothing: it is no header, for who hears the table."""
    return re.sub(r"<th( [^>]*)?></th>", r"<td\1></td>", html)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """The theme's search has no name for whom it is read aloud to."""
    name = "搜尋" if page.file.src_uri.startswith("zh/") else "Search"
    return output.replace(
        'data-md-component="search" role="dialog"', f'data-md-component="search" role="dialog" aria-label="{name}"'
    )


def on_post_build(config: MkDocsConfig) -> None:
    """No page for addresses that there are not: a site that is opened from a folder has nobody who would show it."""
    (Path(config.site_dir) / "404.html").unlink()


# -- pages of the top of the repository ----------------------------------------------------------------------------------


def moved(text: str) -> str:
    """A page of the top of the repository as one of the site: its links lead there, or are words where the site has no such file."""

    def led(link: re.Match[str]) -> str:
        words, target, anchor = link["words"], link["target"], link["anchor"] or ""
        if target.startswith("docs/"):
            return f"[{words}]({target.removeprefix('docs/')}{anchor})"
        return f"[{words}]({TOP[target]}{anchor})" if target in TOP else words

    return re.sub(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)#:]+)(?P<anchor>#[^)]*)?\)", led, text)


# -- messages ------------------------------------------------------------------------------------------------------------


def faults() -> dict[str, list[tuple[str, Fault]]]:
    """Every message with a code, by its code: its name and itself."""
    found: dict[str, list[tuple[str, Fault]]] = {}
    for module in pkgutil.iter_modules(messages.__path__):
        group = importlib.import_module(f"{messages.__name__}.{module.name}")
        for name, one in vars(group).items():
            if isinstance(one, Fault):
                found.setdefault(one.code, []).append((name, one))
    return dict(sorted(found.items()))


def meanings() -> dict[str, list[str]]:
    """What each code means, by ``docs/faults.md``; a line there may be about several."""
    found: dict[str, list[str]] = {}
    for codes, meaning in re.findall(
        r"^\| ((?:[A-Z]\d\d(?:, )?)+) \| (.*) \|$", (DOCS / "faults.md").read_text("utf-8"), re.M
    ):
        for code in codes.split(", "):
            found.setdefault(code, []).append(meaning)
    return found


def kinds() -> dict[str, str]:
    """What a letter stands for, in Chinese, by ``docs/zh/errors.md``."""
    rows = re.findall(r"^\| ([A-Z](?:、[A-Z])*) \| ([^|]*) \|", (DOCS / "zh" / "errors.md").read_text("utf-8"), re.M)
    return {letter: kind for letters, kind in rows for letter in letters.split("、")}


def messages_in_english() -> str:
    """A page of every message with a code: what it means, both languages, and what to do."""
    lines = [
        "# Messages",
        "",
        "Every message that has a code, as `reportlib/messages` has it: its name, the text in English and in Chinese, and what it says to do. "
        "What stands in braces is filled in: a value, a column, a file. [Fault codes](faults.md) says where the codes come from.",
    ]
    meant = meanings()
    for code, those in faults().items():
        lines += [
            "",
            f"## {code} {{ #{code} }}",
            "",
            *(f"{meaning[0].upper()}{meaning[1:]}.\n" for meaning in meant.get(code, ())),
        ]
        lines.append('<dl class="messages">')
        for name, one in those:
            todo = _note("What to do", one.todo_en) + _note("怎麼辦", one.todo_zh, "zh-Hant-TW")
            lines.append(
                f"<dt><code>{name}</code></dt><dd>{_text(one.en)}</dd><dd lang='zh-Hant-TW'>{_text(one.zh)}</dd>{todo}"
            )
        lines.append("</dl>")
    return "\n".join(lines) + "\n"


def messages_in_chinese() -> str:
    """The same for the secretariat: in Chinese, by the letters that its page of errors explains."""
    lines = [
        "# 每一則訊息",
        "",
        "有代號的訊息全部列在這裡，文字與程式顯示的相同；大括號裡的字，顯示時換成那時的值、欄名或檔名。訊息怎麼讀，見[有錯時](errors.md)。",
    ]
    letter = ""
    told = kinds()
    for code, those in faults().items():
        if code[0] != letter:
            letter = code[0]
            lines += ["", f"## {letter}　{told[letter].partition('：')[0].partition('；')[0]}"]
        lines += ["", f"### {code} {{ #{code} }}", "", '<dl class="messages">']
        lines += [f"<dt>{_text(one.zh)}</dt>{_note('怎麼辦', one.todo_zh)}" for _, one in those]
        lines.append("</dl>")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A text with its gaps marked, without what says how they are formatted."""
    return re.sub(r"\{(\w+)(?:![a-z])?(?::[^}]*)?\}", r"<var>{\1}</var>", html.escape(text, quote=False))


def _note(label: str, text: str, language: str = "") -> str:
    lang = f" lang='{language}'" if language else ""
    return f"<dd class='todo'{lang}><b>{label}</b> {_text(text)}</dd>" if text else "<dd></dd>" if not language else ""


def _linked(codes: str) -> str:
    known = faults()
    return ", ".join(f"[{code}](messages.md#{code})" if code in known else code for code in codes.split(", "))


# -- reference -----------------------------------------------------------------------------------------------------------


def reference(config: MkDocsConfig) -> dict[str, str]:
    """The pages of the reference by their path: what notebooks import, and what is in each room. ``extra.measures`` of the
    configuration, which a test sets, names the measures that alone get a page."""
    homes = {name: home for name, home in reportlib._HOMES.items() if home != "reportlib.measures"}
    measures = config.extra.get("measures", sorted(reportlib._HOMES.keys() - homes.keys()))
    pages = {
        "reference/index.md": _contents(measures),
        "reference/section.md": _page(
            "A section", ["reportlib.execute.section.open_section", "reportlib.execute.section.Section"]
        ),
        "reference/shown.md": _page("Tables and sentences", [f"{homes[name]}.{name}" for name in SHOWN]),
        "reference/charts.md": _page("Charts", [f"{homes[name]}.{name}" for name in CHARTS]),
        "reference/facts.md": _page("Figures", ["reportlib.facts.facts.Fact", "reportlib.facts.breakdowns.Breakdown"]),
    }
    for name in measures:
        headless = "    options: {show_root_heading: false, show_root_toc_entry: false}\n"  # the page is headed by the name already
        pages[f"reference/measures/{name}.md"] = _page(name, [f"reportlib.measures.{name}\n{headless}"])
    return pages | {"reference/rooms.md": rooms()}


def _page(title: str, objects: Iterable[str]) -> str:
    return f"# {title}\n\n" + "\n".join(f"::: {one}\n" for one in objects)


def _contents(measures: Iterable[str]) -> str:
    """What there is to import: the pages of what is no measure, and each measure with what it is about."""
    lines = [
        "# Reference",
        "",
        "What `from reportlib import …` gives a section notebook: [`open_section`](section.md), the [figures](facts.md) that measures give, "
        "[tables and sentences](shown.md) and [charts](charts.md) that show them, and the measures, a module a subject:",
        "",
        "| name | what it is about |",
        "|---|---|",
    ]
    for name in measures:
        lines.append(f"| [`{name}`](measures/{name}.md) | {said_first(_file(f'reportlib.measures.{name}'))} |")
    return "\n".join(lines) + "\n"


def rooms() -> str:
    """Every module and the first sentence of its docstring, room by room."""
    lines = [
        "# Every module",
        "",
        "By rooms, which [architecture](../architecture.md) draws; the first sentence of each module says what is in it.",
    ]
    for name, paths in _by_room():
        lines += ["", f"## {name}", "", "| module | what is in it |", "|---|---|"]
        lines += [f"| `{path.relative_to(ROOT / 'reportlib').as_posix()}` | {said_first(path)} |" for path in paths]
    return "\n".join(lines) + "\n"


def _by_room() -> Iterator[tuple[str, list[Path]]]:
    package = ROOT / "reportlib"
    for folder in sorted(path.parent for path in package.glob("*/__init__.py")):
        yield folder.name, sorted(folder.rglob("*.py"))
    yield "the ground", sorted(package.glob("*.py"))


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def said_first(path: Path) -> str:
    """The first sentence of a module's docstring, as a cell of a table."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    sentence = re.sub(r":[a-z]+:`[~!]?([^`]+)`", r"`\1`", " ".join(text.split("\n\n")[0].split()).replace("``", "`"))
    return html.escape(sentence, quote=False).replace("|", "\\|")
