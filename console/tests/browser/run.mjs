// People's jobs, in a real browser, against the real program with the demo company.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { browser, company, desk, enter } from "./house.mjs";
import { empty } from "./empty.mjs";
import { keys } from "./keys.mjs";
import { looks } from "./looks.mjs";
import { retail } from "./retail.mjs";
import { typed } from "./typed.mjs";
import { warehouse } from "./warehouse.mjs";
import { workbook } from "./workbook.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let here;
let open;

before(async () => {
  here = await company(200);
  open = await browser();
});
after(async () => {
  await open?.close();
  await here?.stop();
});

/** Somebody at a desk, signed in; what went wrong unseen is told at the end. */
async function somebody(chosen = {}) {
  const page = await desk(open, chosen);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => /Content Security Policy|Uncompiled|unique "key"/.test(message.text()) && wrong.push(message.text()));
  page.on("request", (request) => !request.url().startsWith(here.address) && !/^(data|blob):/.test(request.url()) && wrong.push(`left the origin: ${request.url()}`));
  await enter(page, here);
  return { page, wrong, leave: async () => { await page.context().close(); assert.deepEqual(wrong, []); } };
}

const ask = async (path) => (await fetch(`${here.address}/v1${path}`, { headers: { Authorization: `Bearer ${here.key}` } })).json();
const button = (page, name) => page.getByRole("button", { name, exact: true });

async function fillOrder(page, name) {
  await page.getByLabel("SKU or product 1").fill("H010-RED-S");
  await page.keyboard.press("Escape");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Street and number").fill("1 Rue de Rivoli");
  await page.getByLabel("Postcode").fill("75001");
  await page.getByLabel("City").fill("Paris");
}

test("a wrong key is refused in words; a right one lets in and no script can read what stands for it", async () => {
  const page = await desk(open);
  await page.goto(here.address);
  await page.locator('input[name="key"]').fill("hk_demo_00000000000000000000000000000000");
  await page.keyboard.press("Enter");
  await page.getByText("This key is not known here").waitFor();
  await page.locator('input[name="key"]').fill(here.key);
  await page.keyboard.press("Enter");
  await page.locator(".shell").waitFor();
  assert.equal(await page.evaluate(() => document.cookie), "");
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes("hk_demo"));
  const [cookie] = (await page.context().cookies()).filter((one) => one.name === "hanse_session");
  assert.deepEqual([cookie.httpOnly, cookie.sameSite, cookie.path], [true, "Strict", "/"]);
  const bare = await page.evaluate(async () => (await fetch("/v1/orders")).status);
  assert.equal(bare, 401, "without the console's header the cookie counts for nothing");
  await page.context().close();
});

test("an order is placed with a live quote, by the keyboard alone, and shipped once however often one clicks", async () => {
  const { page, leave } = await somebody();
  await page.locator("main").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("n");
  await page.waitForURL("**/orders/new");
  const market = (await ask("/markets")).items.find((one) => one.countries.includes("FR"));
  await page.getByLabel("Market").fill(market.names.en);
  await page.locator(".ant-select-item-option", { hasText: market.names.en }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByText(`${market.names.en} · ${market.currency}`).locator("visible=true").first().waitFor();
  await fillOrder(page, "Erika Mustermann");
  await page.getByText("Domestic supply").or(page.getByText("Distance sale")).first().waitFor();
  await page.locator("button:enabled", { hasText: "Place the order" }).waitFor();
  const quoted = await page.locator(".facts b").first().innerText();
  await page.getByLabel("City").focus();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/orders\/ord_/);
  const id = page.url().split("/").pop();
  await page.getByText(quoted).first().waitFor();
  await button(page, "Ship").click();
  await page.getByLabel("Carrier").fill("dhl");
  await page.getByLabel("Tracking number").fill("00340434161094042557");
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Ship" }).dblclick();
  await page.getByText("00340434161094042557").locator("visible=true").first().waitFor();
  assert.equal((await ask(`/orders/${id}`)).shipments.length, 1);
  await page.getByRole("link", { name: "Orders", exact: true }).first().click();
  await page.getByLabel("Number, tracking, SKU, word").fill("00340434161094042557");
  await page.getByRole("row").nth(1).getByText(id).or(page.locator(`a[href="/orders/${id}"]`)).first().waitFor();
  await leave();
});

test("what the API refuses is told with its request id, and what was typed stays", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/orders/new`);
  await page.getByLabel("SKU or product 1").fill("NO-SUCH-THING");
  await page.keyboard.press("Escape");
  await page.getByText(/req_/).first().waitFor();
  await page.getByText("Unknown SKU").first().waitFor();
  assert.equal(await page.getByLabel("SKU or product 1").inputValue(), "NO-SUCH-THING");
  await leave();
});

test("held orders are released from their queue with one key, and that is undone with one click", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/queues`);
  await page.locator("tbody tr.at").waitFor();
  const href = await page.locator("tbody tr.at a").first().getAttribute("href");
  const id = href.split("/").pop();
  await page.keyboard.press("r");
  await page.getByRole("dialog").getByLabel("Reason").fill("checked by hand");
  await page.keyboard.press("Enter");
  await page.getByText(/^Released:/).waitFor();
  assert.equal((await ask(`/orders/${id}`)).status, "open");
  // Gone from the queue before it can come back.
  await page.locator(`a[href="${href}"]`).first().waitFor({ state: "detached" });
  await button(page, "Undo").click();
  await page.locator(`a[href="${href}"]`).first().waitFor();
  assert.equal((await ask(`/orders/${id}`)).status, "held");
  await leave();
});

