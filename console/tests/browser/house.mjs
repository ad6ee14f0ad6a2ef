// A real server with the demo company, and a real browser, for tests and pictures.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

function program() {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/hanse/target");
  const places = [process.env.CONSOLE_PROGRAM, join(target, "debug/hanse"), join(target, "release/hanse")];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("no hanse program: cargo build --package hanse");
  return found;
}

/** Starts Hanse with the demo company in a folder of its own; `stop` ends it and takes the folder away. */
export async function company(orders = 400) {
  if (process.env.CONSOLE_SERVER) return { address: process.env.CONSOLE_SERVER, key: process.env.CONSOLE_KEY, stop: async () => {} };
  return serving(mkdtempSync(join(tmpdir(), "hanse-console-")), ["demo", "--serve", "--listen", "127.0.0.1:0", "--orders", String(orders)]);
}

/** A company with nothing in it. */
export async function emptyCompany() {
  const folder = mkdtempSync(join(tmpdir(), "hanse-console-"));
  const { api_key } = JSON.parse(execFileSync(program(), ["--data", folder, "--json", "company", "muster", "--name", "Muster"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
  return { ...(await serving(folder, ["serve", "--listen", "127.0.0.1:0"])), key: api_key };
}

async function serving(folder, how) {
  const server = spawn(program(), ["--data", folder, "--json", ...how], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => server.once("exit", done));
  const told = await new Promise((done, failed) => {
    createInterface({ input: server.stdout }).once("line", (line) => done(JSON.parse(line)));
    ended.then(() => failed(new Error("the server ended before it listened")));
  });
  if (told.error) throw new Error(told.error);
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...told, stop };
}

/** A way to the server that can be cut and mended, as a network is. */
export async function wire({ address }) {
  const open = new Set();
  let whole = true;
  const to = new URL(address);
  const between = createServer((from) => {
    if (!whole) return from.destroy();
    const on = connect(Number(to.port), to.hostname);
    for (const end of [from, on]) {
      open.add(end);
      end.on("error", () => end.destroy()).on("close", () => { open.delete(end); from.destroy(); on.destroy(); });
    }
    from.pipe(on).pipe(from);
  });
  await new Promise((done) => between.listen(0, "127.0.0.1", done));
  const cut = () => { whole = false; for (const end of open) end.destroy(); };
  return { address: `http://127.0.0.1:${between.address().port}`, cut, mend: () => { whole = true; }, stop: () => { cut(); between.close(); } };
}

export async function browser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });
}

/** A person at a desk: language, look, zone and size of the window. */
export async function desk(open, { locale = "en", theme = "light", zone = "Europe/Berlin", width = 1280, height = 900, currency = "EUR", serviceWorkers = "block" } = {}) {
  const context = await open.newContext({ viewport: { width, height }, locale: locale === "zh" ? "zh-CN" : locale, timezoneId: zone, reducedMotion: "reduce", serviceWorkers });
  await context.addInitScript((chosen) => localStorage.getItem("hanse.settings") ?? localStorage.setItem("hanse.settings", JSON.stringify(chosen)), { locale, theme, zone, currency });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  settles(page);
  return page;
}

/** The stream of changes stays open as long as the page: without it in the count, "networkidle" means again that nothing is under way. */
function settles(page) {
  const under = new Set();
  let last = Date.now();
  const over = (request) => { under.delete(request); last = Date.now(); };
  page.on("request", (request) => { if (!request.url().endsWith("/v1/changes")) under.add(request); last = Date.now(); });
  page.on("requestfinished", over);
  page.on("requestfailed", over);
  const wait = page.waitForLoadState.bind(page);
  page.waitForLoadState = async (state, ...more) => {
    await wait(state === "networkidle" ? "load" : state, ...more);
    for (const begun = Date.now(); state === "networkidle" && (under.size > 0 || Date.now() - last < 400) && Date.now() - begun < 15_000; ) await page.waitForTimeout(50);
  };
}

/** Comes in with the key, as a person does. */
export async function enter(page, { address, key }) {
  await page.goto(address);
  await page.locator('input[name="key"]').fill(key);
  await page.locator('button[type="submit"]').click();
  await page.locator(".shell").waitFor();
}
