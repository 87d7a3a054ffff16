"""Where a parameter file stands, and the project around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlib import filenames, messages
from reportlib.errors import ConfigError


@dataclass(frozen=True)
class ProjectPlace:
    """Where a parameter file stands, which is what its paths are relative to, and the project around it."""

    file: Path
    root: Path
    before_intake: bool = False  # the files that the intake will write need not be there yet

    @classmethod
    def of(cls, path: Path, before_intake: bool = False) -> ProjectPlace:
        """The project is the nearest folder above the file that has ``notebooks`` in it, or else the file's grandparent."""
        file = path.parent.resolve() / path.name
        return cls(file, _project_around(file) or file.parent.parent, before_intake)

    @classmethod
    def asked(cls, path: Path, before_intake: bool = False) -> ProjectPlace:
        """The same; ConfigError (C08) where a link leads out of the project in which the file was asked for."""
        asked, place = Path.cwd() / path, cls.of(path, before_intake)
        if filenames.leads_out(asked, _project_around(asked) or place.root):
            raise _link_out(path)
        return place


def _project_around(file: Path) -> Path | None:
    return next((folder for folder in file.parents if (folder / "notebooks").is_dir()), None)


def own_file(path: Path, root: Path) -> Path:
    """A file or folder of the project that no parameter names, as it is; ConfigError (C08) where a link leads out of ``root``."""
    if filenames.leads_out(path, root):
        raise _link_out(path)
    return path


def _link_out(path: Path) -> ConfigError:
    name = filenames.shown(path.name)
    return ConfigError(
        messages.C08_link_out_of_project(path=name, todo=messages.put_file_itself_inside()).at(file=name)
    )
