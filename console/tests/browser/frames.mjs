// How long a person's own browser makes them wait: npm run frames. Only on a quiet machine do the figures tell anything.
import { browser, company, desk, enter } from "./house.mjs";

const RUNS = 5;
const here = await company();
const open = await browser();
const page = await desk(open, { height: 900 });
await enter(page, here);
const rows = page.locator("tbody tr.at");
const worst = [];
const clicks = [];
for (let run = 0; run < RUNS; run += 1) {
  await page.goto(`${here.address}/settings`);
  await page.waitForLoadState("networkidle");
  // From the click to the first row that is painted, by the page's own clock.
  clicks.push(await page.evaluate(async () => {
    const link = document.querySelector('nav a[href="/orders"]');
    const begun = performance.now();
    link.click();
    while (!document.querySelector("tbody tr.at")) await new Promise((next) => { requestAnimationFrame(next); });
    return performance.now() - begun;
  }));
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    const seen = { longest: 0, over: false };
    globalThis.seen = seen;
    let last = performance.now();
    const frame = (now) => {
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (!seen.over) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.locator(".filters input").first().pressSequentially("H010-RED-S", { delay: 60 });
  await page.waitForLoadState("networkidle");
  await rows.waitFor();
  worst.push(await page.evaluate(() => { globalThis.seen.over = true; return globalThis.seen.longest; }));
}
await open.close();
await here.stop();
const told = (all) => `median ${all.toSorted((a, b) => a - b)[RUNS >> 1].toFixed(0)} ms, ${all.map((one) => one.toFixed(0)).join(" ")}`;
console.log(`longest frame while typing in a filter: ${told(worst)}`);
console.log(`orders ready after a click: ${told(clicks)}`);
