// Hold a page against axe in a real browser, in light and in dark, wide and narrow; print what is
// found as JSON. Arguments: the page, then a folder for pictures if there is to be any.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [page, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
const found = [];
for (const width of [1280, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const tab = await context.newPage();
    const requests = [];
    tab.on("request", (request) => requests.push(request.url()));
    tab.on("dialog", (dialog) => { found.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    await tab.goto(pathToFileURL(page).href);
    await tab.evaluate(axe);
    const { violations } = await tab.evaluate(() =>
      globalThis.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      }));
    for (const { id, nodes } of violations) {
      found.push(`${id} at ${width} ${colorScheme}: ${nodes.slice(0, 3).map((n) => n.html)}`);
    }
    for (const url of requests.slice(1)) found.push(`request: ${url}`);
    const overflow = await tab.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) found.push(`the page is ${overflow} px too wide at ${width}`);
    if (pictures) await tab.screenshot({ path: `${pictures}/${width}-${colorScheme}.png`, fullPage: true });
    await context.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));
