"""The layers of the house, as a literal table: a module imports from its own line or from the lines above it."""

import ast

LAYERS = [
    ["labels", "surnames"],
    ["mask"],
    ["errors"],
    [
        "stopping",
        "fonts",
        "roc",
        "schema",
        "yamlfile",
        "confined",
        "filenames",
        "characters",
        "biff",
        "workbooks",
        "archives",
        "webtables",
        "pages",
        "splice",
        "marks",
        "publish",
    ],
    [
        "readers",
        "findings",
        "layout",
        "params",
        "agencies",
        "webpage",
        "typesetting",
        "briefing",
        "annexes",
        "formbooks",
        "plain_workbook",
        "marked_xlsx",
        "marked_ods",
    ],
    ["board", "corrections", "clean", "facts", "markup"],
    ["derivation", "sources", "panel", "register"],
    ["display", "leaks"],
    ["prose", "attachments", "editions"],
    ["tables", "charts", "rulebooks"],
    ["rules"],
    ["document", "meeting"],
    ["measures", "returns", "tablerules", "reconcile"],
    ["inputs", "calendar_file", "digits"],
    ["forms"],
    ["senders", "section", "exporters", "intake"],
    ["preload", "lint", "kernels"],
    ["engine"],
    ["runner", "verify", "compare", "explain", "renew", "intake_page", "review"],
    ["build", "accepted"],
    ["cli"],
    ["__main__"],
]
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}
# The media know only errors and the display values they are given; the slides are typeset by the document's typesetting.
MEDIA = {"webpage", "typesetting", "briefing", "annexes"}


def imports_of(path):
    """The reportlib modules a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "reportlib":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportlib."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("reportlib."))


def module_files(root):
    for path in sorted((root / "reportlib").rglob("*.py")):
        parts = path.relative_to(root / "reportlib").with_suffix("").parts
        if parts != ("__init__",):
            yield parts[0], path


def test_every_module_has_its_place_in_the_table(root):
    assert {module for module, _ in module_files(root)} == set(LEVEL)


def test_no_module_imports_upwards(root):
    upward = [
        f"{module} imports {imported}"
        for module, path in module_files(root)
        for imported in imports_of(path)
        if imported in LEVEL and LEVEL[imported] > LEVEL[module]
    ]
    assert upward == []


def test_the_media_know_only_errors_labels_and_fonts(root):
    for module, path in module_files(root):
        if module in MEDIA:
            assert set(imports_of(path)) <= {"errors", "labels", "fonts", "typesetting"} | {module}, module


def test_the_build_imports_no_measure(root):
    assert "measures" not in set(imports_of(root / "reportlib" / "build.py"))


def test_no_output_reads_the_clock_or_chance(root):
    for module, path in module_files(root):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("now", "today", "utcnow", "uuid4", "getuser", "gethostname"), (
                    f"{module}: {node.attr}"
                )


def test_the_public_names_are_complete_and_load(root):
    import reportlib

    used = set()
    for path in (root / "notebooks").glob("*.ipynb"):
        import nbformat

        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code":
                used |= {
                    a.name for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.ImportFrom) for a in n.names
                }
    assert used <= set(reportlib.__all__)
    for name in reportlib.__all__:
        assert getattr(reportlib, name) is not None
