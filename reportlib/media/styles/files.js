"use strict";
// What the page hands out as a file is made here, of what the page shows: CSV as the annexes have it, and drawings.
const made = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const files = (() => {
  const FORMULA_STARTS = [..."=+-@\t\r\n＝＋－＠'"];
  const SCALE = 3; // pixels of a picture for one of the page
  const HEAD = 36; // points over a drawing, for its caption and what is said of it
  const COLOURS_SAID = /;(background-color|color): [^;]*$/; // what charts.js says of a text of a drawing, for checkers alone
  const [WHITE, INK] = ["$ground", "$ink"]; // of paper, whatever the colours of the screen are

  // As the annexes and ``packet explain --csv`` write them: no text becomes a formula.
  const field = (text) => {
    const clean = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "");
    const guarded = FORMULA_STARTS.includes(clean[0]) && !/^-?[0-9]+(\.[0-9]+)?$/.test(text) ? `'${clean}` : clean;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  // A cell is a text, or a number as it is to stand there: {plain: "-70%"}.
  const csv = (header, rows) => `\ufeff${[header, ...rows].map((row) => row.map((cell) => cell.plain ?? field(String(cell))).join(",")).join("\r\n")}\r\n`;

  const save = (name, content, type = "text/csv;charset=utf-8") => {
    const address = URL.createObjectURL(new Blob([content], { type }));
    made("a", "", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  // 「10-inventory-t-3」, as the annexes call it.
  const nameOf = (figure) => `${figure.closest("section").querySelector("h2").id.replace(/^s-/, "")}-${figure.id}`;

  // A printed number plainly, without the marks between its digits; any other text as it is.
  const plain = (text) => {
    const number = text.trim().replaceAll(",", "").replace("−", "-").replace("％", "%");
    return /^-?\d+(\.\d+)?%?$/.test(number) ? { plain: number } : text;
  };

  // A text as wide as there is room: a letter of ours is as wide as high, another about half of that.
  const sized = (text, room, most) => Math.min(most, room / [...text].reduce((sum, one) => sum + (one < "\u2000" ? 0.6 : 1), 0));

  // A drawing by itself, under its caption, and what it says in words.
  const drawing = (figure, fonts = "") => {
    const svg = figure.querySelector("svg").cloneNode(true);
    const [x, y, width, drawn] = svg.getAttribute("viewBox").trim().split(/[ ,]+/).map(Number);
    const height = drawn + HEAD;
    const size = { width: Math.round((width * 4) / 3), height: Math.round((height * 4) / 3) };
    const caption = figure.querySelector("figcaption b").textContent;
    const more = figure.querySelector("figcaption small")?.textContent ?? "";
    const own = (tag, attributes, text = "") => {
      const element = document.createElementNS(svg.namespaceURI, tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.textContent = text;
      return element;
    };
    const told = svg.getAttribute("aria-label");
    for (const element of [svg, ...svg.querySelectorAll("*")]) {
      for (const name of ["data-fact", "role", "tabindex", "class", "aria-label", "aria-haspopup", "aria-hidden"]) element.removeAttribute(name);
      const style = element.getAttribute("style")?.replace(COLOURS_SAID, "");
      if (style) element.setAttribute("style", style);
      else element.removeAttribute("style");
    }
    for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
    svg.setAttribute("viewBox", [x, y - HEAD, width, height].join(" "));
    const line = (text, most, at, weight) =>
      own("text", { x, y: y - HEAD + at, style: `font: ${weight} ${sized(text, width, most).toFixed(2)}px "Noto Sans CJK TC", sans-serif` }, text);
    svg.prepend(
      own("title", {}, caption),
      own("desc", {}, told),
      own("style", {}, `${fonts}text { fill: ${INK}; }`),
      own("rect", { x, y: y - HEAD, width, height, style: `fill: ${WHITE}` }),
      line(caption, 12, 12, 700),
      line(more, 9, 25, 400),
    );
    return { text: new XMLSerializer().serializeToString(svg), ...size };
  };

  const saveSvg = (figure) => save(`${nameOf(figure)}.svg`, drawing(figure).text, "image/svg+xml");

  // A picture sees no font of the page: it is given them.
  const savePng = async (figure) => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const fonts = rules.filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText);
    const { text, width, height } = drawing(figure, fonts.join("\n"));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = made("canvas", "");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise((give) => canvas.toBlob(give, "image/png"));
    save(`${nameOf(figure)}.png`, picture, "image/png");
  };

  return { COLOURS_SAID, csv, nameOf, plain, save, savePng, saveSvg };
})();

// Stops of the Tab key: one a group, in which the arrow keys go on; of what is hidden there is none.
const stops = (() => {
  const among = (group, selector) => [...group.querySelectorAll(selector)].filter((one) => !one.closest("[hidden]"));
  const only = (all, one) => {
    for (const other of all) other.tabIndex = other === one ? 0 : -1;
  };
  const go = (all, one) => {
    only(all, one);
    one.focus();
  };
  // A group in which every arrow key goes on or back, as in a row.
  const WAYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  const line = (group, all) => {
    only(all(), all()[0]);
    group.addEventListener("focusin", ({ target }) => {
      if (all().includes(target)) only(all(), target);
    });
    group.addEventListener("keydown", (event) => {
      const at = all().indexOf(event.target);
      if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      const next = { Home: all()[0], End: all().at(-1) }[event.key] ?? all()[at + WAYS[event.key]];
      if (!WAYS[event.key] && !["Home", "End"].includes(event.key)) return;
      event.preventDefault();
      if (next) go(all(), next);
    });
  };
  // The link to a table or chart itself, which packet.js gives it, is beside its first tool.
  const ownLink = (figure) => figure.querySelectorAll(":scope > figcaption .own-link");
  return { among, go, line, only, ownLink };
})();
