"""Is a packet still what was built? Every file against ``SHA256SUMS``, and that against a hash kept elsewhere (O07, O08)."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlib import messages
from reportlib.errors import ConfigError, OutputError, Problem
from reportlib.packets.checksums import SUMS, entries, read_sums
from reportlib.writing import sha256, sha256_of

RECORD = "run.json"
LARGEST_LIST = 100_000_000
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Verified:
    """How many files were compared; the hash of ``SHA256SUMS``, empty for a packet of an older version, which has none;
    and what is missing, altered, added or open to be altered by anybody.
    """

    files: int
    sums: str
    problems: tuple[Problem, ...]


def verify(folder: Path, expected: str = "") -> Verified:
    """Compare the files of a packet with its list of hashes, and that list with the hash ``expected``, if one is given.

    OutputError (O08) where the folder is no packet, or its list cannot be read; ConfigError (C05) where ``expected`` is
    no SHA-256.
    """
    expected = "".join(expected.split()).lower()
    if expected and not _HASH.fullmatch(expected):
        raise ConfigError(messages.C05_no_sha256(value=expected))
    recorded = _recorded(folder)
    found = dict(entries(folder))
    if SUMS in found:
        try:
            listed = _content(folder, SUMS)
            sums, known = sha256(listed), read_sums(listed)
        except OSError:
            raise OutputError(messages.O08_list_no_file().at(file=SUMS)) from None
        except (UnicodeDecodeError, ValueError) as error:
            line = error.args[0] if type(error) is ValueError else 1
            raise OutputError(messages.O08_list_unreadable(line=line).at(file=SUMS)) from None
    else:
        sums, known = "", recorded
    problems = [
        *_unexpected(sums, expected),
        *(_as_recorded(known, recorded) if sums else ()),
        *(problem for path, digest in known.items() for problem in _altered(folder, path, digest, found)),
        *(problem for path in found for problem in _added(path, known, found)),
    ]
    return Verified(len(known), sums, tuple(problems))


def _recorded(folder: Path) -> dict[str, str]:
    """The hash of every file of a packet as its run record has it, by its path within the folder."""
    try:
        outputs = json.loads(_content(folder, RECORD))["outputs"]
        return {str(path): str(digest) for path, digest in outputs.items()}
    except OSError:
        what = messages.O08_no_run_record.text(record=RECORD)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        what = messages.O08_run_record_unreadable.text(record=RECORD)
    raise OutputError(Problem("O08", what, messages.build_packet(), file=folder.name))


def _content(folder: Path, name: str) -> bytes:
    """OSError where it is not a file of a size that such a list has: reading a pipe would wait for ever."""
    kind = (folder / name).lstat()
    if not stat.S_ISREG(kind.st_mode) or kind.st_size > LARGEST_LIST:
        raise OSError(name)
    return (folder / name).read_bytes()


def _unexpected(sums: str, expected: str) -> Iterator[Problem]:
    if expected and not sums:
        yield messages.O08_no_list().at(file=SUMS)
    elif expected and sums != expected:
        yield messages.O08_other_packet(found=sums, expected=expected).at(file=SUMS)


def _as_recorded(known: dict[str, str], recorded: dict[str, str]) -> Iterator[Problem]:
    """The run record names the same files with the same hashes; only itself it cannot name."""
    if RECORD not in known:
        yield messages.O08_not_in_list(list=SUMS).at(file=RECORD)
    for path in sorted(recorded.keys() | known.keys() - {RECORD}):
        if recorded.get(path) != known.get(path):
            yield messages.O08_record_and_list_differ(record=RECORD, list=SUMS).at(file=path)


def _altered(folder: Path, path: str, digest: str, found: dict) -> Iterator[Problem]:
    kind = found.get(path)
    if kind is None:
        yield messages.O08_file_missing().at(file=path)
        return
    if not stat.S_ISREG(kind.st_mode):
        return  # named as what was added
    try:
        if sha256_of(folder / path) != digest:
            yield messages.O08_file_altered().at(file=path)
    except OSError as error:
        yield messages.O08_file_unreadable(reason=error.strerror).at(file=path)


def _added(path: str, known: dict[str, str], found: dict) -> Iterator[Problem]:
    mode = found[path].st_mode
    if path.endswith("/"):
        yield messages.O07_empty_folder().at(file=path)
    elif stat.S_ISLNK(mode):
        yield messages.O07_link().at(file=path)
    elif not stat.S_ISREG(mode):
        yield messages.O07_no_file().at(file=path)
    elif path not in known and path not in (RECORD, SUMS):
        yield messages.O07_not_written_by_build().at(file=path)
    if mode & stat.S_IWOTH and not stat.S_ISLNK(mode):
        yield messages.O07_anybody_may_change(path=path).at(file=path)
