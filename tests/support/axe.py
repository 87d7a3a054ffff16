"""axe-core, the checker of accessibility, on what a page of the browser shows.

``axe.min.js`` is axe-core 4.14.1 as it was published (Mozilla Public License 2.0, ``axe-LICENSE.txt``).
"""

from pathlib import Path

from tests.support.chromium import Page

_AXE = Path(__file__).with_name("axe.min.js").read_text("utf-8")
# An undecided contrast is told like a violation. What else is undecided is what axe never decides by itself, and a sign like ☆, of which it
# asks a person whether it is text: it is judged as text here, by the colours that axe itself reads.
_JUDGE = """(async (selector) => {
  const isReadable = ({ any: [{ data }], target }) => {
    if (data?.messageKey !== "nonBmp") return false;
    const sign = document.querySelector(target[0]);
    let ground = sign;
    while (axe.commons.color.getOwnBackgroundColor(getComputedStyle(ground)).alpha === 0) ground = ground.parentElement;
    const [on, under] = [new axe.commons.color.Color(), axe.commons.color.getOwnBackgroundColor(getComputedStyle(ground))];
    on.parseString(getComputedStyle(sign).color);
    return axe.commons.color.getContrast(under, on) >= 4.5;
  };
  const within = document.querySelector(selector) ?? document;
  const { violations, incomplete } = await axe.run(within, { resultTypes: ["violations", "incomplete"] });
  const undecided = incomplete.filter((one) => one.id === "color-contrast").map((one) => ({ ...one, id: "undecided contrast", nodes: one.nodes.filter((node) => !isReadable(node)) })).filter((one) => one.nodes.length);
  return [...violations, ...undecided].map(({ id, nodes }) => [id, nodes.length, nodes[0].html, nodes[0].any[0]?.message ?? ""]);
})"""


def judged(page: Page, within: str = "html") -> list:
    """What axe finds wrong and which contrasts it cannot decide: rule, number of places, the first of them and why."""
    if not page.run("typeof axe === 'object'"):
        page.ask("Runtime.evaluate", expression=_AXE)
        page.wait_longer(900)
    return page.run(f"{_JUDGE}({within!r})")
