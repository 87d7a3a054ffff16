// The panel: every number that is a fact tells where it comes from. Whatever it shows is put in as text.
(() => {
  const MOST_OPERANDS = 8;
  const MOST_RUNS = 6;
  const LONG = 12; // characters of a cell that is given more room
  const DEEPEST = 2;

  const panel = document.getElementById("panel");
  if (!panel) return;
  const part = (selector) => panel.querySelector(selector);
  const counted = new Intl.NumberFormat("en");

  // -- the data of the page -------------------------------------------------------------------------------------------

  // Each part of the page is unpacked when it is first asked for, and kept unless it is only passed through.
  const stream = (name) => {
    const packed = JSON.parse(document.getElementById(`panel-${name}`).textContent);
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
  };
  const unpackOnce = (name) => stream(name).json();
  const unpacked = {};
  const unpack = (name) => (unpacked[name] ??= unpackOnce(name));

  // Rows of a place by their numbers, which ascend: [[number, text, …], …] of those that are there.
  const rowsAt = async (place, numbers, read) => {
    const { starts } = (await unpack("tables"))[place];
    const rows = [];
    let at = 0;
    for (let block = 0; block < starts.length && at < numbers.length; block++) {
      const next = starts[block + 1] ?? Infinity;
      if (numbers[at] >= next) continue;
      const { numbers: there, cells } = await read(`rows-${place}-${block}`);
      const places = new Map(there.map((number, row) => [number, row]));
      for (; at < numbers.length && numbers[at] < next; at++) {
        const row = places.get(numbers[at]);
        if (row !== undefined) rows.push([numbers[at], ...cells.map(([texts, which]) => texts[which[row]])]);
      }
    }
    return rows;
  };

  // The numbers of all rows of a fact and of its operands, down to the last, at one place.
  const numbersAt = async (facts, id, place) => {
    const found = new Set();
    const seen = new Set();
    const gather = async (one) => {
      if (seen.has(one)) return;
      seen.add(one);
      const own = (await unpack(`runs-${facts[one].runs}`))[one] ?? [];
      for (const [where, told, areSteps] of own) {
        if (where !== place) continue;
        let last = 0;
        const ends = areSteps ? told.map((step) => (last += step)) : told;
        for (let run = 0; run < ends.length; run += 2) {
          for (let number = ends[run]; number <= ends[run + 1]; number++) found.add(number);
        }
      }
      for (const operand of facts[one].of) await gather(operand);
    };
    await gather(id);
    return Float64Array.from(found).sort();
  };

  // -- what the panel shows -------------------------------------------------------------------------------------------

  const spoken = (fact) => [fact.printed, fact.unit].filter(Boolean).join(" ");

  // A line of words in which the ids of other facts lead to them.
  const linked = (element, text) => {
    for (const piece of text.split(/(〔F-\d+〕)/)) {
      element.append(/^〔F-\d+〕$/.test(piece) ? made("button", piece, { type: "button", class: "inline", "data-leads": piece.slice(1, -1) }) : piece);
    }
    return element;
  };

  const branch = (list, facts, ids, depth) => {
    const item = (id) => {
      const fact = facts[id];
      const leaf = made("li", "");
      const button = made("button", "", { type: "button", class: "operand", "data-leads": id });
      button.append(made("span", fact.label), " ", made("b", fact.printed), fact.unit ? made("small", ` ${fact.unit}`) : "", " ", made("small", id, { class: "id" }));
      leaf.append(button);
      if (fact.of.length && depth < DEEPEST) {
        const below = made("ul", "");
        branch(below, facts, fact.of, depth + 1);
        leaf.append(below);
      } else if (!fact.of.length) {
        const origin = fact.lines.find((line) => line.startsWith("資料列：")) || fact.lines[0];
        if (origin) leaf.append(made("small", origin, { class: "origin" }));
      }
      return leaf;
    };
    const most = depth === 1 ? MOST_OPERANDS : 3;
    const shown = ids.length > most + 1 ? ids.slice(0, most) : ids;
    list.replaceChildren(...shown.map(item));
    if (shown.length === ids.length) return;
    const more = made("li", "");
    const button = made("button", `其餘 ${counted.format(ids.length - shown.length)} 個`, { type: "button", class: "more" });
    button.addEventListener("click", () => {
      const rest = ids.slice(shown.length).map(item);
      more.replaceWith(...rest);
      rest[0].querySelector("button").focus();
    });
    more.append(button);
    list.append(more);
  };

  // ``used`` are the columns that the figure reads: they are shown first.
  const sourceTable = async (facts, id, [place, count, ends, there, first]) => {
    const { file, sheet, columns } = (await unpack("tables"))[place];
    const used = facts[id].columns;
    const named = sheet ? `${file}〔${sheet}〕` : file;
    const box = made("div", "");
    const runs = [];
    for (let run = 0; run < ends.length; run += 2) runs.push(ends[run] === ends[run + 1] ? ends[run] : `${ends[run]}–${ends[run + 1]}`);
    const head = made("p", "");
    head.append(made("b", named), " ", made("small", `第 ${runs.slice(0, MOST_RUNS).join("、")}${runs.length > MOST_RUNS ? "…" : ""} 列，共 ${counted.format(count)} 列`));
    box.append(head);
    if (!there) return box;
    const scroll = made("div", "", { class: "scroll", role: "region", tabindex: "0", "aria-label": `${named}的前 ${first.length} 列` });
    const shown = made("table", "");
    const line = shown.createTHead().insertRow();
    const reads = (at) => used.includes(columns[at]);
    const order = columns.map((_, at) => at).sort((a, b) => reads(b) - reads(a));
    for (const label of ["列", ...order.map((at) => columns[at])]) line.append(made("th", label, { scope: "col" }));
    const body = shown.createTBody();
    for (const [number, ...texts] of await rowsAt(place, first, unpack)) {
      const row = body.insertRow();
      row.append(made("th", number, { scope: "row" }), ...order.map((at) => made("td", texts[at], texts[at].length > LONG ? { class: "long" } : {})));
    }
    scroll.append(shown);
    const button = made("button", `下載全部 ${counted.format(there)} 列（CSV）`, { type: "button", class: "download" });
    const name = `${id}-${file.replace(/\.[^.]*$/, "")}${sheet ? `-${sheet}` : ""}.csv`;
    button.addEventListener("click", async () => files.save(name, await csvOf(facts, id, place, ["列", ...columns])));
    box.append(scroll, button);
    return box;
  };

  // All rows of a fact at one place; of one that was computed, the rows of each of its operands apart.
  const csvOf = async (facts, id, place, header) => {
    const apart = [];
    for (const one of facts[id].of) {
      const label = `${facts[one].label}〔${one}〕`;
      for (const row of await rowsAt(place, await numbersAt(facts, one, place), unpackOnce)) apart.push([label, ...row]);
    }
    return apart.length ? files.csv(["屬於", ...header], apart) : files.csv(header, await rowsAt(place, await numbersAt(facts, id, place), unpackOnce));
  };

  const show = async (id) => {
    const facts = await unpack("facts");
    const fact = facts[id];
    part(".number").textContent = id;
    part("h2").textContent = fact.label || fact.name;
    part(".value b").textContent = fact.printed;
    part(".value .unit").textContent = fact.unit;
    part(".value .date").textContent = fact.date && `統計日 ${fact.date}`;
    part(".value").classList.toggle("missing", !/\d/.test(fact.printed));
    part(".how").replaceChildren(
      ...fact.lines.map((text) => {
        const [name, ...rest] = text.split("：");
        const row = made("div", "");
        row.append(made("dt", name), linked(made("dd", ""), rest.join("：")));
        return row;
      }),
    );
    branch(part(".part-of ul"), facts, fact.of, 1);
    part(".part-of").hidden = !fact.of.length;
    part(".tables").replaceChildren(...(await Promise.all(fact.rows.map((rows) => sourceTable(facts, id, rows)))));
    part(".rows").hidden = !fact.rows.length;
    part(".places ul").replaceChildren(
      ...fact.places.map(([text, target]) => {
        const item = made("li", "");
        item.append(document.getElementById(target) ? made("a", text, { href: `#${target}` }) : text);
        return item;
      }),
    );
    part(".places").hidden = !fact.places.length;
    part(".name span").textContent = fact.name;
    part(".name").hidden = false;
  };

  const apologise = (id) => {
    part(".number").textContent = id;
    part("h2").textContent = "這個瀏覽器打不開頁內的資料";
    part(".value").classList.add("missing");
    part(".value b").textContent = "請改用較新的 Chrome、Edge、Firefox 或 Safari；或執行 packet explain，或查 facts.json。";
    part(".value .unit").textContent = part(".value .date").textContent = "";
    part(".how").replaceChildren();
    for (const name of [".part-of", ".rows", ".places", ".name"]) part(name).hidden = true;
  };

  // -- the annex files ------------------------------------------------------------------------------------------------

  // The page may have been sent alone: it hands out what it has in itself, and makes the CSV of its tables again.
  document.querySelectorAll(".annexes dl > div").forEach((entry, at) => {
    const link = entry.querySelector("dt a");
    const figure = link && document.getElementById(/-([a-z]+-[0-9]+)\.csv$/.exec(link.textContent)?.[1] ?? "");
    link?.addEventListener("click", async (event) => {
      if (document.getElementById(`panel-annex-${at}`)) {
        event.preventDefault();
        files.save(link.textContent, await (await stream(`annex-${at}`)).blob(), "application/octet-stream");
      } else if (figure?.matches("figure.table")) {
        event.preventDefault();
        figure.dispatchEvent(new CustomEvent("save"));
      }
    });
  });

  const list = document.querySelector(".annexes dl");
  if (list) {
    const links = [...list.querySelectorAll("a")];
    if (links.length) stops.line(list, () => links);
  }

  // -- open, on, back, closed -----------------------------------------------------------------------------------------

  // What is open stands in the address, so that it can be sent, and each figure that was opened is a step of the browser's own way back.
  const FACT = /^#(F-[0-9]+)$/;
  const trail = []; // the facts shown since the panel was opened, the present one last
  let opener = null;
  let before = ""; // the address without the panel
  const asked = () => FACT.exec(location.hash)?.[1];
  const address = (way, hash) => {
    try {
      history[way]({ trail: [...trail] }, "", location.href.split("#")[0] + hash);
    } catch {
      // a frame may forbid it; the panel needs no address
    }
  };

  const present = async () => {
    const id = trail.at(-1);
    try {
      await show(id);
    } catch {
      apologise(id);
    }
    part(".back").hidden = trail.length < 2;
    panel.scrollTop = 0;
  };

  const opened = async (ids, mark) => {
    trail.splice(0, trail.length, ...ids);
    opener?.classList.remove("explained");
    opener = mark ?? null;
    opener?.classList.add("explained");
    await present();
    if (!panel.open) {
      // Beside the page where there is room, over it on a small screen.
      if (matchMedia("(min-width: 64.0625rem)").matches) panel.show();
      else panel.showModal();
      document.documentElement.classList.add("explaining");
      panel.scrollTop = 0; // what is closed cannot be scrolled
    }
    part("h2").focus({ preventScroll: true });
  };
  const open = (id, mark) => {
    if (!asked()) before = location.hash;
    const done = opened([id], mark);
    address(asked() === id ? "replaceState" : "pushState", `#${id}`);
    return done;
  };

  const leave = () => {
    document.documentElement.classList.remove("explaining");
    trail.length = 0;
    if (asked()) address("replaceState", before);
    if (!opener) return;
    opener.classList.remove("explained");
    // A text of a drawing takes no focus: the bar of the same figure, or the list of the chart's figures, stands for it.
    const instead = () => {
      const figure = opener.closest("figure");
      return figure.querySelector(`svg [role=button][data-fact="${opener.dataset.fact}"]`) ?? figure.querySelector(".points summary");
    };
    (opener.matches("[role=button]") ? opener : instead())?.focus({ preventScroll: true });
    opener = null;
  };
  const close = () => {
    panel.close();
    leave();
  };
  panel.addEventListener("close", () => panel.open || leave()); // by a gesture of the system

  // What the address asks for: on arrival, and on the way back and on.
  const arrive = async () => {
    const id = asked();
    if (!id) {
      before = location.hash;
      if (panel.open) close();
      return;
    }
    if (panel.open && trail.at(-1) === id) return;
    const facts = await unpack("facts").catch(() => null);
    if (facts && !facts[id]) return;
    const [mark] = [...document.querySelectorAll(`main data[data-fact="${id}"]`)].sort((a, b) => (a.closest("details") !== null) - (b.closest("details") !== null));
    if (mark && !history.state?.trail) {
      const folded = mark.closest("details");
      if (folded) folded.open = true;
      mark.scrollIntoView({ block: "center" });
    }
    await opened(history.state?.trail?.length ? history.state.trail : [id], mark);
  };
  addEventListener("popstate", arrive);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.preventDefault();
      close();
    }
  });

  panel.addEventListener("click", async (event) => {
    const leads = event.target.closest("[data-leads]");
    if (leads) {
      trail.push(leads.dataset.leads);
      address("pushState", `#${trail.at(-1)}`);
    } else if (event.target.closest(".back")) {
      if (history.state?.trail?.length === trail.length && asked() === trail.at(-1)) {
        history.back(); // arrive() shows what was before
        return;
      }
      trail.pop();
    } else {
      if (event.target === panel || event.target.closest(".close, .places a")) close(); // the panel itself: its backdrop
      return;
    }
    await present();
    part("h2").focus({ preventScroll: true });
  });

  // -- the numbers of the page ----------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-fact]");
    if (mark) open(mark.dataset.fact, mark);
  });
  document.addEventListener("keydown", (event) => {
    const mark = event.target;
    if (!mark.matches("[data-fact][role=button]") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    open(mark.dataset.fact, mark);
  });

  for (const other of document.querySelectorAll(".points, #panel-keys")) other.hidden = false;
  const marks = [...document.querySelectorAll("data[data-fact]")];
  const groups = new Map();
  for (const mark of marks) {
    const group = mark.closest("table, .points ul, .bars, .figures, .details, .agenda, .list, figcaption, p") ?? mark;
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-haspopup", "dialog");
    mark.setAttribute("aria-label", `${mark.textContent}，說明出處`);
    if (!groups.has(group)) mark.setAttribute("aria-describedby", "panel-keys");
    groups.set(group, [...(groups.get(group) ?? []), mark]);
  }
  // One stop for the Tab key a table, a list, a sentence: its other numbers are reached by the arrow keys.
  for (const [group, all] of groups) {
    if (group.matches("table")) group.closest("figure").dispatchEvent(new CustomEvent("rows"));
    else stops.line(group, () => all);
  }
  document.documentElement.classList.add("explains");
  const label = async () => {
    const facts = await unpack("facts");
    for (const mark of marks) mark.setAttribute("aria-label", `${spoken(facts[mark.dataset.fact])}，說明出處`);
  };
  label().catch(() => {});
  arrive();
})();
