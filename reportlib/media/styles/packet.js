"use strict";
// Two comforts; the page is whole without them: columns that sort, and a table of contents that knows where you are.
(() => {
  const collator = new Intl.Collator("zh-Hant-TW", { numeric: true });
  const isEmpty = (text) => ["", "-", "－", "—", "–"].includes(text);

  // A number where the cell carries one, else its text; what is empty comes last in both directions.
  const keyOf = (row, at, numeric) => {
    const cell = row.cells[at];
    const text = cell.textContent.trim();
    const given = cell.dataset.sort;
    if (given !== undefined) return given !== "" && isFinite(given) ? Number(given) : given;
    return isEmpty(text) || numeric ? null : text;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const isTotal = (row) => row.classList.contains("total") || row.classList.contains("subtotal");
    const movable = original.filter((row) => !isTotal(row));
    const totals = original.filter(isTotal);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      // The label stays outside the button: Chromium leaves buttons out when it repeats a table's head on paper.
      const button = document.createElement("button");
      button.type = "button";
      button.title = "排序";
      button.setAttribute("aria-label", `排序：${head.textContent.trim()}`);
      if (head.classList.contains("number")) head.prepend(button);
      else head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next === "none") {
          body.append(...original);
          return;
        }
        head.setAttribute("aria-sort", next);
        const sign = next === "ascending" ? 1 : -1;
        const keyed = movable.map((row) => [keyOf(row, at, head.classList.contains("number")), row]);
        keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b)));
        body.append(...keyed.map(([, row]) => row), ...totals);
      });
    });
  };
  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);

  // A region is a stop for the Tab key only while there is something to scroll.
  const regions = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  document.querySelectorAll(".scroll").forEach((region) => regions.observe(region));

  const side = document.querySelector(".contents");
  const menu = document.querySelector(".menu details");
  const here = menu.querySelector(".here");
  const links = [...document.querySelectorAll("nav li a")];
  const headings = [...new Set(links.map((link) => link.hash))].map((hash) => document.getElementById(decodeURIComponent(hash.slice(1))));
  const follow = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
    const current = passed.length ? passed[passed.length - 1] : headings[0];
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) !== current.id) {
        link.removeAttribute("aria-current");
        continue;
      }
      link.setAttribute("aria-current", "true");
      if (side.contains(link) && side.scrollHeight > side.clientHeight) side.scrollTop = link.offsetTop - side.clientHeight / 2;
    }
    const section = current.closest("section");
    here.textContent = section.querySelector("h2").textContent;
  };
  const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -70% 0px" });
  headings.forEach((heading) => observer.observe(heading));

  // What a link leads to may be folded up.
  const unfold = () => {
    const led = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = led && led.closest("details.proof");
    if (!folded) return;
    folded.open = true;
    led.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  menu.addEventListener("click", (event) => {
    if (event.target.closest("a")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
