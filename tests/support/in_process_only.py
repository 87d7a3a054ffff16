"""A plugin of pytest, for ``make mutants``: leaves out what runs the ``packet`` command, which says little of one line and takes long."""

RUN_IT = {"packet", "built", "reference", "earlier"}  # fixtures


def pytest_collection_modifyitems(config, items) -> None:
    runs_it = [item for item in items if RUN_IT.intersection(getattr(item, "fixturenames", ()))]
    items[:] = [item for item in items if item not in runs_it]
    config.hook.pytest_deselected(items=runs_it)
