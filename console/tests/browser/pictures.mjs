// A picture of every screen: npm run pictures -- [--only orders] [--locales en,zh,ar] [--themes light,dark] [--widths 360,1280] [--height 2400]
// Those of README.md, in docs/pictures/: npm run pictures -- --readme
import { mkdirSync } from "node:fs";
import { browser, company, desk, enter } from "./house.mjs";

const option = (name, start) => {
  const at = process.argv.indexOf(`--${name}`);
  return (at > 0 ? process.argv[at + 1] : start).split(",").filter(Boolean);
};
const readme = process.argv.includes("--readme");
const folder = new URL(readme ? "../../../docs/pictures/" : "../../pictures/", import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const here = await company();
const ask = async (path) => (await fetch(`${here.address}/v1${path}`, { headers: { Authorization: `Bearer ${here.key}` } })).json();
const first = async (path, fit = () => true) => (await ask(path)).items?.find(fit)?.id ?? "none";
const order = await first("/orders?limit=50&status=completed");
const held = await first("/orders?limit=50&status=held");
const product = await first("/products?limit=1");
const variant = (await ask("/products?limit=1")).items?.[0]?.variants[0]?.id;
// Where most is to be picked, and what waits longest there.
const picks = await Promise.all((await ask("/warehouses")).map(async (one) => ({ id: one.id, items: (await ask(`/picks?warehouse=${one.id}`)).items })));
const { id: warehouse, items: [pick] } = picks.toSorted((a, b) => b.items.length - a.items.length)[0];
const packing = pick?.order;
const customer = await first("/customers?limit=1");

const screens = {
  morning: "/?range=365", month: "/?range=30", orders: "/orders", "orders-several": "/orders?status=held%2Ccompleted&country=DE%2CFR", "orders-many": "/orders", "orders-doing": "/orders?status=open%2Ccompleted", "orders-none": "/orders?country=IS", order: `/orders/${order}`, "order-held": `/orders/${held}`, "order-unknown": "/orders/ord_0000000000001",
  place: "/orders/new", inventory: "/inventory", story: `/inventory/${variant}`, warehouses: "/warehouse", pick: `/warehouse?warehouse=${warehouse}`, "pick-products": `/warehouse?warehouse=${warehouse}&by=product`, pack: `/warehouse?warehouse=${warehouse}&order=${packing}`, "pack-wrong": `/warehouse?warehouse=${warehouse}&order=${packing}`, "pack-label": `/warehouse?warehouse=${warehouse}&order=${packing}`, products: "/products", product: `/products/${product}`, queues: "/queues", waiting: "/queues?queue=waiting", shortfall: "/queues?queue=shortfall",
  returns: "/returns", imports: "/imports", customers: "/customers", customer: `/customers/${customer}`, money: "/money", tax: "/money?tab=tax", fx: "/money?tab=fx", settings: "/settings", markets: "/settings?tab=markets", prices: "/settings?tab=prices", rules: "/settings?tab=rules", rates: "/settings?tab=rates", thresholds: "/settings?tab=thresholds", keys: "/settings?tab=keys", me: "/settings?tab=me", behind: "/figures/sales",
};
const open = await browser();
const wrong = [];

/** Pictures of the named screens, of all where none is named, in one window. */
async function take({ locale, theme, width, height, only }, file) {
  const page = await desk(open, { locale, theme, width, height });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`${page.url()} ${message.text().slice(0, 300)}`));
  page.on("pageerror", (error) => wrong.push(`${page.url()} ${error.message}`));
  page.on("request", (request) => !request.url().startsWith(here.address) && !request.url().startsWith("data:") && wrong.push(`left the origin: ${request.url()}`));
  if (only.length === 0 || only.includes("enter")) {
    await page.goto(here.address);
    await page.locator('input[name="key"]').waitFor();
    await page.screenshot({ path: folder + file("enter") });
  }
  await enter(page, here);
  for (const [name, path] of Object.entries(screens)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await page.goto(here.address + path);
    await page.waitForLoadState("networkidle").catch(() => {});
    if (name === "place") {
      await page.locator(".ant-select-auto-complete input").first().fill("H010-RED-S");
      await page.waitForTimeout(900);
      await page.keyboard.press("Escape");
    }
    if (name === "pack-wrong") {
      await page.keyboard.type("4006381333931");
      await page.keyboard.press("Enter");
    }
    if (name === "pack-label") {
      for (const line of pick.lines) for (let piece = 0; piece < line.left; piece += 1) {
        await page.keyboard.type(line.sku);
        await page.keyboard.press("Enter");
      }
    }
    if (["orders-many", "orders-doing"].includes(name)) {
      await page.locator("tbody tr.at").waitFor();
      for (const key of ["x", "Shift+J", "Shift+J", "Shift+J", ...(name === "orders-doing" ? ["b"] : [])]) await page.keyboard.press(key);
      await page.waitForTimeout(700);
    }
    await page.waitForTimeout(250);
    await page.screenshot({ path: folder + file(name) });
  }
  await page.context().close();
}

if (readme) {
  const looks = { locale: "en", theme: "light" };
  await take({ ...looks, width: 1280, height: 760, only: ["month", "order"] }, (name) => `${name}.png`);
  await take({ ...looks, width: 360, height: 640, only: ["pack-label"] }, (name) => `${name}.png`);
} else {
  for (const locale of option("locales", "en,zh")) {
    for (const theme of option("themes", "light,dark")) {
      for (const width of option("widths", "1280,360").map(Number)) {
        await take({ locale, theme, width, height: Number(option("height", width < 600 ? "780" : "900")[0]), only: option("only", "") }, (name) => `${name}-${locale}-${theme}-${width}.png`);
      }
    }
  }
}
await open.close();
await here.stop();
console.log([...new Set(wrong)].join("\n") || "nothing went wrong");
