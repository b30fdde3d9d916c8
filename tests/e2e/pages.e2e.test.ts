import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { AssumptionsAnswer, SensitivityAnswer } from "../../server/schemas/figure-answers.ts";
import { documentMessages } from "../../web/src/i18n/document-messages.fr.ts";
import { formatCount, formatDifference, formatShare } from "../../web/src/i18n/format.ts";
import { jobMessages } from "../../web/src/i18n/job-messages.fr.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { DESK, PHONE, seriousTroubles, startVisits, untilDrawn } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

const { method, accessibility } = documentMessages;

let visits: Visits;

beforeAll(async () => {
  visits = await startVisits();
});

afterAll(async () => visits?.close());

const ask: Visits["ask"] = async (path) => visits.ask(path);
/** What has the focus, in words. */
const focused = async (page: Page): Promise<string> =>
  page.evaluate<string>(`(document.activeElement.textContent ?? "").trim()`);
const sensitivityDone = async (page: Page): Promise<void> =>
  page.locator("#sensibilite [role=status]", { hasText: /calculées?\.$/ }).waitFor();
const untilSettled = async (page: Page): Promise<void> => {
  await page.locator("#refaire .document-command").first().waitFor();
  await sensitivityDone(page);
};
const onMethod = async (
  query: string,
  check: (page: Page) => Promise<void>,
  options: BrowserContextOptions = DESK,
): Promise<void> => visits.visit(`/methode${query}`, check, { ...options, until: untilSettled });
const untilTitled = async (page: Page): Promise<void> => page.locator("main.document-page h1").waitFor();

