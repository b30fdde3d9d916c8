import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { openBrowser } from "../../web/tools/chromium.mjs";
import { watchPage } from "../helpers/browser.ts";
import type { PageTrouble } from "../helpers/browser.ts";
import { startDemoServer } from "../helpers/demo-server.ts";
import type { DemoServer } from "../helpers/demo-server.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let server: DemoServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startDemoServer();
  // Whole once all excerpts are there.
  await vi.waitUntil(async () => (await fetch(`${server.url}/documentation`)).headers.has("etag"), {
    timeout: 60_000,
    interval: 100,
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function onPage(
  options: { colorScheme?: "light" | "dark"; width?: number },
  check: (page: Page, trouble: PageTrouble) => Promise<void>,
): Promise<void> {
  const { colorScheme = "light", width = 1200 } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  try {
    const page = await context.newPage();
    const trouble = watchPage(page, server.url);
    // A browser asks by itself.
    await page.route("**/favicon.ico", async (route) => route.fulfill({ status: 204 }));
    await page.goto(`${server.url}/documentation`);
    await check(page, trouble);
    expect(trouble.errors).toEqual([]);
    expect(trouble.foreign).toEqual([]);
  } finally {
    await context.close();
  }
}

test.each([
  { colorScheme: "light", width: 1200 },
  { colorScheme: "dark", width: 1200 },
  { colorScheme: "light", width: 390 },
] as const)(
  "$colorScheme, $width px wide: axe finds nothing, the policy forbids nothing",
  async (options) => {
    await onPage(options, async (page, trouble) => {
      await page.evaluate(`document.querySelectorAll("details").forEach((one) => (one.open = true))`);
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate<{
        violations: { id: string; nodes: { html: string }[] }[];
      }>("axe.run()");
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual(
        [],
      );
      expect(trouble.asked).toEqual(["/documentation", "/documentation.css"]);
      // Only tables scroll sideways.
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    });
  },
);

test("every example link leads to an answer", async () => {
  await onPage({}, async (page) => {
    const addresses = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".examples a")].map((link) => link.href)`,
    );
    expect(addresses.length).toBeGreaterThan(20);
    for (const address of addresses) expect((await fetch(address)).status, address).toBe(200);
  });
});

test("an example is followed, and begins as the excerpt says", async () => {
  await onPage({}, async (page) => {
    const section = page.locator('section[aria-labelledby="lireCouverture"]');
    const excerpt = await section.locator("pre").textContent();
    const share = /"share": ([\d.]+)/.exec(excerpt ?? "")?.[1];
    expect(share).toBeDefined();
    const coming = page.waitForResponse((response) => response.url().includes("/api/v1/couverture"));
    await section.locator(".examples a").first().click();
    const report = (await (await coming).json()) as { share: number };
    expect(report.share).toBe(Number(share));
  });
});

test("the keyboard leads past the header, to the contents and to an operation", async () => {
  await onPage({}, async (page) => {
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Aller au contenu");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("contenu");
    await page.locator('nav[aria-label="Sommaire"] a[href="#trouverProches"]').focus();
    await page.keyboard.press("Enter");
    const heading = page.locator("#trouverProches");
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(100);
  });
});

test("on paper nothing is cut or hidden", async () => {
  await onPage({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    const [background, text, fields] = await page.evaluate<[string, string, number]>(`[
      getComputedStyle(document.body).backgroundColor,
      getComputedStyle(document.body).color,
      document.querySelector("details table").getBoundingClientRect().height,
    ]`);
    expect([background, text]).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    expect(fields).toBeGreaterThan(0);
    expect(await page.locator("header").isVisible()).toBe(false);
  });
});
