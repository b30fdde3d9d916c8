import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { FoundAddresses, StructuresAnswer } from "../../server/schemas/answers.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { scenarioMessages as words } from "../../web/src/i18n/scenario-messages.fr.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { startStudyServer } from "../helpers/demo-server.ts";
import { demoVisits, PHONE, seriousTroubles, startVisits } from "../helpers/visit.ts";

const visits = demoVisits();

let first: { readonly id: string; readonly name: string };
let second: { readonly id: string; readonly name: string };
/** Inhabited, and far from any structure. */
let far: { readonly lon: number; readonly lat: number };

beforeAll(async () => {
  const { features } = await visits.ask<StructuresAnswer>("/api/v1/structures");
  const fixed = features.filter(({ properties }) => properties.format === "fixe");
  [first, second] = fixed.map(({ properties }) => properties);
  const { gaps } = await visits.ask<{ gaps: { center: [number, number] }[] }>(
    "/api/v1/zones-blanches?minutes=20&limite=1&contours=false",
  );
  const [[lon, lat]] = gaps.map(({ center }) => center);
  far = { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)) };
});

const compute = async (scenario: string, minutes = 30): Promise<ScenarioAnswer> => {
  const response = await fetch(`${visits.server.url}/api/v1/scenarios`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scenario, minutes }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as ScenarioAnswer;
};
const texts = (page: Page): string[] =>
  new URL(page.url()).searchParams.getAll("scenario").map((text) => text.slice(text.indexOf("~") + 1));
const expectTexts = async (page: Page, expected: readonly string[]): Promise<void> => {
  await expect.poll(() => texts(page)).toEqual(expected);
};
const figure = (page: Page) => page.locator(".headline-figure");
const edits = (page: Page) => page.locator(".edit");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const editor = (page: Page) => page.locator(".scenario-editor");
const closing = (...ids: readonly string[]): string => ids.map((id) => `fermer:${id}`).join(";");
const gain = (): string => `ajouter:${far.lon},${far.lat}`;

