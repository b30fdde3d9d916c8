import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { jobMessages } from "../../web/src/i18n/job-messages.fr.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { demoVisits, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const { allIsochrones } = jobMessages;

describe("the file of all isochrones", () => {
  const ask = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: messages.out.export, exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: messages.out.formatOf("GeoJSON", allIsochrones.title) }).click();
  };

  test("is prepared by the server, followed, and saved", async () => {
    const { communes, structures } = demo.server.study.dataset;
    const [{ departementCode: code }] = communes;
    const here = new Set(communes.filter((one) => one.departementCode === code).map((one) => one.code));
    const expected = structures.filter(
      ({ communeCode, format }) => here.has(communeCode) && format !== "bus",
    );
    await demo.visit(`/departement/${code}?minutes=15&exclure=bus`, async (page) => {
      await page.waitForLoadState("networkidle");
      const coming = page.waitForEvent("download");
      await ask(page);
      const download = await coming;
      expect(download.suggestedFilename()).toBe(`isochrones-dep-${code}-10-15-20-30.geojson`);
      const { features } = JSON.parse(readFileSync(await download.path(), "utf8")) as {
        features: { properties: { structure: string; minutes: number } }[];
      };
      const ids = new Set(features.map(({ properties }) => properties.structure));
      expect([...ids].sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(new Set(features.map(({ properties }) => properties.minutes))).toEqual(
        new Set([30, 20, 15, 10]),
      );
      const link = page.locator(".export-progress a[download]");
      await expect.poll(async () => link.textContent()).toBe(`isochrones-dep-${code}-10-15-20-30.geojson`);
      expect(await seriousTroubles(page)).toEqual([]);
    });
  });

  test("is given up by its button, and by closing the dialog; a refusal is told in the API's words", async () => {
    const id = "0".repeat(24);
    const job = { id, state: "encours", stage: "isochrones", done: 12, total: 37, result: null };
    const removed: string[] = [];
    await demo.visit(
      "/",
      async (page) => {
        await page.route(/isochrones\?demandeur/, async (route) => route.fulfill({ status: 202, json: job }));
        await page.route(/isochrones\/0/, async (route) => {
          if (route.request().method() !== "DELETE") return;
          removed.push(route.request().url());
          await route.fulfill({ json: { ...job, state: "annulee" } });
        });
        await ask(page);
        const place = page.locator(".export-progress");
        await place.locator(".export-running", { hasText: allIsochrones.drawn(12, 37) }).waitFor();
        await place.getByRole("button", { name: allIsochrones.giveUp }).click();
        await place.locator("[role=status]", { hasText: allIsochrones.givenUp }).waitFor();
        await expect.poll(() => removed).toHaveLength(1);
        await page
          .getByRole("button", { name: messages.out.formatOf("GeoJSON", allIsochrones.title) })
          .click();
        await place.locator(".export-running", { hasText: allIsochrones.drawn(12, 37) }).waitFor();
        await page.keyboard.press("Escape");
        await expect.poll(() => removed).toHaveLength(2);
        await page.unrouteAll({ behavior: "ignoreErrors" });
        const problem = { type: "/problemes/isochrones-trop-lourdes", title: "Trop lourd", status: 413 };
        await page.route(/isochrones\?demandeur/, async (route) =>
          route.fulfill({
            status: 202,
            json: { ...job, state: "echouee", problem: { ...problem, detail: "Plus de 48 Mo." } },
          }),
        );
        await ask(page);
        await page.locator(".export-progress [role=alert]", { hasText: "Plus de 48 Mo." }).waitFor();
      },
      { expectsTrouble: true },
    );
  });
});
