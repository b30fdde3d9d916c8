import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startServer } from "../../server/server.ts";
import type { RunningServer } from "../../server/server.ts";
import { openBrowser } from "../../web/tools/chromium.mjs";
import { watchPage } from "../helpers/browser.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServer({ study: fakeStudy(), webRoot: null, port: 0 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test.each([
  { path: "/ogc", colorScheme: "light" },
  { path: "/ogc", colorScheme: "dark" },
  { path: "/ogc/api", colorScheme: "light" },
  { path: "/ogc/conformance", colorScheme: "light" },
  { path: "/ogc/collections", colorScheme: "dark" },
  { path: "/ogc/collections/communes", colorScheme: "light" },
  { path: "/ogc/collections/communes/schema", colorScheme: "light" },
  { path: "/ogc/collections/communes/items?limit=1&offset=1", colorScheme: "light" },
  { path: "/ogc/collections/structures/items", colorScheme: "dark" },
  { path: "/ogc/collections/structures/items/1", colorScheme: "light" },
] as const)(
  "$path, $colorScheme: axe finds nothing, the policy forbids nothing",
  async ({ path, colorScheme }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 420, height: 800 } });
    const page = await context.newPage();
    const trouble = watchPage(page, server.url);
    // A browser asks by itself.
    await page.route("**/favicon.ico", async (route) => route.fulfill({ status: 204 }));
    await page.goto(`${server.url}${path}`);
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate<{
      violations: { id: string; nodes: { html: string }[] }[];
    }>("axe.run()");
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
      [],
    );
    expect(trouble.errors).toEqual([]);
    expect(trouble.foreign).toEqual([]);
    expect(trouble.asked).toContain("/ogc/style.css");
    // Only tables scroll sideways.
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await context.close();
  },
);

test("links lead from the landing page to one commune", async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/ogc`);
  await page.getByRole("link", { name: "Collections (HTML)" }).click();
  await page.getByRole("link", { name: "Objets de « communes »" }).click();
  await page.getByRole("link", { name: "01002" }).click();
  await expect.poll(async () => page.getByRole("heading", { level: 1 }).textContent()).toBe("Beauval");
  await page.close();
});
