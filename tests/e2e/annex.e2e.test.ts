import { readFileSync } from "node:fs";

import type { FeatureCollection } from "geojson";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { SitingReport } from "../../isochrones/model/siting.ts";
import type { CoverageReport } from "../../isochrones/model/report.ts";
import type { CurvesAnswer } from "../../server/schemas/figure-answers.ts";
import type { GapsAnswer } from "../../server/schemas/answers.ts";
import type { SitingJob } from "../../server/schemas/siting-answers.ts";
import { ANNEX_HEADER } from "../../web/src/annex/annex-files.ts";
import { annexMessages as words } from "../../web/src/i18n/annex-messages.fr.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const MINUTES = 6;
const SITES = 3;
const PATH = `/annexe?minutes=${MINUTES}&sites=${SITES}`;

const untilWhole = async (page: Page): Promise<void> =>
  page.locator('.print-view[data-state="ready"]').waitFor();

async function openAnnex(check: (page: Page) => Promise<void>, path = PATH): Promise<void> {
  await demo.visit(path, check, { until: untilWhole });
}

async function askSites(): Promise<SitingReport> {
  const url = `${demo.server.url}/api/v1/implantations`;
  const body = JSON.stringify({ territoire: "france", minutes: MINUTES, nombre: SITES });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const { id } = (await response.json()) as { id: string };
  for (;;) {
    const job = await demo.ask<SitingJob>(`/api/v1/implantations/${id}?attendre=10`);
    if (job.result !== null) return job.result;
    expect(job.problem).toBeNull();
  }
}

async function download(page: Page, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name, exact: true }).click();
  return readFileSync(await (await coming).path(), "utf8");
}

const rowsOf = async (page: Page, title: string): Promise<string[]> =>
  page
    .locator(".annex-section", { has: page.getByRole("heading", { level: 2, name: title }) })
    .locator("tbody tr")
    .allTextContents();

describe("the annex on access to services", () => {
  test("says what the API answers: figure, gaps, communes, sites in order with their gains", async () => {
    const report = await demo.ask<CoverageReport>(`/api/v1/couverture?minutes=${MINUTES}`);
    const gaps = await demo.ask<GapsAnswer>(`/api/v1/zones-blanches?minutes=${MINUTES}&contours=false`);
    const curves = await demo.ask<CurvesAnswer>("/api/v1/courbes?genre=commune");
    const beyond = curves.territories.filter(
      ({ population, covered }) => population - covered[MINUTES] >= 0.5,
    );
    const siting = await askSites();
    expect(siting.sites.length).toBe(SITES);
    await openAnnex(async (page) => {
      const lead = await page.locator(".annex-lead").textContent();
      expect(lead).toContain(formatShare(report.share));
      expect((await rowsOf(page, words.gaps.title)).length).toBe(Math.min(40, gaps.total));
      const [first] = await rowsOf(page, words.gaps.title);
      expect(first).toContain(formatCount(gaps.gaps[0].people));
      expect((await rowsOf(page, words.communes.title)).length).toBe(Math.min(60, beyond.length));
      const sites = await rowsOf(page, words.sites.title);
      expect(sites).toHaveLength(SITES);
      siting.sites.forEach((site, index) => {
        expect(sites[index]).toContain(site.name);
        expect(sites[index]).toContain(`+${formatCount(site.gain)}`);
      });
      await expect.poll(async () => page.locator(".print-mark").allTextContents()).toEqual(["1", "2", "3"]);
      await expect.poll(async () => page.locator(".print-fictitious").textContent()).toBe(words.fictitious);
    });
  });

  test("is taken along as CSV, GeoJSON, one file of HTML that needs nothing else, and pages of A4", async () => {
    const gaps = await demo.ask<GapsAnswer>(`/api/v1/zones-blanches?minutes=${MINUTES}&contours=false`);
    await openAnnex(async (page) => {
      const csv = (await download(page, words.csv)).trimEnd().split("\r\n");
      expect(csv[0]).toBe(`\ufeff${ANNEX_HEADER.join(",")}`);
      const rows = (kind: string): number => csv.filter((line) => line.startsWith(`${kind},`)).length;
      expect(rows("zone blanche")).toBe(gaps.total);
      expect(rows("implantation candidate")).toBe(SITES);
      expect(rows("commune concernée")).toBe(csv.length - 1 - gaps.total - SITES);
      const features = JSON.parse(await download(page, words.geojson)) as FeatureCollection;
      expect(geojsonFaults(features)).toEqual([]);
      expect(features.features).toHaveLength(gaps.total + SITES);
      const html = await download(page, words.html);
      expect(html).toContain(words.title(demo.server.study.dataset.name));
      // Neither scripts nor anything that would have to be fetched.
      expect(html).not.toMatch(/<script|<link|src="(?!data:)|url\((?!"?data:)/);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".header").isVisible()).toBe(false);
      expect(await page.locator(".print-tools").isVisible()).toBe(false);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
      expect(boxes.length).toBeGreaterThan(1);
      for (const [, width, height] of boxes) {
        expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
      }
    });
  });

  test("is led to from the map, and counts as many sites as the reader wants", async () => {
    await demo.visit(`/?minutes=${MINUTES}`, async (page) => {
      await page.getByRole("link", { name: messages.out.annex, exact: true }).click();
      await untilWhole(page);
      await page.getByLabel(words.siteCount).fill("2");
      await page.getByLabel(words.siteCount).press("Enter");
      await page.locator(".print-mark").nth(2).waitFor({ state: "detached" });
      await untilWhole(page);
      await expect.poll(async () => page.locator(".print-mark").count()).toBe(2);
      expect(page.url()).toContain("sites=2");
    });
  });

  test("stands without sites where these fail, and says why", async () => {
    await demo.visit(
      PATH,
      async (page) => {
        const text = await page.locator(".annex").textContent();
        expect(text).toContain(words.sites.failed("Hors service."));
        expect((await rowsOf(page, words.gaps.title)).length).toBeGreaterThan(0);
        await page.unroute(/\/implantations\?/);
        await page.getByRole("button", { name: words.sites.retry }).click();
        await page.locator(".print-mark").first().waitFor();
      },
      {
        until: untilWhole,
        expectsTrouble: true,
        before: async (page) => {
          await page.route(/\/implantations\?/, async (route) =>
            route.fulfill({
              status: 503,
              contentType: "application/problem+json",
              body: JSON.stringify({ type: "/problemes/occupe", detail: "Hors service." }),
            }),
          );
        },
      },
    );
  });

  test("has nothing that axe finds serious, on a desk and on a phone", async () => {
    await openAnnex(async (page) => expect(await seriousTroubles(page)).toEqual([]));
    await demo.visit(PATH, async (page) => expect(await seriousTroubles(page)).toEqual([]), {
      ...PHONE,
      until: untilWhole,
    });
  });
});
