import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { QualityIndicators } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer, TerritoryAnswer } from "../../server/schemas/answers.ts";
import { countedSentence } from "../../web/src/coverage/counted-words.ts";
import { formatShare } from "../../web/src/i18n/format.ts";
import { qualityMessages } from "../../web/src/i18n/quality-messages.fr.ts";
import { PLAIN_STATE } from "../../web/src/app/state.ts";
import { makeDemoStudy, startStudyServer } from "../helpers/demo-server.ts";
import { PHONE, seriousTroubles, startVisits } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

/** By turns: both known, one of them, none. */
const TURNS: readonly (QualityIndicators | undefined)[] = [
  { realisationRate: 92.5, noRedirectionShare: 85, satisfaction: 97 },
  { realisationRate: 75, noRedirectionShare: null, satisfaction: null },
  undefined,
  { realisationRate: 60, noRedirectionShare: 55, satisfaction: 88 },
];

async function withIndicators(): Promise<Study> {
  const { dataset } = await makeDemoStudy();
  const structures = dataset.structures.map(({ indicators: _, ...structure }, at) => {
    const indicators = TURNS[at % TURNS.length];
    return indicators === undefined ? structure : { ...structure, indicators };
  });
  return createStudy({ ...dataset, structures });
}

let visits: Visits;

beforeAll(async () => {
  visits = await startVisits(async () => startStudyServer(withIndicators));
});
afterAll(async () => visits.close());

const idAt = (at: number): string => visits.server.study.dataset.structures[at].id;

describe("the quality of service", () => {
  test("is on the card of a structure, as it is or as not known, and said to be invented", async () => {
    const { unknown } = qualityMessages;
    const said = [
      [formatShare(0.85), formatShare(0.925), formatShare(0.97)],
      [unknown, formatShare(0.75), unknown],
      [unknown, unknown, unknown],
    ];
    for (const [at, texts] of said.entries()) {
      await visits.visit(`/?structure=${idAt(at)}`, async (page) => {
        await page.locator(".card .quality-facts").waitFor();
        await expect
          .poll(async () => page.locator(".card .quality-facts dd").allTextContents())
          .toEqual(texts);
        await expect
          .poll(async () => page.locator(".card").textContent())
          .toContain(qualityMessages.fictitious);
      });
    }
  });

  test("is on the sheet of the territory, as the API has it", async () => {
    const { indicators } = await visits.ask<TerritoryAnswer>("/api/v1/territoires/france");
    const { noRedirectionShare, realisationRate, satisfaction, known = 0, unknown = 0 } = indicators ?? {};
    await visits.visit("/", async (page) => {
      await page.locator(".territory-quality .quality-facts").waitFor();
      await expect
        .poll(async () => page.locator(".territory-quality dd").allTextContents())
        .toEqual(
          [noRedirectionShare, realisationRate, satisfaction].map((one) => formatShare((one ?? -1) / 100)),
        );
      const text = await page.locator(".territory-quality").textContent();
      expect(text).toContain(qualityMessages.median(known, known + unknown));
      expect(text).toContain(qualityMessages.fictitious);
    });
  });

  test("chooses the structures that count: the figure, its sentence and a chip say so", async () => {
    const chosen = await visits.ask<CoverageAnswer>("/api/v1/couverture?sans_reorientation_min=80");
    const { structures } = visits.server.study.dataset;
    const unknown = structures.filter(({ indicators }) => (indicators?.noRedirectionShare ?? null) === null);
    await visits.visit("/", async (page) => {
      await page.getByLabel(qualityMessages.choice.labels.minNoRedirection).selectOption("80");
      await page.locator(".headline-figure", { hasText: formatShare(chosen.share) }).waitFor();
      await page.waitForURL((url) => url.searchParams.get("sans_reorientation_min") === "80");
      const sentence = countedSentence({ ...PLAIN_STATE, minNoRedirection: 80 });
      await expect.poll(async () => page.locator(".headline-choice").textContent()).toBe(sentence);
      await expect
        .poll(async () => page.locator(".quality-fields").textContent())
        .toContain(qualityMessages.choice.uncounted(unknown.length));
      await page.locator(".exclusions .chip").click();
      await page.locator(".headline-choice").waitFor({ state: "hidden" });
      await page.waitForURL((url) => url.search === "");
      expect(await page.getByLabel(qualityMessages.choice.labels.minNoRedirection).inputValue()).toBe("");
    });
  });

  test("keeps a share of a link that no step has", async () => {
    await visits.visit("/?realisation_min=73", async (page) => {
      const select = page.getByLabel(qualityMessages.choice.labels.minRealisation);
      await select.waitFor();
      expect(await select.inputValue()).toBe("73");
    });
  });

  test.each([
    ["in the light", {}],
    ["in the dark", { colorScheme: "dark" }],
    ["on a phone", PHONE],
  ] as const)("is accessible %s", async (_, options) => {
    await visits.visit(
      `/?structure=${idAt(0)}&sans_reorientation_min=80`,
      async (page) => {
        await page.locator(".quality-fields").waitFor();
        await page.locator(".territory-quality .quality-facts").waitFor();
        await page.locator(".card .quality-facts").waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
      },
      options,
    );
  });
});