test("the address of a held order is corrected where it stands, then it is released; another country is another order", async () => {
  const { page, leave } = await somebody();
  const order = (await ask("/orders?status=open&fulfilment=unfulfilled&country=DE&limit=20")).items.find((one) => one.person);
  const send = (path, body) => fetch(`${here.address}/v1${path}`, { method: "POST", headers: { Authorization: `Bearer ${here.key}`, "Idempotency-Key": `${path}-${Math.random()}`, "Content-Type": "application/json" }, body: JSON.stringify(body) });
  assert.equal((await send(`/orders/${order.id}/hold`, { because: "address" })).status, 200);
  await page.goto(`${here.address}/orders/${order.id}`);
  await button(page, "Correct the address …").click();
  await page.getByRole("dialog").getByLabel("Reason").fill("street misspelt");
  await page.keyboard.press("Enter");
  const form = page.locator(".ant-drawer-body");
  const keep = page.locator(".ant-drawer-footer").getByRole("button", { name: "Keep", exact: true });
  await form.getByRole("textbox", { name: /^Street/ }).fill("Am Sandtorkai 5\nHaus B");
  // Heligoland is Germany, and outside the territory of its VAT.
  await form.getByLabel("Postcode").fill("27498");
  await page.getByText("That postcode lies in another tax territory of Germany.").waitFor();
  assert.ok(await keep.isDisabled());
  await form.getByLabel("Postcode").fill("20457");
  await page.getByText("That postcode lies").waitFor({ state: "detached" });
  await form.getByLabel("Country").fill("France");
  await page.locator(".ant-select-item-option", { hasText: "France · FR" }).click();
  await page.getByText("Cancel the order and place it anew").waitFor();
  assert.ok(await keep.isDisabled());
  await form.getByLabel("Country").fill("Germany");
  await page.locator(".ant-select-item-option", { hasText: "Germany · DE" }).click();
  await form.getByLabel("City").fill("Hamburg");
  await page.locator(".ant-drawer-footer button:enabled", { hasText: "Keep" }).click();
  await button(page, "Release it now").click();
  await page.getByText(/^Released:/).waitFor();
  assert.equal((await ask(`/orders/${order.id}`)).status, "open");
  const told = await (await send(`/persons/${order.person}/reveal`, { purpose: "fulfilment", reason: "looked whether it was kept" })).json();
  assert.deepEqual([told.address.lines, told.address.postcode, told.address.city, told.address.country], [["Am Sandtorkai 5", "Haus B"], "20457", "Hamburg", "DE"]);
  await leave();
});

test("what one does another sees without asking, in a list and on the order's page; a break is told and made good", async () => {
  const [one, other] = [await somebody(), await somebody()];
  const held = (await ask("/orders?status=held&limit=2")).items;
  await one.page.goto(`${here.address}/orders?status=held`);
  const row = one.page.locator(`a[href="/orders/${held[0].id}"]`).first();
  await row.waitFor();
  await other.page.goto(`${here.address}/orders/${held[0].id}`);
  await button(other.page, "Release").click();
  await other.page.getByLabel("Reason").fill("seen");
  await other.page.locator(".ant-drawer-footer").getByRole("button", { name: "Release" }).click();
  await row.waitFor({ state: "detached" });
  assert.equal((await ask(`/orders/${held[0].id}`)).status, "open");
  // On the page of the order itself.
  await one.page.goto(`${here.address}/orders/${held[0].id}`);
  await one.page.getByRole("heading").getByText(held[0].external_number ?? held[0].id).waitFor();
  const put = (path, body) => fetch(`${here.address}/v1${path}`, { method: "POST", headers: { Authorization: `Bearer ${here.key}`, "Content-Type": "application/json", "Idempotency-Key": `live-${path}` }, body: JSON.stringify(body) });
  assert.equal((await put(`/orders/${held[0].id}/hold`, { because: "address" })).status, 200);
  await one.page.getByText("On hold: ").waitFor();
  // Away for a while: it is said, and what was missed is there when the way is free again.
  const context = one.page.context();
  const lost = one.page.getByText(/^No connection since/);
  await context.setOffline(true);
  await lost.waitFor({ timeout: 60_000 });
  assert.equal((await put(`/orders/${held[0].id}/release`, { reason: "seen again" })).status, 200);
  await context.setOffline(false);
  await lost.waitFor({ state: "detached", timeout: 30_000 });
  await one.page.getByText("On hold: ").waitFor({ state: "detached" });
  await one.leave();
  await other.leave();
});

