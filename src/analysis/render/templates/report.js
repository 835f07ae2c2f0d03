// Aids for long tables: sorting, search, and a filter that shows the same units in all of them.
// The page is complete without; names are only ever set as text.
"use strict";
(() => {
  const words = document.querySelector("main").dataset;
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true });
  const missing = new Set(["", "…", "–"]);
  const next = { none: "ascending", ascending: "descending", descending: "none" };

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Tones, case and spaces do not matter: "phuong ben" finds "Phường  Bến".
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase()
      .replace(/\s+/g, " ").trim();

  const readCell = (cell) => {
    const text = cell.textContent.trim();
    const number = Number(cell.dataset.value ?? (missing.has(text) ? NaN : text));
    return { text, number, isMissing: missing.has(text) };
  };

  const readRow = (element) => ({
    element,
    cells: [...element.cells].map(readCell),
    name: fold(element.cells[0].textContent),
    words: fold([...element.cells].map((cell) => cell.textContent).join(" ")),
  });

  const readTable = (frame) => {
    const rows = [...frame.querySelectorAll("tbody tr")];
    const isTotal = (row) => row.classList.contains("total");
    return {
      frame,
      heads: [...frame.querySelectorAll("thead th")],
      body: frame.querySelector("tbody"),
      rows: rows.filter((row) => !isTotal(row)).map(readRow),
      totals: rows.filter(isTotal),
      original: rows,
      query: "",
    };
  };

  // What is missing comes last whichever way the rest is sorted.
  const compare = (column, sign) => (one, other) => {
    const [a, b] = [one.cells[column], other.cells[column]];
    if (a.isMissing || b.isMissing) return a.isMissing - b.isMissing;
    const areNumbers = !Number.isNaN(a.number) && !Number.isNaN(b.number);
    return sign * (areNumbers ? a.number - b.number : collator.compare(a.text, b.text));
  };

  const sort = (table, column) => {
    const state = next[table.heads[column].getAttribute("aria-sort") ?? "none"];
    for (const head of table.heads) head.removeAttribute("aria-sort");
    if (state === "none") return table.body.append(...table.original);
    table.heads[column].setAttribute("aria-sort", state);
    const rows = [...table.rows].sort(compare(column, state === "ascending" ? 1 : -1));
    return table.body.append(...rows.map((row) => row.element), ...table.totals);
  };

  const addSorting = (table) => {
    table.heads.forEach((head, column) => {
      const button = make("button", { type: "button", title: words.sort }, ...head.childNodes);
      button.addEventListener("click", () => sort(table, column));
      head.append(button);
    });
  };

  let unit = "";

  // A total of all units would be misread beside some of them.
  const show = (table) => {
    const byUnit = table.frame.classList.contains("by-unit") ? unit : "";
    let shown = 0;
    for (const row of table.rows) {
      const fits = row.words.includes(table.query) && row.name.includes(byUnit);
      row.element.hidden = !fits;
      shown += fits;
    }
    const isFiltered = Boolean(table.query || byUnit);
    for (const total of table.totals) total.hidden = isFiltered;
    table.count.textContent = isFiltered ? say(shown, table.rows.length) : "";
  };

  const say = (shown, total) =>
    words.rows.replace("{shown}", shown.toLocaleString(language))
      .replace("{total}", total.toLocaleString(language));

  const searchBox = (label, onInput, list = "") => {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    if (list) input.setAttribute("list", list);
    input.addEventListener("input", () => onInput(fold(input.value)));
    return make("label", { className: "search" }, `${label} `, input);
  };

  const addSearch = (table) => {
    table.count = make("p", { className: "count", role: "status" });
    const box = searchBox(words.search, (query) => {
      table.query = query;
      show(table);
    });
    table.frame.querySelector("figcaption").after(make("div", { className: "tools" }, box, table.count));
  };

  const unitNames = (tables) => {
    const rows = tables.flatMap((table) => table.rows);
    return [...new Set(rows.map((row) => row.cells[0].text))].sort(collator.compare);
  };

  const addUnitFilter = (tables) => {
    const options = unitNames(tables).map((value) => make("option", { value }));
    const list = make("datalist", { id: "don-vi" }, ...options);
    const box = searchBox(words.unitFilter, (query) => {
      unit = query;
      tables.forEach(show);
    }, list.id);
    const place = document.querySelector("h2.annex") ?? tables[0].frame;
    const filter = make("div", { className: "unit-filter" }, box, list);
    place.matches("h2") ? place.after(filter) : place.before(filter);
  };

  // Only what scrolls has to be a place to go to; heads stay in sight over what does not.
  const watchWidth = (frame) => {
    new ResizeObserver(() => {
      const fits = frame.scrollWidth <= frame.clientWidth;
      frame.classList.toggle("fits", fits);
      frame.setAttribute("role", fits ? "group" : "region");
      fits ? frame.removeAttribute("tabindex") : frame.setAttribute("tabindex", "0");
    }).observe(frame);
  };

  const tables = [...document.querySelectorAll("figure.long")].map(readTable);
  tables.forEach(addSorting);
  tables.forEach(addSearch);
  const byUnit = tables.filter((table) => table.frame.classList.contains("by-unit"));
  if (byUnit.length > 1) addUnitFilter(byUnit);
  document.querySelectorAll(".frame").forEach(watchWidth);
})();
