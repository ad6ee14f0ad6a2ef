// Packs what was built for the binary (.br and .gz instead of the plain files) and measures what a browser loads first.
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = new URL("../dist/", import.meta.url).pathname;
// What a browser loads before any screen, with the figures of the morning round, with any other first screen.
const LIMITS = { entry: 190_000, morning: 220_000, first: 400_000 };

const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? files(join(dir, one.name)) : [join(dir, one.name)]));

const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));
const gzip = (name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;

/** A chunk and all it imports before it runs. */
function needed(key, seen = new Set()) {
  if (!seen.has(key)) {
    seen.add(key);
    for (const next of manifest[key].imports ?? []) needed(next, seen);
  }
  return seen;
}
const sum = (keys) => [...keys].reduce((all, key) => all + gzip(manifest[key].file), 0);
const entry = needed("index.html");
const routes = Object.keys(manifest).filter((key) => /^src\/app\/.*\.tsx$/.test(key) && manifest[key].isDynamicEntry);
const first = routes.map((key) => [sum(new Set([...entry, ...needed(key)])), key]).sort((a, b) => b[0] - a[0]);
const before = sum(entry);
const worst = Math.max(before, first[0]?.[0] ?? 0);
const show = (bytes) => `${(bytes / 1000).toFixed(0).padStart(5)} kB`;
console.log(`\nJavaScript, gzip\n${show(before)}  before any screen`);
for (const [bytes, key] of first) console.log(`${show(bytes)}  first screen ${key.replace("src/app/", "")}`);
const lazy = Object.keys(manifest).filter((key) => manifest[key].file.endsWith(".js") && /echarts/.test(manifest[key].file));
for (const key of lazy) console.log(`${show(gzip(manifest[key].file))}  later: ${manifest[key].file}`);

/** The pick list with all that the frame around it may fetch later, and no other screen: what a device keeps to open it without a network. */
function bench(keys, seen = new Set()) {
  for (const key of keys) {
    const other = key.startsWith("src/app/") && !key.startsWith("src/app/warehouse/");
    if (seen.has(key) || (other && manifest[key].isDynamicEntry)) continue;
    seen.add(key);
    bench([...(manifest[key].imports ?? []), ...(manifest[key].dynamicImports ?? [])], seen);
  }
  return seen;
}
const chunks = [...bench(["index.html", "src/app/warehouse/warehouse.tsx"])].map((key) => manifest[key]);
const shell = [...new Set([...chunks.flatMap((one) => [one.file, ...(one.css ?? []), ...(one.assets ?? [])]), "mark.svg"])].map((name) => `/${name}`).sort();
const build = createHash("sha256").update(readFileSync(join(folder, "index.html"))).update(shell.join("\n")).digest("hex").slice(0, 16);
const worker = readFileSync(new URL("worker.js", import.meta.url), "utf8");
writeFileSync(join(folder, "worker.js"), `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(shell)};\n${worker}`);
console.log(`${show(shell.reduce((all, name) => all + gzip(name), 0))}  kept by a device that packs (${shell.length} files)`);

for (const file of files(folder)) {
  if (!/\.(js|css|html|svg|json)$/.test(file)) continue;
  const plain = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  writeFileSync(`${file}.br`, brotliCompressSync(plain, options));
  rmSync(file);
}
rmSync(join(folder, ".vite"), { recursive: true });
const packed = files(folder).reduce((all, file) => all + (file.endsWith(".br") ? statSync(file).size : 0), 0);
console.log(`${show(packed)}  everything, brotli`);

const morning = first.find(([, key]) => key.endsWith("morning.tsx"))?.[0] ?? Number.POSITIVE_INFINITY;
const over = [
  [before, LIMITS.entry, "before any screen"],
  [morning, LIMITS.morning, "with the morning round's figures"],
  [worst, LIMITS.first, "with a first screen"],
].filter(([bytes, limit]) => bytes > limit);
for (const [bytes, limit, what] of over) console.error(`too large: ${show(bytes)} ${what}, where ${show(limit)} is the most`);
if (over.length > 0 || !existsSync(join(folder, "index.html.gz"))) process.exit(1);