test("a filter takes several values, and they stand in the address", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/orders?status=held`);
  await page.locator("tbody tr.at").waitFor();
  await page.getByLabel("Order state").click();
  await page.locator(".ant-select-item-option", { hasText: "Completed" }).first().click();
  await page.waitForURL(/status=held%2Ccompleted/);
  const wanted = (await ask("/orders?status=held,completed&limit=200")).items;
  assert.deepEqual([...new Set(wanted.map((each) => each.status))].toSorted(), ["completed", "held"]);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.locator(`a[href="/orders/${wanted[0].id}"]`).first().waitFor();
  assert.equal(await page.locator(`tbody a[href="/orders/${wanted[1].id}"]`).count(), 1);
  await leave();
});

test("many orders are held by the keyboard alone: what is not allowed is said before, and all of it is undone with one click", async () => {
  const { page, leave } = await somebody();
  const [done] = (await ask("/orders?status=completed&limit=1")).items;
  const state = async (id) => (await ask(`/orders/${id}`)).status;
  await page.goto(`${here.address}/orders?status=open&fulfilment=unfulfilled`);
  await page.locator("tbody tr.at").waitFor();
  const opened = (await ask("/orders?status=open&fulfilment=unfulfilled&limit=3")).items.map((each) => each.id);
  assert.ok(opened.length > 1);
  await page.locator("main").click({ position: { x: 5, y: 5 } });
  for (const key of ["x", "Shift+J"]) await page.keyboard.press(key);
  await page.getByText("2 chosen").waitFor();
  // The tools are fetched when the first row is chosen, and their key with them.
  await button(page, "Hold …").waitFor();
  await page.keyboard.press("b");
  await page.getByText("Allowed for 2 orders").waitFor();
  await page.getByLabel("Held because").fill("Address");
  await page.locator(".ant-select-item-option", { hasText: "Address to be checked" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await page.getByText("2 orders held").waitFor();
  assert.deepEqual(await Promise.all(opened.map(state)), opened.map((_, place) => (place < 2 ? "held" : "open")));
  await button(page, "Undo").click();
  await page.getByText("2 orders released").waitFor();
  assert.deepEqual(await Promise.all(opened.map(state)), opened.map(() => "open"));
  // Beside those that may be, one that may not: it says why, and nothing is done to it.
  await page.goto(`${here.address}/orders?status=completed`);
  await page.locator("tbody tr.at").waitFor();
  await page.getByLabel("Choose row 1", { exact: true }).click();
  await button(page, "Hold …").click();
  await page.getByText("Allowed for none of them").waitFor();
  await page.getByText(/^Not for 1 order: ./).waitFor();
  assert.ok(await page.locator(".ant-drawer-footer .ant-btn-primary").isDisabled());
  assert.equal(await state(done.id), "completed");
  await leave();
});

test("goods are received and stand on the shelf at once, pasted from a spreadsheet", async () => {
  const { page, leave } = await somebody();
  const { variant } = await ask("/variants/H010-RED-S");
  const shelves = async () => (await ask(`/stock?variant=${variant}`)).items.reduce((all, one) => all + one.on_hand, 0);
  const had = await shelves();
  await page.goto(`${here.address}/inventory/${variant}`);
  await button(page, "Receive").click();
  await page.getByRole("dialog").getByLabel("Warehouse").press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByLabel("Pieces 1").fill("12");
  await page.getByLabel("Document").fill("LS-1");
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Receive goods" }).click();
  await page.getByText("LS-1").first().waitFor();
  assert.equal(await shelves(), had + 12);
  await leave();
});

test("two people edit one product: the second sees both sides and loses nothing, in the form and in the texts typed where they stand", async () => {
  const [first, second] = [await somebody(), await somebody()];
  const product = (await ask("/products?limit=1")).items[0].id;
  for (const { page } of [first, second]) {
    await page.goto(`${here.address}/products/${product}`);
    await button(page, "Edit").click();
  }
  const keep = (page) => page.locator(".ant-drawer-footer").getByRole("button", { name: "Keep" });
  await first.page.getByLabel("Category").fill("first/one");
  await keep(first.page).click();
  await first.page.getByText("first/one").first().waitFor();
  await second.page.getByLabel("Category").fill("second/one");
  await keep(second.page).click();
  await second.page.getByText("Somebody else changed it meanwhile").waitFor();
  await second.page.getByRole("table", { name: "Both sides" }).getByRole("cell", { name: "first/one" }).waitFor();
  await button(second.page, "Keep mine over theirs").click();
  await second.page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  assert.equal((await ask(`/products/${product}`)).category, "second/one");
  // The texts: both begin to type, one is faster.
  for (const { page } of [first, second]) await page.goto(`${here.address}/products/${product}`);
  const text = (page) => page.getByLabel("Name, English", { exact: true });
  await text(first.page).fill("First name");
  await text(second.page).fill("Second name");
  await button(first.page, "Keep 1 text").click();
  await first.page.getByRole("heading", { name: "First name" }).waitFor();
  await button(second.page, "Keep 1 text").click();
  await second.page.getByText("Somebody else changed it meanwhile").waitFor();
  await second.page.getByRole("table", { name: "Both sides" }).getByRole("cell", { name: "First name" }).waitFor();
  assert.equal(await text(second.page).inputValue(), "Second name");
  await button(second.page, "Keep mine over theirs").click();
  await second.page.getByRole("heading", { name: "Second name" }).waitFor();
  assert.equal((await ask(`/products/${product}`)).names.en, "Second name");
  await first.leave();
  await second.leave();
});

test("a product's texts are typed where they stand, a language is added, a block is pasted; a variant comes and one is sold no more", async () => {
  const { page, leave } = await somebody();
  const product = (await ask("/products?limit=50")).items.find((one) => one.options.length > 0 && one.status === "active");
  await page.goto(`${here.address}/products/${product.id}`);
  await page.getByRole("combobox", { name: "Add a language" }).fill("French");
  await page.locator(".ant-select-item-option", { hasText: "French" }).first().click();
  const french = page.getByLabel("Name, French", { exact: true });
  assert.equal(await french.getAttribute("placeholder"), "missing");
  await french.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "Tasse\tEn grès, 330 ml\n");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await button(page, "Keep 2 texts").click();
  await page.getByText("Kept", { exact: true }).first().waitFor();
  const now = await ask(`/products/${product.id}`);
  assert.deepEqual([now.names.fr, now.descriptions.fr, now.names.en], ["Tasse", "En grès, 330 ml", product.names.en]);
  await button(page, "New variant").click();
  // A combination there is already is refused in words.
  for (const option of product.options) {
    const known = option.values.find((one) => one.code === product.variants[0].choices[option.code]);
    await page.getByRole("dialog").getByLabel(option.names.en, { exact: true }).last().fill(known.names.en);
    await page.locator(".ant-select-item-option:visible", { hasText: known.names.en }).first().click();
  }
  await page.getByRole("dialog").getByLabel("SKU").fill("ONE-MORE");
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Create" }).click();
  await page.getByRole("dialog").getByText(/req_/).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last().click();
  const gone = product.variants[0].sku;
  await button(page, `Archive ${gone} …`).click();
  await page.getByRole("tooltip").getByRole("button", { name: "Archive", exact: true }).click();
  await page.getByText(`No more on sale: ${gone}`).waitFor();
  assert.equal((await ask(`/products/${product.id}`)).variants[0].status, "archived");
  await leave();
});

test("two people edit the seat of a company: the second sees both sides, and the invoices to come say it", async () => {
  const [first, second] = [await somebody(), await somebody({ locale: "zh" })];
  const { code, name } = (await ask("/entities")).items[0];
  await first.page.goto(`${here.address}/settings?tab=entities`);
  await second.page.goto(`${here.address}/settings?tab=entities`);
  await button(first.page, `Edit ${name}`).click();
  await button(second.page, `编辑 ${name}`).click();
  await first.page.getByLabel("Street and number").fill("Am Sandtorkai 5\nHaus B");
  await first.page.getByLabel("Postcode").fill("20457");
  await first.page.getByLabel("City").fill(" ");
  await button(first.page, "Keep").click();
  await first.page.locator(".wrong").waitFor();
  assert.equal(await first.page.getByLabel("Postcode").inputValue(), "20457", "what was typed stays");
  await first.page.getByLabel("City").fill("Hamburg");
  await button(first.page, "Keep").click();
  await first.page.getByRole("cell", { name: "Am Sandtorkai 5, Haus B, 20457 Hamburg" }).waitFor();
  await second.page.getByLabel("城市").fill("Bremen");
  await second.page.getByLabel("街道门牌").fill("Am Markt 1");
  await button(second.page, "保存").or(second.page.getByRole("button", { name: "保 存" })).first().click();
  await second.page.getByRole("alert").getByRole("cell", { name: "Hamburg" }).waitFor();
  assert.equal((await ask(`/entities/${code}`)).address.city, "Hamburg", "nothing was written");
  await second.page.locator(".ant-drawer-footer .ant-btn-primary").click();
  await second.page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  assert.equal((await ask(`/entities/${code}`)).address.city, "Bremen");
  await first.leave();
  await second.leave();
});

test("the queues say how many wait in each, as the API counts them, and by how much somebody paid too much", async () => {
  const { page, leave } = await somebody();
  const order = (await ask("/orders?limit=100&status=open&payment=paid")).items[0];
  const paid = await fetch(`${here.address}/v1/orders/${order.id}/payments`, { method: "POST", headers: { Authorization: `Bearer ${here.key}`, "Idempotency-Key": "overpaid", "Content-Type": "application/json" }, body: JSON.stringify({ amount: { amount: order.gross.amount, currency: order.gross.currency }, method: "card", reference: "twice" }) });
  assert.equal(paid.status, 200, await paid.text());
  const counts = await ask("/orders/queues");
  assert.ok(counts.overpaid.count > 0);
  await page.goto(`${here.address}/queues`);
  const tab = (name, { count, more }) => page.getByRole("tab", { name: `${name} ${count.toLocaleString("en")}${more ? "+" : ""}`, exact: true });
  await tab("Held orders", counts.held).waitFor();
  await tab("Tax not determined", counts.tax_not_determined).waitFor();
  await tab("Waiting to be shipped", counts.to_ship).waitFor();
  await tab("Shortfalls", await ask("/stock/shortfalls/count")).waitFor();
  await tab("Rows in quarantine", (await ask("/imports/waiting")).rows).waitFor();
  await tab("Paid too much", counts.overpaid).click();
  await page.getByRole("link", { name: order.external_number, exact: true }).waitFor();
  await leave();
});

test("the trial balance says what all accounts come to, and that debits equal credits", async () => {
  const { page, leave } = await somebody();
  const entity = (await ask("/entities")).items[0].code;
  await page.goto(`${here.address}/money?entity=${entity}`);
  await page.getByText("Debits equal credits").waitFor();
  const foot = page.getByRole("table", { name: "Trial balance" }).locator("tfoot tr");
  const cells = await foot.getByRole("cell").allInnerTexts();
  assert.equal(cells[2], cells[3], "debits and credits");
  assert.ok(/[1-9]/.test(cells[2]), cells.join(" | "));
  await leave();
});

test("a trial balance of a period begins where the one before ended, and tax is told by country and state down to its rows", async () => {
  const { page, leave } = await somebody();
  const entity = (await ask("/entities")).items[0].code;
  const day = (shift) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
  const [begin, end] = await Promise.all([day(-31), day(0)].map((on) => ask(`/ledger/trial-balance?entity=${entity}&on=${on}`)));
  const line = end.lines.find((one) => begin.lines.some((each) => each.account === one.account && each.balance.amount !== one.balance.amount));
  const before = begin.lines.find((one) => one.account === line.account);
  await page.goto(`${here.address}/money?entity=${entity}&since=${day(-30)}&on=${day(0)}`);
  const row = page.getByRole("table", { name: "Trial balance" }).getByRole("row").filter({ has: page.getByRole("cell", { name: line.account, exact: true }) });
  const figure = (text) => Number(text.replaceAll(/[^\d.-]/g, ""));
  await page.getByRole("columnheader", { name: "Opening" }).waitFor();
  const cells = (await row.getByRole("cell").allInnerTexts()).map((text) => text.split("\n")[0]);
  assert.deepEqual([cells[3], cells[6]].map(figure), [before.balance.amount, line.balance.amount].map(Number));
  assert.equal(figure(cells[4]).toFixed(2), (Number(line.debits.amount) - Number(before.debits.amount)).toFixed(2));
  await button(page, "From the beginning").click();
  await page.getByRole("columnheader", { name: "Opening" }).waitFor({ state: "detached" });
  await page.goto(`${here.address}/money?tab=tax&from=${day(-365)}&until=${day(1)}`);
  const tax = page.getByRole("region", { name: "Tax owed by country and state" }).getByRole("row").filter({ hasText: "Germany" }).filter({ hasText: "Determined" }).first();
  await tax.getByRole("link").first().click();
  await page.waitForURL(/\/figures\/tax_owed\?.*country=DE.*tax_status=determined/);
  await page.locator('tbody a[href^="/orders/ord_"]').first().waitFor();
  const id = (await page.locator('tbody a[href^="/orders/ord_"]').first().getAttribute("href")).split("/").pop();
  assert.equal((await ask(`/orders/${id}`)).country, "DE");
  await leave();
});

test("a customer's page says what they ordered, by channel and currency", async () => {
  const { page, leave } = await somebody();
  const customer = (await ask("/orders?limit=50&status=completed")).items.find((one) => one.customer).customer;
  const sums = await ask(`/orders/sums?customer=${customer}`);
  const own = (await ask(`/orders?customer=${customer}&limit=200`)).items.filter((one) => one.status !== "cancelled");
  assert.equal(sums.reduce((all, one) => all + one.orders, 0), own.length);
  await page.goto(`${here.address}/customers/${customer}`);
  const row = page.getByRole("region", { name: "What they ordered" }).getByRole("row").filter({ hasText: `${sums[0].channel} · ${sums[0].shop}` }).first();
  await row.waitFor();
  const total = await row.locator("b").innerText();
  assert.equal(Number(total.replaceAll(/[^\d.]/g, "")), Number(sums[0].gross.amount));
  await leave();
});

test("a list's head shows from the start what it is sorted by, and stock's papers are called as their shop calls them", async () => {
  const { page, leave } = await somebody();
  for (const [path, head] of [["/orders", "Recorded"], ["/customers", "Known since"], ["/returns", "Requested"]]) {
    await page.goto(here.address + path);
    await page.locator('th[aria-sort="descending"]').filter({ hasText: head }).waitFor();
  }
  const order = (await ask("/orders?status=completed&limit=20")).items.find((one) => one.external_number);
  const { lines } = await ask(`/orders/${order.id}`);
  const { variant } = await ask(`/variants/${lines.find((one) => one.kind === "goods").sku}`);
  await page.goto(`${here.address}/inventory/${variant}`);
  await page.getByRole("link", { name: order.external_number, exact: true }).first().waitFor();
  await leave();
});

test("a lost connection loses nothing: the same wish is sent again and done once", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/orders/new`);
  await fillOrder(page, "Max Muster");
  await page.locator(".facts b").first().waitFor();
  const keys = [];
  await page.route("**/v1/orders", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch(); // it arrives and is done, and the answer is lost on its way back
    return route.abort("connectionreset");
  });
  await button(page, /Place the order/).click();
  await page.getByText("The server cannot be reached").waitFor();
  assert.equal(await page.getByLabel("City").inputValue(), "Paris");
  const before = (await ask("/orders?limit=200")).items.length;
  await button(page, /Place the order/).click();
  await page.waitForURL(/\/orders\/ord_/);
  assert.equal(keys[0], keys[1]);
  assert.equal((await ask("/orders?limit=200")).items.length, before);
  await leave();
});

