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
/** Changes what the server answers at these addresses from now on. */
const answerOtherId = async (
  page: Page,
  addresses: string,
  change: (answer: Record<string, unknown>) => void,
): Promise<void> => {
  await page.route(addresses, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as Record<string, unknown>;
    change(answer);
    await route.fulfill({ response, json: answer });
  });
};
/** What the network does to some addresses, for `before`. */
const meddle =
  (addresses: string | RegExp, handle: (route: Route) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.route(addresses, handle);
  };
/** Waits for a notice among these; a test that finds none has failed. */
const expectShown = async (page: Page, selector: string, text: string): Promise<void> => {
  await page.locator(selector, { hasText: text }).waitFor();
  await expect.poll(async () => page.locator(selector, { hasText: text }).count()).toBe(1);
};
const retry = async (page: Page): Promise<void> =>
  page.getByRole("button", { name: messages.retry }).first().click();

describe("the map", () => {
  test("says that IGN's does not come, draws its own beneath, and is silent once that is chosen", async () => {
    await inTrouble(
      "/?fond=ign",
      async (page) => {
        await expectShown(page, ".map-trouble", messages.map.ignMissing);
        await page.getByRole("button", { name: messages.map.grounds.trente, exact: true }).click();
        await page
          .locator(".map-trouble", { hasText: messages.map.ignMissing })
          .waitFor({ state: "detached" });
      },
      { before: meddle("https://data.geopf.fr/**", async (route) => route.abort()) },
    );
  });

  test("that cannot be drawn leaves nothing over its empty place", async () => {
    await inTrouble(
      "/",
      async (page) => {
        await expectShown(page, ".map-frame .notice", messages.map.failed);
        expect(await page.locator(".map-key").isVisible()).toBe(false);
        expect(await page.locator(".whole").isVisible()).toBe(false);
      },
      {
        until: atOnce,
        before: async (page) =>
          void (await page.addInitScript("HTMLCanvasElement.prototype.getContext = () => null;")),
      },
    );
  });
});

describe("without scripts", () => {
  test("the page says what it is and where the figures are", async () => {
    await inTrouble(
      "/",
      async (page) => {
        await page.getByRole("heading", { name: messages.brand }).waitFor();
        const links = await page.locator("main a").all();
        expect(links.length).toBeGreaterThan(2);
        for (const link of links) {
          const address = (await link.getAttribute("href")) ?? "";
          expect((await fetch(visits.server.url + address)).status).toBe(200);
        }
      },
      { until: atOnce, javaScriptEnabled: false },
    );
  });
});

