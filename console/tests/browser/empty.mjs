// A company that begins with nothing but the console: each step in the order the morning round says it, to the first order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyCompany, desk, enter } from "./house.mjs";

export function empty({ browserOf }) {
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  const drawer = (page) => page.getByRole("dialog");
  // A field's name stands at the beginning of its label; what it is for stands behind it.
  const field = (page, name) => drawer(page).getByRole("textbox", { name: new RegExp(`^${name}`) }).first();
  const choose = async (page, label, text) => {
    await drawer(page).getByLabel(label, { exact: true }).last().fill(text);
    await page.locator(".ant-select-item-option", { hasText: text }).first().click();
  };
  const send = async (page, word) => {
    await page.locator(".ant-drawer-footer").getByRole("button", { name: word }).click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  };

  test("an empty company comes to its first order with nothing but the console, in the order the morning round says", async () => {
    const here = await emptyCompany();
    const ask = async (path) => (await fetch(`${here.address}/v1${path}`, { headers: { Authorization: `Bearer ${here.key}` } })).json();
    const page = await desk(browserOf(), {});
    const wrong = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => /Content Security Policy|Uncompiled|unique "key"/.test(message.text()) && wrong.push(message.text()));
    const next = async (name) => {
      await page.goto(here.address);
      const step = page.locator('.beginning [aria-current="step"]');
      await step.getByRole("link", { name, exact: true }).click();
    };
    try {
      await enter(page, here);
      await next("An entity");
      await page.getByText("No entity yet").waitFor();
      await button(page, "New entity").last().click();
      await field(page, "Code").fill("Not a code!");
      await field(page, "Legal name").fill("Muster GmbH");
      await choose(page, "Country", "Germany");
      await page.locator(".ant-drawer-footer").getByRole("button", { name: "Create" }).click();
      await drawer(page).locator("label").filter({ hasText: /^Code/ }).locator(".wrong").waitFor();
      await field(page, "Code").fill("muster");
      await send(page, "Create");
      await page.getByRole("cell", { name: "Muster GmbH", exact: true }).waitFor();

      await next("A tax registration");
      await button(page, "New registration").last().click();
      await field(page, "Number").fill("DE136695976");
      await drawer(page).getByLabel("From", { exact: true }).fill("2024-01-01");
      await send(page, "Create");

      await next("A warehouse");
      await button(page, "New warehouse").last().click();
      await field(page, "Code").fill("hamburg");
      await field(page, "Postcode").fill("20457");
      await send(page, "Create");

      await next("A way out of it");
      await button(page, "Ways out of hamburg").click();
      await field(page, "Service").fill("DHL Paket");
      await field(page, "A parcel").fill("4,50");
      await field(page, "A kilogram").fill("0.20");
      await field(page, "Where the figures are from").fill("contract of 2026-01-01");
      await send(page, "Add this way");

      await next("A market");
      await button(page, "New market").last().click();
      await field(page, "Code").fill("de");
      await field(page, "Name, English").fill("Germany");
      await send(page, "Create");

      await next("A price list");
      await button(page, "New price list").last().click();
      await field(page, "Name, English").fill("Retail");
      await send(page, "Create");

      await next("A product, with its prices");
      await button(page, "New product").last().click();
      await field(page, "Name, English").fill("Mug");
      await field(page, "Name, Chinese").fill("马克杯");
      await button(page, "One more option").click();
      await drawer(page).getByLabel("Option 1", { exact: true }).fill("Colour");
      await drawer(page).getByLabel("Its values, parted by commas 1").fill("Red, Blue, Green");
      await field(page, "SKUs begin with").fill("MUG");
      await drawer(page).getByLabel("SKU Green").fill("");
      await send(page, "Create");
      await page.waitForURL(/\/products\/prd_/);
      await page.getByRole("table", { name: "Variants" }).getByText("MUG-BLUE").waitFor();
      await page.getByRole("table", { name: "Prices" }).locator('[data-cell="0 0"]').fill("11.90");
      await page.getByRole("table", { name: "Prices" }).locator('[data-cell="1 0"]').fill("11.90");
      await button(page, "Keep 2 prices").click();
      await page.getByText("2 prices hold from now").waitFor();

      await next("Stock");
      await button(page, "Receive").click();
      await drawer(page).getByLabel("Warehouse").press("ArrowDown");
      await page.locator(".ant-select-item-option", { hasText: "hamburg" }).first().click();
      await drawer(page).getByLabel("SKU 1").fill("MUG-RED");
      await drawer(page).getByLabel("Pieces 1").fill("10");
      await drawer(page).getByLabel("Unit cost 1").fill("3.10");
      await send(page, "Receive goods");

      await next("The first order");
      await page.getByLabel("SKU or product 1").fill("MUG-RED");
      await page.keyboard.press("Escape");
      await page.getByLabel("Name", { exact: true }).fill("Erika Mustermann");
      await page.getByLabel("Street and number").fill("Am Markt 1");
      await page.getByLabel("Postcode").fill("20457");
      await page.getByLabel("City").fill("Hamburg");
      await page.locator("button:enabled", { hasText: "Place the order" }).click();
      await page.waitForURL(/\/orders\/ord_/);
      const order = await ask(`/orders/${page.url().split("/").pop()}`);
      assert.deepEqual([order.status, order.tax_status, order.gross.amount, order.tax.amount], ["open", "determined", "11.90", "1.90"]);
      await page.goto(here.address);
      await page.getByText("Orders waiting, by age").waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(".beginning").count(), 0, "whoever has begun is not told how to begin");
      assert.deepEqual(wrong, []);
    } finally {
      await page.context().close();
      await here.stop();
    }
  });
}