test("a return goes from request to refund", async () => {
  const { page, leave } = await somebody();
  const order = (await ask("/orders?limit=100&status=completed")).items.find((one) => one.payment === "paid");
  await page.goto(`${here.address}/orders/${order.id}`);
  await button(page, "All actions").click();
  await page.getByRole("menuitem", { name: "Open a return" }).click();
  await page.locator('.ant-drawer .number input').first().fill("1");
  await page.getByLabel("Reason").fill("damaged");
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Open a return" }).click();
  await page.getByRole("link", { name: "Return", exact: true }).click();
  await page.getByRole("heading", { name: `Return ${order.external_number}` }).waitFor();
  for (const [step, word] of [["Receive", "Receive the return"], ["Issue a credit note", "Issue a credit note"]]) {
    await button(page, step).click();
    await page.locator(".ant-drawer-footer").getByRole("button", { name: word }).click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  }
  await button(page, "Refund").click();
  await page.getByLabel("Method").fill("card");
  await page.getByLabel("The provider's number of it").fill("re_1");
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Refund" }).click();
  await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  const now = await ask(`/orders/${order.id}`);
  assert.ok(Number(now.refunded.amount) > 0);
  assert.ok(now.documents.some((one) => one.kind === "credit_note"));
  await leave();
});

test("a parcel that was lost is told on the order's page: its pieces are to be shipped again, and what is cancelled after the invoice has a credit note", async () => {
  const { page, leave } = await somebody();
  let before;
  for (const one of (await ask("/orders?limit=100&fulfilment=shipped&status=open")).items) {
    const whole = await ask(`/orders/${one.id}`);
    if (whole.shipments.length === 1) before ??= whole;
  }
  assert.ok(before, "the demo has an order under way in one parcel");
  const order = before;
  await page.goto(`${here.address}/orders/${order.id}`);
  const act = async (name) => {
    await button(page, "All actions").click();
    await page.getByRole("menuitem", { name }).click();
  };
  const pick = async (label, option) => {
    await page.getByRole("combobox", { name: label }).click();
    await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option").filter({ hasText: option }).first().click();
  };
  const send = async (name) => {
    await page.locator(".ant-drawer-footer").getByRole("button", { name }).click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  };
  if (!before.documents.length) {
    const headers = { Authorization: `Bearer ${here.key}`, "Idempotency-Key": crypto.randomUUID() };
    assert.equal((await fetch(`${here.address}/v1/orders/${order.id}/invoice`, { method: "POST", headers })).status, 200);
  }
  const parcel = before.shipments.find((one) => !one.delivered_at && !one.failed_at);
  await act("Parcel will not arrive");
  await pick("Parcel", parcel.tracking ?? parcel.id);
  await pick("What became of it", "Lost");
  await send("Parcel will not arrive");
  await act("Cancel pieces");
  await send("Cancel pieces");
  const now = await ask(`/orders/${order.id}`);
  assert.equal(now.shipments.find((one) => one.id === parcel.id).failure, "lost");
  assert.ok(now.documents.some((one) => one.kind === "credit_note"), JSON.stringify(now.documents));
  await leave();
});