describe("at the start", () => {
  test("a server that fails is said, and asked again at a press", async () => {
    let isBroken = true;
    await inTrouble(
      "/",
      async (page) => {
        await expectShown(page, "[role=alert]", messages.failed("Panne."));
        isBroken = false;
        await retry(page);
        await untilDrawn(page);
      },
      {
        until: atOnce,
        before: meddle("**/api/v1/jeu", async (route) => (isBroken ? fail(route) : route.continue())),
      },
    );
  });

  test("a server that answers with no problem document is said by its status", async () => {
    await inTrouble(
      "/",
      async (page) => {
        const text = messages.failed(messages.trouble.status(502));
        await expectShown(page, "[role=alert]", text);
      },
      {
        until: atOnce,
        before: meddle("**/api/v1/jeu", async (route) => route.fulfill({ status: 502, body: "<html>" })),
      },
    );
  });

  test("a server that is late is said to be, and its answer is still taken", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inTrouble(
      "/",
      async (page) => {
        await expectShown(page, ".boot", messages.late);
        release();
        await untilDrawn(page);
      },
      {
        until: atOnce,
        before: meddle("**/api/v1/jeu", async (route) => {
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
        await expectShown(page, "[role=alert]", text);
      },
      { until: atOnce, before: meddle("**/api/**", async (route) => route.abort()) },
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
          await expect.poll(async () => notice.textContent()).toContain("Panne.");
          isBroken = false;
          await notice.getByRole("button").click();
          await untilDrawn(page);
          await expect.poll(async () => notice.count()).toBe(0);
        },
        {
          until: atOnce,
          before: meddle(`**/api/v1/${question}**`, async (route) =>
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
        await expect.poll(async () => late.count()).toBe(0);
      },
      {
        until: atOnce,
        before: meddle("**/api/v1/couverture**", async (route) => {
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
      await expect.poll(async () => notice.textContent()).toContain(messages.trouble.unreachable);
      await page.context().setOffline(false);
      await retry(page);
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe(formatShare(share));
      await expect.poll(async () => notice.count()).toBe(0);
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
        await expect.poll(async () => page.locator(".document-page [role=alert]").count()).toBe(0);
      },
      {
        until: atOnce,
        before: meddle(/couverture|sensibilite/, async (route) =>
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
        await expect.poll(async () => notice.textContent()).toContain(messages.territory.unknownDetail);
        await expect
          .poll(async () => page.locator(".headline-place").textContent())
          .toBe(messages.territory.unknown);
        expect(await page.title()).toBe("Territoire inconnu – Trente");
        await notice.getByRole("link").click();
        await untilDrawn(page);
        expect(new URL(page.url()).pathname).toBe("/");
        await expect.poll(async () => notice.count()).toBe(0);
      },
      { until: atOnce },
    );
  });
});

describe("data that are replaced while the page is open", () => {
  test("are told when the map asks for tiles, which are refused, with a way to see the new ones", async () => {
    await inTrouble("/", async (page) => {
      const notice = page.locator(".outdated");
      const tiles = new Set<number>();
      page.on("response", (response) => {
        if (response.url().includes("/tiles/")) tiles.add(response.status());
      });
      await page.route("**/tiles/**", async (route) =>
        route.continue({
          url: route
            .request()
            .url()
            .replace(/jeu=[^&]+/, "jeu=ancien"),
        }),
      );
      await answerOtherId(page, "**/api/v1/jeu", (answer) => (answer["id"] = "nouveau"));
      await page.clock.setFixedTime(Date.now() + 60_000);
      await page
        .getByRole("button", { name: messages.map.ui["NavigationControl.ZoomIn"], exact: true })
        .click();
      await notice.getByText(messages.outdated.text).waitFor();
      await expect.poll(() => [...tiles]).toContain(404);
      await page.unrouteAll({ behavior: "wait" });
      await notice.getByRole("button", { name: messages.outdated.reload }).click();
      await untilDrawn(page);
      await expect.poll(async () => page.locator(".outdated").textContent()).toBe("");
    });
  });

  test("are told by an answer made of others", async () => {
    await inTrouble("/", async (page) => {
      await expect.poll(async () => page.locator(".outdated").textContent()).toBe("");
      await answerOtherId(page, "**/api/v1/couverture**", (answer) => {
        answer["provenance"] = { dataset: { id: "nouveau" } };
      });
      await page.locator("#compter-antennes").click();
      await expectShown(page, ".outdated", messages.outdated.text);
    });
  });
});

describe("a figure of other structures than those counted", () => {
  test("goes when the answer is slow, and does not come back when it fails", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inTrouble("/", async (page) => {
      const former = await page.locator(".headline-figure").textContent();
      expect(former).toContain("%");
      await page.route("**/api/v1/couverture?*ouvert_le=samedi*", async (route) => {
        await released;
        await fail(route);
      });
      await page.locator("#ouvert-samedi").check();
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe("");
      expect(await page.locator(".headline").getAttribute("aria-busy")).toBe("true");
      release();
      await expectShown(page, ".headline [role=alert]", messages.failed("Panne."));
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe("");
      await expect.poll(async () => page.locator(".exclusions > .hint").textContent()).toBe("");
      await page.locator("#ouvert-samedi").uncheck();
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe(former);
    });
  });

  test("stays once it is answered, however long the rest takes", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const { share } = await visits.ask<{ share: number }>("/api/v1/couverture?ouvert_le=samedi");
    await visits.visit("/", async (page) => {
      await page.route("**/api/v1/zones-blanches?*ouvert_le=samedi*", async (route) => {
        await released;
        await route.continue();
      });
      await page.locator("#ouvert-samedi").check();
      await page.locator(".headline-figure", { hasText: formatShare(share) }).waitFor();
      // Longer than a former figure may stand.
      await page.waitForTimeout(600);
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe(formatShare(share));
      release();
      await page.locator('[data-state="ready"]').waitFor();
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe(formatShare(share));
    });
  });

  test("is of the territory that the address names, from the first moment", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inTrouble("/?tableau=commune", async (page) => {
      await page.route("**/api/v1/couverture?territoire=com:*", async (route) => {
        await released;
        await route.continue();
      });
      const link = page.locator("#panel-commune tbody a").first();
      const name = await link.textContent();
      await link.click();
      await page.locator(".headline-place", { hasText: name ?? "?" }).waitFor();
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toBe("");
      expect(await page.evaluate("document.activeElement.id")).toBe("chiffre");
      release();
      await page.locator(".headline-figure", { hasText: "%" }).waitFor();
    });
  });

  test("stands without the territory beside it that the data do not have", async () => {
    await inTrouble("/?comparer=dep:9Z", async (page) => {
      await page.locator(".notice", { hasText: messages.sheet.compareUnknown }).waitFor();
      await expect.poll(async () => page.locator(".headline-figure").textContent()).toContain("%");
    });
  });
});

test("what a link leaves out beyond the switches is shown, and taken back", async () => {
  await visits.visit("/?exclure=bus&ouvert_le=lundi-matin", async (page) => {
    const chips = page.locator(".exclusions .chip");
    await expect.poll(async () => chips.count()).toBe(2);
    expect(await page.evaluate(`document.querySelector("#compter-mobiles").indeterminate`)).toBe(true);
    await chips.first().click();
    await chips.first().click();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
});
