// JSON without loss: numbers stay as written, keys stay in order and are never repeated.

class Numeral {
  constructor(literal) { this.literal = literal; }
}

const MAX_DEPTH = 64;
const NUMERAL = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

// Objects become Maps (a plain object would move keys such as "1" to the front), numbers Numerals.
function parseExact(text) {
  let at = text.startsWith("\ufeff") ? 1 : 0;

  function fail() {
    throw new SyntaxError(`${t("notJson")} (${text.slice(0, at).split("\n").length})`);
  }
  function next() {
    while (at < text.length && " \t\n\r".includes(text[at])) at += 1;
    return text[at];
  }
  function take(char) {
    if (next() !== char) fail();
    at += 1;
  }
  function string() {
    if (next() !== '"') fail();
    const start = at;
    do { at += text[at] === "\\" ? 2 : 1; } while (at < text.length && text[at] !== '"');
    at += 1;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      return fail();
    }
  }
  function members(close, depth, member) {
    at += 1;
    if (depth > MAX_DEPTH) fail();
    if (next() !== close) {
      member();
      while (next() === ",") { at += 1; member(); }
    }
    take(close);
  }
  function value(depth) {
    const first = next();
    if (first === '"') return string();
    if (first === "[") {
      const items = [];
      members("]", depth, () => items.push(value(depth + 1)));
      return items;
    }
    if (first === "{") {
      const object = new Map();
      members("}", depth, () => {
        const key = string();
        if (object.has(key)) throw new SyntaxError(`${t("repeatedKey")}: ${key}`);
        take(":");
        object.set(key, value(depth + 1));
      });
      return object;
    }
    for (const [word, meaning] of [["null", null], ["true", true], ["false", false]]) {
      if (text.startsWith(word, at)) { at += word.length; return meaning; }
    }
    NUMERAL.lastIndex = at;
    const match = NUMERAL.exec(text) ?? fail();
    at = NUMERAL.lastIndex;
    const isWhole = match[1] === undefined && match[2] === undefined;
    return new Numeral(isWhole ? String(BigInt(match[0])) : decimalText(match[0]));
  }

  const result = value(1);
  if (next() !== undefined) fail();
  return result;
}

// Write a decimal as Python's Decimal does: `1.50` stays, `1e3` is `1E+3`, `1e-3` is `0.001`.
function decimalText(literal) {
  const [, sign, whole, fraction = "", power = "0"] =
    /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(literal);
  const digits = (whole + fraction).replace(/^0+(?=.)/, "");
  const exponent = Number(power) - fraction.length;
  const adjusted = exponent + digits.length - 1;
  if (exponent <= 0 && adjusted >= -6) {
    const padded = digits.padStart(1 - exponent, "0");
    const point = padded.length + exponent;
    return sign + padded.slice(0, point) + (exponent < 0 ? `.${padded.slice(point)}` : "");
  }
  const tail = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${sign}${digits[0]}${tail}E${adjusted < 0 ? "-" : "+"}${Math.abs(adjusted)}`;
}

function writeExact(value) {
  if (value instanceof Numeral) return value.literal;
  if (Array.isArray(value)) return `[${value.map(writeExact).join(",")}]`;
  if (value instanceof Map) {
    const members = [...value].map(([key, item]) => `${JSON.stringify(key)}:${writeExact(item)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}
