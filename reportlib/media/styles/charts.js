// Charts: the value of each mark by mouse and by keyboard, and the chart as CSV, SVG and PNG.
(() => {
  const APART = 8; // pixels between a mark and what is said of it

  // -- what is said of a mark -----------------------------------------------------------------------------------------

  const tip = made("div", "", { class: "tip", role: "tooltip", hidden: "" });
  document.body.append(tip);
  let waiting = 0;
  const hide = () => {
    clearTimeout(waiting);
    tip.hidden = true;
  };
  // What is said stays while the mouse goes there.
  const hideSoon = () => {
    waiting = setTimeout(hide, 250);
  };
  tip.addEventListener("pointerenter", () => clearTimeout(waiting));
  tip.addEventListener("pointerleave", hideSoon);
  const tell = (mark, said) => {
    clearTimeout(waiting);
    tip.textContent = said;
    tip.hidden = false;
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const middle = (left + right) / 2 - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(APART, Math.min(middle, document.documentElement.clientWidth - tip.offsetWidth - APART))}px`;
    tip.style.top = `${top - tip.offsetHeight - APART > 0 ? top - tip.offsetHeight - APART : bottom + APART}px`;
  };
  // What has the focus may just have been scrolled to.
  const follow = () => {
    const mark = document.activeElement;
    if (!tip.hidden && mark.matches("svg [role=button]")) tell(mark, tip.textContent);
    else hide();
  };
  addEventListener("scroll", follow, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  // Each figure that the chart's list tells, by its number: 「公共資訊 2,222」.
  const saidIn = (figure) =>
    new Map([...figure.querySelectorAll(".points li")].map((item) => [item.querySelector("data").dataset.fact, [...item.children].map((one) => one.textContent).join(" ")]));

  const explain = (figure, svg) => {
    const said = saidIn(figure);
    const all = [...svg.querySelectorAll("g[data-fact]")].filter((one) => said.has(one.dataset.fact));
    const shapes = all.filter((one) => one.querySelector("path, use"));
    for (const one of all) {
      one.addEventListener("pointerenter", () => tell(one, said.get(one.dataset.fact)));
      one.addEventListener("pointerleave", hideSoon);
    }
    if (!shapes.length) return;
    // A drawing of marks that can be reached is no picture any more.
    svg.setAttribute("role", "group");
    for (const shape of shapes) {
      shape.setAttribute("role", "button");
      shape.setAttribute("aria-haspopup", "dialog");
      shape.setAttribute("aria-label", `${said.get(shape.dataset.fact)}，說明出處`);
      shape.addEventListener("focus", () => tell(shape, said.get(shape.dataset.fact)));
      shape.addEventListener("blur", hide);
    }
    stops.line(svg, () => shapes);
  };

  // -- what lies under a text -----------------------------------------------------------------------------------------

  // A drawing has shapes where a page has backgrounds, which tells a checker of contrasts nothing. Said as the colours of a text that no
  // drawing uses, they change nothing that is seen. Put behind the text of the style, which the dark scheme goes by.
  const CLEAR = ["none", "transparent", "rgba(0, 0, 0, 0)"];
  const isUnder = (text, shape) => {
    const [on, under] = [text, shape].map((one) => one.getBoundingClientRect());
    const [x, y] = [(on.left + on.right) / 2, (on.top + on.bottom) / 2];
    return under.left <= x && x <= under.right && under.top <= y && y <= under.bottom && (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  };
  const sayGrounds = (svg) => {
    const page = getComputedStyle(document.documentElement).backgroundColor;
    const shapes = [...svg.querySelectorAll(":is(path, rect, use):not(defs *, clipPath *)")].filter((shape) => !CLEAR.includes(getComputedStyle(shape).fill));
    const say = (one, colours) => one.setAttribute("style", `${(one.getAttribute("style") ?? "").replace(files.COLOURS_SAID, "")};${colours}`);
    for (const text of svg.querySelectorAll("text")) {
      const under = shapes.filter((shape) => isUnder(text, shape)).at(-1);
      say(text.parentElement, `background-color: ${under ? getComputedStyle(under).fill : page}`); // of its group: a text's own box is a hair smaller than its letters
      say(text, `color: ${getComputedStyle(text).fill}`);
    }
  };
  const drawn = new ResizeObserver((entries) => entries.forEach(({ target }) => sayGrounds(target)));
  document.querySelectorAll("figure.chart svg").forEach((svg) => drawn.observe(svg));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.querySelectorAll("figure.chart svg").forEach(sayGrounds));

  // -- as files -------------------------------------------------------------------------------------------------------

  const saveNumbers = (figure) => {
    const rows = [...figure.querySelectorAll(".points li")].map((item) => {
      const mark = item.querySelector("data");
      return [item.querySelector("span").textContent, files.plain(mark.textContent), mark.dataset.fact];
    });
    files.save(`${files.nameOf(figure)}.csv`, files.csv(["項目", "數值", "數字編號"], rows));
  };

  for (const figure of document.querySelectorAll("figure.chart")) {
    const svg = figure.querySelector("svg");
    explain(figure, svg);
    const caption = figure.querySelector("figcaption b").textContent;
    const ways = [
      ...(figure.querySelector(".points") ? [["CSV", saveNumbers]] : []),
      ["PNG", files.savePng],
      ["SVG", files.saveSvg],
    ];
    const box = made("p", "", { class: "tools", role: "group", "aria-label": `下載：${caption}` });
    box.append(
      ...ways.map(([kind, save]) => {
        const button = made("button", kind, { type: "button" });
        button.addEventListener("click", () => save(figure));
        return button;
      }),
    );
    figure.append(box);
    stops.line(figure, () => [...box.children, ...stops.ownLink(figure)]);
  }
})();
