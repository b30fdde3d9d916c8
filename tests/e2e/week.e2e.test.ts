import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { WeekAnswer } from "../../server/schemas/week-answers.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { weekMessages } from "../../web/src/i18n/week-messages.fr.ts";
import { formatShare } from "../../web/src/i18n/format.ts";
import { shownHours, wholeShare, windowWord } from "../../web/src/week/half-hours.ts";
import { demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage, ask } = demo;

/** At which structures that close leave people out. */
const MINUTES = 15;
const isWeek = (url: URL): boolean => url.pathname === "/api/v1/horaires";

async function openWeek(page: Page): Promise<void> {
  await page.locator("summary", { hasText: messages.week.title }).click();
}

async function weekShown(page: Page): Promise<void> {
  await openWeek(page);
  await page.locator(".week-grid").waitFor();
}

/** A half-hour at which somebody is near an open structure, but fewer than near any: another figure than that of the page. */
function partlyCovered({ days, covered: all }: WeekAnswer): { day: number; index: number } {
  for (const [day, { covered }] of days.entries()) {
    const index = covered.findIndex((people) => people > 0 && people < all - 1);
    if (index >= 0) return { day, index };
  }
  throw new Error("Got no such half-hour, expected structures that close at different times.");
}

const cellAt = (page: Page, { days }: WeekAnswer, day: number, index: number) => {
  const first = shownHours(days)?.first ?? 0;
  return page
    .locator(".week-grid tbody tr")
    .nth(index - first)
    .locator(".week-cell")
    .nth(day);
};