describe("the page on the method", () => {
  test("names every file of the dataset with its licence, its hash, and whether it is invented", async () => {
    const { sources } = visits.server.study.dataset;
    await onMethod("", async (page) => {
      const rows = await page.locator("#sources tbody tr").allTextContents();
      expect(rows).toHaveLength(sources.length);
      for (const [index, source] of sources.entries()) {
        for (const text of [source.name, source.file, source.licence, source.attribution, source.sha256]) {
          expect(rows[index]).toContain(text);
        }
        expect(rows[index].includes(method.sources.fictitious)).toBe(source.fictitious);
      }
      expect(await page.locator(".document-fictitious").isVisible()).toBe(true);
    });
  });

  test("has the figure of the territory and the minutes of its address, and hands out that report", async () => {
    const [commune] = (
      await ask<{ territories: { ref: string; name: string }[] }>("/api/v1/territoires?genre=commune")
    ).territories;
    const query = `territoire=${commune.ref}&minutes=20&exclure=bus,itinerante`;
    const report = await ask<{ share: number; structures: { counted: number } }>(
      `/api/v1/couverture?${query}`,
    );
    await onMethod(`?${query}`, async (page) => {
      const section = page.locator("#chiffre-du-territoire");
      await expect.poll(async () => section.textContent()).toContain(commune.name);
      await expect
        .poll(async () => section.locator(".document-figure").textContent())
        .toContain(formatShare(report.share));
      await expect
        .poll(async () => section.locator("tbody tr").first().textContent())
        .toContain(formatCount(report.structures.counted));
      const href = await section.locator("a.button").getAttribute("href");
      expect(await ask(href ?? "")).toEqual(report);
      await expect
        .poll(async () => page.locator("#refaire").textContent())
        .toContain(`--territoire ${commune.ref} --minutes 20 --exclure bus,itinerante --sensibilite`);
      expect(await page.title()).toBe(`Méthode et qualité – ${commune.name} – Trente`);
    });
  });

  test("counts what is strange in the data, sorted as asked", async () => {
    const { issues } = visits.server.study.dataset;
    expect(issues.length).toBeGreaterThan(1);
    await onMethod("", async (page) => {
      const table = page.locator("#qualite table", { hasText: method.quality.issuesCaption });
      await table.getByRole("button", { name: method.quality.count }).click();
      const counts = await table.locator("tbody td.number").allTextContents();
      expect(counts).toEqual(
        issues
          .map(({ count }) => count)
          .sort((a, b) => b - a)
          .map((count) => formatCount(count)),
      );
    });
  });

  test("fills its table of assumptions with the API's answers", async () => {
    const query = "minutes=10";
    const { assumptions } = await ask<AssumptionsAnswer>("/api/v1/sensibilite");
    const expected: string[][] = [];
    let first = 0;
    for (const { assumption, label, obstacle } of assumptions) {
      if (obstacle !== null) {
        expected.push([label + method.sensitivity.unavailable(obstacle), method.unknown, method.unknown]);
        continue;
      }
      const { curve } = await ask<SensitivityAnswer>(`/api/v1/sensibilite?hypothese=${assumption}`);
      const { share } = curve[10];
      if (expected.length === 0) first = share;
      const difference =
        expected.length === 0 ? method.sensitivity.reference : formatDifference((share - first) * 100);
      expected.push([label, formatShare(share), difference]);
    }
    await onMethod(`?${query}`, async (page) => {
      const shown = await page.evaluate<string[][]>(
        `[...document.querySelectorAll("#sensibilite tbody tr")]
          .map((row) => [...row.children].map((cell) => cell.textContent))`,
      );
      expect(shown).toEqual(expected);
    });
  });

  test("stops asking when told to, and goes on from there", async () => {
    let isHeld = true;
    const until = async (page: Page): Promise<void> =>
      page.locator("#sensibilite tbody tr").first().waitFor();
    const before = async (page: Page): Promise<void> => {
      await page.route(/hypothese=vitesse-moins-10/, async (route) => {
        // Never answered: the page itself gives up.
        if (!isHeld) await route.continue();
      });
    };
    await visits.visit(
      "/methode",
      async (page) => {
        const section = page.locator("#sensibilite");
        await section.locator("tbody tr:nth-child(2) td", { hasText: "%" }).waitFor();
        await section.getByRole("button", { name: method.sensitivity.stop }).click();
        await section.locator("[role=status]", { hasText: method.sensitivity.stopped(2, 9) }).waitFor();
        isHeld = false;
        await section.getByRole("button", { name: method.sensitivity.resume }).click();
        await sensitivityDone(page);
        await expect.poll(async () => section.getByRole("button").count()).toBe(0);
      },
      { until, before },
    );
  });

  const untilListed = async (page: Page): Promise<void> =>
    page.locator("#sensibilite tbody tr").first().waitFor();
  /** The server has too much to do to answer row by row. */
  const refuseRows = async (page: Page): Promise<void> => {
    await page.route(/hypothese=/, async (route) =>
      route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "/problemes/service-indisponible", detail: "Occupé." }),
      }),
    );
  };

  test("has all assumptions computed at once where the server is too busy for one by one", async () => {
    const { assumptions } = await ask<AssumptionsAnswer>("/api/v1/sensibilite?exclure=bus");
    const shares: string[] = [];
    for (const { assumption } of assumptions.filter(({ isAvailable }) => isAvailable)) {
      const { curve } = await ask<SensitivityAnswer>(
        `/api/v1/sensibilite?exclure=bus&hypothese=${assumption}`,
      );
      shares.push(formatShare(curve[10].share));
    }
    await visits.visit(
      "/methode?minutes=10&exclure=bus",
      async (page) => {
        await sensitivityDone(page);
        const shown = page.locator("#sensibilite tbody td:nth-child(2)", { hasText: "%" });
        await expect.poll(async () => shown.allTextContents()).toEqual(shares);
        await expect.poll(async () => page.locator("#sensibilite").getByRole("button").count()).toBe(0);
      },
      { until: untilListed, before: refuseRows, expectsTrouble: true },
    );
  });

  test("tells which assumption is computed, and gives the computation up when told to", async () => {
    const id = "0".repeat(24);
    const job = { id, state: "encours", stage: "Sans les bus", done: 3, total: 9, result: null };
    const removed: string[] = [];
    await visits.visit(
      "/methode",
      async (page) => {
        const section = page.locator("#sensibilite");
        const status = section.locator("[role=status]");
        await status.filter({ hasText: `${jobMessages.sensitivity.step(4, 9)}Sans les bus` }).waitFor();
        await expect.poll(async () => section.locator("progress").getAttribute("value")).toBe("3");
        expect(await seriousTroubles(page)).toEqual([]);
        await section.getByRole("button", { name: method.sensitivity.stop }).click();
        await status.filter({ hasText: method.sensitivity.stopped(0, 9) }).waitFor();
        await expect.poll(() => removed).toHaveLength(1);
        expect(removed[0]).toMatch(/demandeur=[\w-]{8,64}$/);
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await section.getByRole("button", { name: method.sensitivity.start }).click();
        await sensitivityDone(page);
      },
      {
        until: untilListed,
        expectsTrouble: true,
        before: async (page) => {
          await refuseRows(page);
          await page.route(/sensibilites\?/, async (route) => route.fulfill({ status: 202, json: job }));
          await page.route(/sensibilites\/0/, async (route) => {
            // Its progress is not told before the page gives it up.
            if (route.request().method() !== "DELETE") return;
            removed.push(route.request().url());
            await route.fulfill({ json: { ...job, state: "annulee" } });
          });
        },
      },
    );
  });

  test("has contents that lead to its sections and leave the address alone", async () => {
    await onMethod("?minutes=20", async (page) => {
      const address = page.url();
      for (const link of await page.locator(".document-contents a").all()) {
        const name = (await link.textContent()) ?? "";
        await link.focus();
        await page.keyboard.press("Enter");
        expect(await page.evaluate<string>(`document.activeElement.querySelector("h2").textContent`)).toBe(
          name,
        );
      }
      expect(new URL(page.url()).search).toBe(new URL(address).search);
      expect(new URL(page.url()).hash).toBe(new URL(address).hash);
    });
  });

  test("opens at the section that its address names", async () => {
    await visits.visit(
      "/methode#limites",
      async (page) => {
        await expect.poll(async () => page.evaluate(`document.activeElement.id`)).toBe("limites");
        expect(
          await page.evaluate(`document.querySelector("#limites").getBoundingClientRect().top < innerHeight`),
        ).toBe(true);
      },
      { until: untilTitled },
    );
  });
});

