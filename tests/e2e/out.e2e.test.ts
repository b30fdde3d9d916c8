import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { CoverageReport } from "../../isochrones/model/report.ts";
import type { GapsAnswer, TerritoriesAnswer } from "../../server/schemas/answers.ts";
import { formatShare } from "../../web/src/i18n/format.ts";
import { documentMessages } from "../../web/src/i18n/document-messages.fr.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { startStudyServer } from "../helpers/demo-server.ts";
import { isPng, pictureFacts } from "../helpers/png.ts";
import { DESK, demoVisits, PHONE, seriousTroubles, startVisits } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage } = demo;

const openDialog = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").waitFor();
};

async function linesOf(url: string): Promise<number> {
  return (await (await fetch(url)).text()).trimEnd().split("\r\n").length;
}

describe("files of what is shown", () => {
  const TYPES: Readonly<Record<string, string>> = {
    csv: "text/csv",
    geojson: "application/geo+json",
    parquet: "application/vnd.apache.parquet",
    json: "application/json",
  };

  test("are all there, of their types, with as many rows as is said", async () => {
    const query = "minutes=10&exclure=bus,itinerante";
    const { dataset } = demo.server.study;
    const [structure] = dataset.structures;
    const { total } = await demo.ask<GapsAnswer>(`/api/v1/zones-blanches?${query}&limite=1`);
    const report = await demo.ask<CoverageReport>(`/api/v1/couverture?${query}`);
    await onPage(`/?${query}&structure=${structure.id}`, async (page) => {
      // Gaps come a little after the figure.
      await page.waitForLoadState("networkidle");
      await openDialog(page, messages.out.export);
      const links = await page.evaluate<{ href: string; name: string }[]>(`
        [...document.querySelectorAll("dialog a[download]")].map(({ href, download }) => ({ href, name: download }))
      `);
      expect(links).toHaveLength(11);
      for (const { href, name } of links) {
        const response = await fetch(href);
        expect({ href, status: response.status }).toEqual({ href, status: 200 });
        expect(response.headers.get("content-type")).toContain(TYPES[name.split(".").at(-1) ?? ""]);
        await response.arrayBuffer();
      }
      const csvOf = async (name: string): Promise<number> =>
        linesOf(links.find((link) => link.name === `${name}-france.csv`)?.href ?? "");
      expect(await csvOf(documentMessages.exports.files.communes)).toBe(1 + dataset.communes.length);
      expect(await csvOf(documentMessages.exports.files.gaps)).toBe(1 + total);
      expect(await csvOf(documentMessages.exports.files.structures)).toBe(1 + report.structures.inTerritory);
      expect(await csvOf(documentMessages.exports.files.cells)).toBe(1 + report.cells.count);
      const said = await page.getByRole("dialog").textContent();
      expect(said).toContain(documentMessages.exports.communesDetail(dataset.communes.length));
      expect(said).toContain(documentMessages.exports.gapsDetail(10, total));
      expect(said).toContain(documentMessages.exports.cellsDetail(report.cells.count));
    });
  });

  test("hold the curve, made in the page", async () => {
    const report = await demo.ask<CoverageReport>("/api/v1/couverture");
    await onPage("/", async (page) => {
      await openDialog(page, messages.out.export);
      const coming = page.waitForEvent("download");
      await page
        .getByRole("button", { name: messages.out.formatOf("CSV", documentMessages.exports.curve) })
        .click();
      const lines = readFileSync(await (await coming).path(), "utf8")
        .trimEnd()
        .split("\r\n");
      expect(lines).toHaveLength(1 + 61);
      const [minutes, share, covered] = lines[31].split(",").map(Number);
      expect([minutes, share]).toEqual([30, report.share]);
      expect(covered).toBeCloseTo(report.covered, 6);
    });
  });
});