describe("the opening hours", () => {
  test("are the API's, cell by cell, with structures in place of shares where the reader wants", async () => {
    const answer = await ask<WeekAnswer>("/api/v1/horaires?minutes=20");
    const { days, population, structures } = answer;
    const hours = shownHours(days);
    expect(hours).not.toBeNull();
    const { first, last } = hours ?? { first: 0, last: -1 };
    const indices = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    await onPage("/?minutes=20", async (page) => {
      await weekShown(page);
      await expect
        .poll(async () => page.locator(".week-cell").allTextContents())
        .toEqual(
          indices.flatMap((index) =>
            days.slice(0, 6).map(({ covered }) => wholeShare(covered[index] / population)),
          ),
        );
      await page.getByRole("radio", { name: weekMessages.measure.open }).check();
      await expect
        .poll(async () => page.locator(".week-cell").allTextContents())
        .toEqual(indices.flatMap((index) => days.slice(0, 6).map(({ open }) => String(open[index]))));
      const notes = await page.locator(".week-notes").textContent();
      expect(notes).toContain(weekMessages.hours.known(structures.known, structures.counted));
      for (const { name } of [...structures.unknown, ...structures.onRounds]) expect(notes).toContain(name);
      const best = Math.max(...days.flatMap(({ covered }) => covered));
      await expect
        .poll(async () => page.locator(".week-summary").textContent())
        .toContain(weekMessages.figure(best, best / population));
    });
  });

  test("make a half-hour the figure of the page, the very one, and take it back", async () => {
    const answer = await ask<WeekAnswer>(`/api/v1/horaires?minutes=${MINUTES}`);
    const { day, index } = partlyCovered(answer);
    const dayName = answer.days[day].day;
    const window = windowWord(dayName, index);
    const query = `ouvert_le=${window}&exclure=bus,itinerante`;
    const figure = await ask<CoverageAnswer>(`/api/v1/couverture?${query}`);
    const share = answer.days[day].covered[index] / answer.population;
    expect(figure.curve.find(({ minutes }) => minutes === MINUTES)?.share).toBeCloseTo(share, 4);
    const plain = `?minutes=${MINUTES}`;
    await onPage(`/${plain}`, async (page) => {
      const before = await page.locator(".headline-figure").textContent();
      await weekShown(page);
      const cell = cellAt(page, answer, day, index);
      await cell.click();
      await page.locator(".headline-figure", { hasText: formatShare(share) }).waitFor();
      await page.waitForURL((url) => url.searchParams.get("ouvert_le") === window);
      expect(await cell.getAttribute("aria-pressed")).toBe("true");
      await expect.poll(async () => page.locator(".week-cell[aria-pressed=true]").count()).toBe(1);
      await expect.poll(async () => page.locator(".headline-choice").textContent()).toContain(dayName);
      await page.getByRole("button", { name: weekMessages.takeBack }).click();
      await page.locator(".headline-figure", { hasText: before ?? "?" }).waitFor();
      await page.waitForURL((url) => url.search === plain);
      await expect.poll(async () => page.locator(".week-cell[aria-pressed=true]").count()).toBe(0);
      // Chosen again, and taken back where the choices of the page are.
      await cell.click();
      await page.locator(".exclusions .chip").first().click();
      await page.locator(".headline-figure", { hasText: before ?? "?" }).waitFor();
      await page.waitForURL((url) => url.search === plain);
    });
  });

  test("are one stop of the keyboard, in which arrows move and Enter chooses", async () => {
    await onPage("/", async (page) => {
      await weekShown(page);
      await expect.poll(async () => page.locator('.week-cell[tabindex="0"]').count()).toBe(1);
      await page.locator('.week-cell[tabindex="0"]').focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("End");
      const label = await page.evaluate("document.activeElement.getAttribute('aria-label')");
      expect(label).toContain("samedi");
      const readout = await page.locator(".week-readout").textContent();
      expect(String(label)).toMatch(/^\d+, /);
      expect(String(label).replace(/^\d+, /, "")).toBe(
        `${readout?.slice(0, 1).toLowerCase()}${readout?.slice(1)}`,
      );
      await page.keyboard.press("Enter");
      await page.locator('.week-cell[aria-pressed="true"]').waitFor();
      expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(label);
      await expect.poll(async () => page.locator('.week-cell[tabindex="0"]').count()).toBe(1);
    });
  });

  test("follow the structures counted, and count those on rounds where the reader wants", async () => {
    const withRounds = await ask<WeekAnswer>("/api/v1/horaires?tournees=inclure");
    expect(withRounds.structures.onRounds.length).toBeGreaterThan(0);
    await onPage("/", async (page) => {
      await weekShown(page);
      await page.getByLabel(weekMessages.rounds).check();
      const known = weekMessages.hours.known(withRounds.structures.known, withRounds.structures.counted);
      await page.locator(".week-notes", { hasText: known }).waitFor();
      const without = await ask<WeekAnswer>("/api/v1/horaires?tournees=inclure&exclure=antenne");
      await page.locator("#compter-antennes").uncheck();
      const { structures } = without;
      const left = weekMessages.hours.known(structures.known, structures.counted);
      await page.locator(".week-notes", { hasText: left }).waitFor();
    });
  });

  test("tell a failure, and are asked for again", async () => {
    await onPage(
      "/",
      async (page) => {
        await openWeek(page);
        const notice = page.locator(".week-block [role=alert]");
        await notice.waitFor();
        await page.unroute(isWeek);
        await notice.getByRole("button", { name: messages.retry }).click();
        await page.locator(".week-grid").waitFor();
        await expect.poll(async () => notice.count()).toBe(0);
      },
      {
        expectsTrouble: true,
        before: async (page) => void (await page.route(isWeek, async (route) => route.abort())),
      },
    );
  });

  test("say that they are waited for, and why a territory is too large for them", async () => {
    let answerNow = (): void => {};
    const held = new Promise<void>((resolve) => (answerNow = resolve));
    await onPage(
      "/",
      async (page) => {
        await openWeek(page);
        await page.locator(".week-block [role=status]", { hasText: weekMessages.waiting }).waitFor();
        answerNow();
        await page.locator(".week-block", { hasText: weekMessages.tooLarge }).waitFor();
        await expect.poll(async () => page.locator(".week-block [role=alert]").count()).toBe(0);
        await page.locator(".week-departements a").first().waitFor();
      },
      {
        expectsTrouble: true,
        before: async (page) =>
          void (await page.route(isWeek, async (route) => {
            await held;
            await route.fulfill({
              status: 400,
              contentType: "application/problem+json",
              body: JSON.stringify({ type: "/problemes/territoire-trop-grand", detail: "trop grand" }),
            });
          })),
      },
    );
  });

  test.each([
    ["on a desk", {}],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ] as const)("are accessible %s", async (_, options) => {
    await onPage(
      "/",
      async (page) => {
        await weekShown(page);
        await page.locator(".week-cell").nth(8).click();
        await page.locator(".week-chosen").waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
        const isCut = "document.documentElement.scrollWidth > innerWidth";
        expect(await page.evaluate(isCut)).toBe(false);
      },
      options,
    );
  });
});
