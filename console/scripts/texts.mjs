// Finds every text the sources ask for and says which languages lack it; and every text that stands in the sources without being asked for.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const root = new URL("../src", import.meta.url).pathname;
const sources = (dir) => readdirSync(dir, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? sources(join(dir, one.name)) : /\.tsx?$/.test(one.name) && !/schema\.ts$|\.test\./.test(one.name) ? [join(dir, one.name)] : []));

/** Attributes whose words a person reads or hears. */
const READ = new Set(["title", "placeholder", "aria-label", "label", "alt", "okText", "cancelText", "name", "word", "hint", "about"]);
/** Words that are the same in every language. */
const SAME = new Set(["Hanse", "SKU", "J", "K", "R", "T", "B", "X", "↵", "Ctrl", "Ctrl K", "Ctrl ↵", "#", "hk_…", "cus_…", "·", "→", "/", "—", "%"]);

export function texts() {
  const asked = new Map();
  const bare = [];
  for (const file of sources(root)) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    const place = (node) => `${relative(root, file)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const visit = (node) => {
      if (ts.isCallExpression(node) && node.expression.getText() === "t") {
        const [first] = node.arguments;
        if (first && ts.isStringLiteral(first)) asked.set(first.text, place(node));
        else bare.push(`${place(node)}: t() wants a text that stands there`);
      }
      const wordy = (text) => /\p{L}/u.test(text) && !SAME.has(text.trim()) && !/^[\s#%·/→—()+,.:|–-]*$/u.test(text);
      if (ts.isJsxText(node) && wordy(node.text.trim())) bare.push(`${place(node)}: ${node.text.trim()}`);
      if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && wordy(node.initializer.text) && /[A-Z\s]/.test(node.initializer.text)) bare.push(`${place(node)}: ${node.initializer.text}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { asked, bare };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { asked, bare } = texts();
  for (const one of bare) console.log(`not translated: ${one}`);
  for (const locale of ["zh", "ar"]) {
    const file = join(root, "locales", `${locale}.json`);
    const kept = JSON.parse(readFileSync(file, "utf8"));
    const missing = [...asked.keys()].filter((key) => !kept[key]);
    const unused = Object.keys(kept).filter((key) => !asked.has(key));
    if (process.argv.includes("--write")) writeFileSync(file, `${JSON.stringify(Object.fromEntries([...asked.keys()].sort().map((key) => [key, kept[key] ?? ""])), null, 2)}\n`);
    console.log(`${locale}: ${asked.size} texts, ${missing.length} missing, ${unused.length} unused`);
    if (process.argv.includes("--show")) for (const key of missing) console.log(JSON.stringify(key));
  }
}
