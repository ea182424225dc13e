// Find the broken identities of documents with nothing but rules.json.
// In: {"rules": {edition: rules}, "documents": [...]}. Out: the findings of each document.
import { readFileSync } from "node:fs";

const at = (document, pointer) =>
  pointer.slice(1).split("/").reduce((value, key) => value[key], document);

function side(document, pointers) {
  const values = pointers.map((pointer) => at(document, pointer));
  const known = values.filter((value) => value !== null);
  const sum = known.reduce((total, value) => total + BigInt(value), 0n);
  return { sum, blank: known.length < values.length };
}

function holds(left, right) {
  if (left.sum === right.sum || (left.blank && right.blank)) return true;
  return left.sum < right.sum ? left.blank : right.blank; // a blank makes up for the difference
}

export const check = (document, rules) =>
  rules.identities
    .filter((i) => !holds(side(document, i.left), side(document, i.right)))
    .map((i) => ({ rule: i.rule, pointers: [...i.left, ...i.right] }));

const { rules, documents } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(documents.map((each) => check(each, rules[each.edition]))));
