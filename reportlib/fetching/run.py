"""All files of a meeting fetched: host by host, several hosts at a time, each file recorded as soon as it is there, so that what is stopped is gone on with."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from reportlib import filenames, messages
from reportlib.errors import ConfigError, InputError
from reportlib.fetching.client import Downloader
from reportlib.fetching.told import reason
from reportlib.files import record
from reportlib.files.model import Fetched
from reportlib.meeting.meeting import Meeting
from reportlib.readers import files
from reportlib.records import inputs
from reportlib.text import spelling
from reportlib.writing import sha256_of

MOST_HOSTS = 8  # at a time
_DATASET, _ADDRESSES = "資料集識別碼", "資料下載網址"
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_CAN_BE_RECORDED = re.compile(r"https?://\S+", re.IGNORECASE)
# Between two addresses; a ; inside of one is followed by no scheme.
_BETWEEN = re.compile(r"\s*[;；\n]\s*(?=[A-Za-z][A-Za-z0-9+.-]{1,9}:)|\s*[;；]\s*$")


@dataclass(frozen=True)
class Wanted:
    """One resource that the list names: dataset, number (from 1), address."""

    dataset: str
    number: int
    address: str

    @property
    def path(self) -> str:
        """Where it is stored in the folder."""
        found = _SUFFIX.search(urlsplit(self.address).path) if self.address.isprintable() else None
        suffix = f".{found[1].lower()}" if found else ""
        return f"{filenames.safe(self.dataset)}/{self.number}{suffix}"


def wanted(meeting: Meeting, only: Collection[str] = ()) -> list[Wanted]:
    """Every resource of the meeting's own datasets, in the order of the list, or of some of them (``only``).

    InputError where the list has no addresses, ConfigError for a dataset that it does not have.
    """
    path = meeting.params.inputs.catalogue
    if path is None:
        raise ConfigError(meeting.params.lacks("inputs.catalogue"))
    records = inputs.read("catalogue", path, meeting)
    if records is None or not records.has("dataset_id"):
        raise InputError(messages.L09_no_addresses().at(file=path.name))
    sheet = next(one for one in files.read(path, limits=inputs.limits_of(meeting.params)) if one.name == records.sheet)
    ids = dict(zip(map(int, records.frame.index), map(str, records.frame["dataset_id"]), strict=True))
    column = _column_of_addresses([*sheet.rows[: min(ids, default=1)]])
    if column is None:
        raise InputError(messages.L09_no_addresses().at(file=path.name))
    if unknown := sorted(set(only) - set(ids.values())):
        raise ConfigError(messages.C05_no_such_dataset(datasets=unknown))
    found: list[Wanted] = []
    for row, dataset in ids.items():
        cells = sheet.rows[row - 1]
        text = str(cells[column] or "") if column < len(cells) else ""
        if not only or dataset in only:
            addresses = [one.strip() for one in _BETWEEN.split(text) if one and one.strip()]
            found += [Wanted(dataset, number, address) for number, address in enumerate(addresses, 1)]
    return found


def _column_of_addresses(rows: list[tuple]) -> int | None:
    for row in rows:
        names = [spelling(str(cell or "")) for cell in row]
        if spelling(_ADDRESSES) in names:
            return names.index(spelling(_ADDRESSES))
    return None


@dataclass(frozen=True)
class FetchOutcome:
    """What became of all of them: how many were there before, the lines of the record of those asked for now, and those whose address is
    none of the web (``ftp:``, a path), which nobody asks for and which stand in no record."""

    there: int
    fetched: tuple[Fetched, ...]
    left_out: tuple[Wanted, ...] = ()

    @property
    def stored(self) -> int:
        return sum(bool(one.path) for one in self.fetched)

    @property
    def unasked(self) -> int:
        return sum(not one.asked for one in self.fetched) + len(self.left_out)


def fetch(
    folder: Path,
    everything: list[Wanted],
    day: date,
    downloader: Downloader,
    *,
    again: bool = False,
    begun: Callable[[int, int, int], None] = lambda resources, hosts, there: None,
    told: Callable[[Fetched], None] = lambda one: None,
) -> FetchOutcome:
    """Fetch what is not there yet, or everything ``again``, into a folder with its record.

    A line of the record is kept where its file is there as it was fetched; what another dataset or an earlier list has in it stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = {(one.dataset, one.number): one for one in record.read(folder)}
    left_out = tuple(one for one in everything if not _CAN_BE_RECORDED.fullmatch(one.address))
    everything = [one for one in everything if one not in left_out]
    todo = [one for one in everything if again or not _is_there(folder, one, lines)]
    hosts: dict[str, list[Wanted]] = {}
    for one in todo:
        hosts.setdefault(_host(one.address), []).append(one)
    begun(len(everything), len(hosts), len(everything) - len(todo))
    done, lock, stopped = [], threading.Lock(), threading.Event()

    def keep(one: Fetched) -> None:
        with lock:
            lines[one.dataset, one.number] = one
            done.append(one)
            record.write(folder, lines.values())
            told(one)

    def of_host(some: list[Wanted]) -> None:
        for one in some:
            if stopped.is_set():
                return
            found = _fetched(folder, one, day, downloader)
            if found.path or not stopped.is_set():  # what was broken off is no fault of the host
                keep(found)

    with ThreadPoolExecutor(MOST_HOSTS) as pool:
        try:
            for future in [pool.submit(of_host, some) for some in hosts.values()]:
                future.result()
        except BaseException:  # Ctrl-C, or a disk that is full
            stopped.set()
            downloader.stop()
            raise
    order = {(one.dataset, one.number): at for at, one in enumerate(everything)}
    return FetchOutcome(
        len(everything) - len(todo), tuple(sorted(done, key=lambda one: order[one.dataset, one.number])), left_out
    )


def _fetched(folder: Path, one: Wanted, day: date, downloader: Downloader) -> Fetched:
    got = downloader.fetch(one.address, folder / one.path)
    path = one.path if got.sha256 else ""
    return Fetched(
        one.dataset,
        one.number,
        one.address,
        day,
        got.status,
        got.landed if _CAN_BE_RECORDED.fullmatch(got.landed) else "",
        got.media_type,
        got.size,
        got.sha256,
        path,
        reason(got.kind),
        got.asked,
    )


def _is_there(folder: Path, one: Wanted, lines: Mapping[tuple[str, int], Fetched]) -> bool:
    """Whether it was fetched from this very address, and is as it was."""
    line = lines.get((one.dataset, one.number))
    if line is None or not line.path or line.address != one.address:
        return False
    path = folder / line.path
    return path.is_file() and not filenames.leads_out(path, folder) and sha256_of(path) == line.sha256


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def lines_of(outcome: FetchOutcome) -> Iterator[str]:
    """What could not be got, a line each."""
    for one in outcome.fetched:
        if not one.path:
            status = f" (HTTP {one.status})" if one.status else ""
            yield messages.fetch_line(dataset=one.dataset, number=one.number, said=f"{one.reason}{status}")
    for left in outcome.left_out:
        yield messages.fetch_line(dataset=left.dataset, number=left.number, said=messages.fetch_other_scheme())
