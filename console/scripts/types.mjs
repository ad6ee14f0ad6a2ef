// Writes src/api/schema.ts from openapi.json; with --check says whether it is what would be written.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const document = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8"));
const file = new URL("../src/api/schema.ts", import.meta.url);
const head = "// Made from openapi.json by `npm run types`. Never written by hand.\n\n";
// A file is what a browser holds as one, not a text.
const held = ts.factory.createTypeReferenceNode("Blob");
const text = head + astToString(await openapiTS(document, { transform: (schema) => (schema.format === "binary" ? held : undefined) }));
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    console.error("src/api/schema.ts is not what openapi.json says: run `npm run types`");
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
