import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { RobustnessAnswer } from "../../server/schemas/robustness-answers.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { robustnessMessages } from "../../web/src/i18n/robustness-messages.fr.ts";
import { demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage, ask } = demo;

const isRobustness = (url: URL): boolean => url.pathname === "/api/v1/robustesse";
/** In minutes at which somebody depends on one structure alone. */
const MINUTES = 15;

async function openBlock(page: Page): Promise<void> {
  await page.locator("summary", { hasText: messages.robustness.title }).click();
}

async function blockShown(page: Page): Promise<void> {
  await openBlock(page);
  await page.locator(".dependence tbody tr").first().waitFor();
}

describe("if a structure closed", () => {
  test("people depend on one, two or more as the API says, and structures stand in its order", async () => {
    const answers = await Promise.all(
      [MINUTES, 20, 30].map(async (minutes) =>
        ask<RobustnessAnswer>(`/api/v1/robustesse?minutes=${minutes}`),
      ),
    );
    const [answer] = answers;
    const { coveredByOne, coveredByTwo, coveredByMore, covered, population, structures } = answer;
    expect(coveredByOne).toBeGreaterThan(0);
    const { parts, part, sentence } = robustnessMessages;
    await onPage(`/?minutes=${MINUTES}`, async (page) => {
      await blockShown(page);
      await expect
        .poll(async () => page.locator(".dependence-sentence").textContent())
        .toBe(sentence(MINUTES, coveredByOne, coveredByOne / population));
      await expect
        .poll(async () => page.locator(".dependence-parts li").allTextContents())
        .toEqual(
          (
            [
              ["one", coveredByOne],
              ["two", coveredByTwo],
              ["more", coveredByMore],
              ["none", population - covered],
            ] as const
          ).map(([id, people]) => part(parts[id], people, people / population)),
        );
      const [first] = structures;
      const cells = page.locator(".dependence tbody tr").first().locator("th, td");
      const lost = answers.map((one) => one.structures.find(({ id }) => id === first.id)?.alone ?? 0);
      await expect
        .poll(async () => cells.allTextContents())
        .toEqual([first.name, ...lost.map((people) => formatCount(people)), robustnessMessages.tryClosing]);
      await expect
        .poll(async () => page.locator(".dependence tbody th").allTextContents())
        .toHaveLength(Math.min(50, structures.length));
    });
  });

  test("a row shows its structure, whose card tells the same loss", async () => {
    const { structures } = await ask<RobustnessAnswer>("/api/v1/robustesse?minutes=20");
    await onPage("/?minutes=20", async (page) => {
      await blockShown(page);
      await page.locator(".dependence tbody tr").first().getByRole("button").click();
      await page.locator(".card-title", { hasText: structures[0].name }).waitFor();
      expect(new URL(page.url()).searchParams.get("structure")).toBe(structures[0].id);
      await page.locator(".dependence tr.marked").waitFor();
      const lost = page.locator(".losses dd").first();
      await lost.waitFor();
      await expect.poll(async () => lost.textContent()).toBe(messages.closure.lost(structures[0].alone));
    });
  });

  test("a closing is tried in one press: the figure is that of the scenario, and a second is another", async () => {
    const { structures } = await ask<RobustnessAnswer>(`/api/v1/robustesse?minutes=${MINUTES}`);
    const [first, second] = structures;
    const closed = await ask<CoverageAnswer>(`/api/v1/couverture?scenario=fermer:${first.id}`);
    const share = closed.curve.find(({ minutes }) => minutes === MINUTES)?.share ?? -1;
    await onPage(`/?minutes=${MINUTES}`, async (page) => {
      await blockShown(page);
      const rows = page.locator(".dependence tbody tr");
      await rows.nth(0).locator("a").click();
      await page.locator(".headline-figure", { hasText: formatShare(share) }).waitFor();
      const scenarios = (): string[] => new URL(page.url()).searchParams.getAll("scenario");
      expect(scenarios()).toEqual([expect.stringMatching(`~fermer:${first.id}$`)]);
      await page.locator(".dependence", { hasText: robustnessMessages.withoutScenario }).waitFor();
      await rows.nth(1).locator("a").click();
      expect(scenarios()).toEqual([
        expect.stringMatching(`~fermer:${first.id}$`),
        expect.stringMatching(`~fermer:${second.id}$`),
      ]);
      // The link itself leads there too, in a tab of its own.
      await rows.nth(0).locator("a").focus();
      expect(await rows.nth(0).locator("a").getAttribute("href")).toContain(`fermer:${first.id}`);
    });
  });

  test("the table sorts, and hands out its rows", async () => {
    const { structures } = await ask<RobustnessAnswer>(`/api/v1/robustesse?minutes=${MINUTES}`);
    await onPage(`/?minutes=${MINUTES}`, async (page) => {
      await blockShown(page);
      await page.locator(".dependence .sort").first().click();
      const sorted = structures
        .map(({ name }) => name)
        .sort(new Intl.Collator("fr", { numeric: true }).compare);
      await expect
        .poll(async () => page.locator(".dependence tbody th").first().textContent())
        .toBe(sorted[0]);
      const waiting = page.waitForEvent("download");
      await page.locator(".dependence").getByRole("button", { name: messages.tables.csv }).click();
      const file = await waiting;
      const text = await readFile(await file.path(), "utf8");
      const lines = text.trim().split("\r\n");
      expect(lines).toHaveLength(1 + structures.length);
      expect(lines[0]).toContain(`perdus_a_${MINUTES}_min`);
      expect(lines[1]).toContain(`,${structures[0].people},${structures[0].alone},`);
    });
  });

  test("a failure is told, and asked for again", async () => {
    await onPage(
      "/",
      async (page) => {
        await openBlock(page);
        const notice = page.locator(".dependence [role=alert]");
        await notice.waitFor();
        await page.unroute(isRobustness);
        await notice.getByRole("button", { name: messages.retry }).click();
        await page.locator(".dependence tbody tr").first().waitFor();
        await expect.poll(async () => notice.count()).toBe(0);
      },
      {
        expectsTrouble: true,
        before: async (page) => void (await page.route(isRobustness, async (route) => route.abort())),
      },
    );
  });

  test.each([
    ["on a desk", {}],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ] as const)("is accessible %s", async (_, options) => {
    await onPage(
      `/?minutes=${MINUTES}`,
      async (page) => {
        await blockShown(page);
        expect(await seriousTroubles(page)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
      },
      options,
    );
  });
});
