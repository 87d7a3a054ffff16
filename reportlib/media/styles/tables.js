// Tables: columns that sort, rows that are found, and the table as CSV.
(() => {
  const MANY = 10; // rows; more are searched
  const MOST_CHOICES = 12; // of a column that is chosen by
  const MOST_COLUMNS = 3; // that are chosen by
  const collator = new Intl.Collator("zh-Hant-TW", { numeric: true });
  const isEmpty = (text) => ["", "-", "－", "—", "–"].includes(text);
  const isTotal = (row) => row.matches(".total, .subtotal");
  const isHead = (row) => row.matches(".group"); // of the rows under it
  // What a column is called, without what stands small under it.
  const labelOf = (head) => [...head.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE).map((one) => one.textContent).join("").trim();
  const textOf = (cell) => cell.textContent.trim();

  // -- sorting --------------------------------------------------------------------------------------------------------

  // A number where the cell carries one, else its text; what is empty comes last in both directions.
  const keyOf = (row, at, numeric) => {
    const cell = row.cells[at];
    const text = textOf(cell);
    const given = cell.dataset.sort;
    if (given !== undefined) return given !== "" && isFinite(given) ? Number(given) : given;
    return isEmpty(text) || numeric ? null : text;
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));

  const original = new Map([...document.querySelectorAll("figure.table table")].map((table) => [table, [...table.tBodies[0].rows]]));
  // Of each row the head that it stands under.
  const headOf = new Map();
  for (const rows of original.values()) {
    let head = null;
    for (const row of rows) {
      if (isHead(row)) head = row;
      if (head) headOf.set(row, head);
    }
  }
  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const movable = original.get(table).filter((row) => !isTotal(row));
    const totals = original.get(table).filter(isTotal);
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      // The label stays outside the button: Chromium leaves buttons out when it repeats a table's head on paper.
      const button = made("button", "", { type: "button", title: "排序", "aria-label": `排序：${labelOf(head)}` });
      if (head.classList.contains("number")) head.prepend(button);
      else head.append(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next === "none") {
          body.append(...original.get(table));
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

  // -- as CSV ---------------------------------------------------------------------------------------------------------

  // A figure, or a number of a column of numbers, plainly; a text as it is.
  const valueOf = (cell) => {
    const marks = cell.querySelectorAll("data");
    const isFigure = marks.length === 1 && marks[0].textContent === cell.textContent;
    return isFigure || cell.dataset.sort !== undefined ? files.plain(cell.textContent) : cell.textContent;
  };
  // The head of a group stands over all columns: in a file in the first.
  const fieldsOf = (row) => [...row.cells].flatMap((cell) => [valueOf(cell), ...Array(cell.colSpan - 1).fill("")]);
  // No two columns of a file are called the same.
  const apart = (labels) =>
    labels.reduce((found, label) => {
      let said = label;
      for (let again = 2; found.includes(said); again++) said = `${label}（${again}）`;
      return [...found, said];
    }, []);
  const saveTable = (figure, isWhole = false) => {
    const table = figure.querySelector("table");
    const rows = (isWhole ? original.get(table) : stops.among(table.tBodies[0], "tr")).map(fieldsOf);
    files.save(`${files.nameOf(figure)}.csv`, files.csv(apart([...table.tHead.rows[0].cells].map(labelOf)), rows));
  };

  // -- finding --------------------------------------------------------------------------------------------------------

  const folded = (text) => text.normalize("NFKC").toLowerCase();

  // Columns of few different words, by which the rows are chosen; not the one that names each row.
  const choices = (rows, heads) =>
    heads
      .map((head, at) => ({ head, at, words: [...new Set(rows.map((row) => textOf(row.cells[at])))] }))
      .filter(({ head, words }) => !head.classList.contains("number") && words.length > 1 && words.length <= Math.min(MOST_CHOICES, rows.length / 2))
      .slice(0, MOST_COLUMNS);

  const finder = (figure, table, button) => {
    const all = [...table.tBodies[0].rows];
    const rows = all.filter((row) => !isTotal(row));
    const texts = new Map(rows.map((row) => [row, folded([...(headOf.get(row)?.cells ?? []), ...row.cells].map(textOf).join("\n"))]));
    const box = made("details", "", { class: "find" });
    const field = made("input", "", { type: "search", autocomplete: "off", spellcheck: "false" });
    const count = made("output", "");
    const name = figure.querySelector("figcaption b").textContent;
    const summary = made("summary", "尋找、篩選、下載");
    summary.append(made("span", `：${name}`, { class: "unseen" }));
    const labelled = (text, control) => {
      const label = made("label", "");
      label.append(made("span", text), " ", control);
      return label;
    };
    const selects = choices(rows, [...table.tHead.rows[0].cells]).map(({ head, at, words }) => {
      const select = made("select", "");
      select.append(...["全部", ...words].map((word, place) => made("option", word || "（空白）", { value: place ? `=${word}` : "" })));
      return { select, at, label: labelled(labelOf(head), select) };
    });
    const again = made("button", "清除", { type: "button", hidden: "" });
    const find = () => {
      const words = folded(field.value).split(/\s+/).filter(Boolean);
      const chosen = selects.filter(({ select }) => select.value);
      const isAll = !words.length && !chosen.length;
      const heads = new Set();
      let shown = 0;
      for (const row of all) {
        const found = !isTotal(row) && words.every((word) => texts.get(row).includes(word)) && chosen.every(({ select, at }) => `=${textOf(row.cells[at])}` === select.value);
        row.hidden = !isAll && !found;
        if (found) shown += 1;
        if (found) heads.add(headOf.get(row));
      }
      for (const row of all.filter(isHead)) row.hidden = !isAll && !heads.has(row);
      const without = all.some((row) => isTotal(row) && !isHead(row)) ? "，合計及小計不列" : "";
      count.textContent = isAll ? `共 ${rows.length} 列` : `${rows.length} 列中的 ${shown} 列${without}`;
      button.textContent = isAll ? "下載這張表（CSV）" : `下載這 ${shown} 列（CSV）`;
      again.hidden = isAll;
      figure.dispatchEvent(new CustomEvent("rows"));
    };
    const clear = () => {
      field.value = "";
      for (const { select } of selects) select.value = "";
      find();
      field.focus();
    };
    field.addEventListener("input", find);
    again.addEventListener("click", clear);
    for (const { select } of selects) select.addEventListener("change", find);
    const line = made("div", "");
    line.append(labelled("尋找", field), ...selects.map(({ label }) => label), count, again, button);
    box.append(summary, line);
    find();
    return box;
  };

  for (const figure of document.querySelectorAll("figure.table")) {
    const table = figure.querySelector("table");
    figure.addEventListener("save", () => saveTable(figure, true));
    const button = made("button", "CSV", { type: "button" });
    button.addEventListener("click", () => saveTable(figure));
    if (original.get(table).length > MANY && !figure.matches(".record")) { // a request is read, not searched
      const box = finder(figure, table, button);
      figure.querySelector(".scroll").before(box);
      stops.line(figure, () => [box.querySelector("summary"), ...stops.ownLink(figure)]);
      continue;
    }
    button.setAttribute("aria-label", `下載 CSV：${figure.querySelector("figcaption b").textContent}`);
    const box = made("p", "", { class: "tools" });
    box.append(button);
    figure.append(box);
    stops.line(figure, () => [button, ...stops.ownLink(figure)]);
  }

  // -- the keyboard ---------------------------------------------------------------------------------------------------

  const STOPS = "[data-fact][role=button], thead button, a[href]:not(.own-link)";
  const isNumber = (one) => !one.closest("thead");
  const across = (all, at, way) => all[at + way];
  const along = (others, one) => {
    const cell = one.closest("td, th");
    return others.find((other) => other.closest("td, th") !== cell && other.closest("td, th").cellIndex === cell.cellIndex);
  };
  const moves = {
    ArrowLeft: (all, at) => across(all, at, -1),
    ArrowRight: (all, at) => across(all, at, 1),
    Home: (all) => all.find(isNumber) ?? all[0],
    End: (all) => all.at(-1),
    ArrowUp: (all, at) => along(all.slice(0, at).reverse(), all[at]),
    ArrowDown: (all, at) => along(all.slice(at + 1), all[at]),
  };
  for (const table of document.querySelectorAll("figure.table table")) {
    const settle = () => {
      const all = stops.among(table, STOPS);
      stops.only([...table.querySelectorAll(STOPS)], all.find((one) => one.tabIndex === 0 && isNumber(one) && one.matches("[data-fact]")) ?? all.find(isNumber) ?? all[0]);
    };
    settle();
    table.closest("figure").addEventListener("rows", settle);
    table.addEventListener("focusin", ({ target }) => {
      if (target.matches(STOPS)) stops.only(stops.among(table, STOPS), target);
    });
    table.addEventListener("keydown", (event) => {
      if (!moves[event.key] || event.ctrlKey || event.altKey || event.metaKey || !event.target.matches(STOPS)) return;
      event.preventDefault();
      const all = stops.among(table, STOPS);
      const next = moves[event.key](all, all.indexOf(event.target));
      if (next) stops.go(all, next);
    });
  }
})();
