import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { TerritoriesAnswer } from "../../server/schemas/answers.ts";
import { seriousTroubles, startVisits, untilDrawn } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

let visits: Visits;
let commune: TerritoriesAnswer["territories"][number];

beforeAll(async () => {
  visits = await startVisits();
  [commune] = (await visits.ask<TerritoriesAnswer>("/api/v1/territoires?genre=commune")).territories as [
    typeof commune,
  ];
});

afterAll(async () => visits?.close());

describe("the page in English", () => {
  test("says the figure in English, and has no serious fault", async () => {
    await visits.visit("/?lang=en", async (page) => {
      expect(await page.evaluate<string>("document.documentElement.lang")).toBe("en");
      const sentence = await page.locator(".headline-sentence").textContent();
      expect(sentence).toMatch(
        /^(?:more than )?[\d.]+% of people live within 30\u00a0min by road of a France/,
      );
      expect(await page.title()).toMatch(/ within 30\u00a0min – Trente$/);
      expect(await seriousTroubles(page)).toEqual([]);
    });
  });

  test("is one link away from the French one, with the same territory and minutes, both ways", async () => {
    await visits.visit(`/commune/${commune.code}?minutes=12`, async (page) => {
      const place = async (): Promise<string | null> => page.locator(".headline-place").textContent();
      const expectView = async (language: string): Promise<void> => {
        await page.locator(`html[lang=${language}] .headline-figure`, { hasText: "%" }).waitFor();
        expect(await place()).toBe(commune.name);
        expect(await page.locator("#minutes").inputValue()).toBe("12");
      };
      await expectView("fr");
      await page.getByRole("link", { name: "English" }).click();
      await expectView("en");
      await untilDrawn(page);
      await page.getByRole("link", { name: "Français" }).click();
      await expectView("fr");
      await untilDrawn(page);
      expect(new URL(page.url()).searchParams.get("lang")).toBeNull();
    });
  });

  test("marks what the server says in French", async () => {
    const until = async (page: Parameters<typeof untilDrawn>[0]): Promise<void> =>
      page.locator("#refaire .document-command").first().waitFor();
    await visits.visit(
      "/methode?lang=en",
      async (page) => {
        await page.locator("#sensibilite tbody tr [lang=fr]").first().waitFor();
        const { warnings } = await visits.ask<{ warnings: { message: string }[] }>("/api/v1/couverture");
        for (const { message } of warnings) {
          await expect
            .poll(async () => page.locator("#qualite ul[lang=fr] li", { hasText: message }).count())
            .toBe(1);
        }
        expect(await seriousTroubles(page)).toEqual([]);
      },
      { until },
    );
  });
});
