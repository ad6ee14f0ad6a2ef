// A part of a real shop's year (UCI Online Retail), imported, and looked at where an operator looks. Needs shared/data in a folder above.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const FILE = new URL("../../../../shared/data/retail/online_retail/online_retail_2010-12_2011-08.csv.gz", import.meta.url);
const skip = !existsSync(FILE) && "shared/data is not in a folder above: the retail file is not looked at";
/** The first days of December 2010, with what was sent back in them. */
const LINES = 12_000;
const SHOP = "uk-part";

export function retail({ house, somebody, ask }) {
  const post = async (path, body) => (await fetch(`${house().address}/v1${path}`, { method: "POST", headers: { Authorization: `Bearer ${house().key}`, "Content-Type": "application/octet-stream", "Idempotency-Key": "retail" }, body })).json();
  const rests = async (id) => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const one = await ask(`/imports/${id}`);
      if (["done", "waiting", "failed", "cancelled"].includes(one.state)) return one;
      await new Promise((later) => setTimeout(later, 100));
    }
    return assert.fail(`import ${id} never rests`);
  };
  let begun;
  /** Once for all of these: the file with one row whose quantity is a word. */
  const imported = () => (begun ??= (async () => {
    const lines = gunzipSync(readFileSync(FILE)).toString("utf8").split("\n").slice(0, LINES);
    const broken = lines[1].replace("536365", "999001").replace(/,6,/, ",half a dozen,");
    const { id } = await post(`/imports?profile=uk-retail&shop=${SHOP}`, [...lines, broken, ""].join("\n"));
    assert.equal((await rests(id)).state, "waiting");
    return { id, lines };
  })());
  const numbered = async (number) => (await ask(`/orders?shop=${SHOP}&number=${number}`)).items[0];

  test("the retail file: its orders are listed, and one tells its lines, its taxes and the rows it came as", { skip }, async () => {
    const { lines } = await imported();
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/orders?shop=${SHOP}`);
    await page.locator("tbody tr.at a").first().waitFor();
    assert.ok((await page.locator("tbody tr").count()) > 10);
    const order = await numbered("536365");
    await page.goto(`${house().address}/orders/${order.id}`);
    await page.getByText("GBP 139.12", { exact: true }).first().waitFor();
    const rows = page.getByRole("region", { name: /^Rows of / }).locator("tbody tr");
    await rows.first().waitFor();
    assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => [...row.cells].slice(1).map((cell) => cell.innerText).join(","))), lines.filter((line) => line.startsWith("536365,")).map((line) => line.trim()));
    await leave();
  });

  test("the retail file: what was sent back stands among the returns, on its sale too", { skip }, async () => {
    await imported();
    const all = [];
    for (let cursor = ""; cursor !== null;) {
      const told = await ask(`/returns?limit=200${cursor && `&cursor=${cursor}`}`);
      all.push(...told.items);
      cursor = told.next ?? null;
    }
    const orders = new Set();
    for (const one of all.filter((each) => each.state === "closed").slice(0, 400)) orders.add(one.order);
    let sale;
    for (const id of orders) {
      const order = await ask(`/orders/${id}`);
      if (order.shop === SHOP) { sale = order; break; }
    }
    assert.ok(sale, "pieces of the file came back");
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/orders/${sale.id}`);
    const link = page.locator(`a[href="/returns/${sale.returns[0].id}"]`).first();
    await link.waitFor();
    await link.click();
    await page.waitForURL(/\/returns\/ret_/);
    await page.getByText(sale.lines.find((line) => line.returned > 0).sku).first().waitFor();
    await leave();
  });

  test("the retail file: its sales are in the figures of its days, and lead to its orders", { skip }, async () => {
    await imported();
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/figures/sales?from=2010-12-01&until=2010-12-02&currency=GBP`);
    await page.locator('tbody a[href^="/orders/ord_"]').first().waitFor();
    const id = (await page.locator('tbody a[href^="/orders/ord_"]').first().getAttribute("href")).split("/").pop();
    assert.equal((await ask(`/orders/${id}`)).shop, SHOP);
    await leave();
  });

  test("the retail file: a row that cannot be used is put right where it stands, and becomes its order", { skip }, async () => {
    const { id } = await imported();
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/queues?queue=quarantine`);
    // By keyboard, as every queue.
    await page.locator(`tbody a[href="/imports/${id}"]`).waitFor();
    await page.locator("tbody tr.at").waitFor();
    const rows = await page.locator("tbody tr a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (let down = 0; down < rows.indexOf(`/imports/${id}`); down += 1) await page.keyboard.press("j");
    await page.locator(`tbody tr.at a[href="/imports/${id}"]`).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/imports/${id}**`);
    await page.getByText("•••").first().waitFor();
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    await page.locator(".ant-drawer-footer").waitFor();
    await page.getByRole("dialog").getByRole("textbox", { name: /^Quantity|^Pieces/ }).fill("6");
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
    await page.getByText("Done", { exact: true }).first().waitFor({ timeout: 120_000 });
    const order = await numbered("999001");
    assert.equal((await ask(`/orders/${order.id}`)).lines[0].quantity, 6);
    // As it came, whatever was corrected.
    await page.goto(`${house().address}/orders/${order.id}`);
    await page.getByRole("region", { name: /^Rows of / }).getByText("85123A").first().waitFor();
    await leave();
  });
}