describe("the editor", () => {
  test("adds where the map is pressed, shows what that changes, and undoes and redoes it", async () => {
    await visits.visit("/?minutes=20", async (page) => {
      const before = await figure(page).textContent();
      await page.getByRole("heading", { name: messages.scenario.title }).click();
      await button(page, words.add.onMap).click();
      await page.locator(".place-banner").waitFor();
      const canvas = page.locator(".map-frame canvas");
      const { width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
      await canvas.click({ position: { x: width / 2, y: height / 2 } });
      await edits(page).waitFor();
      await expect.poll(() => texts(page).length).toBe(1);
      const [text] = texts(page);
      expect(text).toMatch(/^ajouter:/);
      const answer = await compute(text, 20);
      await expect.poll(async () => figure(page).textContent()).toBe(formatShare(answer.after.share));
      await page.locator(".scenario-summary", { hasText: formatShare(answer.after.share) }).waitFor();
      await expect
        .poll(async () => page.locator(".scenario-figures").first().textContent())
        .toContain(formatCount(answer.gained));
      await expect.poll(async () => page.locator(".map-sign").allTextContents()).toEqual(["+1"]);
      await button(page, words.editor.undo).focus();
      await page.keyboard.press("Control+z");
      await expectTexts(page, []);
      await figure(page)
        .filter({ hasText: before ?? "" })
        .waitFor();
      await page.keyboard.press("Control+y");
      await expectTexts(page, [text]);
      await page.goBack();
      await expectTexts(page, []);
    });
  });

  test("adds by the keyboard alone, at the middle of the map, and Escape gives up", async () => {
    await visits.visit(`/?#11/${far.lat}/${far.lon}`, async (page) => {
      await page.locator("#scenario > summary").focus();
      await page.keyboard.press("Enter");
      await button(page, words.add.onMap).focus();
      await page.keyboard.press("Enter");
      await page.locator(".place-middle").waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".place-banner").waitFor({ state: "detached" });
      await page.keyboard.press("Enter");
      await page.locator(".place-banner").waitFor();
      await page.keyboard.press("Enter");
      await edits(page).waitFor();
      await expect.poll(() => texts(page).length).toBe(1);
      const [, lon = "", lat = ""] = /^ajouter:([^,]+),([^,]+)$/.exec(texts(page)[0]) ?? [];
      expect(Number(lon)).toBeCloseTo(far.lon, 2);
      expect(Number(lat)).toBeCloseTo(far.lat, 2);
    });
  });

  test("adds by address, and closes by name", async () => {
    const [biggest] = [...visits.server.study.dataset.communes].sort(
      (a, b) => (b.legalPopulation ?? 0) - (a.legalPopulation ?? 0),
    );
    const { addresses } = await visits.ask<FoundAddresses>(
      `/api/v1/adresses?q=${encodeURIComponent(biggest.name)}&limite=1`,
    );
    const [{ label }] = addresses;
    await visits.visit(`/?scenario=~${closing(first.id)}`, async (page) => {
      const input = page.getByLabel(words.add.search);
      await input.fill(biggest.name);
      await button(page, words.add.addAtLabel(label)).first().click();
      await expect.poll(() => texts(page)[0]).toMatch(/^fermer:[^;]+;ajouter:[^;]+$/);
      await expect.poll(async () => edits(page).count()).toBe(2);
      await input.fill(second.name);
      await button(page, words.structure.closeLabel(second.name)).click();
      await expect.poll(() => texts(page)[0]).toMatch(new RegExp(`;fermer:${second.id}$`));
      await expect.poll(async () => edits(page).count()).toBe(3);
    });
  });

  test("closes, and changes hours, from a structure's card", async () => {
    await visits.visit(`/?structure=${first.id}&ouvert_le=samedi`, async (page) => {
      await button(page, words.structure.changeLabel(first.name)).click();
      await page.getByLabel(words.change.changesHours).check();
      await page.getByLabel(words.change.days[5], { exact: true }).fill("le matin");
      await button(page, words.change.apply).click();
      await page.getByText(words.change.badHours(words.change.days[5], "le matin")).waitFor();
      for (const day of words.change.days.slice(0, 5)) await page.getByLabel(day, { exact: true }).fill("");
      await page.getByLabel(words.change.days[5], { exact: true }).fill("9h-12h");
      await button(page, words.change.apply).click();
      await expectTexts(page, [`modifier:${first.id}:horaires=samedi_9h-12h`]);
      await button(page, words.structure.closeLabel(first.name)).click();
      await expectTexts(page, [closing(first.id)]);
    });
  });

  test("holds three scenarios, whose link opens all of them again", async () => {
    const path = `/?minutes=20&scenario=Un~${closing(first.id)}`;
    await visits.visit(path, async (page) => {
      await button(page, words.editor.duplicate).click();
      await page.getByLabel(words.editor.name).fill("Deux");
      await page.keyboard.press("Tab");
      await button(page, words.editor.create).click();
      await button(page, words.editor.create).waitFor({ state: "hidden" });
      await page.getByLabel(words.add.search).fill(second.name);
      await button(page, words.structure.closeLabel(second.name)).click();
      await expectTexts(page, [closing(first.id), closing(first.id), closing(second.id)]);
      const names = page.locator(".scenario-choices button");
      await expect.poll(async () => names.allTextContents()).toEqual([words.bar.today, "Un", "Deux", "C"]);
      await page.reload();
      await page.locator(".scenario-summary:not(:empty)").waitFor();
      await expect.poll(async () => names.allTextContents()).toEqual([words.bar.today, "Un", "Deux", "C"]);
      expect(await names.nth(3).getAttribute("aria-pressed")).toBe("true");
      const answer = await compute(closing(second.id), 20);
      await expect.poll(async () => figure(page).textContent()).toBe(formatShare(answer.after.share));
      await names.nth(0).click();
      await expect.poll(async () => figure(page).textContent()).toBe(formatShare(answer.before.share));
      await expect
        .poll(async () => page.locator(".scenario-told").textContent())
        .toBe(words.bar.showingToday);
      await expect.poll(async () => edits(page).count()).toBe(0);
    });
  });

  test("shows the difference on the map, and says what its colours mean", async () => {
    await visits.visit(`/?minutes=20&scenario=~${gain()}`, async (page) => {
      await button(page, words.map.sides.difference).click();
      const legend = page.locator(".scenario-legend");
      await legend.getByText(words.map.gained).waitFor();
      await legend.getByText(words.map.lost).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get("cote")).toBe("difference");
      await button(page, words.map.sides.before).click();
      await legend.waitFor({ state: "hidden" });
      await page.locator('[data-state="ready"]').waitFor();
    });
  });

  test("exports a file that it imports again, and tells which edit of another is at fault", async () => {
    const text = `${closing(first.id)};${gain()},Essai`;
    await visits.visit(
      `/?scenario=Nord~${text}`,
      async (page) => {
        await page.locator(".scenario-summary:not(:empty)").waitFor();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          button(page, words.files.export).click(),
        ]);
        expect(download.suggestedFilename()).toBe("scenario-Nord.json");
        const buffer = await readFile(await download.path());
        const choose = async (content: Buffer): Promise<void> =>
          page.locator("#scenario-fichier").setInputFiles({
            name: "a.json",
            mimeType: "application/json",
            buffer: content,
          });
        await choose(buffer);
        await page.getByText(words.files.imported("Nord", 2)).waitFor();
        await expectTexts(page, [text, text]);
        await choose(Buffer.from("{"));
        await page.getByText(words.files.notJson).waitFor();
        await choose(Buffer.from(JSON.stringify({ modifications: [{ fermer: first.id }, { fermer: "?" }] })));
        await page.getByText("modification n° 2", { exact: false }).first().waitFor();
        await expectTexts(page, [text, text]);
      },
      { expectsTrouble: true },
    );
  });

  test("tells what is refused beside the edit at fault, and loses nothing", async () => {
    await visits.visit(
      `/?scenario=~${closing(first.id)}#6/40/-12`,
      async (page) => {
        await page.locator(".scenario-summary:not(:empty)").waitFor();
        const before = await figure(page).textContent();
        await button(page, words.add.onMap).focus();
        await page.keyboard.press("Enter");
        await page.locator(".place-middle").waitFor();
        await page.keyboard.press("Enter");
        const refused = page.locator(".edit-refused");
        await refused.waitFor();
        await expect.poll(async () => edits(page).count()).toBe(2);
        await expect
          .poll(async () => refused.locator(".notice").textContent())
          .toContain("Modification n° 2");
        await expect.poll(async () => figure(page).textContent()).toBe(before);
        expect(texts(page)).toEqual([closing(first.id)]);
        expect(await seriousTroubles(page)).toEqual([]);
        await button(page, words.editor.drop).click();
        await expect.poll(async () => edits(page).count()).toBe(1);
      },
      { expectsTrouble: true },
    );
  });

  test("opens a link at fault, names the edit and lets it be taken back", async () => {
    await visits.visit(
      `/?scenario=~${closing(first.id, first.id)}`,
      async (page) => {
        const refused = page.locator(".edit-refused");
        await refused.waitFor();
        await refused.getByRole("button", { name: /^Retirer/ }).click();
        await expectTexts(page, [closing(first.id)]);
        await page.locator(".scenario-summary:not(:empty)").waitFor();
        await page.locator(".headline-figure", { hasText: "%" }).waitFor();
      },
      { expectsTrouble: true, until: async (page) => editor(page).waitFor() },
    );
  });

  test("waits for a slow server, tells one that fails, and asks again", async () => {
    await visits.visit(
      `/?scenario=~${closing(first.id)}`,
      async (page) => {
        await page.locator(".scenario-summary:not(:empty)").waitFor();
        let isFailing = true;
        await page.route("**/api/v1/scenarios", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          await (isFailing ? route.abort() : route.continue());
        });
        await page.getByLabel(words.add.search).fill(second.name);
        await button(page, words.structure.closeLabel(second.name)).click();
        await page.locator(".scenario-trouble", { hasText: words.editor.working }).waitFor();
        await page.locator(".scenario-trouble .notice").waitFor();
        expect(texts(page)).toEqual([closing(first.id)]);
        isFailing = false;
        await page.locator(".scenario-trouble").getByRole("button", { name: messages.retry }).click();
        await expectTexts(page, [closing(first.id, second.id)]);
      },
      { expectsTrouble: true },
    );
  });

  test("has the server keep what is too long for an address, lists it and deletes it", async () => {
    const long = Array.from({ length: 12 }, () => `${gain()},${"Maison%20".repeat(12)}fin`).join(";");
    await visits.visit(`/?scenario=Long~${long}`, async (page) => {
      await page.locator(".scenario-summary:not(:empty)").waitFor();
      await page.getByLabel(words.add.search).fill(second.name);
      await button(page, words.structure.closeLabel(second.name)).click();
      // The store starts with the first that is kept.
      await expect.poll(() => texts(page)[0], { timeout: 30_000 }).toMatch(/^enregistre:/);
      await page.getByText(words.files.keptLong("Long")).waitFor();
      await expect.poll(async () => edits(page).count()).toBe(13);
      const answer = await compute(`${long};${closing(second.id)}`);
      await expect.poll(async () => figure(page).textContent()).toBe(formatShare(answer.after.share));
      await page.reload();
      await expect.poll(async () => edits(page).count()).toBe(13);
      await page.getByText(words.files.list).click();
      await button(page, words.files.deleteLabel("Long")).click();
      await page.getByText(words.files.deleted("Long")).waitFor();
      await page.getByText(words.files.listNone).waitFor();
    });
  });
});