test("the palette finds an order by its number and goes there; leaving ends the session on the server", async () => {
  const { page, leave } = await somebody({ locale: "zh" });
  const order = (await ask("/orders?limit=50")).items.find((one) => one.external_number);
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(order.external_number);
  await page.getByRole("option").filter({ hasText: order.external_number }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/orders/${order.id}`);
  await page.getByRole("button", { name: "当前登录" }).click();
  await page.getByRole("menuitem", { name: "退出" }).click();
  await page.locator('input[name="key"]').waitFor();
  assert.equal(await page.evaluate(async () => (await fetch("/v1/session", { headers: { "Hanse-Console": "1" } })).status), 401);
  await leave();
});

test("a list is turned by its head, and all of it is saved as a file, however many pages it has", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/orders?status=completed`);
  await button(page, "Placed").click();
  await page.waitForURL(/sort=-placed_at/);
  await page.locator('th[aria-sort="descending"]').filter({ hasText: "Placed" }).waitFor();
  await button(page, "Placed").click();
  await page.waitForURL(/sort=placed_at/);
  const first = (await ask("/orders?status=completed&sort=placed_at&limit=1")).items[0];
  await page.locator("tbody tr.at").getByText(first.external_number).waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Export everything asked for").click()]);
  const rows = readFileSync(await file.path(), "utf8").trim().split("\r\n");
  let count = 0;
  for (let cursor = ""; cursor !== undefined; ) {
    const got = await ask(`/orders?status=completed&limit=200${cursor && `&cursor=${cursor}`}`);
    count += got.items.length;
    cursor = got.next ?? undefined;
  }
  assert.equal(rows.length, count + 1);
  assert.ok(rows[1].startsWith(`${first.external_number},`) && rows[1].includes(first.gross.amount), rows[1]);
  await leave();
});

