import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { formatShare } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { startVisits, untilDrawn } from "../helpers/visit.ts";
import type { Visits, VisitOptions } from "../helpers/visit.ts";

let visits: Visits;

beforeAll(async () => {
  visits = await startVisits();
});

afterAll(async () => visits?.close());

const inTrouble = async (
  path: string,
  check: (page: Page) => Promise<void>,
  options: VisitOptions = {},
): Promise<void> => visits.visit(path, check, { ...options, expectsTrouble: true });
const atOnce = async (): Promise<void> => Promise.resolve();
const fail = async (route: Route): Promise<void> =>
  route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "/problemes/erreur-interne", title: "Erreur interne", detail: "Panne." }),
  });
const retry = async (page: Page): Promise<void> =>
  page.getByRole("button", { name: messages.retry }).first().click();

describe("at the start", () => {
  test("a server that fails is said, and asked again at a press", async () => {
    let isBroken = true;
    await inTrouble(
      "/",
      async (page) => {
        await page.locator("[role=alert]", { hasText: messages.failed("Panne.") }).waitFor();
        isBroken = false;
        await retry(page);
        await untilDrawn(page);
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route("**/api/v1/jeu", async (route) => (isBroken ? fail(route) : route.continue())),
      },
    );
  });

  test("a server that answers with no problem document is said by its status", async () => {
    await inTrouble(
      "/",
      async (page) => {
        const text = messages.failed(messages.trouble.status(502));
        await page.locator("[role=alert]", { hasText: text }).waitFor();
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route("**/api/v1/jeu", async (route) => route.fulfill({ status: 502, body: "<html>" })),
      },
    );
  });

  test("a server that is late is said to be, and its answer is still taken", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inTrouble(
      "/",
      async (page) => {
        await page.locator(".boot", { hasText: messages.late }).waitFor();
        release();
        await untilDrawn(page);
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route("**/api/v1/jeu", async (route) => {
            await released;
            await route.continue();
          }),
      },
    );
  });

  test("no server at all is said", async () => {
    await inTrouble(
      "/",
      async (page) => {
        const text = messages.failed(messages.trouble.unreachable);
        await page.locator("[role=alert]", { hasText: text }).waitFor();
      },
      { until: atOnce, before: async (page) => page.route("**/api/**", async (route) => route.abort()) },
    );
  });
});

describe("one question", () => {
  test.each(["couverture", "zones-blanches", "territoires"])(
    "of %s that fails is said beside the figure, and recovers at a press",
    async (question) => {
      let isBroken = true;
      await inTrouble(
        "/",
        async (page) => {
          const notice = page.locator(".headline-status [role=alert]");
          await notice.waitFor();
          expect(await notice.textContent()).toContain("Panne.");
          isBroken = false;
          await notice.getByRole("button").click();
          await untilDrawn(page);
          await page.locator("#panel-zones caption").waitFor({ state: "attached" });
          expect(await notice.count()).toBe(0);
        },
        {
          until: atOnce,
          before: async (page) =>
            page.route(`**/api/v1/${question}**`, async (route) =>
              isBroken ? fail(route) : route.continue(),
            ),
        },
      );
    },
  );

  test("that is late is said to be until it comes", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inTrouble(
      "/",
      async (page) => {
        const late = page.locator(".headline-status", { hasText: messages.late });
        await late.waitFor();
        release();
        await untilDrawn(page);
        expect(await late.count()).toBe(0);
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route("**/api/v1/couverture**", async (route) => {
            await released;
            await route.continue();
          }),
      },
    );
  });

  test("asked while the network is gone leaves the figure, and recovers with the network", async () => {
    const { share } = await visits.ask<{ share: number }>("/api/v1/couverture?exclure=antenne");
    await inTrouble("/", async (page) => {
      await page.context().setOffline(true);
      await page.locator("#compter-antennes").click();
      const notice = page.locator(".headline-status [role=alert]");
      await notice.waitFor();
      expect(await notice.textContent()).toContain(messages.trouble.unreachable);
      await page.context().setOffline(false);
      await retry(page);
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe(formatShare(share));
      expect(await notice.count()).toBe(0);
    });
  });

  test("of a document that fails is said there, with a way to ask again", async () => {
    let isBroken = true;
    await inTrouble(
      "/methode",
      async (page) => {
        await page.locator("#chiffre-du-territoire [role=alert]").waitFor();
        await page.locator("#sensibilite [role=alert]").waitFor();
        isBroken = false;
        await page.locator("#chiffre-du-territoire").getByRole("button").click();
        await page.locator(".document-figure").waitFor();
        await page.locator("#sensibilite [role=alert]").getByRole("button").click();
        await page.locator("#sensibilite td", { hasText: "%" }).first().waitFor();
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route(/couverture|sensibilite/, async (route) =>
            isBroken && route.request().resourceType() === "fetch" ? fail(route) : route.continue(),
          ),
      },
    );
  });
});

describe("a territory that is not in the data", () => {
  test("is said in a sentence, with a way home", async () => {
    await inTrouble(
      "/commune/99999-nulle-part",
      async (page) => {
        const notice = page.locator(".headline-status [role=alert]");
        await notice.waitFor();
        expect(await notice.textContent()).toContain(messages.territory.unknownDetail);
        expect(await page.locator(".headline-place").textContent()).toBe(messages.territory.unknown);
        expect(await page.title()).toBe("Territoire inconnu – Trente");
        await notice.getByRole("link").click();
        await untilDrawn(page);
        expect(new URL(page.url()).pathname).toBe("/");
        expect(await notice.count()).toBe(0);
      },
      { until: atOnce },
    );
  });
});

describe("data that are replaced while the page is open", () => {
  test("are told by a tile that is refused, with a way to see the new ones", async () => {
    let isReplaced = true;
    await inTrouble(
      "/",
      async (page) => {
        const notice = page.locator(".outdated");
        await notice.getByText(messages.outdated.text).waitFor();
        isReplaced = false;
        await notice.getByRole("button", { name: messages.outdated.reload }).click();
        await untilDrawn(page);
        expect(await page.locator(".outdated").textContent()).toBe("");
      },
      {
        until: atOnce,
        before: async (page) =>
          page.route("**/tiles/**", async (route) => {
            const url = route.request().url();
            await route.continue(isReplaced ? { url: url.replace(/jeu=[^&]+/, "jeu=ancien") } : {});
          }),
      },
    );
  });

  test("are told by an answer made of others", async () => {
    await inTrouble("/", async (page) => {
      expect(await page.locator(".outdated").textContent()).toBe("");
      await page.route("**/api/v1/couverture**", async (route) => {
        const response = await route.fetch();
        const report = (await response.json()) as { provenance: { dataset: { id: string } } };
        report.provenance.dataset.id = "nouveau";
        await route.fulfill({ response, json: report });
      });
      await page.locator("#compter-antennes").click();
      await page.locator(".outdated", { hasText: messages.outdated.text }).waitFor();
    });
  });
});
