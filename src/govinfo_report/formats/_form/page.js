// The page: it is built from the data once, then follows what is typed.

const MAX_BYTES = 16 * 2 ** 20;
const main = document.querySelector("main");
const status = document.querySelector("#status");
const inputs = new Map(); // figure path → input
const invalid = new Map(); // input → the word that says what it should hold
const labels = []; // [node, attribute or null, [zh, en]] to be shown in the language chosen

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// Show a text in the language chosen, now and when it changes; as an attribute if one is named.
function label(node, texts, attribute = null) {
  labels.push([node, attribute, texts]);
  relabel(node, attribute, texts);
  return node;
}

function relabel(node, attribute, texts) {
  if (attribute) node.setAttribute(attribute, inLanguage(texts));
  else node.textContent = inLanguage(texts);
}

function say(text) {
  status.textContent = text;
}

function mark(input, word) {
  if (word) invalid.set(input, word);
  else invalid.delete(input);
  input.setCustomValidity(word ? t(word) : "");
  input.setAttribute("aria-invalid", String(Boolean(word)));
}

// ── metadata and prose ───────────────────────────────────────────────────────────────────────

function metadataField(field) {
  const name = field.path.split(".").at(-1);
  let input;
  if (field.type === "choice") {
    input = make("select", {}, make("option", { value: "" }), ...field.values.map(
      (value) => label(make("option", { value }), DATA.words[value])));
  } else if (field.type === "prose") {
    input = make("textarea", { rows: 3 });
  } else {
    input = make("input", { type: "text", autocomplete: "off" });
    if (field.type === "year") input.inputMode = "numeric";
    if (field.type === "date") input.placeholder = "2022-01-31";
  }
  const value = at(field.path);
  input.value = value instanceof Numeral ? value.literal : value ?? "";
  input.dataset.path = field.path;
  input.addEventListener("input", () => {
    const typed = (field.type === "text" || field.type === "prose")
      ? input.value.normalize("NFC") : input.value.normalize("NFKC").trim();
    const proper = typed === "" || isProper(field, typed);
    mark(input, proper ? null : "wrongValue");
    if (!proper) return;
    put(field.path, typed === "" ? null : field.type === "year" ? new Numeral(typed) : typed);
    changed();
  });
  return make("label", { className: `field ${field.type}` },
    label(make("span"), DATA.words[name]), input);
}

function proseField(section, key, multiline) {
  const input = multiline
    ? make("textarea", { rows: 6 }) : make("input", { type: "text", autocomplete: "off" });
  input.value = section.get(key);
  input.addEventListener("input", () => {
    section.set(key, input.value.normalize("NFC"));
    changed();
  });
  return make("label", { className: "field prose" },
    label(make("span"), DATA.words[multiline ? "text" : "sectionTitle"]), input);
}

