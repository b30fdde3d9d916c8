import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";

import { openBrowser } from "../../web/tools/chromium.mjs";
import { watchPage } from "./browser.ts";
import type { PageTrouble } from "./browser.ts";
import { startDemoServer } from "./demo-server.ts";
import type { DemoServer } from "./demo-server.ts";

/** A quarter of the pixels: what is said, asked and laid out is the same, and software draws in half the time. */
const COARSE = 0.5;

export const DESK: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  deviceScaleFactor: COARSE,
};

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: COARSE,
  hasTouch: true,
  isMobile: true,
};

/** A server of the demonstration and a browser, for the tests of one file. */
export interface Visits {
  readonly server: DemoServer;
  /**
   * Opens a page, waits until its figure and its map are there, runs a check in it, then checks that nothing went wrong and
   * that nothing left the machine.
   */
  readonly visit: (
    path: string,
    check: (page: Page, trouble: PageTrouble) => Promise<void>,
    options?: VisitOptions,
  ) => Promise<void>;
  /** An answer of the API. Throws for one that is no success. */
  readonly ask: <T>(path: string) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** What is waited for before the check; figure and map if not given. */
  readonly until?: (page: Page) => Promise<void>;
  /** Called before the page is opened: what the network does to it. */
  readonly before?: (page: Page) => Promise<void>;
  /** Is trouble part of the test? */
  readonly expectsTrouble?: boolean;
}

/** Opens a browser and serves a dataset: the demonstration if none is given. */
export async function startVisits(start: () => Promise<DemoServer> = startDemoServer): Promise<Visits> {
  const server = await start();
  const browser = await openBrowser();
  return {
    server,
    visit: async (path, check, options = {}) => visit(browser, server.url, path, check, options),
    ask: async <T>(path: string) => {
      const response = await fetch(server.url + path);
      if (!response.ok) throw new Error(`Got ${response.status} from ${path}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** The demonstration for all tests of a file: served before them, closed after them. */
export function demoVisits(): Pick<Visits, "visit" | "ask"> & { readonly server: DemoServer } {
  let visits: Visits | null = null;
  beforeAll(async () => {
    visits = await startVisits();
  });
  afterAll(async () => visits?.close());
  const started = (): Visits => {
    if (visits === null) throw new Error("Got no server, expected to be called in a test.");
    return visits;
  };
  return {
    get server() {
      return started().server;
    },
    visit: async (...visited) => started().visit(...visited),
    ask: async (path) => started().ask(path),
  };
}

/** What the policy of content forbids is an error of the page, also where the browser itself says nothing. */
const TELL_VIOLATIONS = `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("policy: " + violatedDirective + " " + blockedURI))`;

async function visit(
  browser: Browser,
  origin: string,
  path: string,
  check: (page: Page, trouble: PageTrouble) => Promise<void>,
  { until = untilDrawn, before, expectsTrouble = false, ...options }: VisitOptions,
): Promise<void> {
  // Flights of the map would only make tests wait.
  const context = await browser.newContext({ ...DESK, ...options, reducedMotion: "reduce" });
  try {
    const page = await context.newPage();
    const trouble = watchPage(page, origin);
    await page.addInitScript(TELL_VIOLATIONS);
    await before?.(page);
    await page.goto(origin + path);
    await until(page);
    await check(page, trouble);
    if (expectsTrouble) return;
    expect(trouble.errors).toEqual([]);
    expect(trouble.foreign).toEqual([]);
  } finally {
    await context.close();
  }
}

/** The figure and the map are there. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.locator('[data-state="ready"]').waitFor();
  await page.locator(".headline-figure", { hasText: "%" }).waitFor();
}

/** What axe-core finds serious or critical in a page, a line each. */
export async function seriousTroubles(page: Page): Promise<string[]> {
  await page.evaluate(axeSource());
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
}
