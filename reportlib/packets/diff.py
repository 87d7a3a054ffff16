"""What changed between two published packets, figure by figure.

A figure of one packet is compared with the figure of the same name in the other. A name that holds the meeting's own date
(``quality.platinum/109-11-05``) is compared with the one that plays its part there, which the packets' run records tell.
What one packet has and the other has not is new or gone; a figure that the source did not give is never taken for zero.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from reportlib import messages
from reportlib.errors import ConfigError
from reportlib.packets.changes import LAST, Change
from reportlib.packets.published import Packet, PacketFigure


def compare(old: Packet, new: Packet) -> list[Change]:
    """Every figure of both packets once (but for the last points of series, see :class:`Change`), group by group.

    Groups and the figures in them follow the new packet's pages; a figure that is gone stands where it stood.
    ConfigError where both are one packet; two of one meeting, in folders of their own, are compared.
    """
    if old.name == new.name and old.folder == new.folder:
        raise ConfigError(messages.C11_packets_of_one_meeting(meeting=old.name))
    changes = []
    by_role: dict[str, tuple[list[PacketFigure], list[PacketFigure]]] = {}
    for side, packet in enumerate((old, new)):
        for figure in packet.figures:
            by_role.setdefault(figure.role, ([], []))[side].append(figure)
    for olds, news in by_role.values():
        changes += _paired(olds, news, old.parts, new.parts)
    return _in_order(changes, old, new)


def _paired(olds: list[PacketFigure], news: list[PacketFigure], old_parts: Mapping, new_parts: Mapping) -> list[Change]:
    """The figures of one role, which differ in their dates only."""
    if len(olds) == len(news) == 1:
        return [Change(olds[0], news[0])]
    pairs: list[tuple[PacketFigure, PacketFigure]] = []
    left = {figure.name: figure for figure in olds}, {figure.name: figure for figure in news}

    def pair(a: PacketFigure, b: PacketFigure) -> None:
        pairs.append((a, b))
        del left[0][a.name], left[1][b.name]

    latest = [max(side, key=lambda figure: figure.days) for side in (olds, news) if side]
    for name in [name for name in left[0] if name in left[1]]:
        pair(left[0][name], left[1][name])
    # Then by the part that their dates play; where that leaves a choice, the one that is as far from the last.
    ranked = [sorted(side.values(), key=lambda figure: figure.days, reverse=True) for side in left]
    choices = []
    for i, a in enumerate(ranked[0]):
        for j, b in enumerate(ranked[1]):
            if common := len(_parts(a, old_parts) & _parts(b, new_parts)):
                choices.append((-common, i + j, a, b))
    for _, _, a, b in sorted(choices, key=lambda choice: choice[:2]):
        if a.name in left[0] and b.name in left[1]:
            pair(a, b)
    changes = [Change(a, b) for a, b in pairs]
    if len(latest) == 2 and (latest[0].name in left[0] or latest[1].name in left[1]):
        changes.append(Change(latest[0], latest[1], is_latest=True))
        for side, figure in zip(left, latest, strict=True):
            side.pop(figure.name, None)
    return [
        *changes,
        *(Change(figure, None) for figure in left[0].values()),
        *(Change(None, figure) for figure in left[1].values()),
    ]


def _parts(figure: PacketFigure, parts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Which parameters name the dates of this figure."""
    return frozenset(f"{n}.{part}" for n, day in enumerate(figure.days) for part in parts.get(day, ()))


def _in_order(changes: list[Change], old: Packet, new: Packet) -> list[Change]:
    places = {figure.name: (n, 0) for n, figure in enumerate(new.figures)}
    # A figure that is gone comes after the one that stood before it.
    behind, before = {}, (-1, 0)
    of_old = {change.old.name: change for change in changes if change.old and not change.is_latest}
    for n, figure in enumerate(old.figures, 1):
        change = of_old.get(figure.name)
        if change and change.new:
            before = places[change.new.name]
        behind[figure.name] = (before[0], n)

    def place(change: Change) -> tuple:
        where = places[change.name] if change.new else behind[change.name]
        return (*where, change.is_latest)

    ordered = sorted(changes, key=place)
    groups = list(dict.fromkeys(change.group for change in ordered))
    groups.sort(key=lambda group: LAST.index(group) if group in LAST else -1)
    return sorted(ordered, key=lambda change: groups.index(change.group))


def told_apart(old: Packet, new: Packet) -> tuple[Packet, Packet]:
    """The two as they are called beside each other: two builds of one meeting by their folders too, as far as these differ."""
    if (ends := ends_apart(old, new)) is None:
        return old, new
    return _in_folder(old, "/".join(ends[0])), _in_folder(new, "/".join(ends[1]))


def ends_apart(old: Packet, new: Packet) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What tells two packets of one name apart: the ends of their folders; None of two names."""
    if old.name != new.name or old.folder is None or new.folder is None:
        return None
    return folder_ends(old.folder, new.folder)


def folder_ends(old: Path, new: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ends of two paths, as short as they are different; all of them where the folder is the same.

    >>> folder_ends(Path("/a/v1/m-6-1"), Path("/a/v2/m-6-1"))
    (('v1', 'm-6-1'), ('v2', 'm-6-1'))
    """
    one, other = old.absolute().parts, new.absolute().parts
    longest = max(len(one), len(other))
    length = next((n for n in range(1, longest + 1) if one[-n:] != other[-n:]), longest)
    return one[-length:], other[-length:]


def _in_folder(packet: Packet, folder: str) -> Packet:
    name, title = (text and f"{text}（{folder}）" for text in (packet.name, packet.title))
    return dataclasses.replace(packet, name=name, title=title)


def other_sections(old: Packet, new: Packet) -> tuple[list[str], list[str]]:
    """The sections that only one of the packets has."""
    return [s for s in old.sections if s not in new.sections], [s for s in new.sections if s not in old.sections]
