import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { SitingReport } from "../../isochrones/model/siting.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import type { SitingJob } from "../../server/schemas/siting-answers.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { sitingMessages as words } from "../../web/src/i18n/siting-messages.fr.ts";
import { demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const MINUTES = 6;
const SITES = 3;
const ASKED = `/?minutes=${MINUTES}&sites=${SITES}&implantations=couverture`;

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(demo.server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

/** What the API answers to the same question. */
async function askSites(more: object = {}): Promise<SitingReport> {
  const { id } = await post<SitingJob>("/api/v1/implantations", {
    territoire: "france",
    minutes: MINUTES,
    nombre: SITES,
    ...more,
  });
  for (;;) {
    const job = await demo.ask<SitingJob>(`/api/v1/implantations/${id}?attendre=10`);
    if (job.result !== null) return job.result;
    expect(job.problem).toBeNull();
  }
}

const rows = (page: Page) => page.locator(".siting-result tbody tr");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openBlock(page: Page): Promise<void> {
  await page.getByRole("heading", { name: messages.siting.title }).click();
  await page.locator(".siting-form").waitFor();
}

describe("where to open the next ones", () => {
  test("is asked by a form, and answered in the API's order with its gains and its files", async () => {
    const report = await askSites();
    await demo.visit(`/?minutes=${MINUTES}`, async (page) => {
      await openBlock(page);
      await page.getByLabel(words.count).fill(String(SITES));
      await button(page, words.run).click();
      await rows(page)
        .nth(SITES - 1)
        .waitFor();
      const texts = await rows(page).allTextContents();
      report.sites.forEach(({ name, gain, share }, index) => {
        expect(texts[index]).toContain(name);
        expect(texts[index]).toContain(`+${formatCount(gain)}`);
        expect(texts[index]).toContain(formatShare(share));
      });
      await expect.poll(() => page.url()).toContain("implantations=couverture");
      const href = await page.getByRole("link", { name: words.csv, exact: true }).getAttribute("href");
      const lines = (await (await fetch(demo.server.url + href)).text()).trimEnd().split("\r\n");
      expect(lines).toHaveLength(1 + SITES);
    });
  });

  test("is answered again by its link, and tried as a scenario whose figure is the API's", async () => {
    const { sites } = await askSites();
    await demo.visit(ASKED, async (page) => {
      await rows(page)
        .nth(SITES - 1)
        .waitFor();
      await button(page, words.try).click();
      await page.locator(".siting-tools", { hasText: words.tried }).waitFor();
      const text = new URL(page.url()).searchParams.get("scenario") ?? "";
      const scenario = text.slice(text.indexOf("~") + 1);
      expect(scenario.split(";")).toHaveLength(sites.length);
      const answer = await post<ScenarioAnswer>("/api/v1/scenarios", { scenario, minutes: MINUTES });
      await page.locator(".headline-figure", { hasText: formatShare(answer.after.share) }).waitFor();
      expect(formatShare(answer.after.share)).toBe(formatShare(sites.at(-1)?.share ?? 0));
      // It still answers what was asked before the scenario.
      expect(await page.locator(".siting-outdated").isVisible()).toBe(false);
    });
  });

  test("starts from a scenario that the server keeps, whose edits stay in the one that is tried", async () => {
    const [first] = demo.server.study.dataset.structures;
    const modifications = [{ fermer: first.id }];
    const { id } = await post<{ id: string }>("/api/v1/scenarios/enregistres", {
      nom: "Base",
      modifications,
    });
    const path = `${ASKED}&scenario=${encodeURIComponent(`Base~enregistre:${id}`)}`;
    await demo.visit(path, async (page) => {
      await rows(page).first().waitFor();
      const count = await rows(page).count();
      await button(page, words.try).click();
      await page.locator(".siting-tools", { hasText: words.tried }).waitFor();
      const texts = new URL(page.url()).searchParams.getAll("scenario");
      expect(texts).toHaveLength(2);
      const edits = (texts[1] ?? "").split("~")[1]?.split(";") ?? [];
      expect(edits[0]).toBe(`fermer:${first.id}`);
      expect(edits).toHaveLength(1 + count);
    });
  });

  test("leaves a candidate out that the reader forbids", async () => {
    const [{ name, id }] = (await askSites()).sites;
    const without = await askSites({ interdire: [id] });
    await demo.visit(ASKED, async (page) => {
      await rows(page)
        .nth(SITES - 1)
        .waitFor();
      await button(page, words.forbidNamed(name)).click();
      await page.locator(".siting-outdated", { hasText: words.outdated }).waitFor();
      await button(page, words.run).click();
      await page.locator(".siting-outdated").waitFor({ state: "hidden" });
      await rows(page).first().waitFor();
      await expect.poll(async () => rows(page).first().textContent()).toContain(without.sites[0].name);
    });
  });

  test("is given up, and what is refused is told in the API's words", async () => {
    await demo.visit(
      "/",
      async (page) => {
        await openBlock(page);
        await page.route("**/api/v1/implantations/*", async (route) =>
          route.request().method() === "DELETE" ? route.continue() : undefined,
        );
        await page.route(/\/implantations\?/, async (route) =>
          route.fulfill({ status: 202, contentType: "application/json", body: JSON.stringify(WAITING) }),
        );
        await button(page, words.run).click();
        await page.locator(".siting-stage", { hasText: words.queued(2) }).waitFor();
        await button(page, words.cancel).click();
        await page.locator(".siting-stage", { hasText: words.cancelled }).waitFor();
        await expect.poll(async () => rows(page).count()).toBe(0);
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await page.getByLabel(words.candidates.label).selectOption("fichier");
        await page
          .locator(".siting-form input[type=file]")
          .setInputFiles({ name: "lieux.csv", mimeType: "text/csv", buffer: Buffer.from("nom\nici\n") });
        await button(page, words.run).click();
        await page.locator(".siting [role=alert]", { hasText: "lon" }).waitFor();
      },
      { expectsTrouble: true },
    );
  });

  test.each([
    ["on a desk", {}],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ] as const)("has nothing that axe finds serious %s", async (_, options) => {
    await demo.visit(
      ASKED,
      async (page) => {
        await rows(page)
          .nth(SITES - 1)
          .waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
      },
      options,
    );
  });
});

/** A job that waits for two others, which nobody computes. */
const WAITING: Partial<SitingJob> = {
  id: "0".repeat(24),
  state: "attente",
  stage: null,
  done: 0,
  total: 0,
  position: 3,
  result: null,
  problem: null,
};