describe("the picture of the map", () => {
  test.each<[string, BrowserContextOptions]>([
    ["a desk", DESK],
    ["a phone, in the dark", { ...PHONE, colorScheme: "dark" }],
  ])("is large and full of colours, taken on %s", async (_screen, options) => {
    await onPage(
      "/?minutes=10",
      async (page) => {
        const ratio = await page.evaluate(`document.querySelector(".map-frame canvas").width`);
        await openDialog(page, messages.out.export);
        const coming = page.waitForEvent("download");
        await page
          .getByRole("button", { name: messages.out.formatOf("PNG", documentMessages.exports.picture) })
          .click();
        const bytes = readFileSync(await (await coming).path());
        expect(isPng(bytes)).toBe(true);
        const facts = await pictureFacts(page, `data:image/png;base64,${bytes.toString("base64")}`);
        expect(facts.width).toBeGreaterThan(1000);
        expect(facts.height).toBeGreaterThan(1000);
        expect(facts.colors).toBeGreaterThan(40);
        expect(facts.commonest).toBeLessThan(0.8);
        // The map goes back to what it was.
        await expect
          .poll(async () => page.evaluate(`document.querySelector(".map-frame canvas").width`))
          .toBe(ratio);
      },
      options,
    );
  });
});

describe("sharing", () => {
  const copyLink = async (page: Page): Promise<void> => {
    await openDialog(page, messages.out.share);
    await page.getByRole("button", { name: documentMessages.share.copyLink }).click();
  };

  test("copies the whole address, with the place of the map", async () => {
    await onPage("/?minutes=20", async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await copyLink(page);
      await page.getByText(documentMessages.share.copied, { exact: true }).waitFor();
      const copied = await page.evaluate<string>("navigator.clipboard.readText()");
      expect(copied).toBe(page.url());
      expect(new URL(copied).hash).toMatch(/^#\d/);
    });
  });

  test("leaves the address selected where nothing may be written to the clipboard", async () => {
    await onPage(
      "/?minutes=20",
      async (page) => {
        await copyLink(page);
        await page.getByText(documentMessages.share.selected).waitFor();
        const selected = await page.evaluate<string>(`(() => {
          const { value, selectionStart, selectionEnd } = document.activeElement;
          return value.slice(selectionStart, selectionEnd);
        })()`);
        expect(selected).toBe(page.url());
      },
      {
        before: async (page) => {
          await page.addInitScript(`Object.defineProperty(navigator, "clipboard", { value: undefined })`);
        },
      },
    );
  });

  test("gives the code of a frame of the size that is wanted", async () => {
    await onPage("/?minutes=20", async (page) => {
      await openDialog(page, messages.out.share);
      await page.getByLabel(documentMessages.share.width).fill("360");
      await page.getByLabel(documentMessages.share.height).fill("300");
      const code = await page.locator("#frame-code").inputValue();
      expect(code).toContain(`src="${demo.server.url}/cadre?minutes=20" width="360" height="300"`);
      const said = await page.locator(".share-frame [role=status]").first().textContent();
      expect(said).toContain(documentMessages.share.size(360, 300));
      expect(said).toContain("au moins");
    });
  });
});

/** The sheet with its map. */
const untilPrintable = async (page: Page): Promise<void> =>
  page.locator('.print-view[data-state="ready"]').waitFor();

const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

interface Named {
  readonly kind: string;
  readonly code: string;
}

async function expectOnePage({ visit }: Pick<Visits, "visit">, path: string): Promise<void> {
  await visit(
    path,
    async (page) => {
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect({ path, pages: pagesOf(pdf) }).toEqual({ path, pages: 1 });
      // Nothing of it is cut off.
      const cut = await page.evaluate(`(() => {
        const { scrollHeight, clientHeight } = document.querySelector(".print");
        return scrollHeight - clientHeight;
      })()`);
      expect({ path, cut }).toEqual({ path, cut: 0 });
    },
    { until: untilPrintable },
  );
}