function sectionEditor(section, remove) {
  const below = make("div", { className: "below" });
  const list = section.get("subsections");
  const show = (subsection) => {
    const editor = sectionEditor(subsection, () => {
      if (!confirm(t("confirmRemove"))) return;
      list.splice(list.indexOf(subsection), 1);
      editor.remove();
      changed();
    });
    below.append(editor);
    return editor;
  };
  list.forEach(show);
  const add = label(make("button", { type: "button", className: "add" }), DATA.words.add);
  add.addEventListener("click", () => {
    const subsection = emptySection();
    list.push(subsection);
    show(subsection).querySelector("input").focus();
    changed();
  });
  const editor = make("div", { className: "section" });
  if (remove) {
    const button = label(make("button", { type: "button" }), DATA.words.remove);
    button.addEventListener("click", remove);
    editor.append(proseField(section, "title", false), button);
  }
  editor.append(proseField(section, "text", true), below, add);
  return editor;
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────

function figureCell(path) {
  const input = make("input", { type: "text", autocomplete: "off", id: path });
  input.inputMode = DATA.figures[path].kind === "amount" ? "decimal" : "numeric";
  label(input, DATA.figures[path].label, "aria-label");
  input.dataset.figure = path;
  input.addEventListener("input", () => { type(path, input.value); changed(); });
  input.addEventListener("change", () => show(path));
  inputs.set(path, input);
  return input;
}

function table(name) {
  const rows = DATA.tables[name].map((cells) => make("tr", {}, ...cells.map((cell) => {
    const scope = cells.some(({ figure }) => figure) ? "row" : "col";
    const className = cell.rowspan > 2 && scope === "row" ? "tall" : "";
    const node = cell.figure ? make("td", {}, figureCell(cell.figure))
      : label(make("th", { scope, className }), cell.label);
    return Object.assign(node, { rowSpan: cell.rowspan, colSpan: cell.colspan });
  })));
  const node = make("table", { className: name }, make("tbody", {}, ...rows));
  attachGrid(node, (changes, outside) => {
    for (const [input, typed] of changes) {
      input.value = typed.trim();
      type(input.dataset.figure, typed);
      show(input.dataset.figure);
    }
    say(outside ? `${outside} ${t("outside")}` : "");
    changed();
  });
  return make("div", { className: "scroll" }, node);
}

// Take what is typed into a figure; what is none leaves a blank in the report and is marked.
function type(path, typed) {
  const { kind } = DATA.figures[path];
  const figure = figureOf(typed, kind);
  mark(inputs.get(path), figure === undefined ? kind : null);
  put(path, figure ?? null);
}

// Show a figure as it is stored, unless what stands there is yet to be corrected.
function show(path) {
  const input = inputs.get(path);
  if (!invalid.has(input)) input.value = at(path)?.literal ?? "";
}

// ── checks ───────────────────────────────────────────────────────────────────────────────────

function messageOf({ identity, actual, expected, hasBlanks }) {
  const [first] = identity.left;
  const words = {
    figure: inLanguage(DATA.figures[first].label), column: inLanguage(DATA.figures[first].column),
    actual, expected,
  };
  const text = inLanguage(DATA.rules[identity.rule]).replace(/\{(\w+)\}/g, (_, name) => words[name]);
  return hasBlanks ? text + t("blanks") : text;
}

function findingItem(broken) {
  const { identity } = broken;
  const jump = make("button", { type: "button", className: "jump" },
    make("code", { textContent: identity.rule }), ` ${messageOf(broken)}`);
  jump.addEventListener("click", () => inputs.get(identity.left[0]).focus());
  const item = make("li", {}, jump);
  item.dataset.rule = identity.rule;
  item.dataset.figure = identity.left[0];
  return item;
}

function checkAll() {
  const broken = DATA.identities.map((identity) => judge(identity, at)).filter(Boolean);
  const involved = new Set(broken.flatMap(({ identity }) => [...identity.left, ...identity.right]));
  const totals = new Set(broken.flatMap(({ identity }) => identity.left));
  const offers = determined(at);
  for (const [path, input] of inputs) {
    input.classList.toggle("broken", involved.has(path));
    input.classList.toggle("first", totals.has(path));
    if (!invalid.has(input)) input.setAttribute("aria-invalid", String(totals.has(path)));
    input.placeholder = offers.get(path)?.literal ?? "";
  }
  const blanks = [...inputs.keys()].filter((path) => at(path) === null).length;
  const verdict = broken.length ? `${broken.length} ${t("disagreements")}` : t("balanced");
  document.querySelector("#verdict").textContent =
    `${verdict}${blanks ? ` · ${blanks} ${t("blankCount")}` : ""}`;
  document.querySelector("#findings").classList.toggle("bad", broken.length > 0);
  document.querySelector("#list").replaceChildren(...broken.map(findingItem));
}

// Fill in each blank that an identity determines, until none is left.
function fill() {
  for (let offers = determined(at); offers.size; offers = determined(at)) {
    const [[path, value]] = offers;
    inputs.get(path).value = value.literal;
    type(path, value.literal);
  }
  changed();
}

// Set every blank to 0, and then only what is not the total of others: totals follow.
function zero() {
  const totals = new Set(DATA.identities.filter(({ left }) => left.length === 1)
    .flatMap(({ left }) => left));
  for (const [path, input] of inputs) {
    if (at(path) === null && !totals.has(path) && !invalid.has(input)) {
      type(path, "0");
      show(path);
    }
  }
  fill();
}

// ── draft, import and export ─────────────────────────────────────────────────────────────────

let timer;

function changed() {
  checkAll();
  clearTimeout(timer);
  timer = setTimeout(keepDraft, 300);
}

function keepDraft() {
  clearTimeout(timer);
  try {
    localStorage.setItem(DRAFT, writeExact(report));
  } catch {
    say(t("noStorage"));
  }
}

function draft() {
  try {
    return conform(parseExact(localStorage.getItem(DRAFT)));
  } catch {
    return null;
  }
}

async function importFile(file) {
  try {
    if (file.size > MAX_BYTES) throw new SyntaxError(t("tooLarge"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    build(conform(parseExact(text)));
    keepDraft();
    say(t("imported"));
  } catch (error) {
    say(error instanceof SyntaxError ? error.message : t("notJson"));
  }
}

function exportFile() {
  if (invalid.size) {
    const [[first]] = invalid;
    first.focus();
    say(t("invalid"));
    return;
  }
  const blob = new Blob([writeExact(report)], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(blob), download: "report.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(t("exported"));
}

// ── the whole ────────────────────────────────────────────────────────────────────────────────

function build(document_) {
  report = document_;
  labels.splice(0, labels.length, ...labels.filter(([node]) => !main.contains(node)));
  inputs.clear();
  invalid.clear();
  const metadata = make("section", { className: "metadata" },
    label(make("h2"), DATA.words.metadata), ...DATA.metadata.map(metadataField));
  const parts = DATA.parts.map((part) => make("section", { id: part.name },
    label(make("h2"), part.heading),
    part.name in DATA.tables ? table(part.name) : sectionEditor(at(part.name), null)));
  main.replaceChildren(metadata, ...parts);
  for (const path of inputs.keys()) show(path);
  checkAll();
}

function speak(language) {
  document.documentElement.lang = language;
  for (const [node, attribute, texts] of labels) relabel(node, attribute, texts);
  for (const [input, word] of invalid) input.setCustomValidity(t(word));
  checkAll();
}

function on(id, action) {
  const button = label(document.querySelector(`#${id}`), DATA.words[id]);
  button.addEventListener("click", action);
}

const picker = document.querySelector("#file");
picker.addEventListener("change", async () => {
  if (picker.files.length) await importFile(picker.files[0]);
  picker.value = "";
});
on("import", () => picker.click());
on("export", exportFile);
on("fill", fill);
on("zero", zero);
on("discard", () => {
  if (!confirm(t("confirmDiscard"))) return;
  build(parseExact(INITIAL));
  clearTimeout(timer);
  try { localStorage.removeItem(DRAFT); } catch { /* there was no draft to keep */ }
  say(t("discarded"));
});
on("language", () => speak(document.documentElement.lang === "en" ? "zh-CN" : "en"));
label(document.querySelector("h1"), DATA.heading);
label(document.querySelector("#hint"), DATA.words.hint);
label(document.querySelector("#findings-heading"), DATA.words.findings);
addEventListener("pagehide", keepDraft);

const kept = draft();
build(kept ?? parseExact(INITIAL));
if (kept) say(t("restored"));
