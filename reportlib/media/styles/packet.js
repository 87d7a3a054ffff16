// A table of contents that knows where you are, and a link of its own for each heading. The page is whole without any of it.
(() => {
  // A region is a stop for the Tab key only while there is something to scroll, and the arrow keys do not walk through it anyway.
  const isWalked = (region) => region.querySelector("table[data-sortable] tbody [role=button]") !== null;
  const regions = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
      if (scrolls && !isWalked(target)) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
      shade(target);
    }
  });
  // Behind which of its edges a region goes on.
  const shade = (region) => {
    const { scrollLeft, scrollWidth, clientWidth, scrollTop, scrollHeight, clientHeight } = region;
    region.classList.toggle("more-left", scrollLeft > 1);
    region.classList.toggle("more-right", scrollLeft + clientWidth < scrollWidth - 1);
    region.classList.toggle("more-below", scrollTop + clientHeight < scrollHeight - 1);
  };
  for (const region of document.querySelectorAll(".scroll")) {
    regions.observe(region);
    region.addEventListener("scroll", () => shade(region), { passive: true });
    const figure = region.closest(".table");
    if (!figure) continue;
    // Rows that are below are said always, columns beside on a narrow screen.
    region.after(made("p", "↓ 表格還有下半部，請在表格內往下捲動", { class: "below" }));
    figure.addEventListener("rows", () => shade(region));
    figure.querySelector("figcaption").append(made("small", "左右滑動，看其他各欄", { class: "more" }));
  }

  // On a phone what a row comes to, its state or its total, stands beside its name and not off the screen: column, and before which.
  const comesTo = [[".steps", -1, 1], [".list", -1, 1], [".matrix", -2, 2]];
  if (matchMedia("(max-width: 40rem)").matches) {
    for (const [layout, column, before] of comesTo) {
      for (const { cells } of document.querySelectorAll(`${layout} tr`)) {
        if (cells.length > before + 1) cells[before].before(cells[cells.length + column]);
      }
    }
  }

  // The address of the page, of each heading, table and chart, for who wants to send it; for the keyboard the contents have it, or the arrow
  // keys beside the tools.
  for (const heading of document.querySelectorAll("header :is(h1, h2), main :is(h2, h3, h4), main figure[id] > figcaption")) {
    const { id } = heading.matches("h1, figcaption") ? heading.parentElement : heading;
    const link = made("a", "", { class: "own-link", href: `#${id}`, tabindex: "-1", "aria-label": `連結：${heading.textContent}` });
    (heading.querySelector(":scope > .title, :scope > b") ?? heading).append(link);
  }

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
  let rest; // from one section into another, by the bar or a key, no heading need come by
  addEventListener("scroll", () => { clearTimeout(rest); rest = setTimeout(follow, 100); }, { passive: true });

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
