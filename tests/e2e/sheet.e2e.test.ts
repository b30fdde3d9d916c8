import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { CoverageAnswer, GapsAnswer, TerritoriesAnswer } from "../../server/schemas/answers.ts";
import type { DatesAnswer } from "../../server/schemas/figure-answers.ts";
import { formatCount, formatDate, formatMeanMinutes, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { STATEMENTS } from "../../web/src/national/statements.ts";
import { PHONE, seriousTroubles, startVisits, untilDrawn } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

let visits: Visits;
/** Two neighbours, the only EPCI of the demonstration. */
let here: TerritoriesAnswer["territories"][number];
let there: TerritoriesAnswer["territories"][number];
let dates: DatesAnswer["dates"];
let path: string;

beforeAll(async () => {
  visits = await startVisits();
  const { territories } = await ask<TerritoriesAnswer>("/api/v1/territoires?genre=epci");
  [here, there] = territories as [typeof here, typeof there];
  path = `/epci/${here.code}`;
  ({ dates } = await ask<DatesAnswer>("/api/v1/dates"));
});

afterAll(async () => visits?.close());

const ask: Visits["ask"] = async (address) => visits.ask(address);

/** The sheet comes after the figure. */
const untilSheet = async (page: Page): Promise<void> => {
  await untilDrawn(page);
  await page.locator(".sheet-figures tbody tr").first().waitFor();
};
const onSheet: Visits["visit"] = async (address, check, options) =>
  visits.visit(address, check, { until: untilSheet, ...options });

const figure = async (page: Page, id: string): Promise<string[]> =>
  page.locator(`[data-figure="${id}"] td`).allTextContents();
const coverage = async (query: string): Promise<CoverageAnswer> =>
  ask<CoverageAnswer>(`/api/v1/couverture?${query}`);
const parameter = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);

