"""Are the packages that this program was written for installed (R23)? Asked before any of them is imported."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata

from reportlib import messages
from reportlib.errors import RunError

NAME = "packet"


def version() -> str:
    """The version of this installation; 0 where it is run from its folder without being installed."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return "0"


def check_packages(required: Iterable[str] | None = None) -> None:
    """RunError R23 that names every package that is missing or of another version; ``required`` as in ``pyproject.toml``, without
    it what this installation asks for."""
    from packaging.requirements import Requirement

    if required is None:
        try:
            required = metadata.requires(NAME) or ()
        except metadata.PackageNotFoundError:  # run from its folder: what it asks for is written nowhere
            return
    wrong = []
    for one in map(Requirement, required):
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = metadata.version(one.name)
        except metadata.PackageNotFoundError:
            wrong.append(messages.package_missing(package=one.name))
            continue
        if not one.specifier.contains(installed, prereleases=True):
            wrong.append(messages.package_of_other_version(package=one.name, installed=installed, wanted=one.specifier))
    if wrong:
        raise RunError(messages.R23_wrong_packages(packages=wrong))


def missing_package(error: ImportError) -> RunError | None:
    """The same of a package that turned out to be missing, or to be broken, when it was imported; None for one of our own."""
    package = (error.name or "").partition(".")[0]
    if not package or package == "reportlib":
        return None
    return RunError(messages.R23_wrong_packages(packages=[messages.package_missing(package=package)]))
