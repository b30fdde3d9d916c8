import { readFileSync } from "node:fs";

import type { BrowserContextOptions } from "playwright-core";
import { describe, expect, test } from "vitest";

import type { CoverageReport, SubTerritory } from "../../isochrones/model/report.ts";
import { formatCount, formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { DESK, demoVisits, PHONE, seriousTroubles } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage, ask } = demo;

const askReport = async (query = ""): Promise<CoverageReport & { territories: SubTerritory[] }> =>
  ask(`/api/v1/couverture?territoire=france&detail=commune${query}`);

interface ListedGap {
  readonly id: string;
  readonly people: number;
}

const askGaps = async (minutes: number): Promise<ListedGap[]> =>
  (await ask<{ gaps: ListedGap[] }>(`/api/v1/zones-blanches?minutes=${minutes}`)).gaps;

describe("the panel", () => {
  test("has its tabs in a line and whole tables on a desk", async () => {
    await onPage("/", async (page) => {
      const tabs = page.getByRole("tab");
      const tops = new Set<number>();
      for (const tab of await tabs.all()) tops.add((await tab.boundingBox())?.y ?? Number.NaN);
      expect(tops.size).toBe(1);
      for (const tab of await tabs.all()) {
        await tab.click();
        const scroller = page.locator(".table-scroller:visible");
        await scroller.locator("tbody tr").first().waitFor();
        const hidden = await scroller.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
        expect(hidden).toBe(0);
      }
    });
  });
});

describe("the figure", () => {
  test("is the API's", async () => {
    const report = await askReport();
    await onPage("/", async (page) => {
      await expect
        .poll(async () => page.locator("h1").textContent())
        .toBe(formatShare(report.share) + messages.headline.after(report.minutes));
      const detail = await page.locator(".headline-detail").textContent();
      expect(detail).toContain(formatCount(report.covered));
      expect(detail).toContain(messages.people(report.population));
    });
  });

  test("says that invented data are invented", async () => {
    await onPage("/", async (page) => {
      expect(await page.locator(".fictitious").isVisible()).toBe(true);
    });
    await onPage(
      "/",
      async (page) => {
        await page.locator(".map-box").scrollIntoViewIfNeeded();
        expect(await page.locator(".map-ribbon").isVisible()).toBe(true);
      },
      PHONE,
    );
  });

  test("leaves out the structures that the address leaves out", async () => {
    const report = await askReport("&minutes=20&exclure=bus,itinerante");
    await onPage("/?minutes=20&exclure=bus,itinerante", async (page) => {
      await expect
        .poll(async () => page.locator(".headline-figure").textContent())
        .toBe(formatShare(report.share));
      expect(await page.locator("#compter-mobiles").isChecked()).toBe(false);
      expect(await page.locator("#compter-antennes").isChecked()).toBe(true);
      expect(await page.locator("#minutes").inputValue()).toBe("20");
    });
  });
});

describe("the slider", () => {
  test("changes the sentence in the same breath, before anything could be asked", async () => {
    const { curve } = await askReport();
    await onPage("/", async (page) => {
      const sentence = await page.evaluate<string>(`(() => {
        const slider = document.querySelector("#minutes");
        slider.value = "12";
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        return document.querySelector("h1").textContent;
      })()`);
      expect(sentence).toBe(formatShare(curve[12].share) + messages.headline.after(12));
    });
  });

  test("draws the map anew from the tiles that it has, and asks for gaps alone", async () => {
    await onPage("/?tableau=zones", async (page, trouble) => {
      // The legend and the button over the map change too: only the map itself is looked at.
      await page.evaluate(
        `document.querySelectorAll(".map-key, .whole").forEach((one) => (one.hidden = true))`,
      );
      await page.locator("#panel-zones caption").waitFor();
      const before = await page.locator(".map-frame canvas").screenshot();
      trouble.asked.length = 0;
      await page.locator("#minutes").fill("5");
      await page.locator("#panel-zones caption", { hasText: "5" }).waitFor();
      await expect
        .poll(async () => Buffer.compare(before, await page.locator(".map-frame canvas").screenshot()))
        .not.toBe(0);
      const asked = trouble.asked.map((path) => path.replace(/\/\d+\/\d+\/\d+\.mvt$/, ""));
      expect(new Set(asked)).toEqual(new Set(["/api/v1/zones-blanches", "/tiles/zones-blanches"]));
    });
  });

  test("is worked from the keyboard and kept in the address", async () => {
    await onPage("/", async (page) => {
      await page.locator("#minutes").focus();
      await page.keyboard.press("ArrowLeft");
      await expect.poll(async () => page.locator(".slider-value").textContent()).toMatch(/^29\s/);
      await expect.poll(() => new URL(page.url()).searchParams.get("minutes")).toBe("29");
    });
  });
});