describe("the sheet to print", () => {
  /** Builds a dataset, or opens several pages. */
  const LONG_MS = 240_000;

  test.each(["/fiche", "/fiche?minutes=5"])("fits one page for everything at %s", async (path) => {
    await expectOnePage(demo, path);
  });

  test(
    "fits one page for the largest, the smallest and the longest-named territory",
    async () => {
      const { territories } = await demo.ask<TerritoriesAnswer>("/api/v1/territoires?limite=1000");
      const communes = await demo.ask<{ territories: { population: number; territory: Named }[] }>(
        "/api/v1/couverture?detail=commune",
      );
      const [smallest] = [...communes.territories].sort((a, b) => a.population - b.population);
      const [longest] = [...territories].sort((a, b) => b.name.length - a.name.length);
      const largest = territories.filter(({ kind }) => kind === "departement").slice(0, 1);
      // At 5 minutes there are more gaps and more communes than the sheet lists.
      const paths = [...largest, smallest.territory, longest].map(
        ({ kind, code }) => `/${kind}/${code}/fiche?minutes=5`,
      );
      for (const path of new Set(paths)) await expectOnePage(demo, path);
    },
    LONG_MS,
  );

  test.skipIf(corsicanFiles() === null)(
    "fits one page for Corse-du-Sud",
    async () => {
      const files = corsicanFiles();
      if (files === null) throw new Error("Got no files, expected this test to be skipped.");
      const corsica = await startVisits(async () =>
        startStudyServer(async () => createStudy((await buildCorsica(files, files.census)).dataset)),
      );
      try {
        for (const path of ["/departement/2A/fiche", "/departement/2A/fiche?minutes=10"]) {
          await expectOnePage(corsica, path);
        }
      } finally {
        await corsica.close();
      }
    },
    LONG_MS,
  );

  test("says under its figure which structures count, and nothing where all do", async () => {
    const saidOf = async (path: string): Promise<string[]> => {
      let said: string[] = [];
      await onPage(
        path,
        async (page) => {
          said = await page.locator(".print-counted").allTextContents();
        },
        { until: untilPrintable },
      );
      return said;
    };
    expect(await saidOf("/fiche?ouvert_le=samedi&exclure=bus,itinerante")).toEqual([
      "Structures comptées : ouvertes le samedi, sans bus ni équipes itinérantes.",
    ]);
    expect(await saidOf("/fiche")).toEqual([]);
  });

  test("says what the API says, with a picture of the map, and that invented data are invented", async () => {
    const report = await demo.ask<CoverageReport>("/api/v1/couverture?minutes=10");
    await onPage(
      "/fiche?minutes=10",
      async (page) => {
        await expect
          .poll(async () => page.locator(".print-sentence").textContent())
          .toBe(formatShare(report.share) + messages.headline.after(10));
        expect(await page.locator(".print-fictitious").isVisible()).toBe(true);
        const map = page.locator(".print-map-picture");
        expect(await map.getAttribute("alt")).toContain(formatShare(report.share));
        const facts = await pictureFacts(page, (await map.getAttribute("src")) ?? "");
        expect(facts.width).toBeGreaterThan(1000);
        expect(facts.colors).toBeGreaterThan(20);
        expect(facts.commonest).toBeLessThan(0.9);
        // The page's own map has not been started beside it.
        await expect.poll(async () => page.locator(".map-frame canvas").count()).toBe(0);
        await page.getByRole("link", { name: documentMessages.printSheet.back }).click();
        await page.locator('.map-frame[data-state="ready"]').waitFor();
        expect(new URL(page.url()).pathname).toBe("/");
      },
      { until: untilPrintable },
    );
  });

  test("is light in the dark theme too", async () => {
    await onPage(
      "/fiche",
      async (page) => {
        const colors = await page.evaluate(`(() => {
          const { backgroundColor, color } = getComputedStyle(document.querySelector(".print"));
          return { backgroundColor, color };
        })()`);
        expect(colors).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(24, 33, 43)" });
      },
      { until: untilPrintable, colorScheme: "dark" },
    );
  });
});

/** Lengths in a frame, pixels. */
interface FrameBoxes {
  readonly scrollHeight: number;
  readonly scrollWidth: number;
  readonly map: number;
  readonly attribution: number;
}

