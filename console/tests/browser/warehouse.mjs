// The warehouse in a hand: picked, packed and sent with a scanner, at 360 px, also while the network is away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { enter, wire } from "./house.mjs";

const PHONE = { width: 360, height: 740 };
const PIECES = [{ sku: "H010-RED-S", quantity: 2 }, { sku: "H020-BLUE-L", quantity: 1 }];

/** `house`: the server's address and key, and who sits at it. */
export function warehouse({ house, somebody, sit, ask, axe }) {
  let placed = 0;
  const write = async (path, body) => {
    const headers = { Authorization: `Bearer ${house().key}`, "Content-Type": "application/json", "Idempotency-Key": `warehouse-${path}-${Math.random()}` };
    const answer = await fetch(`${house().address}/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return answer.json();
  };
  /** An order that waits longest of all, with the pieces of one warehouse. */
  const order = async () => {
    placed += 1;
    const number = `BENCH-${placed}`;
    const market = (await ask("/markets")).items.find((one) => one.countries.includes("DE"));
    const recipient = { name: "Erika Mustermann", email: "erika@example.org", address: { lines: ["Heidestraße 17"], city: "Köln", postcode: "51147", country: "DE" } };
    const placed_at = new Date(Date.now() - (400 + placed) * 86_400_000).toISOString();
    const { id } = await write("/orders", { channel: "web", shop: "bench", market: market.code, external_number: number, recipient, lines: PIECES.map((one) => ({ ...one, unit_price: "20.00" })), placed_at });
    const lines = (await ask(`/orders/${id}`)).lines.filter((one) => one.kind === "goods");
    assert.equal(new Set(lines.map((one) => one.warehouse)).size, 1, "one warehouse has all of it");
    return { id, number, warehouse: lines[0].warehouse };
  };
  const shipments = async (id) => (await ask(`/orders/${id}`)).shipments;
  const scan = async (page, code) => {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
  };
  const packed = async (page, count, all) => page.getByLabel(`${count} of ${all} in the box`).first().waitFor();
  const pack = async (page) => {
    for (const { sku, quantity } of PIECES) for (let piece = 0; piece < quantity; piece += 1) await scan(page, sku);
    await page.getByLabel("Tracking number").waitFor();
  };
  const left = async (page, id, count) => {
    for (let tries = 0; tries < 100 && (await shipments(id)).length < count; tries += 1) await page.waitForTimeout(100);
    assert.equal((await shipments(id)).length, count);
  };

  test("an order is picked, packed and sent with a scanner in one hand; a wrong and a surplus piece are refused", async () => {
    const one = await order();
    const { page, leave } = await somebody(PHONE);
    await page.goto(`${house().address}/warehouse`);
    const code = (await ask("/warehouses")).find((each) => each.id === one.warehouse).code;
    await page.getByRole("button", { name: new RegExp(`^${code}`) }).click();
    await page.locator(".picks li").first().getByText(one.number).waitFor();
    await page.getByText("This browser reads no codes with its camera").waitFor();
    await page.getByRole("tab", { name: "By product" }).click();
    await page.locator(".picks li").filter({ hasText: PIECES[0].sku }).getByRole("button", { name: one.number }).waitFor();
    await page.getByRole("heading", { name: "Pick and pack" }).click();
    await scan(page, one.number.toLowerCase());
    await page.getByRole("heading", { name: one.number }).click();
    await scan(page, "NOT-THIS");
    const no = page.getByText("Wrong piece: NOT-THIS is not in this order");
    await no.waitFor();
    assert.equal(await no.getAttribute("role"), "alert");
    const [ground, bad] = await no.evaluate((said) => [getComputedStyle(said).backgroundColor, getComputedStyle(document.querySelector(".said.bad")).borderTopColor]);
    assert.equal(ground, bad, "its colour says no too");
    await scan(page, PIECES[0].sku);
    await packed(page, 1, 2);
    await scan(page, PIECES[0].sku.toLowerCase());
    await packed(page, 2, 2);
    await scan(page, PIECES[0].sku);
    await page.getByText(`One too many: ${PIECES[0].sku} is complete with 2`).waitFor();
    await packed(page, 2, 2);
    const small = await page.locator("main :is(button, input, a):visible, .bar button:visible").evaluateAll((all) => all.map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()]).filter(([, box]) => box.height < 44 || box.width < 44).map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`));
    assert.deepEqual(small, [], "nothing is smaller than a thumb");
    await scan(page, PIECES[1].sku);
    await page.getByLabel("Carrier").fill("dhl");
    await page.getByLabel("Tracking number").focus();
    await scan(page, "00340434161094042999");
    await left(page, one.id, 1);
    const [parcel] = await shipments(one.id);
    assert.deepEqual([parcel.carrier, parcel.tracking, parcel.lines.reduce((sum, each) => sum + each.quantity, 0)], ["dhl", "00340434161094042999", 3]);
    await page.getByText("1 parcel is waiting").waitFor({ state: "detached" });
    assert.equal(await page.locator(".picks").getByText(one.number, { exact: true }).count(), 0);
    await leave();
  });

  test("the network goes away for a minute: what was packed is kept, shown, sent when it is back, and leaves once", async () => {
    const one = await order();
    const { page, leave } = await somebody(PHONE);
    await page.goto(`${house().address}/warehouse?warehouse=${one.warehouse}&order=${one.id}`);
    await page.getByLabel("0 of 2 in the box").waitFor();
    await page.context().setOffline(true);
    await page.getByText("No network").waitFor();
    await pack(page);
    await scan(page, "LOST-1");
    await page.getByText("1 parcel is waiting to be sent").first().waitFor();
    assert.equal(await page.locator(".picks").getByText(one.number, { exact: true }).count(), 0, "it is not packed twice");
    assert.equal((await shipments(one.id)).length, 0);
    const keys = [];
    await page.route("**/shipments", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      await route.fetch(); // it arrives and is done, and the answer is lost on its way back
      return route.abort("connectionreset");
    });
    await page.context().setOffline(false);
    await page.getByText(`Sent: ${one.number}`).waitFor();
    assert.deepEqual([keys.length, keys[0]], [2, keys[1]]);
    await left(page, one.id, 1);
    assert.equal(await page.getByRole("button", { name: "waiting to be sent" }).count(), 0);
    await leave();
  });

  test("the page is opened anew while nobody answers: the parcel being packed is still there, is finished and leaves once the network is back", async () => {
    const one = await order();
    const way = await wire(house());
    const page = await sit({ ...PHONE, serviceWorkers: "allow" });
    await enter(page, { ...house(), address: way.address });
    await page.goto(`${way.address}/warehouse?warehouse=${one.warehouse}&order=${one.id}`);
    await page.getByLabel("0 of 2 in the box").waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await scan(page, PIECES[0].sku);
    await page.getByLabel("1 of 2 in the box").waitFor();
    way.cut();
    await page.reload();
    await page.getByLabel("1 of 2 in the box").waitFor();
    await page.getByText("No network").waitFor();
    const stored = await page.evaluate(async () => {
      const caught = (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)))).flat();
      return { caught, said: JSON.stringify(localStorage) };
    });
    assert.ok(stored.caught.includes("/warehouse"));
    assert.deepEqual(stored.caught.filter((path) => path.startsWith("/v1") || path.startsWith("/docs")), [], "no answer of the API is in it");
    assert.doesNotMatch(stored.said, /Erika|Heidestra|example\.org|hk_|hs_/, "nor a person or a key on the device");
    await scan(page, PIECES[0].sku);
    await scan(page, PIECES[1].sku);
    await page.getByLabel("Tracking number").waitFor();
    await scan(page, "AWAY-1");
    await page.getByText("1 parcel is waiting to be sent").first().waitFor();
    await page.reload();
    await page.getByText("1 parcel is waiting to be sent").first().waitFor();
    assert.equal((await shipments(one.id)).length, 0);
    way.mend();
    await page.getByText(`Sent: ${one.number}`).waitFor();
    await left(page, one.id, 1);
    await page.getByRole("button", { name: "Who is signed in" }).click();
    await page.getByRole("menuitem", { name: "Leave" }).click();
    await page.locator('input[name="key"]').waitFor();
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("hanse.kept")).length), 0, "who leaves leaves nothing");
    await page.context().close();
    way.stop();
  });

  test("what the server refuses afterwards is shown in its own words and stays on the device until somebody decides", async () => {
    const one = await order();
    const { page, leave } = await somebody(PHONE);
    await page.goto(`${house().address}/warehouse?warehouse=${one.warehouse}&order=${one.id}`);
    await page.getByLabel("0 of 2 in the box").waitFor();
    await page.route("**/shipments", (route) => route.abort("internetdisconnected"));
    await scan(page, PIECES[0].sku);
    await packed(page, 1, 2);
    // Also what is packed before the last of the program has come is kept and shown.
    await page.route(/assets\/unsent/, async (route) => { await new Promise((done) => setTimeout(done, 1_000)); await route.continue().catch(() => {}); }, { times: 1 });
    await page.reload();
    await packed(page, 1, 2);
    await page.keyboard.press("Tab");
    await scan(page, PIECES[0].sku);
    await scan(page, PIECES[1].sku);
    await page.getByLabel("Tracking number").waitFor();
    await scan(page, "LATE-1");
    await page.getByRole("button", { name: "1 parcel is waiting to be sent" }).waitFor();
    await write(`/orders/${one.id}/hold`, { because: "buyer_asked" });
    await page.unroute("**/shipments");
    await page.reload();
    const sign = page.getByRole("button", { name: "1 parcel was refused" });
    await sign.click();
    const kept = page.getByRole("region", { name: one.number });
    await kept.getByText(/req_/).waitFor();
    await kept.getByText("LATE-1").waitFor();
    assert.equal((await shipments(one.id)).length, 0);
    await page.reload();
    await sign.click();
    await write(`/orders/${one.id}/release`, {});
    await kept.getByRole("button", { name: "Send it again" }).click();
    await left(page, one.id, 1);
    await sign.waitFor({ state: "detached" });
    await leave();
  });

  test("where the browser reads codes with its camera, a piece in sight counts once, and again when it comes back", async () => {
    const one = await order();
    const { page, leave } = await somebody(PHONE);
    await page.addInitScript(() => {
      window.inSight = [];
      window.BarcodeDetector = class { detect = async () => window.inSight.map((rawValue) => ({ rawValue })); };
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement("canvas");
        canvas.getContext("2d").fillRect(0, 0, 10, 10);
        return canvas.captureStream();
      };
    });
    const see = (...codes) => page.evaluate((all) => { window.inSight = all; }, codes);
    await page.goto(`${house().address}/warehouse?warehouse=${one.warehouse}&order=${one.id}`);
    await page.getByRole("button", { name: "Read with the camera" }).click();
    await page.getByLabel("What the camera sees").waitFor();
    await see(PIECES[0].sku);
    await packed(page, 1, 2);
    await page.waitForTimeout(2_000);
    await packed(page, 1, 2);
    await see();
    await page.waitForTimeout(1_800);
    await see(PIECES[0].sku);
    await packed(page, 2, 2);
    await leave();
  });

  for (const [locale, theme] of [["zh", "dark"], ["ar", "light"], ["en", "contrast"]]) {
    test(`the warehouse shuts nobody out: axe at 360 px, ${locale}, ${theme}`, async () => {
      const one = await order();
      const { page, leave } = await somebody({ ...PHONE, locale, theme });
      const found = [];
      for (const path of ["", `?warehouse=${one.warehouse}`, `?warehouse=${one.warehouse}&by=product`, `?warehouse=${one.warehouse}&order=${one.id}`]) {
        await page.goto(`${house().address}/warehouse${path}`);
        await page.waitForLoadState("networkidle").catch(() => {});
        if (path.includes("order=")) {
          await scan(page, "NOT-THIS");
          await page.locator(".said.bad").waitFor();
        }
        await page.evaluate(axe);
        const said = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        for (const each of said.violations.filter((every) => ["serious", "critical"].includes(every.impact))) found.push(`${path} ${each.id}: ${each.nodes[0].html.slice(0, 140)}`);
        assert.doesNotMatch(await page.locator("body").innerText(), /\bNaN\b|undefined|\[object /);
        assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth), false, `${path} is wider than the window`);
      }
      assert.deepEqual(found, []);
      await leave();
    });
  }
}