test("an order tells what each step changed, and two of its versions side by side", async () => {
  const { page, leave } = await somebody();
  const order = (await ask("/orders?limit=50&status=completed")).items.find((one) => one.payment === "paid");
  await page.goto(`${here.address}/orders/${order.id}`);
  const step = page.locator(".story > li").filter({ hasText: "Payment recorded" });
  await step.getByText("Unpaid").waitFor();
  await step.getByText("Paid", { exact: true }).first().waitFor();
  const table = page.getByRole("region", { name: "Two versions side by side" });
  await table.getByRole("row").filter({ hasText: "Fulfilment" }).getByText("Delivered").waitFor();
  await table.getByRole("row").filter({ hasText: "Line 1: Pieces shipped" }).first().waitFor();
  await leave();
});

test("a file nobody wrote a profile for is imported by eye, be it CSV, Excel or JSON, and a colleague has its columns until they are forgotten", async () => {
  const { page, leave } = await somebody();
  const began = async (by, file, cell) => {
    await by.goto(`${here.address}/imports`);
    await button(by, "Import a file").first().click();
    await by.locator('input[type="file"]').setInputFiles(file);
    await by.getByRole("region", { name: "The file's first rows" }).getByText(cell).first().waitFor();
  };
  const of = (at) => at.getByRole("dialog").locator(".ant-select", { has: at.getByLabel("Profile") });
  const tried = async (by, total) => {
    await by.getByRole("textbox", { name: /^Shop/ }).fill("by-eye");
    if (await by.getByLabel("Entity").count()) {
      await by.getByLabel("Entity").press("ArrowDown");
      await by.locator(".ant-select-item-option", { hasText: "demo-de" }).first().click();
    }
    await by.locator("button:enabled", { hasText: "Try it" }).click();
    await by.waitForURL(/\/imports\/job_/);
    await by.getByText("Done", { exact: true }).first().waitFor();
    await by.getByRole("region", { name: "By kind of line" }).getByText(total).waitFor();
  };
  // A picture with a workbook's name is told to be one, and nothing is sent.
  await page.goto(`${here.address}/imports`);
  await button(page, "Import a file").first().click();
  await page.locator('input[type="file"]').setInputFiles({ name: "orders.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: Buffer.from("89504e470d0a1a0a0000000d", "hex") });
  await page.getByRole("alert").getByText("It is a picture, whatever its name says.").waitFor();
  assert.ok(await button(page, "Try it").isDisabled());
  const csv = { name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from("Order no;Our code;Qty;Date;Unit price;Country\nE-1;EYE-1;2;31.10.2026;1.234,50;DE\nE-2;EYE-2;1;01.11.2026;9,90;DE\n") };
  await began(page, csv, "1.234,50");
  await page.getByText("Still to be told: SKU, Currency").waitFor();
  await page.getByLabel("What is Our code?").press("ArrowDown");
  await page.locator(".ant-select-item-option", { hasText: "SKU" }).first().click();
  await page.getByLabel("Currency").press("ArrowDown");
  await page.locator(".ant-select-item-option", { hasText: "EUR" }).first().click();
  await page.getByRole("textbox", { name: /^Shop/ }).fill("by-eye");
  assert.ok(await button(page, "Try it").isDisabled(), "one of several entities has to be named");
  await page.getByRole("textbox", { name: /^Remember these columns as/ }).fill("Eye shop");
  await tried(page, "EUR 2,478.90");

  // A colleague on another machine, with the same columns in a workbook and in JSON, whose numbers are numbers.
  const other = await somebody();
  const rows = [["E-3", "EYE-1", 2, "2026-10-31", 1234.5, "DE"], ["E-4", "EYE-2", 1, "2026-11-01", 9.9, "DE"]];
  const head = ["Order no", "Our code", "Qty", "Date", "Unit price", "Country"];
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]]))), null, 2);
  for (const [file, cell] of [[{ name: "orders.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: workbook([head, ...rows]) }, "1234.5"], [{ name: "orders.json", mimeType: "application/json", buffer: Buffer.from(json) }, "1234.5"]]) {
    await began(other.page, file, cell);
    await of(other.page).getByText("Eye shop").waitFor();
    assert.equal(await other.page.getByText("Still to be told").count(), 0);
    await tried(other.page, "EUR 2,478.90");
  }
  await began(other.page, csv, "1.234,50");
  await button(other.page, "Forget these columns").click();
  await other.page.getByText("Columns forgotten: Eye shop").waitFor();
  assert.ok(!(await ask("/imports/profiles")).some((one) => one.name === "Eye shop"));
  await button(other.page, "Undo").click();
  await of(other.page).getByText("Columns by eye").waitFor();
  for (let tries = 0; tries < 100 && !(await ask("/imports/profiles")).some((one) => one.name === "Eye shop"); tries += 1) await other.page.waitForTimeout(100);
  assert.ok((await ask("/imports/profiles")).some((one) => one.name === "Eye shop"));
  await other.leave();
  await leave();
});

test("a block of a spreadsheet is pasted into a product's prices, kept, and undone", async () => {
  const { page, leave } = await somebody();
  const product = (await ask("/products?limit=20")).items.find((one) => one.variants.length > 1);
  const list = (await ask("/price-lists?limit=200")).items[0];
  const prices = async () => (await Promise.all(product.variants.slice(0, 2).map((one) => ask(`/price-lists/${list.id}/prices?variant=${one.id}&at=${new Date().toISOString()}`)))).map((found) => Number(found.items.find((one) => one.min_quantity === 1)?.unit_price.amount ?? 0));
  const before = await prices();
  await page.goto(`${here.address}/products/${product.id}`);
  const cell = page.getByRole("table", { name: "Prices" }).locator('[data-cell="0 0"]');
  await cell.waitFor();
  await cell.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "77,70\n88.80\n");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await button(page, "Keep 2 prices").click();
  await page.getByText("2 prices hold from now").waitFor();
  assert.deepEqual(await prices(), [77.7, 88.8]);
  await button(page, "Undo").click();
  for (let tries = 0; tries < 50 && String(await prices()) !== String(before); tries += 1) await page.waitForTimeout(100);
  assert.deepEqual(await prices(), before);
  await cell.fill("dear");
  await page.getByText("1 cell is no price").waitFor();
  await page.locator("button:disabled", { hasText: "Keep 0 prices" }).waitFor();
  await leave();
});

