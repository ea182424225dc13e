// Judge documents by schemas with one of the validators: `node validate.mjs NAME`.
// In: {"schemas": [...], "cases": [[identifier, document], ...]}. Out: the verdicts, in order.
import { readFileSync } from "node:fs";

const judges = {
  async ajv(schemas) {
    const { default: Ajv } = await import("ajv/dist/2020.js");
    const ajv = new Ajv({ strict: true, strictRequired: true, allErrors: true, schemas });
    return (identifier, document) => ajv.getSchema(identifier)(document);
  },
  async hyperjump(schemas) {
    const { registerSchema, validate } = await import("@hyperjump/json-schema/draft-2020-12");
    for (const schema of schemas) registerSchema(schema);
    const compiled = {};
    return async (identifier, document) => {
      compiled[identifier] ??= await validate(identifier);
      return compiled[identifier](document).valid;
    };
  },
};

const { schemas, cases } = JSON.parse(readFileSync(0, "utf8"));
const judge = await judges[process.argv[2]](schemas);
const verdicts = [];
for (const [identifier, document] of cases) verdicts.push(await judge(identifier, document));
console.log(JSON.stringify(verdicts));
