"""What a decision looks like on a slide: the proposal, who does it and by when, and beside it what the chair can say."""

from __future__ import annotations

from reportlib.media.pdf.glyphs import breakable, plain_text
from reportlib.media.slides.parting import lines_of
from reportlib.media.slides.sizes import WIDTH
from reportlib.model.blocks import TableBlock

LEFT, RIGHT = 372.0, 236.0  # the proposal, and the chair's words
TEXT_SIZES = (20.0, 18.0, 16.0, 14.0)
SAID_SIZES = (16.0, 15.0, 14.0)
HIGHEST = 300.0
UNDECIDED = "未訂"


def decision_element(block: TableBlock, room: float) -> dict:
    """One case of the agenda: number, sentence, owner and day of each 款, the state, and the sentences of the chair."""
    points = [tuple(plain_text(cell.text) for cell in row.cells) for row in block.rows]
    case = plain_text(block.caption.text).partition("　")[0]
    state = plain_text(block.note.text)
    said = _said(case, points)
    size = next((size for size in TEXT_SIZES if _high(points, state, size) <= room), TEXT_SIZES[-1])
    inner = RIGHT - 32
    told = next((s for s in SAID_SIZES if sum(lines_of(t, inner / s) * s * 1.5 + 9 for t in said) <= room - 76), 14.0)
    return {
        "kind": "decision",
        "points": [
            {"number": number, "text": breakable(text), "owner": breakable(owner), "due": breakable(due)}
            for number, text, owner, due in points
        ],
        "state": breakable(state),
        "size": size,
        "said": [breakable(text) for text in said],
        "said_size": told,
        "record": "修正通過時，記下款次與新期限" if len(points) > 1 else "修正通過時，記下文字與新期限",
        "left": LEFT,
        "right": RIGHT,
        "gutter": WIDTH - LEFT - RIGHT,
        "room": min(room, HIGHEST),
    }


def _said(case: str, points: list[tuple[str, ...]]) -> list[str]:
    """Ask for the owner or the day that is missing, then for opinions; decide, and say who has to do it by when."""
    owners = list(dict.fromkeys(owner for _, _, owner, _ in points if owner != UNDECIDED))
    days = list(dict.fromkeys(due for _, _, _, due in points if due != UNDECIDED))
    count = f"共{'兩' if len(points) == 2 else points[-1][0]}款" if len(points) > 1 else ""
    lacking = [*_lacking(points, 2, "由哪個單位辦理？", "辦理單位"), *_lacking(points, 3, "期限訂在什麼時候？", "期限")]
    doing = "" if not owners else f"，請{owners[0]}辦理" if len(owners) == 1 else "，請各主辦單位辦理"
    ask = [f"{case}{count}，{lacking[0]}", *lacking[1:], "各位還有沒有其他意見？"] if lacking else []
    when = [f"期限：{'；'.join(days)}。"] if days else []
    said = [*(ask or [f"{case}{count}，各位有沒有意見？"]), f"沒有意見，照案通過{doing}。", *when]
    return [f"「{sentence}」" for sentence in said]


def _lacking(points: list[tuple[str, ...]], at: int, asked: str, label: str) -> list[str]:
    """The question for what some 款 have not, by their numbers, or for what no one of them has; none where nothing lacks."""
    without = [f"第{point[0]}款" for point in points if point[at] == UNDECIDED]
    if len(without) == len(points):
        return [f"{label}未訂，請問{asked.removeprefix(label)}"]
    return [f"{'、'.join(without)}{asked}"] if without else []


def _high(points: list[tuple[str, ...]], state: str, size: float) -> float:
    """About how high the left side is."""
    several = len(points) > 1
    room = (LEFT - (1.6 * size if several else 0)) / size
    high = 30.0
    for _, text, owner, due in points:
        high += lines_of(text, room) * size * 1.5 + 12
        if several:
            high += lines_of(f"{owner}　期限：{due}", LEFT / 14) * 14 * 1.45 + 9
    return high + (0 if several else 62) + (30 if state else 0)
