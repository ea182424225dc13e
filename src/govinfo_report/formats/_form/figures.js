// What a clerk types or pastes, as a figure; and the identities, judged as `check` judges them.

const BLANK = new Set(["", "/", "-", "—", "无"]);
const PATTERN = { count: /^[0-9]+$/, signed: /^[+-]?[0-9]+$/, amount: /^[0-9]+(\.[0-9]+)?$/ };

// Return a Numeral, null for a blank, undefined for what is no figure of this kind.
function figureOf(typed, kind) {
  const text = typed.normalize("NFKC").replace(/[\s,]/g, "").replace("−", "-");
  if (BLANK.has(text)) return null;
  if (!PATTERN[kind].test(text)) return undefined;
  const literal = kind === "amount" ? decimalText(text) : String(BigInt(text.replace("+", "")));
  const numeral = new Numeral(literal);
  return fits(numeral, kind) ? numeral : undefined;
}

// Return a numeral from JSON in the form of its kind, or undefined: `3.0` is the count 3.
function conformNumeral(numeral, kind) {
  const isIntegral = /^-?[0-9]+(\.0+)?$/.test(numeral.literal);
  const plain = kind === "amount" || !isIntegral
    ? numeral
    : new Numeral(String(BigInt(numeral.literal.split(".")[0])));
  return fits(plain, kind) ? plain : undefined;
}

function fits({ literal }, kind) {
  if (literal.startsWith("-") && kind !== "signed") return false;
  return (kind === "amount" ? isShort(literal) : /^-?[0-9]+$/.test(literal)) && isWithin(literal);
}

// Say whether an amount has no more decimal places than are read.
function isShort(literal) {
  const [, fraction = "", power = "0"] = /^-?[0-9]+(?:\.([0-9]+))?(?:E([+-][0-9]+))?$/.exec(literal);
  return Math.abs(Number(power) - fraction.length) <= DATA.places;
}

// Say whether a literal is no larger than figures may be, to the last of its digits.
function isWithin(literal) {
  const [, whole, fraction = "", power = "0"] =
    /^-?([0-9]+)(?:\.([0-9]+))?(?:E([+-][0-9]+))?$/.exec(literal);
  const digits = (whole + fraction).replace(/^0+/, "");
  const maximum = String(DATA.maximum);
  const places = digits.length - fraction.length + Number(power); // before the point
  if (digits === "" || places !== maximum.length) return digits === "" || places < maximum.length;
  const above = BigInt(digits.slice(0, places).padEnd(places, "0"));
  const isWhole = /^0*$/.test(digits.slice(places));
  return above < BigInt(maximum) || (above === BigInt(maximum) && isWhole);
}

// Return the sum of the known figures of a side, and which are blank.
function side(paths, figureAt) {
  const blanks = paths.filter((path) => figureAt(path) === null);
  const known = paths.filter((path) => figureAt(path) !== null);
  return { blanks, sum: known.reduce((sum, path) => sum + BigInt(figureAt(path).literal), 0n) };
}

// Return what disagrees, or null: blanks count as whatever whole number would make it agree.
function judge(identity, figureAt) {
  const left = side(identity.left, figureAt);
  const right = side(identity.right, figureAt);
  const [smaller, larger] = left.sum < right.sum ? [left, right] : [right, left];
  if (smaller.sum === larger.sum || smaller.blanks.length > 0) return null;
  return {
    identity, actual: left.sum, expected: right.sum, hasBlanks: larger.blanks.length > 0,
  };
}

// Return the value of each blank that is the only one of some identity.
function determined(figureAt) {
  const values = new Map();
  for (const identity of DATA.identities) {
    const left = side(identity.left, figureAt);
    const right = side(identity.right, figureAt);
    const blanks = [...left.blanks, ...right.blanks];
    const value = left.blanks.length ? right.sum - left.sum : left.sum - right.sum;
    if (blanks.length === 1 && value >= 0n && value <= BigInt(DATA.maximum)) {
      if (!values.has(blanks[0])) values.set(blanks[0], new Numeral(String(value)));
    }
  }
  return values;
}
