// Write TypeScript types for a schema: schema in, declarations out.
// Interfaces are to be named by the keys of `$defs`, not by the Chinese titles.
import { readFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(readFileSync(0, "utf8"), (key, value) => {
  if (value !== null && typeof value?.title === "string") delete value.title;
  return value;
});
delete schema.$id;
console.log(await compile(schema, "AnnualReport", { bannerComment: "" }));