test("a key is issued with what it may do, shown once, and revoked", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/settings?tab=keys`);
  await button(page, "Issue a key").click();
  await page.getByLabel("What it is for").fill("shop front");
  await page.getByLabel("See orders").check();
  await page.locator(".ant-drawer-footer").getByRole("button", { name: "Issue a key" }).click();
  const secret = await page.getByLabel("The key itself").inputValue();
  const status = async (path) => (await fetch(`${here.address}/v1${path}`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  assert.deepEqual([await status("/orders?limit=1"), await status("/stock?limit=1")], [200, 403]);
  await button(page, "I have kept it").click();
  const row = page.getByRole("row").filter({ hasText: "shop front" });
  await row.waitFor();
  assert.ok(!(await page.content()).includes(secret), "the secret is nowhere any more");
  await row.getByRole("button", { name: "Revoke …" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("only tried");
  await page.keyboard.press("Enter");
  await row.getByText("Revoked").waitFor();
  assert.equal(await status("/orders?limit=1"), 401);
  await leave();
});

test("the map of the morning round is told country by country, and a country opens the rows behind it, by keyboard too", async () => {
  const { page, leave } = await somebody();
  await page.goto(`${here.address}/?range=365`);
  const map = page.getByRole("figure", { name: "By country" });
  const germany = map.getByRole("link", { name: /^Germany · / });
  await germany.waitFor();
  const table = page.getByRole("region", { name: "By country" }).getByRole("row");
  assert.equal(await map.getByRole("link").count() + (await map.getByText("Too small for the map").count()), (await table.count()) - 1, "as many countries as its table has");
  const figure = await table.filter({ hasText: "Germany" }).getByRole("cell").nth(1).innerText();
  assert.ok((await germany.getAttribute("aria-label")).endsWith(figure), figure);
  await map.getByRole("button", { name: "Europe" }).focus();
  await page.keyboard.press("Enter");
  await germany.focus();
  await map.locator(".map-told").getByText(figure).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/figures\/sales\?.*country=DE/);
  await leave();
});

test("the rows behind a figure are read by their orders' numbers, on the screen and in the file", async () => {
  const { page, leave } = await somebody();
  const range = "from=2020-01-01&until=2099-01-01&country=DE";
  const first = (await ask(`/figures/rows?measure=sales&limit=1&zone=Europe%2FBerlin&${range}`)).items[0];
  const order = await ask(`/orders/${first.order}`);
  assert.equal(first.order_number, order.external_number);
  await page.goto(`${here.address}/figures/sales?${range}`);
  const link = page.getByRole("link", { name: order.external_number, exact: true }).first();
  await link.waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Export everything asked for").click()]);
  const rows = readFileSync(await file.path(), "utf8").trim().split("\r\n");
  assert.ok(rows[1].includes(`,${order.external_number},`) && rows[1].includes(first.part.amount) && rows[1].endsWith(first.part.currency), rows[1]);
  await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last().click();
  await link.click();
  await page.waitForURL(`**/orders/${order.id}`);
  await leave();
});

test("no screen asks what the API does not know: each list with its filters set, each tab", async () => {
  const { page, leave } = await somebody();
  const refused = [];
  page.on("response", (answer) => answer.status() >= 400 && refused.push(`${answer.status()} ${answer.url().slice(here.address.length)}`));
  const paths = [
    "/orders?recorded_from=2026-01-01&recorded_until=2026-12-01&status=completed&payment=paid&fulfilment=delivered&country=DE&market=de&tax_status=determined",
    "/customers?kind=consumer&sort=created_at", "/returns?state=requested&sort=requested_at", "/products?q=mug&status=active&missing=zh", "/figures/sales?from=2026-01-01&until=2026-12-01&country=DE&status=open&tax_status=provisional", "/figures/waiting?age=over_7_days",
    ...["held", "not_determined", "waiting", "overpaid", "shortfall", "quarantine"].map((queue) => `/queues?queue=${queue}`), ...["balance", "tax", "fx"].map((tab) => `/money?tab=${tab}`),
    ...["entities", "warehouses", "markets", "prices", "rules", "rates", "registrations", "thresholds", "keys", "me"].map((tab) => `/settings?tab=${tab}`),
  ];
  for (const path of paths) {
    await page.goto(here.address + path);
    await page.waitForLoadState("networkidle").catch(() => {});
    assert.equal(await page.getByText("The address asks for what is not here").count(), 0, path);
  }
  assert.deepEqual(refused, []);
  await leave();
});

for (const [locale, theme, width] of [["en", "light", 1280], ["zh", "dark", 1280], ["ar", "light", 1280], ["en", "contrast", 360]]) {
  test(`no screen shuts anybody out: axe on every screen, ${locale}, ${theme}, ${width} px`, async () => {
    const { page, leave } = await somebody({ locale, theme, width });
    const order = (await ask("/orders?limit=1")).items[0].id;
    const product = (await ask("/products?limit=1")).items[0].id;
    const found = [];
    for (const path of ["/?range=365", "/orders", `/orders/${order}`, "/orders/new", "/inventory", "/products", `/products/${product}`, "/queues", "/queues?queue=quarantine", "/returns", "/imports", "/customers", "/money", "/money?tab=tax", "/settings", "/settings?tab=warehouses", "/settings?tab=keys", "/docs"]) {
      await page.goto(here.address + path);
      await page.waitForLoadState("networkidle").catch(() => {});
      await page.evaluate(AXE);
      const said = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const one of said.violations) found.push(`${path} ${one.id}: ${one.nodes[0].html.slice(0, 140)}`);
      assert.doesNotMatch(await page.locator("body").innerText(), /\bNaN\b|undefined|\[object /, `${path} shows what is no figure`);
      assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth), false, `${path} is wider than the window`);
    }
    assert.deepEqual(found, []);
    await leave();
  });
}

empty({ browserOf: () => open });
keys({ house: () => here, somebody, ask });
looks({ house: () => here, somebody, sit: (chosen) => desk(open, chosen), ask });
typed({ house: () => here, somebody, ask, fillOrder });
warehouse({ house: () => here, somebody, sit: (chosen) => desk(open, chosen), ask, axe: AXE });
retail({ house: () => here, somebody, ask });
