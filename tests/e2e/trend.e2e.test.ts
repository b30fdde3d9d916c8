import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { DatasetFigures } from "../../data/figures/dataset-figures.ts";
import { measureFigures } from "../../data/figures/measure-figures.ts";
import type { TerritoriesAnswer } from "../../server/schemas/answers.ts";
import type { HistoryAnswer, HistoryEntry } from "../../server/schemas/history-answers.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { trendMessages } from "../../web/src/i18n/trend-messages.fr.ts";
import { demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage, ask } = demo;

const isTrend = (url: URL): boolean => url.pathname === "/api/v1/historique";

async function openTrend(page: Page): Promise<void> {
  await page.locator("summary", { hasText: messages.trend.title }).click();
}

/** Three months before the dataset in service, the oldest with other people. */
function olderFigures(): DatasetFigures[] {
  const now = measureFigures(demo.server.study, new Date());
  return [1, 2, 3].map((month) => ({
    ...now,
    dataset: { ...now.dataset, id: `mois-${month}` },
    madeAt: `2025-0${month}-15T04:00:00.000Z`,
    sources: now.sources.map((source) =>
      source.role === "structures" || (source.role === "population" && month === 1)
        ? { ...source, sha256: `${month}`, vintage: `2025-0${month}-01` }
        : source,
    ),
    territories: now.territories.map((territory) => ({
      ...territory,
      structures: territory.structures + month,
      covered: territory.covered.map((people, rank) => people * (0.8 + 0.04 * month + 0.01 * rank)),
    })),
  }));
}

async function withHistory(): Promise<HistoryAnswer> {
  for (const figures of olderFigures()) await demo.server.history.record(figures);
  const answer = await ask<HistoryAnswer>("/api/v1/historique");
  expect(answer.entries).toHaveLength(4);
  return answer;
}

/** What a row of the table says. */
function rowOf(entry: HistoryEntry, rank: number): string[] {
  const shares = entry.covered.map(({ share }) => formatShare(share)).reverse();
  const changed = trendMessages.changed(entry, rank === 0);
  return [trendMessages.dated(entry), ...shares, formatCount(entry.structures), changed];
}

describe("the trend of a territory", () => {
  test("with a dataset alone is a sentence and no chart", async () => {
    const { entries } = await ask<HistoryAnswer>("/api/v1/historique");
    expect(entries).toHaveLength(1);
    await onPage("/", async (page) => {
      await openTrend(page);
      await expect
        .poll(async () => page.locator(".trend-block").textContent())
        .toBe(trendMessages.single(entries[0]));
      expect(await page.locator(".trend-chart").count()).toBe(0);
    });
  });

  test("is drawn, told in a table of the API's numbers, and kept as a file", async () => {
    const { entries, minutes } = await withHistory();
    const breaks = entries.filter(({ isComparable }) => !isComparable).length;
    expect(breaks).toBe(1);
    await onPage("/", async (page) => {
      await openTrend(page);
      const drawing = page.locator(".trend-chart");
      await drawing.waitFor();
      const last = entries.at(-1) ?? entries[0];
      expect(await drawing.getAttribute("aria-label")).toBe(
        trendMessages.chartLabel(4, trendMessages.point(entries[0]), trendMessages.point(last), breaks),
      );
      await expect.poll(async () => page.locator(".trend-break").count()).toBe(breaks);
      await expect
        .poll(async () => drawing.locator(":scope > .trend-point").count())
        .toBe(entries.length * minutes.length);
      await page.locator("summary", { hasText: trendMessages.values }).click();
      const rows = page.locator(".trend-block tbody tr");
      await expect
        .poll(async () =>
          Promise.all((await rows.all()).map(async (row) => row.locator("th, td").allTextContents())),
        )
        .toEqual(entries.map(rowOf).toReversed());
      const href = await page.getByRole("link", { name: trendMessages.csv }).getAttribute("href");
      const file = await fetch(demo.server.url + href);
      expect(file.headers.get("content-type")).toContain("text/csv");
      expect((await file.text()).trimEnd().split("\r\n")).toHaveLength(1 + entries.length * minutes.length);
    });
  });

  test("is read by the keyboard, dataset by dataset", async () => {
    const { entries } = await withHistory();
    await onPage("/", async (page) => {
      await openTrend(page);
      const slider = page.getByLabel(trendMessages.dataset);
      await slider.focus();
      const readout = page.locator(".trend-readout");
      for (const [rank, entry] of [...entries.entries()].toReversed()) {
        await expect.poll(async () => readout.textContent()).toContain(trendMessages.figures(entry));
        await expect
          .poll(async () => readout.textContent())
          .toContain(trendMessages.changed(entry, rank === 0));
        expect(await slider.getAttribute("aria-valuetext")).toBe(trendMessages.point(entry));
        await page.keyboard.press("ArrowLeft");
      }
      await page.keyboard.press("End");
      await expect
        .poll(async () => readout.textContent())
        .toContain(trendMessages.figures(entries.at(-1) ?? entries[0]));
    });
  });

  test("is kept of départements and not of communes, from which one link leads there", async () => {
    await withHistory();
    const { territories } = await ask<TerritoriesAnswer>("/api/v1/territoires?genre=commune&limite=1");
    await onPage(`/commune/${territories[0].code}`, async (page) => {
      await openTrend(page);
      const block = page.locator(".trend-block");
      await block.getByText(trendMessages.notKept).waitFor();
      await block.getByRole("link").first().click();
      await page.locator(".trend-chart").waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/departement\//);
    });
  });

  test("tells a failure, and is asked for again", async () => {
    await withHistory();
    await onPage(
      "/",
      async (page) => {
        await openTrend(page);
        const notice = page.locator(".trend-block [role=alert]");
        await notice.waitFor();
        await page.unroute(isTrend);
        await notice.getByRole("button", { name: messages.retry }).click();
        await page.locator(".trend-chart").waitFor();
        await expect.poll(async () => notice.count()).toBe(0);
      },
      {
        expectsTrouble: true,
        before: async (page) => void (await page.route(isTrend, async (route) => route.abort())),
      },
    );
  });

  test.each([
    ["on a desk", {}],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ] as const)("is accessible %s", async (_, options) => {
    await withHistory();
    await onPage(
      "/",
      async (page) => {
        await openTrend(page);
        await page.locator(".trend-chart").waitFor();
        await page.locator("summary", { hasText: trendMessages.values }).click();
        await page.getByLabel(trendMessages.dataset).fill("1");
        expect(await seriousTroubles(page)).toEqual([]);
        const isCut = "document.documentElement.scrollWidth > innerWidth";
        expect(await page.evaluate(isCut)).toBe(false);
      },
      options,
    );
  });
});
