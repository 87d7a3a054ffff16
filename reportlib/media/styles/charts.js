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
    stops.line(box, () => [...box.children]);
    figure.append(box);
  }
})();