describe("the sheet of a territory", () => {
  test("says the API's figures at whatever minutes", async () => {
    await onSheet(path, async (page) => {
      for (const minutes of [30, 8, 20]) {
        const report = await coverage(`territoire=${here.ref}&minutes=${minutes}`);
        const gaps = await ask<GapsAnswer>(
          `/api/v1/zones-blanches?territoire=${here.ref}&minutes=${minutes}`,
        );
        await page.locator("#minutes").fill(String(minutes));
        const words = messages.sheet;
        expect(await figure(page, "covered")).toEqual([words.peopleAndShare(report.covered, report.share)]);
        expect(await figure(page, `beyond-${minutes}`)).toEqual([
          words.peopleAndShare(report.population - report.covered, 1 - report.share),
        ]);
        expect(await figure(page, "mean")).toEqual([formatMeanMinutes(report.meanMinutes ?? -1)]);
        expect(await figure(page, "median")).toEqual([formatMeanMinutes(report.medianMinutes ?? -1)]);
        expect(await figure(page, "p95")).toEqual([formatMeanMinutes(report.p95Minutes ?? -1)]);
        expect(await figure(page, "structures")).toEqual([formatCount(report.structures.inTerritory)]);
        await expect
          .poll(async () => figure(page, "gaps"))
          .toEqual([words.gapTotals(gaps.total, gaps.people)]);
        // The summary and the rank follow when the slider rests.
        const summary = page.locator(".sheet-summary", {
          hasText: messages.people(report.population - report.covered),
        });
        await summary.filter({ hasText: formatShare(report.share) }).waitFor();
        await page.locator(".sheet-rank", { hasText: `${minutes}` }).waitFor();
      }
    });
  });

  test("ranks the territory among its peers", async () => {
    const [own, other] = await Promise.all(
      [here, there].map(async ({ ref }) => (await coverage(`territoire=${ref}&minutes=20`)).share),
    );
    await onSheet(`${path}?minutes=20`, async (page) => {
      const rank = { rank: own >= other ? 1 : 2, ties: own === other ? 1 : 0, count: 2 };
      const text = await page.locator(".sheet-rank").textContent();
      const [, departement] = (text ?? "").match(/\((.+\))\)/) ?? [];
      expect(text).toBe(messages.sheet.rank(rank, "epci", departement ?? null, 20));
    });
  });

  test("is left and come back to by links and by the browser's own buttons", async () => {
    await onSheet(path, async (page) => {
      const summary = page.locator(".sheet-summary");
      await summary.filter({ hasText: here.name }).waitFor();
      await page.locator(".breadcrumb a").first().click();
      await summary.filter({ hasText: "Val-de-Trente" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/");
      await page.goBack();
      await summary.filter({ hasText: here.name }).waitFor();
      await page.goForward();
      await summary.filter({ hasText: "Val-de-Trente" }).waitFor();
    });
  });

  test("has no serious fault for who cannot see or use a mouse", async () => {
    await onSheet(`${path}?comparer=${there.ref}&au=${dates[0].date}`, async (page) => {
      await page.locator(".date-chart circle").first().waitFor();
      await openAll(page);
      expect(await seriousTroubles(page)).toEqual([]);
    });
  });

  test("fits a phone", async () => {
    const options = { ...PHONE };
    for (const address of [`${path}?comparer=${there.ref}&au=${dates[0].date}`, "/"]) {
      await onSheet(
        address,
        async (page) => {
          await openAll(page);
          const isWithin = "document.documentElement.scrollWidth <= innerWidth";
          expect(await page.evaluate<boolean>(isWithin)).toBe(true);
        },
        options,
      );
    }
  });
});

async function openAll(page: Page): Promise<void> {
  await page.evaluate(`document.querySelectorAll(".panel details").forEach((one) => (one.open = true))`);
  await expect.poll(async () => page.locator(".panel [aria-busy=true]").count()).toBe(0);
}

describe("the comparison", () => {
  const expectCompared = async (page: Page, minutes: number): Promise<void> => {
    const report = await coverage(`territoire=${here.ref}&comparer=${there.ref}&minutes=${minutes}`);
    const words = messages.sheet;
    const [own, other] = [report, report.comparison!];
    await expect
      .poll(async () => figure(page, "covered"))
      .toEqual([
        words.peopleAndShare(own.covered, own.share),
        words.peopleAndShare(other.covered, other.share),
        words.pointsMore(other.differences.sharePoints / 100),
      ]);
    expect((await figure(page, "mean")).at(-1)).toBe(words.minutesMore(other.differences.meanMinutes ?? NaN));
    const gaps = await ask<GapsAnswer>(`/api/v1/zones-blanches?territoire=${there.ref}&minutes=${minutes}`);
    await expect
      .poll(async () => (await figure(page, "gaps"))[1])
      .toBe(words.gapTotals(gaps.total, gaps.people));
  };

  test("is chosen by keys, kept in the address, opened again by a link, and ended", async () => {
    let link = "";
    await onSheet(`${path}?minutes=20`, async (page) => {
      const select = page.getByLabel(messages.sheet.compare, { exact: true });
      await select.locator("option", { hasText: there.name }).waitFor({ state: "attached" });
      await select.focus();
      // A name is typed to choose it.
      await page.keyboard.type(there.name.slice(0, 6), { delay: 20 });
      await page.keyboard.press("Enter");
      await expect.poll(() => parameter(page, "comparer")).toBe(there.ref);
      await expectCompared(page, 20);
      link = page.url().slice(visits.server.url.length);
    });
    await onSheet(link, async (page) => {
      await expectCompared(page, 20);
      // The other column follows the slider too.
      await page.locator("#minutes").fill("8");
      await expectCompared(page, 8);
      await page.getByRole("button", { name: messages.sheet.compareStop }).press("Enter");
      await expect.poll(() => parameter(page, "comparer")).toBeNull();
      await expect.poll(async () => (await figure(page, "covered")).length).toBe(1);
      expect(await page.evaluate<string>("document.activeElement.id")).toBe("comparer");
    });
  });

  test("finds any territory by its name", async () => {
    const { territories } = await ask<TerritoriesAnswer>("/api/v1/territoires?genre=commune");
    const [commune] = territories;
    await onSheet(path, async (page) => {
      await page.locator(".compare-search summary").press("Enter");
      await page.getByRole("searchbox", { name: messages.sheet.compareSearch }).fill(commune.code);
      await page.locator(".compare-results").getByRole("button", { name: commune.name }).press("Enter");
      await expect.poll(() => parameter(page, "comparer")).toBe(commune.ref);
      await page.locator(".sheet-figures thead", { hasText: commune.name }).waitFor();
      expect(await page.locator("#comparer").inputValue()).toBe(commune.ref);
    });
  });

  test("with what does not exist says so, and can be ended", async () => {
    await visits.visit(
      `${path}?comparer=dep:00`,
      async (page) => {
        await page.locator(".compare .notice", { hasText: messages.sheet.compareUnknown }).waitFor();
        await page.getByRole("button", { name: messages.sheet.compareStop }).click();
        await page.locator(".headline-figure", { hasText: "%" }).waitFor();
        await page.locator(".sheet-figures tbody tr").first().waitFor();
        expect(parameter(page, "comparer")).toBeNull();
      },
      { until: async (page) => page.locator(".compare").waitFor(), expectsTrouble: true },
    );
  });
});

describe("the network by date", () => {
  const openTimes = async (page: Page): Promise<void> => {
    await page.locator("summary", { hasText: messages.timeMachine.title }).press("Enter");
    await page.locator("#date-reseau").waitFor();
  };

  test("shows the API's figure at a date, by keys and in the address", async () => {
    const [first] = dates;
    const report = await coverage(`territoire=france&minutes=8&au=${first.date}`);
    await onSheet("/?minutes=8", async (page) => {
      await openTimes(page);
      const slider = page.locator("#date-reseau");
      expect(await slider.getAttribute("aria-valuetext")).toBe(messages.timeMachine.now);
      await slider.press("Home");
      expect(await slider.getAttribute("aria-valuetext")).toBe(formatDate(first.date));
      await page.locator(".headline-figure", { hasText: formatShare(report.share) }).waitFor();
      await expect.poll(() => parameter(page, "au")).toBe(first.date);
      await page.getByRole("button", { name: messages.timeMachine.today, exact: true }).click();
      await expect.poll(() => parameter(page, "au")).toBeNull();
      expect(await slider.getAttribute("aria-valuetext")).toBe(messages.timeMachine.now);
    });
  });

  test("draws the figure at each date, and recounts all of them as the minutes move", async () => {
    const sharesAt = async (minutes: number): Promise<string[]> =>
      Promise.all(
        dates.map(async ({ date }) =>
          formatShare((await coverage(`territoire=france&minutes=${minutes}&au=${date}`)).share),
        ),
      );
    await onSheet("/", async (page, trouble) => {
      await openTimes(page);
      const shown = async (): Promise<string[]> =>
        page.locator("[data-date] td:last-child").allTextContents();
      await expect.poll(shown).toEqual(await sharesAt(30));
      await expect.poll(async () => page.locator(".date-chart circle").count()).toBe(dates.length);
      trouble.asked.length = 0;
      await page.locator("#minutes").fill("6");
      expect(await shown()).toEqual(await sharesAt(6));
      expect(trouble.asked.filter((asked) => asked.includes("couverture"))).toEqual([]);
    });
  });

  test("is played to its last date, and paused", async () => {
    await onSheet("/", async (page) => {
      await openTimes(page);
      const { play, pause } = messages.timeMachine;
      await page.getByRole("button", { name: play }).press("Enter");
      await expect.poll(() => parameter(page, "au")).toBe(dates[0].date);
      await page.getByRole("button", { name: pause }).press("Enter");
      await page.getByRole("button", { name: play }).press("Enter");
      await expect.poll(() => parameter(page, "au"), { timeout: 20_000 }).toBe(dates.at(-1)!.date);
      await page.getByRole("button", { name: play }).waitFor();
      const last = await coverage(`territoire=france&minutes=30&au=${dates.at(-1)!.date}`);
      await page.locator(".headline-figure", { hasText: formatShare(last.share) }).waitFor();
    });
  });

  test("tells of a failure, and asks again where one wants it", async () => {
    let fails = true;
    const answer = async (route: Route): Promise<void> => (fails ? route.abort() : route.continue());
    const failing = async (page: Page): Promise<void> => {
      await page.route("**/api/v1/dates*", answer);
    };
    await onSheet(
      "/",
      async (page) => {
        await page.locator("summary", { hasText: messages.timeMachine.title }).click();
        await page.locator(".time-machine .notice").waitFor();
        fails = false;
        await page.locator(".time-machine").getByRole("button", { name: messages.retry }).click();
        await page.locator("#date-reseau").waitFor();
        await expect.poll(async () => page.locator(".time-machine .notice").count()).toBe(0);
      },
      { before: failing, expectsTrouble: true },
    );
  });
});

describe("everything", () => {
  test("stands beside what was officially said, and says that invented data do not compare", async () => {
    const report = await coverage("territoire=france");
    await onSheet("/", async (page) => {
      await page.locator("summary", { hasText: messages.national.title }).press("Enter");
      const table = page.locator(".statements");
      await table.waitFor();
      await expect.poll(async () => table.locator("tbody tr").count()).toBe(STATEMENTS.length + 1);
      const ours = await table.locator(".statement-ours td").allTextContents();
      expect(ours.slice(1, 3)).toEqual([30, 20].map((minutes) => formatShare(report.curve[minutes].share)));
      await page.locator(".statement-caveats", { hasText: messages.national.fictitious }).waitFor();
      const links = await page.evaluate<string[]>(
        `[...document.querySelectorAll(".statements a[rel=external]")].map(({ href }) => href)`,
      );
      expect(links).toEqual(STATEMENTS.map(({ source }) => source.url));
      await openAll(page);
      expect(await seriousTroubles(page)).toEqual([]);
    });
    await onSheet(path, async (page) => {
      expect(await page.locator("summary", { hasText: messages.national.title }).isVisible()).toBe(false);
    });
  });

  const withInset = async (page: Page): Promise<void> => {
    await page.route("**/api/v1/territoires/france", async (route) => {
      const response = await route.fetch();
      const place = (await response.json()) as { insets: unknown };
      const ring = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ];
      const outline = { type: "MultiPolygon", coordinates: [[ring]] };
      place.insets = [
        { ref: "dep:99", kind: "departement", code: "99", name: "Ailleurs", bbox: [0, 0, 1, 1], outline },
      ];
      await route.fulfill({ response, json: place });
    });
  };

  test("has small maps of what lies apart, which lead to its sheet", async () => {
    const report = await coverage("territoire=dep:99&minutes=10");
    const check = async (page: Page): Promise<void> => {
      const inset = page.locator(".inset");
      await inset.filter({ hasText: formatShare(report.share) }).waitFor();
      expect(await inset.getAttribute("href")).toMatch(/^\/departement\/99/);
      expect(await seriousTroubles(page)).toEqual([]);
      await inset.press("Enter");
      await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/departement\/99/);
      await expect.poll(async () => page.locator(".inset").count()).toBe(0);
    };
    await onSheet("/?minutes=10", check, { before: withInset });
    await onSheet("/?minutes=10", check, { before: withInset, ...PHONE });
  });

  test("has no small maps where nothing lies apart", async () => {
    await onSheet("/", async (page) => {
      await expect.poll(async () => page.locator(".insets").count()).toBe(0);
    });
  });
});
