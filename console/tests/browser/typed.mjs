// What is typed: it stands as it was typed, and what cannot be done is said at the field.
import assert from "node:assert/strict";
import { test } from "node:test";

export function typed({ house, somebody, ask, fillOrder }) {
  const wrong = (page) => page.locator(".wrong").locator("visible=true");

  test("a number that is none, or not possible, stands as typed with what is possible, and nothing is quoted or sent for it", async () => {
    const { page, leave } = await somebody();
    const quoted = [];
    page.on("request", (request) => request.url().endsWith("/v1/orders/quote") && quoted.push(request.postDataJSON()));
    await page.goto(`${house().address}/orders/new`);
    await fillOrder(page, "Erika Muster");
    await page.locator("button:enabled", { hasText: "Place the order" }).waitFor();
    const before = quoted.length;
    for (const [text, said] of [["abc", "This is not a number. Possible: 1 to 1,000,000."], ["-1", "Possible: 1 to 1,000,000."], ["2,5", "Only whole numbers. Possible: 1 to 1,000,000."], ["", "A number is missing. Possible: 1 to 1,000,000."]]) {
      await page.getByLabel("Pieces 1").fill(text);
      await wrong(page).getByText(said, { exact: true }).waitFor();
      assert.equal(await page.getByLabel("Pieces 1").inputValue(), text);
      await page.getByText("A number above cannot be read").waitFor();
      assert.ok(await page.getByRole("button", { name: /^Place the order/ }).isDisabled());
    }
    await page.getByLabel("Pieces 1").fill("2");
    await page.getByLabel("Own price 1").fill("6,5");
    await page.locator("button:enabled", { hasText: "Place the order" }).waitFor();
    assert.deepEqual(quoted.slice(before).map((one) => [one.lines[0].quantity, one.lines[0].unit_price]).at(-1), [2, "6.5"]);
    assert.ok(quoted.slice(before).every((one) => one.lines[0].quantity === 2), "nothing was asked for what was wrong");
    await page.getByRole("button", { name: /^Place the order/ }).click();
    await page.waitForURL(/\/orders\/ord_/);
    const id = page.url().split("/").pop();
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && /shipments|cancellations/.test(request.url()) && sent.push(request.postDataJSON()));
    await page.getByRole("button", { name: "Ship", exact: true }).click();
    await page.getByLabel("Pieces H010-RED-S").fill("5");
    await wrong(page).getByText("Possible: 0 to 2.").waitFor();
    assert.ok(await page.locator(".ant-drawer-footer").getByRole("button", { name: "Ship" }).isDisabled());
    await page.keyboard.press("Control+Enter");
    await page.getByLabel("Pieces H010-RED-S").fill("1");
    await page.locator(".ant-drawer-footer").getByRole("button", { name: "Ship" }).click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
    assert.deepEqual(sent.map((one) => one.lines), [[{ line: 1, quantity: 1 }]]);
    const [shipped] = (await ask(`/orders/${id}`)).lines;
    assert.equal(shipped.shipped, 1);
    await leave();
  });

  test("a correction that does not help comes back with what was typed and the new problem at its cell; one that helps says so", async () => {
    const file = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", "991001,85123A,LANTERN,6,2011-11-30 08:26:00,2.55,17850,United Kingdom", "991002,85123A,LANTERN,half a dozen,2011-11-30 08:26:00,2.55,17850,United Kingdom", ""].join("\n");
    const { id } = await (await fetch(`${house().address}/v1/imports?profile=uk-retail&shop=corrected-${Date.now()}`, { method: "POST", headers: { Authorization: `Bearer ${house().key}`, "Content-Type": "application/octet-stream", "Idempotency-Key": `corrected-${Date.now()}` }, body: file })).json();
    for (let tries = 0; tries < 300 && (await ask(`/imports/${id}`)).state !== "waiting"; tries += 1) await new Promise((later) => setTimeout(later, 100));
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/imports/${id}`);
    // By the keyboard: the row one stands on is corrected.
    await page.locator("tbody tr.at").waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    const quantity = dialog.getByRole("textbox", { name: /^Quantity|^Pieces/ });
    await quantity.fill("nought");
    await dialog.getByRole("button", { name: "Try again", exact: true }).click();
    await dialog.getByText("That did not help: the row still cannot be used.").waitFor({ timeout: 60_000 });
    assert.equal(await quantity.inputValue(), "nought");
    await dialog.locator("label", { has: page.locator('input[value="nought"]') }).locator(".wrong").waitFor();
    await dialog.getByText("In the file: •••").waitFor();
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await dialog.waitFor({ state: "detached" });
    // Opened again, and in the list, it stands as it was left.
    await page.locator("tbody").getByText("nought").waitFor();
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    assert.equal(await quantity.inputValue(), "nought");
    await quantity.fill("6");
    await dialog.getByRole("button", { name: "Try again", exact: true }).click();
    await page.getByText(/^Line \d+ can be used now$/).waitFor({ timeout: 60_000 });
    await dialog.waitFor({ state: "detached" });
    await leave();
  });

  test("an address that asks for what is not there shows the screen without it and says so, until it is taken out", async () => {
    const { page, leave } = await somebody();
    const refused = [];
    page.on("response", (answer) => answer.status() >= 400 && refused.push(answer.url()));
    for (const [path, odd, sign] of [
      ["/queues?queue=zzz", "queue=zzz", "tbody tr.at"],
      ["/?range=abc", "range=abc", ".tile .value"],
      ["/?range=own&from=2026-13-45", "from=2026-13-45", ".tile .value"],
      ["/figures/sales?from=zz", "from=zz", "tbody tr.at"],
      ["/orders?status=helt&country=DE", "status=helt", "tbody tr.at"],
      ["/money?on=yesterday", "on=yesterday", "table b.id"],
      ["/settings?tab=nowhere", "tab=nowhere", "table.rows"],
    ]) {
      await page.goto(house().address + path);
      await page.getByText(odd, { exact: true }).waitFor();
      await page.locator(sign).first().waitFor();
      assert.equal(await page.getByText("Something went wrong").count(), 0, path);
    }
    await page.goto(`${house().address}/orders?status=helt&country=DE`);
    await page.getByRole("button", { name: "Take it out of the address" }).click();
    await page.waitForURL((url) => url.search === "?country=DE");
    await page.getByText("The address asks for what is not here").waitFor({ state: "detached" });
    assert.deepEqual(refused, []);
    await leave();
  });

  test("a no that names a field is told at that field with its label; why an order is held is chosen, and said in any language", async () => {
    const { page, leave } = await somebody();
    const { items: [product] } = await ask("/products?limit=1");
    await page.goto(`${house().address}/products/${product.id}`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("HS code").fill("ninety");
    await page.keyboard.press("Control+Enter");
    await page.locator("label", { hasText: "HS code" }).locator(".wrong").getByText("“HS code” cannot be used as it is written. Six, eight or ten digits, such as 940520.").waitFor();
    assert.equal(await page.getByText("API page").count(), 0);
    assert.equal(await page.getByLabel("HS code").inputValue(), "ninety");
    const { items: [order] } = await ask("/orders?status=open&fulfilment=unfulfilled&limit=1");
    await page.goto(`${house().address}/orders/${order.id}`);
    await page.getByRole("button", { name: "All actions" }).click();
    await page.getByRole("menuitem", { name: /^Hold|^Put on hold/ }).click();
    const hold = page.locator(".ant-drawer-footer button").first();
    await page.getByLabel("Held because").fill("Another");
    await page.locator(".ant-select-item-option", { hasText: "Another reason" }).waitFor();
    await page.keyboard.press("Enter");
    assert.ok(await hold.isDisabled(), "what else it is has to be said");
    await page.getByRole("textbox", { name: /^Reason/ }).fill("客户想改颜色");
    await hold.click();
    await page.locator(".ant-drawer-footer").waitFor({ state: "detached" });
    const now = await ask(`/orders/${order.id}`);
    assert.deepEqual([now.status, now.held_because], ["held", "other"]);
    await leave();
  });

  test("at 360 px a figure stands whole, and a list has what tells its rows apart in sight", async () => {
    for (const locale of ["en", "zh", "ar"]) {
      const { page, leave } = await somebody({ locale, width: 360, height: 780 });
      await page.goto(`${house().address}/?range=own&from=2026-01-01&until=2026-11-30`);
      await page.locator(".tile .value").filter({ hasText: /\d/ }).first().waitFor();
      // A hundred times as much, too.
      await page.locator(".tile .value").evaluateAll((all) => { for (const one of all) { const text = `${one.textContent}9,999,999`; one.textContent = text; one.style.setProperty("--signs", String(text.length)); } });
      const cut = (at) => page.locator(at).evaluateAll((all) => all.filter((one) => { const range = document.createRange(); range.selectNodeContents(one); const [text, box] = [range.getBoundingClientRect(), one.parentElement.getBoundingClientRect()]; return text.left < box.left - 0.5 || text.right > box.right + 0.5; }).map((one) => one.textContent));
      assert.deepEqual(await cut(".tile .value"), [], `${locale}: figures of the morning round`);
      const inSight = async (path, at) => {
        await page.goto(house().address + path);
        await page.locator(at).first().waitFor();
        const outside = await page.locator(at).evaluateAll((all) => all.slice(0, 8).filter((one) => { const box = one.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; }).map((one) => one.textContent));
        assert.deepEqual(outside, [], `${locale}: ${path}`);
      };
      await inSight("/figures/sales?from=2026-01-01&until=2026-11-30", "tbody tr[aria-rowindex] td.end:not(.wide-only)");
      await inSight("/money?entity=demo-de", "table b.id");
      await inSight("/customers", "tbody tr[aria-rowindex] .pill");
      await inSight("/settings?tab=rules", "table.rows .pill:visible");
      await inSight("/", ".ant-segmented-item");
      await leave();
    }
  });

  test("the average order leads to both of its figures; what was tried is imported with one button, and the text beside the switch turns it", async () => {
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/?range=365`);
    await page.getByRole("link", { name: /^Average order/ }).click();
    await page.getByText("An average has no rows of its own").waitFor();
    await page.locator("main").getByRole("link", { name: "Orders", exact: true }).click();
    await page.waitForURL(/\/figures\/orders\?.*from=/);
    await page.locator("tbody tr.at").waitFor();
    const shop = `tried-${Date.now()}`;
    await page.goto(`${house().address}/imports`);
    await page.getByRole("button", { name: "Import a file", exact: true }).first().click();
    await page.locator('input[type="file"]').setInputFiles({ name: "tried.csv", mimeType: "text/csv", buffer: Buffer.from("Order no;SKU;Qty;Date;Unit price;Currency;Country\nT-1;H010-RED-S;2;2026-10-31;12.50;EUR;DE\n") });
    await page.getByRole("region", { name: "The file's first rows" }).getByText("12.50").waitFor();
    await page.getByRole("textbox", { name: /^Shop/ }).fill(shop);
    await page.getByLabel("Entity").press("ArrowDown");
    await page.locator(".ant-select-item-option", { hasText: "demo-de" }).first().click();
    const dry = page.getByRole("switch", { name: "Dry run" });
    for (const state of ["false", "true"]) {
      await page.getByText("Dry run: show what would happen").click();
      assert.equal(await dry.getAttribute("aria-checked"), state);
    }
    await page.locator("button:enabled", { hasText: "Try it" }).click();
    await page.waitForURL(/\/imports\/job_/);
    const first = page.url();
    await page.getByRole("button", { name: "Import “tried.csv” now", exact: true }).click();
    await page.waitForURL((url) => /\/imports\/job_/.test(url.pathname) && url.href !== first);
    await page.getByText("Done", { exact: true }).first().waitFor({ timeout: 60_000 });
    assert.equal((await ask(`/orders?shop=${shop}`)).items.length, 1);
    await leave();
  });

  test("a half-written order is still there after leaving; back from a row one stands on it; actions are chosen by arrows; the books name SKUs", async () => {
    const { page, leave } = await somebody();
    await page.goto(`${house().address}/orders/new`);
    await fillOrder(page, "Half Written");
    await page.getByLabel("Pieces 1").fill("3");
    await page.getByRole("link", { name: "Queues", exact: true }).click();
    await page.locator("tbody tr.at").waitFor();
    await page.goto(`${house().address}/orders/new`);
    await page.getByRole("button", { name: "Throw away what is written" }).waitFor();
    assert.equal(await page.getByLabel("Pieces 1").inputValue(), "3");
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Half Written");
    await page.getByRole("button", { name: "Throw away what is written" }).click();
    await page.waitForFunction(() => sessionStorage.getItem("hanse.order") === null);
    assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "");
    await page.goto(`${house().address}/queues?queue=waiting`);
    await page.locator("tbody tr.at").waitFor();
    await page.locator("main h1").click();
    for (const key of ["j", "j"]) await page.keyboard.press(key);
    const marked = () => page.locator("tbody tr.at a").first().getAttribute("href");
    const href = await marked();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${href}`);
    await page.getByRole("button", { name: "All actions" }).waitFor();
    await page.goBack();
    await page.locator(`tbody tr.at a[href="${href}"]`).first().waitFor();
    let booked;
    for (const one of (await ask("/orders?status=completed&sort=-placed_at&limit=50")).items) {
      const { items } = await ask(`/ledger/entries?order=${one.id}`);
      if (items?.some((entry) => entry.transfers.some((each) => each.tag?.startsWith("var_")))) { booked = await ask(`/orders/${one.id}`); break; }
    }
    assert.ok(booked, "cost of goods is booked by variant");
    await page.goto(`${house().address}/orders/${booked.id}`);
    await page.getByRole("button", { name: "All actions" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest(".ant-dropdown") !== null);
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "In the books" }).getByText(booked.lines[0].sku).first().waitFor();
    assert.equal(await page.getByRole("region", { name: "In the books" }).getByText(/^var_/).count(), 0);
    await leave();
  });
}
