import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import type { CoverageReport } from "../../isochrones/model/report.ts";
import { annexMessages } from "../../web/src/i18n/annex-messages.fr.ts";
import { formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { scenarioMessages } from "../../web/src/i18n/scenario-messages.fr.ts";
import { sitingMessages } from "../../web/src/i18n/siting-messages.fr.ts";
import { demoVisits } from "../helpers/visit.ts";

const demo = demoVisits();
const MINUTES = 10;
const SITES = 2;

interface Step {
  readonly title: string;
  /** Words in bold, which are those of the screen. */
  readonly labels: readonly string[];
}

/** The steps of the tutorial as it is written. */
function readSteps(): Step[] {
  const text = readFileSync(new URL("../../docs/tutoriel.md", import.meta.url), "utf8");
  return text
    .split(/^## \d+\. /mu)
    .slice(1)
    .map((part) => ({
      title: part.slice(0, part.indexOf("\n")),
      labels: [...part.matchAll(/\*\*(.+?)\*\*/gsu)].map(([, label = ""]) => label.replaceAll("\n", " ")),
    }));
}

const figure = (page: Page) => page.locator(".headline-figure");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const block = (page: Page, title: string) => page.getByRole("heading", { name: title, exact: true });

/**
 * What the reader does at each step, in their order, and what they then see.
 *
 * @param look takes note of the words in sight, where a step leads through more than one view
 */
type Walk = (page: Page, look: () => Promise<void>) => Promise<void>;

const WALK: readonly Walk[] = [
  async (page) => {
    const { share } = await demo.ask<CoverageReport>("/api/v1/couverture");
    await expect.poll(async () => figure(page).textContent()).toBe(formatShare(share));
  },
  async (page) => {
    const { share } = await demo.ask<CoverageReport>(`/api/v1/couverture?minutes=${MINUTES}`);
    await page.getByLabel(messages.slider.label).fill(String(MINUTES));
    await figure(page)
      .filter({ hasText: formatShare(share) })
      .waitFor();
    await expect.poll(() => page.url()).toContain(`minutes=${MINUTES}`);
  },
  async (page) => {
    await page.getByRole("tab", { name: messages.tables.gaps }).click();
    await page.locator("#panel-zones tbody tr").first().getByRole("button").first().click();
    await expect.poll(() => page.url()).toContain("zone=");
  },
  async (page) => {
    await block(page, messages.week.title).click();
    const cell = page.locator(".week-grid button").first();
    await cell.click();
    await expect.poll(() => page.url()).toContain("ouvert_le=");
    await cell.click();
    await expect.poll(() => page.url()).not.toContain("ouvert_le=");
  },
  async (page) => {
    await block(page, messages.robustness.title).click();
    await page.locator(".dependence tbody tr").first().waitFor();
  },
  async (page) => {
    await block(page, messages.siting.title).click();
    await page.getByLabel(sitingMessages.count).fill(String(SITES));
    await button(page, sitingMessages.run).click();
    await page
      .locator(".siting-result tbody tr")
      .nth(SITES - 1)
      .waitFor();
  },
  async (page) => {
    const before = await figure(page).textContent();
    await button(page, sitingMessages.try).click();
    await page.locator(".scenario-bar").waitFor();
    await expect.poll(async () => figure(page).textContent()).not.toBe(before);
  },
  async (page) => {
    await page.getByRole("link", { name: scenarioMessages.bar.compare, exact: true }).click();
    await page.locator(".comparison table").first().waitFor();
  },
  async (page, look) => {
    await page.locator(".document-back").click();
    await button(page, scenarioMessages.bar.today).click();
    await look();
    await page.getByRole("link", { name: messages.out.annex, exact: true }).click();
    await page.locator('.print-view[data-state="ready"]').waitFor();
    const rows = page.locator(".annex-section", { hasText: annexMessages.sites.title }).locator("tbody tr");
    await expect.poll(async () => rows.count()).toBe(SITES);
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString("latin1")).toBe("%PDF-");
  },
];

test("the tutorial leads from the national figure to the printed annex, step by step, in the words of the screen", async () => {
  const steps = readSteps();
  expect(steps).toHaveLength(WALK.length);
  await demo.visit("/", async (page) => {
    for (const [index, walk] of WALK.entries()) {
      const { title, labels } = steps[index];
      const seen = new Set<string>();
      const look = async (): Promise<void> => {
        for (const label of labels) {
          const found = page.getByText(label, { exact: true }).filter({ visible: true });
          if ((await found.count()) > 0) seen.add(label);
        }
      };
      // Some words are there before the step, others after it.
      await look();
      await walk(page, look);
      await look();
      expect({ title, seen: labels.filter((label) => seen.has(label)) }).toEqual({ title, seen: labels });
    }
  });
});