describe("the comparison", () => {
  const path = (): string =>
    `/scenarios?minutes=20&scenario=Un~${gain()}&scenario=Deux~${closing(first.id, second.id)}`;
  const until = async (page: Page): Promise<void> => page.locator(".comparison-legend").waitFor();

  test("tells the API's figures of today and of each scenario, and leads back to the editor", async () => {
    const [one, two] = await Promise.all([compute(gain(), 20), compute(closing(first.id, second.id), 20)]);
    await visits.visit(
      path(),
      async (page) => {
        const row = page.locator(".comparison tr", { hasText: words.comparison.shareAt(20) }).first();
        await expect
          .poll(async () => row.locator("td").allTextContents())
          .toEqual([one.before, one.after, two.after].map(({ share }) => formatShare(share)));
        const gained = page.locator(".comparison tr", { hasText: words.comparison.gained(20) });
        await expect
          .poll(async () => gained.locator("td").allTextContents())
          .toEqual(["—", formatCount(one.gained), formatCount(two.gained)]);
        await expect.poll(async () => page.locator(".comparison-map[data-drawn]").count()).toBe(3);
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          button(page, words.comparison.csv).click(),
        ]);
        const csv = await readFile(await download.path(), "utf8");
        expect(csv.split("\r\n")[0]).toBe(`\ufeff${words.comparison.measure},${words.bar.today},Un,Deux`);
        expect(csv).toContain(String(two.lost));
        await page.locator(".document-back").click();
        await editor(page).waitFor();
        await page.getByRole("link", { name: words.editor.compare }).click();
        await until(page);
        expect(new URL(page.url()).pathname).toBe("/scenarios");
      },
      { until },
    );
  });

  test.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" as const }],
    ["a phone", PHONE],
  ])("and the editor have no serious trouble for readers in %s", async (_, options) => {
    await visits.visit(path(), async (page) => expect(await seriousTroubles(page)).toEqual([]), {
      ...options,
      until,
    });
    await visits.visit(
      `/?minutes=20&cote=difference&scenario=Un~${gain()};deplacer:${first.id}:${far.lon},${far.lat}`,
      async (page) => {
        await page.locator(".scenario-summary:not(:empty)").waitFor();
        await page.locator(".map-sign").first().waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
      },
      options,
    );
  });
});

