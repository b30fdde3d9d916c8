import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { CoverageAnswer, GapsAnswer, ListedTerritory } from "../../server/schemas/answers.ts";
import type { CurvesAnswer } from "../../server/schemas/figure-answers.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { startDemoServer, startStudyServer } from "../helpers/demo-server.ts";
import type { DemoServer } from "../helpers/demo-server.ts";
import { seriousTroubles, startVisits, untilDrawn } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

/** The paths of a prefect and of a planner through the page, on invented and on real data. */

const files = corsicanFiles();

const worlds: [name: string, start: (() => Promise<DemoServer>) | null][] = [
  ["the demonstration", startDemoServer],
  [
    "Corsica",
    files === null
      ? null
      : async () =>
          startStudyServer(async () => createStudy((await buildCorsica(files, files.census)).dataset)),
  ],
];

describe.each(worlds)("on %s", (_name, start) => {
  let visits: Visits;
  let departement: ListedTerritory;

  beforeAll(async () => {
    if (start === null) return;
    visits = await startVisits(start);
    const { territories } = await visits.ask<{ territories: ListedTerritory[] }>(
      "/api/v1/territoires?genre=departement&limite=1",
    );
    [departement] = territories;
  });

  afterAll(async () => visits?.close());

  const path = (query = ""): string => `/departement/${departement.code.toLowerCase()}${query}`;

  test.skipIf(start === null)("the slider's figure is the API's at every stop", async () => {
    await visits.visit(path(), async (page) => {
      for (const minutes of [10, 20, 30, 45]) {
        const { share, covered } = await visits.ask<CoverageAnswer>(
          `/api/v1/couverture?territoire=${departement.ref}&minutes=${minutes}`,
        );
        await page.locator("#minutes").fill(String(minutes));
        await expect
          .poll(async () => page.locator(".headline-figure").textContent())
          .toBe(formatShare(share));
        await expect
          .poll(async () => page.locator(".headline-detail").textContent())
          .toContain(formatCount(covered));
      }
    });
  });

  test.skipIf(start === null)("the table has every commune, the least covered first", async () => {
    const { territories } = await visits.ask<CurvesAnswer>(
      `/api/v1/courbes?territoire=${departement.ref}&genre=commune`,
    );
    const byShare = territories
      .filter(({ population }) => population > 0)
      .sort((a, b) => a.covered[15] / a.population - b.covered[15] / b.population);
    await visits.visit(path("?minutes=15&tableau=commune"), async (page) => {
      const rows = page.locator("#panel-commune tbody tr");
      await rows.first().waitFor();
      const shares = await rows.locator("td:nth-of-type(2)").allTextContents();
      expect(shares.slice(0, 20)).toEqual(
        byShare.slice(0, 20).map((row) => formatShare(Math.min(1, row.covered[15] / row.population))),
      );
    });
  });

  test.skipIf(start === null)(
    "the coloured map says what the table says, and leads to the sheet",
    async () => {
      const { territories } = await visits.ask<CurvesAnswer>(
        "/api/v1/courbes?territoire=france&genre=commune",
      );
      const [commune] = [...territories].sort((a, b) => b.population - a.population);
      const share = Math.min(1, commune.covered[12] / commune.population);
      const code = commune.ref.slice("com:".length);
      const { addresses } = await visits.ask<{ addresses: { lon: number; lat: number }[] }>(
        `/api/v1/adresses?q=${code}`,
      );
      const [{ lon, lat }] = addresses;
      await visits.visit(`/?carte=territoires&minutes=12#10.5/${lat}/${lon}`, async (page) => {
        const box = await page.locator(".map-frame").boundingBox();
        if (box === null) throw new Error("Got no map, expected one.");
        // A structure may stand where most people live: a little inland of it the commune is the same.
        const [x, y] = [box.x + box.width / 2 - 20, box.y + box.height / 2 - 20];
        await expect
          .poll(async () => {
            await page.mouse.move(x + Math.random(), y);
            return page.locator(".readout").textContent();
          })
          .toBe(messages.map.territory(commune.name, share, 12));
        await page.mouse.click(x, y);
        await expect.poll(() => new URL(page.url()).pathname).toMatch(new RegExp(`^/commune/${code}`, "i"));
        await page.locator(".headline-figure", { hasText: formatShare(share) }).waitFor();
      });
    },
  );

  test.skipIf(start === null)("back and forward go through territories, with their figures", async () => {
    const whole = await visits.ask<CoverageAnswer>("/api/v1/couverture");
    const { territories } = await visits.ask<CurvesAnswer>("/api/v1/courbes?territoire=france&genre=commune");
    const [commune] = territories;
    await visits.visit("/?tableau=commune", async (page) => {
      const panel = page.locator("#panel-commune");
      await panel.getByRole("searchbox").fill(commune.name);
      await panel.getByRole("link", { name: commune.name, exact: true }).first().click();
      await page.locator(".headline-place", { hasText: commune.name }).waitFor();
      const inside = new URL(page.url()).pathname;
      expect(inside).toMatch(/^\/commune\//);
      await page.goBack();
      await page.locator(".headline-figure", { hasText: formatShare(whole.share) }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      await page.goForward();
      await page.locator(".headline-place", { hasText: commune.name }).waitFor();
      expect(new URL(page.url()).pathname).toBe(inside);
    });
  });

  test.skipIf(start === null)("a link opens the same view again", async () => {
    const { gaps } = await visits.ask<GapsAnswer>(
      `/api/v1/zones-blanches?territoire=${departement.ref}&minutes=12&limite=1`,
    );
    const link = await describeView(visits, path("?minutes=12&tableau=zones"), async (page) => {
      await page.locator("#compter-antennes").uncheck();
      await page.locator("#panel-zones tbody button").first().click();
      await page.locator(".card-title", { hasText: messages.gap.title }).waitFor();
      await page.locator('.segment:text-is("Territoires")').click();
      await expect.poll(() => new URL(page.url()).searchParams.get("carte")).toBe("territoires");
      await page.locator('[data-state="ready"]').waitFor();
    });
    const again = await describeView(visits, link.address, async () => Promise.resolve());
    expect(again).toEqual(link);
    expect(link.address).toContain("minutes=12");
    expect(gaps).toHaveLength(1);
  });

  test.skipIf(start === null)(
    "search, slider, tables and card are worked from the keyboard alone",
    async () => {
      const { territories } = await visits.ask<{ territories: ListedTerritory[] }>(
        "/api/v1/territoires?genre=commune&limite=1",
      );
      const [commune] = territories;
      await visits.visit("/", async (page) => {
        await tabTo(page, "#recherche");
        await page.keyboard.type(commune.code);
        await page.locator('[role="option"]').first().waitFor();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await expect
          .poll(() => new URL(page.url()).pathname)
          .toMatch(new RegExp(`^/commune/${commune.code.toLowerCase()}`));
        await page.locator(".headline-place", { hasText: commune.name }).waitFor();

        await tabTo(page, ".breadcrumb a");
        await page.keyboard.press("Enter");
        await expect.poll(() => new URL(page.url()).pathname).toBe("/");

        await tabTo(page, "#minutes");
        for (let step = 0; step < 18; step++) await page.keyboard.press("ArrowLeft");
        const { share } = await visits.ask<CoverageAnswer>("/api/v1/couverture?minutes=12");
        await expect
          .poll(async () => page.locator(".headline-figure").textContent())
          .toBe(formatShare(share));

        await tabTo(page, '[role="tab"][aria-selected="true"]');
        await page.keyboard.press("End");
        await page.locator("#panel-structures tbody button").first().waitFor();
        await tabTo(page, "#panel-structures tbody button");
        await page.keyboard.press("Enter");
        await page.locator(".bands dd").first().waitFor();
        expect(await focusIsVisible(page)).toBe(true);
        await page.keyboard.press("Escape");
        await page.locator(".card").waitFor({ state: "hidden" });
      });
    },
  );

  test.skipIf(start === null)(
    "axe finds nothing serious in a sheet with its map of territories",
    async () => {
      await visits.visit(path("?carte=territoires&tableau=commune"), async (page) => {
        await page.locator("#panel-commune tbody tr").first().waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
      });
    },
  );
});

interface View {
  readonly address: string;
  readonly figure: string | null;
  readonly minutes: string;
  readonly card: string | null;
  readonly pressed: readonly string[];
  readonly tab: string | null;
  readonly antennes: boolean;
}

/** What a reader sees of a view after doing something in it. */
async function describeView(visits: Visits, path: string, act: (page: Page) => Promise<void>): Promise<View> {
  let seen: View | null = null;
  await visits.visit(path, async (page) => {
    await act(page);
    await untilDrawn(page);
    await page.locator(".card-title", { hasText: messages.gap.title }).waitFor();
    await page.locator("#panel-zones tbody tr").first().waitFor();
    // The address follows the state and the map within a quarter of a second.
    await page.waitForTimeout(600);
    const url = new URL(page.url());
    seen = {
      address: url.pathname + url.search + url.hash,
      figure: await page.locator(".headline-figure").textContent(),
      minutes: await page.locator("#minutes").inputValue(),
      card: await page.locator(".card").textContent(),
      pressed: await page.locator('.segment[aria-pressed="true"]').allTextContents(),
      tab: await page.locator('[role="tab"][aria-selected="true"]').textContent(),
      antennes: await page.locator("#compter-antennes").isChecked(),
    };
  });
  if (seen === null) throw new Error("Got no view, expected one.");
  return seen;
}

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`);
  for (let presses = 0; presses < 120; presses++) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Got no focus on ${selector} after 120 presses of Tab, expected it to be reached.`);
}

/** Does what has the focus show it by an outline? */
async function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(
    `(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement); return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2; })()`,
  );
}
