// The report as parsed JSON (Maps, arrays, Numerals), always complete and in the order of `dumps`.

const BLANK_REPORT = parseExact(DATA.blank);
const SECTION_KEYS = [...BLANK_REPORT.get("overview").keys()];
const EXPLANATION_KEYS = [...BLANK_REPORT.get("explanations")[0].keys()];

let report;

function at(path) {
  return path.split(".").reduce((value, key) => value.get(key), report);
}

function put(path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((map, key) => map.get(key), report).set(last, value);
}

// Return a document in the shape of a blank report, or throw with every fault and its place.
function conform(document) {
  const faults = [];
  const fault = (pointer, word) => {
    faults.push(`${pointer || "/"}: ${t(word)}`);
    return null;
  };

  function members(value, keys, pointer, member) {
    if (!(value instanceof Map)) return fault(pointer, "wrongValue");
    for (const key of value.keys()) {
      if (!keys.includes(key)) fault(`${pointer}/${key}`, "unknownKey");
    }
    return new Map(keys.map((key) => {
      const place = `${pointer}/${key}`;
      return [key, value.has(key) ? member(value.get(key), place, key) : fault(place, "missingKey")];
    }));
  }
  function text(value, pointer) {
    return typeof value === "string" ? value.normalize("NFC") : fault(pointer, "wrongValue");
  }
  function section(value, pointer) {
    return members(value, SECTION_KEYS, pointer, (item, place, key) =>
      key === "subsections" ? list(item, place, section) : text(item, place));
  }
  function explanation(value, pointer) {
    return members(value, EXPLANATION_KEYS, pointer, (item, place, key) =>
      key === "figures" ? list(item, place, text) : text(item, place));
  }
  function list(value, pointer, item) {
    if (!Array.isArray(value)) return fault(pointer, "wrongValue");
    return value.map((each, index) => item(each, `${pointer}/${index}`));
  }
  function figure(value, pointer, path) {
    if (value === null) return null;
    const numeral = value instanceof Numeral
      ? conformNumeral(value, DATA.figures[path].kind) : undefined;
    return numeral ?? fault(pointer, "wrongValue");
  }
  function metadata(value, pointer, field) {
    if (value === null) return null;
    const numeral = field.type === "year" && value instanceof Numeral
      ? conformNumeral(value, "count") : undefined;
    const plain = numeral?.literal ?? (field.type !== "year" && typeof value === "string"
      ? value.normalize("NFC") : undefined);
    if (plain === undefined || !isProper(field, plain)) return fault(pointer, "wrongValue");
    return numeral ?? plain;
  }
  function node(model, value, pointer) {
    if (!(model instanceof Map)) return value;
    return members(value, [...model.keys()], pointer, (item, place, key) => {
      const path = place.slice(1).replaceAll("/", ".");
      if (path in DATA.figures) return figure(item, place, path);
      const field = DATA.metadata.find((each) => each.path === path);
      if (field) return metadata(item, place, field);
      if (DATA.prose.includes(path)) return section(item, place);
      if (path === "explanations") return list(item, place, explanation);
      if (path === "extensions") return item instanceof Map ? item : fault(place, "wrongValue");
      if (path === "edition") return item === DATA.edition ? item : fault(place, "wrongValue");
      return node(model.get(key), item, place);
    });
  }

  const conformed = node(BLANK_REPORT, document, "");
  if (faults.length) throw new SyntaxError(faults.slice(0, 10).join("\n"));
  return conformed;
}

// Say whether a text is a value of a field of the metadata.
function isProper(field, text) {
  if (field.type === "year") {
    return /^[0-9]+$/.test(text) && text >= field.minimum && text <= field.maximum;
  }
  return new RegExp(field.pattern, "u").test(text);
}

function emptySection() {
  return new Map(SECTION_KEYS.map((key) => [key, key === "subsections" ? [] : ""]));
}