describe("a frame on another site", () => {
  /** A page of another origin with a frame of ours. */
  const embedded = async (
    path: string,
    [width, height]: readonly [number, number],
    check: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const host = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(
        `<!doctype html><title>Ailleurs</title><iframe src="${demo.server.url}${path}" width="${width}" height="${height}" title="Trente"></iframe>`,
      );
    });
    await new Promise<void>((resolve) => {
      host.listen(0, "127.0.0.1", resolve);
    });
    try {
      const { port } = host.address() as AddressInfo;
      await onPage(
        "/cadre",
        async (page) => {
          await page.goto(`http://127.0.0.1:${port}/`);
          await check(page);
        },
        // Here the other host is what is tested.
        { expectsTrouble: true },
      );
    } finally {
      host.closeAllConnections();
      await new Promise((resolve) => {
        host.close(resolve);
      });
    }
  };

  test.each<readonly [number, number]>([
    [600, 400],
    [360, 500],
    [320, 400],
  ])("shows figure, slider and map in %d by %d pixels, without scrolling", async (width, height) => {
    const report = await demo.ask<CoverageReport>("/api/v1/couverture?minutes=20");
    await embedded("/cadre?minutes=20", [width, height], async (page) => {
      const frame = page.frameLocator("iframe");
      await frame.locator('[data-state="ready"]').waitFor();
      await frame.locator(".headline-figure", { hasText: formatShare(report.share) }).waitFor();
      const boxes = await page.frames()[1].evaluate<FrameBoxes>(`(() => {
        const heightOf = (selector) => document.querySelector(selector).getBoundingClientRect().height;
        const { scrollHeight, scrollWidth } = document.body;
        return { scrollHeight, scrollWidth, map: heightOf(".map-box"), attribution: heightOf(".attribution") };
      })()`);
      expect(boxes.scrollHeight).toBeLessThanOrEqual(height);
      expect(boxes.scrollWidth).toBeLessThanOrEqual(width);
      expect(boxes.map).toBeGreaterThan(height / 4);
      expect(boxes.attribution).toBeGreaterThan(0);
      await frame.locator("#minutes").fill("5");
      await frame.locator(".headline-sentence", { hasText: "5\u00a0min" }).waitFor();
      const link = frame.getByRole("link", { name: messages.frame.open });
      await link.hover();
      expect(await link.getAttribute("target")).toBe("_blank");
    });
  });

  test("opens the whole in a tab of its own", async () => {
    await embedded("/cadre?minutes=20", [600, 400], async (page) => {
      const coming = page.waitForEvent("popup");
      await page.frameLocator("iframe").getByRole("link", { name: messages.frame.open }).click();
      const whole = await coming;
      await whole.locator(".header").waitFor();
      const { pathname, searchParams } = new URL(whole.url());
      expect(pathname).toBe("/");
      expect(searchParams.get("minutes")).toBe("20");
    });
  });

  test("is refused to the page itself", async () => {
    await embedded("/", [600, 400], async (page) => {
      await expect.poll(() => page.frames().at(1)?.url()).toContain("chrome-error");
    });
  });
});

describe("accessibility", () => {
  test.each([messages.out.export, messages.out.share])(
    "axe finds nothing serious in « %s »",
    async (name) => {
      await onPage("/?minutes=10", async (page) => {
        await openDialog(page, name);
        expect(await seriousTroubles(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await expect.poll(async () => page.getByRole("dialog").count()).toBe(0);
        expect(await page.evaluate("document.activeElement.textContent")).toBe(name);
      });
    },
  );

  test.each<[string, BrowserContextOptions]>([
    ["a desk", DESK],
    ["a dark desk", { ...DESK, colorScheme: "dark" }],
    ["a phone", PHONE],
  ])("nor in the sheet on %s", async (_screen, options) => {
    await onPage("/fiche?minutes=10", async (page) => expect(await seriousTroubles(page)).toEqual([]), {
      ...options,
      until: untilPrintable,
    });
  });

  test.each<[string, BrowserContextOptions]>([
    ["light", { viewport: { width: 600, height: 400 } }],
    ["dark", { viewport: { width: 360, height: 500 }, colorScheme: "dark" }],
  ])("nor in a %s frame", async (_theme, options) => {
    await onPage(
      "/cadre?minutes=10",
      async (page) => expect(await seriousTroubles(page)).toEqual([]),
      options,
    );
  });
});