describe("on real data", () => {
  const files = corsicanFiles();

  test.skipIf(files === null)(
    "closing Calacuccia in Haute-Corse tells who loses, as the API does",
    async () => {
      if (files === null) throw new Error("Got no files, expected this test to be skipped.");
      const corsica = await startVisits(async () =>
        startStudyServer(async () => createStudy((await buildCorsica(files, files.census)).dataset)),
      );
      try {
        const { features } = await corsica.ask<StructuresAnswer>("/api/v1/structures?q=Calacuccia&limite=1");
        const [{ properties }] = features;
        const query = `territoire=dep:2B&scenario=${closing(properties.id)}`;
        const { share } = await corsica.ask<{ share: number }>(`/api/v1/couverture?${query}&minutes=30`);
        await corsica.visit(`/departement/2b?structure=${properties.id}`, async (page) => {
          await button(page, words.structure.closeLabel(properties.name)).click();
          await expectTexts(page, [closing(properties.id)]);
          await expect.poll(async () => figure(page).textContent()).toBe(formatShare(share));
          const table = page.locator(".scenario-part").first();
          await table.getByRole("link", { name: properties.communeName }).waitFor();
          await page.locator(".scenario-note", { hasText: "de moins" }).waitFor();
          await expect.poll(async () => page.locator(".map-sign").allTextContents()).toEqual(["×1"]);
        });
      } finally {
        await corsica.close();
      }
    },
    120_000,
  );
});
