// What one sees at once when it is wrong: where figures stand, what is not known, what is out of sight, what one may not do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { enter } from "./house.mjs";

/** `sit`: a window in which nobody has come in yet. */
export function looks({ house, somebody, sit, ask }) {
  test("figures stand under each other, in Arabic as in English", async () => {
    for (const locale of ["en", "ar"]) {
      const { page, leave } = await somebody({ locale });
      await page.goto(`${house().address}/money?entity=demo-de`);
      await page.locator("table b.id").first().waitFor();
      const edges = await page.locator("table b.id").evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().right)));
      assert.ok(edges.length > 3, `${edges.length} balances`);
      assert.equal(new Set(edges).size, 1, `${locale}: ${edges}`);
      await leave();
    }
  });

  test("a tax nobody could determine is a dash, not 0", async () => {
    const { page, leave } = await somebody();
    const { items: [order] } = await ask("/orders?tax_status=not_determined&limit=1");
    assert.equal(Number(order.tax.amount), 0);
    await page.goto(`${house().address}/orders/${order.id}`);
    const tax = page.locator(".facts.sums dt", { hasText: "Tax" }).locator("xpath=following-sibling::dd[1]");
    await tax.getByText("Not determined").waitFor();
    assert.match(await tax.innerText(), /—$/);
    await leave();
  });

  test("stock is found by its SKU and by a word of the product in any language", async () => {
    const { page, leave } = await somebody();
    const skus = () => page.locator("tbody tr td:first-child").allInnerTexts();
    const words = page.getByRole("textbox", { name: "SKU or product" });
    await page.goto(`${house().address}/inventory`);
    await words.fill("h010-red-s");
    const warehouses = (await ask("/warehouses")).length;
    await page.getByText(`${warehouses} rows`, { exact: true }).waitFor();
    assert.deepEqual(await skus(), Array.from({ length: warehouses }, () => "H010-RED-S"));
    await words.fill("木质台灯");
    await page.getByRole("link", { name: "H010-BLUE-L" }).first().waitFor();
    await words.fill("nothing is called so");
    await page.getByText("Nothing fits these filters").waitFor();
    await leave();
  });

  test("who may not see figures begins where there is work, and is not offered what the key may not do", async () => {
    const answer = await fetch(`${house().address}/v1/keys`, {
      method: "POST",
      headers: { Authorization: `Bearer ${house().key}`, "Content-Type": "application/json", "Idempotency-Key": `looks-${Math.random()}` },
      body: JSON.stringify({ label: "reader", scopes: ["orders:read"] }),
    });
    const page = await sit();
    await enter(page, { address: house().address, key: (await answer.json()).secret });
    await page.waitForURL(/\/orders$/);
    await page.locator("tbody tr.at").waitFor();
    assert.equal(await page.getByRole("button", { name: "Place an order" }).count(), 0);
    await page.goto(`${house().address}/inventory`);
    await page.getByText("This key may not see this").waitFor();
    assert.equal(await page.locator(".foot").getByText("0 rows").count(), 0, "nobody counted them");
    // What it may not is not offered; by its address it says which right is missing.
    const menu = page.getByRole("navigation", { name: "Screens" });
    assert.equal(await menu.getByText("Pick and pack").count(), 0);
    const refused = [];
    page.on("response", (answer) => answer.status() === 403 && refused.push(answer.url()));
    for (const [path, right] of [["/inventory", "stock:read"], ["/orders/new", "orders:write"], ["/warehouse", "stock:read"], ["/imports", "import"], ["/queues?queue=quarantine", "import"], ["/settings?tab=keys", "keys"]]) {
      await page.goto(house().address + path);
      await page.getByText("This key may not see this").waitFor();
      await page.locator(".state code", { hasText: right }).first().waitFor();
      assert.equal(await page.locator("main").getByRole("button", { name: /Import a file|Issue|Place the order/ }).count(), 0, path);
    }
    assert.deepEqual(refused, [], "nobody was asked for what is known to be refused");
    await page.context().close();
  });

  test("on a phone the chosen tab is in sight, and a line of an order has room for its SKU", async () => {
    const { page, leave } = await somebody({ width: 360, height: 740 });
    await page.goto(`${house().address}/settings?tab=me`);
    const tab = page.getByRole("tab", { selected: true });
    await tab.waitFor();
    const { x, width } = await tab.boundingBox();
    assert.ok(x >= 0 && x + width <= 360, `${x} to ${x + width}`);
    await page.goto(`${house().address}/orders/new`);
    const sku = await page.locator(".ant-select-auto-complete").first().boundingBox();
    assert.ok(sku.width > 240, `${sku.width}`);
    await leave();
  });
}
