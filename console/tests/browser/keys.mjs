// The daily jobs with the keyboard alone: nothing here clicks, and nothing is focused but by Tab.
import assert from "node:assert/strict";
import { test } from "node:test";

/** What a reader would say holds the focus. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const text = at?.getAttribute("aria-label") ?? at?.closest("label")?.firstChild?.textContent ?? (at?.innerText || at?.getAttribute("placeholder"));
    return `${text ?? ""}`.trim();
  });

/** Tab by Tab until what is wanted holds the focus. */
async function tabTo(page, wanted, most = 150) {
  const seen = [];
  const fits = (name) => (wanted instanceof RegExp ? wanted.test(name) : name === wanted);
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
    if (fits(seen.at(-1))) return;
  }
  assert.fail(`no Tab leads to ${wanted}: ${[...new Set(seen)].join(" | ")}`);
}

export function keys({ house, somebody, ask }) {
  const press = async (page, ...names) => {
    for (const name of names) await page.keyboard.press(name);
  };
  /** A form's fields, then its sending. */
  const fill = async (page, fields) => {
    for (const [name, text] of fields) {
      await tabTo(page, name, 60);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    }
    await page.keyboard.press("Control+Enter");
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
  };
  const choose = async (page, name) => {
    await tabTo(page, name, 60);
    await page.keyboard.press("ArrowDown");
    await page.locator(".ant-select-item-option").first().waitFor();
    await page.keyboard.press("Enter");
  };

  test("job 1 by keyboard: from a figure of the morning round to its rows, and from what waits to the order", async () => {
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/?range=365`);
    await page.getByRole("link", { name: /^Sales/ }).first().waitFor();
    await tabTo(page, /^Sales\n/);
    await press(page, "Enter");
    await page.waitForURL(/\/figures\/sales/);
    await page.locator('a[href^="/orders/ord_"]').first().waitFor();
    await tabTo(page, /^(ord_|D-\d)/);
    await press(page, "Enter");
    await page.waitForURL(/\/orders\/ord_/);
    await press(page, "g", "m");
    await page.getByRole("heading", { name: "Morning round" }).waitFor();
    await tabTo(page, /^Over 7 days/);
    await press(page, "Enter");
    await page.waitForURL(/\/figures\/waiting\?.*age=over_7_days/);
    await page.locator('a[href^="/orders/ord_"]').first().waitFor();
    await tabTo(page, /^(ord_|D-\d)/);
    await press(page, "Enter");
    await page.waitForURL(/\/orders\/ord_/);
    await leave();
  });

  test("jobs 5 and 8 by keyboard: where a SKU is and how long it lasts, then goods are received", async () => {
    const { page, leave } = await somebody();
    await press(page, "g", "i");
    await page.waitForURL(/\/inventory/);
    await page.locator("tbody tr.at a").first().waitFor();
    await choose(page, "Warehouse");
    await page.waitForURL(/warehouse=wh_/);
    await page.locator("tbody tr.at a").first().waitFor();
    await tabTo(page, "Inventory");
    await press(page, "j", "j", "k", "Enter");
    await page.waitForURL(/\/inventory\/var_/);
    await page.getByRole("columnheader", { name: "Days of cover" }).waitFor();
    const variant = new URL(page.url()).pathname.split("/").pop();
    const onHand = async () => (await ask(`/stock?variant=${variant}`)).items.reduce((all, one) => all + one.on_hand, 0);
    const before = await onHand();
    await tabTo(page, "Receive");
    await press(page, "Enter");
    await page.locator(".ant-drawer-footer").waitFor();
    await choose(page, "Warehouse");
    await fill(page, [["Pieces 1", "7"], ["Document", "LS-KEYS"]]);
    await page.getByText("LS-KEYS").first().waitFor();
    assert.equal(await onHand(), before + 7);
    await leave();
  });

  test("job 2 by keyboard: held orders are looked at and released from their queue, many at once with a preview, and back again", async () => {
    const { page, leave } = await somebody();
    const state = async (id) => (await ask(`/orders/${id}`)).status;
    const becomes = async (id, wanted) => {
      for (let tries = 0; tries < 150 && (await state(id)) !== wanted; tries += 1) await page.waitForTimeout(100);
      assert.equal(await state(id), wanted);
    };
    const chosen = async () => (await page.locator("tbody tr.at a").first().getAttribute("href")).split("/").pop();
    await press(page, "g", "q");
    await page.waitForURL(/\/queues/);
    await page.locator("tbody tr.at a").first().waitFor();
    await tabTo(page, "Queues");
    await press(page, "j", "k");
    const id = await chosen();
    // Why it waits stands in the row; the order says the rest.
    await press(page, "Enter");
    await page.waitForURL(`**/orders/${id}`);
    await page.getByText(/^On hold: ./).waitFor();
    await page.goBack();
    await page.locator(`a[href="/orders/${id}"]`).first().waitFor();
    await tabTo(page, "Queues");
    for (let step = 0; step < 30 && (await chosen()) !== id; step += 1) await press(page, "j");
    await press(page, "r");
    await page.getByRole("dialog").getByLabel("Reason").waitFor();
    await page.waitForFunction(() => document.activeElement?.closest("label")?.textContent?.startsWith("Reason"));
    await page.keyboard.type("looked at");
    await press(page, "Enter");
    await page.getByText(/^Released:/).waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal(await state(id), "open");
    await press(page, "z");
    await becomes(id, "held");
    // Several: first what is allowed, then all of them.
    await page.goto(`${house().address}/orders?status=held`);
    await page.locator("tbody tr.at a").first().waitFor();
    const two = (await ask("/orders?status=held&limit=2")).items.map((one) => one.id);
    assert.equal(two.length, 2);
    await tabTo(page, "Orders");
    await press(page, "x", "Shift+J");
    await page.getByText("2 chosen").waitFor();
    await page.getByRole("button", { name: "Release …", exact: true }).waitFor();
    await press(page, "b");
    await page.getByRole("radio", { name: "Release" }).waitFor({ state: "attached" });
    const onRadio = () => page.evaluate(() => document.activeElement?.getAttribute("type") === "radio");
    for (let step = 0; step < 30 && !(await onRadio()); step += 1) await press(page, "Tab");
    await press(page, "ArrowRight");
    await page.getByText("Allowed for 2 orders").waitFor();
    await tabTo(page, /^Reason/, 60);
    await page.keyboard.type("looked at both");
    await press(page, "Control+Enter");
    await page.getByText("2 orders released").waitFor();
    assert.deepEqual(await Promise.all(two.map(state)), ["open", "open"]);
    await press(page, "z");
    for (const one of two) await becomes(one, "held");
    await leave();
  });

  test("job 6 by keyboard: a product is found, its prices are typed down a column, kept, and taken back", async () => {
    const { page, leave } = await somebody();
    const product = (await ask("/products?limit=20")).items.find((one) => one.variants.length > 1);
    const list = (await ask("/price-lists?limit=200")).items[0];
    const price = async (variant) => {
      const found = await ask(`/price-lists/${list.id}/prices?variant=${variant.id}&at=${new Date().toISOString()}`);
      return Number(found.items.find((one) => one.min_quantity === 1)?.unit_price.amount ?? 0);
    };
    const prices = () => Promise.all(product.variants.slice(0, 2).map(price));
    const before = await prices();
    await press(page, "g", "p");
    await page.waitForURL(/\/products/);
    await page.locator("tbody tr.at a").first().waitFor();
    await page.goto(`${house().address}/products/${product.id}`);
    await page.locator('input[data-cell="0 0"]').waitFor();
    const name = await page.locator('input[data-cell="0 0"]').getAttribute("aria-label");
    await tabTo(page, name, 300);
    await page.keyboard.type("61.5");
    await press(page, "Enter");
    await page.keyboard.type("62.25");
    await page.getByRole("button", { name: "Keep 2 prices" }).waitFor();
    await tabTo(page, "Keep 2 prices");
    await press(page, "Enter");
    await page.getByText("2 prices hold from now").waitFor();
    assert.deepEqual(await prices(), [61.5, 62.25]);
    await page.locator('input[data-cell="0 0"]').waitFor();
    await press(page, "z");
    for (let tries = 0; tries < 150 && String(await prices()) !== String(before); tries += 1) await page.waitForTimeout(100);
    assert.deepEqual(await prices(), before);
    await leave();
  });

  test("job 7 by keyboard: a return from request to refund", async () => {
    const { page, leave } = await somebody();
    const order = (await ask("/orders?limit=100&status=completed&payment=paid")).items.at(-1);
    await press(page, "Control+k");
    await page.getByRole("dialog").getByRole("combobox").waitFor();
    await page.keyboard.type(order.external_number);
    await page.getByRole("option").filter({ hasText: order.external_number }).first().waitFor();
    await press(page, "Enter");
    await page.waitForURL(`**/orders/${order.id}`);
    await page.getByRole("button", { name: "All actions" }).waitFor();
    await tabTo(page, "All actions");
    await press(page, "Enter");
    await page.getByRole("menuitem", { name: "Open a return" }).waitFor();
    // The menu has the focus as soon as it is open.
    await page.waitForFunction(() => document.activeElement?.closest(".ant-dropdown") !== null);
    for (let step = 0; step < 15 && !(await focused(page)).startsWith("Open a return"); step += 1) await press(page, "ArrowDown");
    await press(page, "Enter");
    await page.locator(".ant-drawer-footer").waitFor();
    const pieces = await page.locator('.ant-drawer .number input').first().getAttribute("aria-label");
    await fill(page, [[pieces, "1"], [/^Reason/, "damaged"]]);
    await page.getByRole("link", { name: "Return", exact: true }).waitFor();
    await tabTo(page, "Return");
    await press(page, "Enter");
    await page.waitForURL(/\/returns\/ret_/);
    for (const step of ["Receive", "Issue a credit note"]) {
      await page.getByRole("button", { name: step, exact: true }).waitFor();
      await tabTo(page, step);
      await press(page, "Enter");
      await page.locator(".ant-drawer-footer").waitFor();
      await fill(page, []);
    }
    await page.getByRole("button", { name: "Refund", exact: true }).waitFor();
    await tabTo(page, "Refund");
    await press(page, "Enter");
    await page.locator(".ant-drawer-footer").waitFor();
    await fill(page, [["Method", "card"], ["The provider's number of it", "re_keys"]]);
    const now = await ask(`/orders/${order.id}`);
    assert.ok(Number(now.refunded.amount) > 0);
    assert.ok(now.documents.some((one) => one.kind === "credit_note"));
    await leave();
  });

  test("job 10 by keyboard: from the tax owed in a country to the rows behind it", async () => {
    const { page, leave } = await somebody();
    await press(page, "g", "l");
    // The table's region has the same name, and where tabbing begins is the browser's own affair.
    await page.getByRole("region", { name: "Trial balance" }).waitFor();
    const role = () => page.evaluate(() => document.activeElement?.getAttribute("role"));
    for (let round = 0; round < 3 && (await role()) !== "tab"; round += 1) await tabTo(page, "Trial balance");
    assert.equal(await role(), "tab");
    await press(page, "ArrowRight");
    await page.waitForURL(/tab=tax/);
    await page.locator('a[href^="/figures/tax_owed"]').first().waitFor();
    const owed = await page.locator('a[href^="/figures/tax_owed"]').first().innerText();
    await tabTo(page, owed);
    await press(page, "Enter");
    await page.waitForURL(/\/figures\/tax_owed/);
    await leave();
  });

  test("job 10 by keyboard: whose tax nobody could tell is released by somebody who says why", async () => {
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/queues?queue=not_determined`);
    await page.locator("tbody tr.at a").first().waitFor();
    await tabTo(page, "Queues");
    await press(page, "j");
    const id = (await page.locator("tbody tr.at a").first().getAttribute("href")).split("/").pop();
    await press(page, "r");
    await page.getByRole("dialog").getByLabel("Reason").waitFor();
    await page.waitForFunction(() => document.activeElement?.closest("label")?.textContent?.startsWith("Reason"));
    await page.keyboard.type("reckoned by hand");
    await press(page, "Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.equal((await ask(`/orders/${id}`)).status, "open");
    await leave();
  });
}