describe("ways between the map and the documents", () => {
  test("from the map to a document and back, by keys, with the focus where it belongs", async () => {
    await visits.visit("/?minutes=20&exclure=bus,itinerante", async (page) => {
      const mapTitle = await page.title();
      expect(mapTitle).toMatch(/ : .*\s% à 20\smin – Trente$/u);
      const link = page.locator(".header-link", { hasText: messages.header.method });
      await link.focus();
      await page.keyboard.press("Enter");
      await untilTitled(page);
      await expect.poll(async () => focused(page)).toBe(method.title);
      expect(await page.title()).toContain(method.title);
      expect(new URL(page.url()).pathname).toBe("/methode");
      // The title is not in the order of tabulation: what comes after it is.
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate(`document.querySelector("main.document-page").contains(document.activeElement)`),
      ).toBe(true);
      await page.keyboard.press("Shift+Tab");
      expect(await focused(page)).toBe(documentMessages.document.back);
      await page.keyboard.press("Enter");
      await expect.poll(async () => focused(page)).toBe(messages.header.method);
      expect(await page.title()).toBe(mapTitle);
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get("minutes"), searchParams.get("exclure")]).toEqual([
        "/",
        "20",
        "bus,itinerante",
      ]);
    });
  });

  test("the button of the browser leads back too", async () => {
    await visits.visit("/", async (page) => {
      await page.locator(".headline-method").click();
      await untilTitled(page);
      await page.goBack();
      await page.locator(".headline-figure").waitFor();
      await expect.poll(async () => page.locator("main.document-page").count()).toBe(0);
      await expect.poll(async () => focused(page)).toBe(messages.headline.method);
    });
  });

  test("a document that was opened by its address leads to the map of its territory", async () => {
    const [commune] = (
      await ask<{ territories: { ref: string; name: string }[] }>("/api/v1/territoires?genre=commune")
    ).territories;
    await visits.visit(
      `/accessibilite?territoire=${commune.ref}`,
      async (page) => {
        await page.locator(".document-back").click();
        await untilDrawn(page);
        await expect.poll(async () => page.locator(".headline-place").textContent()).toBe(commune.name);
        expect(new URL(page.url()).pathname).toContain("/commune/");
        expect(await page.evaluate(`document.activeElement.id`)).toBe("chiffre");
      },
      { until: untilTitled },
    );
  });

  test("the first key leads past the header", async () => {
    await visits.visit(
      "/accessibilite",
      async (page) => {
        await page.keyboard.press("Tab");
        expect(await focused(page)).toBe(messages.skipToDocument);
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        expect(await focused(page)).toBe(documentMessages.document.back);
      },
      { until: untilTitled },
    );
  });
});

describe("accessibility", () => {
  const screens: [string, BrowserContextOptions][] = [
    ["a desk", DESK],
    ["a dark desk", { ...DESK, colorScheme: "dark" }],
    ["a phone", PHONE],
  ];

  test.each(screens)(
    "axe finds nothing serious in the page on the method on %s",
    async (_screen, options) => {
      await onMethod("", async (page) => expect(await seriousTroubles(page)).toEqual([]), options);
    },
  );

  test.each(screens)("nor in the page on accessibility on %s", async (_screen, options) => {
    await visits.visit(
      "/accessibilite",
      async (page) => {
        expect(await seriousTroubles(page)).toEqual([]);
        await expect
          .poll(async () => page.locator("main.document-page").textContent())
          .toContain(accessibility.lead);
      },
      { ...options, until: untilTitled },
    );
  });

  test.each(["/methode", "/accessibilite"])(
    "headings of %s skip no level, and nothing is wider than a phone",
    async (path) => {
      await visits.visit(
        path,
        async (page) => {
          const levels = await page.evaluate<number[]>(
            `[...document.querySelectorAll("main.document-page :is(h1, h2, h3, h4)")]
              .map((one) => Number(one.tagName[1]))`,
          );
          const steps = levels.map((level, index) => level - (levels[index - 1] ?? 0));
          expect(levels[0]).toBe(1);
          expect(Math.max(...steps)).toBe(1);
          expect(await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`)).toBe(true);
        },
        { ...PHONE, until: path === "/methode" ? untilSettled : untilTitled },
      );
    },
  );
});