describe("the tables", () => {
  test("list the API's gaps, most people first", async () => {
    const gaps = await askGaps(10);
    expect(gaps.length).toBeGreaterThan(0);
    await onPage("/?minutes=10&tableau=zones", async (page) => {
      await page.locator("#panel-zones tbody tr").first().waitFor();
      const shown = await page.locator("#panel-zones tbody tr td:nth-of-type(1)").allTextContents();
      expect(shown).toEqual(gaps.slice(0, shown.length).map((gap) => formatCount(gap.people)));
    });
  });

  test("list the communes with their own figures, sorted as asked", async () => {
    const { territories } = await askReport("&minutes=10");
    const byPeople = [...territories].sort((a, b) => b.population - a.population);
    await onPage("/?minutes=10", async (page) => {
      await page.locator("#tab-commune").click();
      const panel = page.locator("#panel-commune");
      await panel.getByRole("button", { name: messages.tables.columns.people }).click();
      const cells = await panel.locator("tbody tr:first-child td").allTextContents();
      expect(cells.slice(0, 2)).toEqual([
        formatCount(byPeople[0].population),
        formatShare(byPeople[0].share),
      ]);
      await expect.poll(async () => panel.locator("tbody tr").count()).toBe(Math.min(50, territories.length));
      await expect.poll(async () => panel.locator('th[aria-sort="descending"]').count()).toBe(1);
    });
  });

  test("lead to the place on the map, and keep the focus where it was", async () => {
    await onPage("/?minutes=10&tableau=zones", async (page) => {
      const before = new URL(page.url()).hash;
      const row = page.locator("#panel-zones tbody button").first();
      await row.focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => new URL(page.url()).hash).not.toBe(before);
      await expect.poll(async () => page.locator(".card-title").textContent()).toBe(messages.gap.title);
      expect(await page.evaluate(`document.activeElement.textContent`)).toBe(await row.textContent());
    });
  });

  test("recount with the slider, without a question", async () => {
    const { territories } = await askReport("&minutes=17");
    const [first] = territories;
    await onPage("/?tableau=commune", async (page, trouble) => {
      const row = page.locator("#panel-commune tbody tr", {
        has: page.getByRole("link", { name: first.territory.name, exact: true }),
      });
      await page.locator("#panel-commune").getByRole("searchbox").fill(first.territory.name);
      await row.waitFor();
      trouble.asked.length = 0;
      await page.locator("#minutes").fill("17");
      await expect
        .poll(async () => row.locator("td").allTextContents())
        .toEqual(expect.arrayContaining([formatShare(first.share)]));
      expect(trouble.asked.filter((path) => path.includes("courbes"))).toEqual([]);
    });
  });

  test("are downloaded whole", async () => {
    const { territories } = await askReport();
    await onPage("/?tableau=commune", async (page) => {
      const coming = page.waitForEvent("download");
      await page.locator("#panel-commune").getByRole("button", { name: messages.tables.csv }).click();
      const lines = readFileSync(await (await coming).path(), "utf8")
        .trimEnd()
        .split("\r\n");
      expect(lines).toHaveLength(territories.length + 1);
      expect(lines[0]).toBe(`\ufeff${messages.csv.territories.join(",")}`);
    });
  });
});

test("a structure shows its card and its isochrones, and the address keeps it", async () => {
  const [structure] = demo.server.study.dataset.structures;
  const bands = demo.server.study.isochrones({ structureId: structure.id }, [10, 20, 30]);
  await onPage("/", async (page) => {
    await page.locator("#tab-structures").click();
    await page
      .locator("#panel-structures")
      .getByRole("button", { name: structure.name, exact: true })
      .click();
    await page.locator(".bands dd").first().waitFor();
    await expect.poll(async () => page.locator(".card-title").textContent()).toBe(structure.name);
    await expect
      .poll(async () => page.locator(".bands dd").allTextContents())
      .toEqual(bands.map((band) => messages.people(band.people ?? 0)));
    await expect.poll(() => new URL(page.url()).searchParams.get("structure")).toBe(structure.id);
    await page.keyboard.press("Escape");
    expect(await page.locator(".card").isVisible()).toBe(false);
  });
  await onPage(`/?structure=${structure.id}`, async (page) => {
    await expect.poll(async () => page.locator(".card-title").textContent()).toBe(structure.name);
  });
});

describe("accessibility", () => {
  test.each<[string, string, BrowserContextOptions]>([
    ["a desk", "/", DESK],
    ["a dark desk", "/?minutes=10", { ...DESK, colorScheme: "dark" }],
    ["a phone", "/", PHONE],
  ])("axe finds nothing serious on %s", async (_screen, path, options) => {
    await onPage(path, async (page) => expect(await seriousTroubles(page)).toEqual([]), options);
  });

  test("the first key leads past the header", async () => {
    await onPage("/", async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(`document.activeElement.textContent`)).toBe(messages.skipToFigure);
      await page.keyboard.press("Enter");
      expect(await page.evaluate(`document.activeElement.id`)).toBe("chiffre");
    });
  });
});
