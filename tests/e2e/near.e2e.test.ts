import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { FoundAddresses, NearestAnswer, TerritoriesAnswer } from "../../server/schemas/answers.ts";
import { formatKilometers, formatMinutes } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import type { DemoServer } from "../helpers/demo-server.ts";
import { DESK, PHONE, seriousTroubles, startVisits } from "../helpers/visit.ts";
import type { Visits } from "../helpers/visit.ts";

let visits: Visits;
let server: DemoServer;
/** The most populous commune, and where its people live. */
let town: { readonly name: string; readonly lat: number; readonly lon: number; readonly label: string };
let near: NearestAnswer;

beforeAll(async () => {
  visits = await startVisits();
  ({ server } = visits);
  const [biggest] = [...server.study.dataset.communes].sort(
    (a, b) => (b.legalPopulation ?? 0) - (a.legalPopulation ?? 0),
  );
  const { addresses } = await ask<FoundAddresses>(`/api/v1/adresses?q=${encodeURIComponent(biggest.name)}`);
  const toMeter = (degrees: number): number => Number(degrees.toFixed(5));
  const [{ lat, lon, label }] = addresses;
  town = { name: biggest.name, lat: toMeter(lat), lon: toMeter(lon), label };
  near = await ask<NearestAnswer>(`/api/v1/proche?lat=${town.lat}&lon=${town.lon}&limite=5&itineraire=true`);
});

afterAll(async () => visits?.close());

const onPage: Visits["visit"] = async (...visit) => visits.visit(...visit);
const ask: Visits["ask"] = async (path) => visits.ask(path);

const nearPath = (query = ""): string =>
  `/?lat=${town.lat}&lon=${town.lon}&lieu=${encodeURIComponent(town.label)}${query}`;
const options = (page: Page) => page.locator(".search-option");
const type = async (page: Page, text: string): Promise<void> => {
  await page.locator("#recherche").focus();
  await page.keyboard.type(text);
};
const namesOf = async (page: Page): Promise<string[]> => page.locator(".near-name").allTextContents();
const mapPicture = async (page: Page): Promise<Buffer> => page.locator(".map-frame canvas").screenshot();
/** The map once it has nothing more to draw. */
const stillPicture = async (page: Page): Promise<Buffer> => {
  let last = await mapPicture(page);
  await expect
    .poll(
      async () => {
        const before = last;
        last = await mapPicture(page);
        return before.equals(last);
      },
      { interval: 300, timeout: 10_000 },
    )
    .toBe(true);
  return last;
};

describe("the search", () => {
  test("opens a territory's sheet, from the keyboard alone", async () => {
    const { territories } = await ask<TerritoriesAnswer>(
      `/api/v1/territoires?q=${encodeURIComponent(town.name)}`,
    );
    await onPage("/", async (page) => {
      const input = page.getByRole("combobox", { name: messages.search.label });
      await type(page, town.name);
      await options(page).first().waitFor();
      expect(await input.getAttribute("aria-expanded")).toBe("true");
      await expect
        .poll(async () => page.locator(".search-group").allTextContents())
        .toEqual(Object.values(messages.search.groups));
      await page.keyboard.press("ArrowDown");
      const marked = await input.getAttribute("aria-activedescendant");
      expect(await page.locator(`#${marked}`).getAttribute("aria-selected")).toBe("true");
      await expect
        .poll(async () => page.locator(`#${marked} .search-label`).textContent())
        .toBe(territories[0].name);
      await page.keyboard.press("Enter");
      await page.locator(".headline-place", { hasText: territories[0].name }).waitFor();
      expect(new URL(page.url()).pathname).toContain(territories[0].code.toLowerCase());
      expect(await page.evaluate(`document.activeElement.id`)).toBe("chiffre");
      expect(await page.locator(".search-popup").isVisible()).toBe(false);
    });
  });

  test("takes a bare code, and Enter before the answer is there", async () => {
    const { code, name } = server.study.dataset.communes[3];
    await onPage("/", async (page) => {
      // The search itself is fetched with the focus.
      await type(page, code.slice(0, 2));
      await page.locator(".search-popup").waitFor();
      await page.keyboard.type(code.slice(2));
      await page.keyboard.press("Enter");
      await page.locator(".headline-place", { hasText: name }).waitFor();
      expect(new URL(page.url()).pathname).toContain(code.toLowerCase());
    });
  });

  test("selects a structure by its name", async () => {
    const structure = server.study.dataset.structures[0];
    await onPage("/", async (page) => {
      await type(page, structure.name);
      await options(page).filter({ hasText: structure.name }).first().click();
      await page.locator(".card-title", { hasText: structure.name }).waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.has("structure")).toBe(true);
    });
  });

  test("closes with Escape, then forgets what was typed, and says when there is nothing", async () => {
    await onPage("/", async (page) => {
      await type(page, "zzzzzz");
      await page.locator(".search-note", { hasText: messages.search.count(0) }).waitFor();
      await expect
        .poll(async () => page.locator(".search [role=status]").textContent())
        .toBe(messages.search.count(0));
      await page.keyboard.press("Escape");
      expect(await page.locator(".search-popup").isVisible()).toBe(false);
      expect(await page.locator("#recherche").inputValue()).toBe("zzzzzz");
      await page.keyboard.press("Escape");
      expect(await page.locator("#recherche").inputValue()).toBe("");
    });
  });

  test("drops answers that come too late", async () => {
    const { communes } = server.study.dataset;
    const first = communes[0].name;
    const second = communes.find(({ name }) => !name.startsWith(first.slice(0, 2)))?.name ?? "";
    const isFirst = (url: URL): boolean => url.searchParams.get("q") === first;
    await onPage(
      "/",
      async (page) => {
        let isReleased = false;
        await page.route(
          (url) => url.pathname === "/api/v1/territoires" && isFirst(url),
          async (route) => {
            await new Promise((resolve) => setTimeout(resolve, 1_000));
            isReleased = true;
            await route.continue().catch(() => {});
          },
        );
        await page.locator("#recherche").fill(first);
        await page.locator(".search-note, .search-option").first().waitFor();
        await page.locator("#recherche").fill(second);
        await options(page).filter({ hasText: second }).first().waitFor();
        await expect.poll(() => isReleased).toBe(true);
        await page.waitForTimeout(200);
        await expect.poll(async () => page.locator(".search-label").first().textContent()).toContain(second);
      },
      { expectsTrouble: true },
    );
  });

  test("tells that it failed, and tries again", async () => {
    await onPage(
      "/",
      async (page) => {
        const fail = async (route: Route): Promise<void> => route.abort();
        const isSearch = (url: URL): boolean =>
          ["/api/v1/territoires", "/api/v1/adresses", "/api/v1/structures"].includes(url.pathname);
        await page.route(isSearch, fail);
        await type(page, town.name);
        const notice = page.locator(".search-popup [role=alert]");
        await notice.waitFor();
        await expect.poll(async () => notice.textContent()).toContain(messages.trouble.unreachable);
        await page.unroute(isSearch, fail);
        await notice.getByRole("button", { name: messages.retry }).click();
        await options(page).first().waitFor();
        await expect.poll(async () => notice.count()).toBe(0);
      },
      { expectsTrouble: true },
    );
  });
});

describe("the reader's position", () => {
  test("is asked from where it is granted", async () => {
    await onPage(
      "/",
      async (page) => {
        await page.getByRole("button", { name: messages.search.locate }).click();
        await page.locator(".near-name").first().waitFor();
        expect(await namesOf(page)).toEqual(near.features.map(({ properties }) => properties.name));
        await expect
          .poll(async () => page.locator(".near-from").textContent())
          .toBe(messages.near.point(town.lat, town.lon));
      },
      {
        ...DESK,
        permissions: ["geolocation"],
        geolocation: { latitude: town.lat, longitude: town.lon },
      },
    );
  });

  test("that is refused is told in words", async () => {
    await onPage("/", async (page) => {
      await page.getByRole("button", { name: messages.search.locate }).click();
      const notice = page.locator(".search-popup [role=alert]");
      await notice.waitFor();
      await expect.poll(async () => notice.textContent()).toBe(messages.search.locationTroubles.refused);
    });
  });
});

describe("what is near", () => {
  test("is what the API says, in its order, with its minutes and kilometres", async () => {
    expect(near.features.length).toBeGreaterThan(1);
    await onPage("/", async (page) => {
      await type(page, town.name);
      await options(page).filter({ hasText: messages.search.nearPlace }).first().click();
      await page.locator(".near-name").first().waitFor();
      const facts = near.features.map(({ properties }) => properties);
      expect(await namesOf(page)).toEqual(facts.map(({ name }) => name));
      await expect
        .poll(async () => page.locator(".near-time").allTextContents())
        .toEqual(facts.map(({ seconds }) => formatMinutes(seconds / 60)));
      await expect
        .poll(async () => page.locator(".near-length").allTextContents())
        .toEqual(facts.map(({ kilometers }) => formatKilometers(kilometers)));
      await expect.poll(async () => page.locator(".near .opening").count()).toBe(facts.length);
      await expect
        .poll(async () => page.locator('.near-choice[aria-pressed="true"] .near-name').allTextContents())
        .toEqual([facts[0].name]);
      expect(await page.evaluate(`document.activeElement.id`)).toBe("proche-titre");
      const { searchParams } = new URL(page.url());
      expect(searchParams.get("lieu")).toBe(town.label);
      expect([searchParams.get("lat"), searchParams.get("lon")]).toEqual([
        String(town.lat),
        String(town.lon),
      ]);
    });
  });

  test("lists only those open now where that is wanted, among more of them", async () => {
    const path = `/api/v1/proche?lat=${town.lat}&lon=${town.lon}&limite=20`;
    const all = await ask<NearestAnswer>(path);
    const isOpen = (rank: number): boolean => rank > 1 && rank % 2 === 0;
    const atNoon = async (route: Route): Promise<void> => {
      const response = await route.fetch();
      const answer = (await response.json()) as NearestAnswer;
      const features = answer.features.map(({ properties, ...feature }) => {
        const state = isOpen(properties.rank) ? "open" : "closed";
        return { ...feature, properties: { ...properties, opening: { ...properties.opening, state } } };
      });
      await route.fulfill({ response, json: { ...answer, features } });
    };
    await onPage(
      nearPath(),
      async (page) => {
        await page.locator(".near-name").first().waitFor();
        const openNear = near.features.filter(({ properties }) => isOpen(properties.rank));
        await expect.poll(async () => page.locator(".near .opening-open").count()).toBe(openNear.length);
        await page.getByLabel(messages.near.openOnly).check();
        const open = all.features.filter(({ properties }) => isOpen(properties.rank)).slice(0, 5);
        await expect.poll(async () => namesOf(page)).toEqual(open.map(({ properties }) => properties.name));
        await expect
          .poll(async () => page.locator(".near-rank").allTextContents())
          .toEqual(open.map(({ properties }) => String(properties.rank)));
      },
      {
        before: async (page) => void (await page.route((url) => url.pathname === "/api/v1/proche", atNoon)),
      },
    );
  });

  test("has its way on the map, which stays where the address says and goes with the panel", async () => {
    const place = `#12/${town.lat}/${town.lon}`;
    let release: () => void = () => {};
    const hold = async (route: Route): Promise<void> => {
      await new Promise<void>((resolve) => (release = resolve));
      await route.continue();
    };
    await onPage(
      nearPath(place),
      async (page) => {
        await page.locator(".near .hint", { hasText: messages.loading }).waitFor();
        const without = await stillPicture(page);
        release();
        await page.locator(".near-name").first().waitFor();
        await expect.poll(async () => without.equals(await mapPicture(page))).toBe(false);
        expect(new URL(page.url()).hash).toBe(place);
        const withTrip = await stillPicture(page);
        await page.getByRole("button", { name: messages.near.close }).click();
        await expect.poll(async () => page.locator(".near").count()).toBe(0);
        await expect.poll(async () => withTrip.equals(await mapPicture(page))).toBe(false);
        expect(new URL(page.url()).searchParams.has("lat")).toBe(false);
      },
      { before: async (page) => void (await page.route((url) => url.pathname === "/api/v1/proche", hold)) },
    );
  });

  test("shows the way to another that is chosen; back undoes the choice, then the question", async () => {
    const [, second] = near.features.map(({ properties }) => properties);
    await onPage("/", async (page) => {
      await type(page, town.name);
      await options(page).filter({ hasText: messages.search.nearPlace }).first().click();
      await page.getByRole("button", { name: second.name }).first().click();
      await page.locator(".card-title", { hasText: second.name }).waitFor();
      const chosen = page.locator('.near-choice[aria-pressed="true"] .near-name');
      await expect.poll(async () => chosen.allTextContents()).toEqual([second.name]);
      await page.goBack();
      await expect.poll(async () => chosen.allTextContents()).toEqual([near.features[0].properties.name]);
      expect(await page.locator(".card").isVisible()).toBe(false);
      await page.goBack();
      await expect.poll(async () => page.locator(".near").count()).toBe(0);
      await page.goForward();
      await page.locator(".near-name").first().waitFor();
    });
  });

  test("is asked from a place on the map by a right click", async () => {
    await onPage("/", async (page) => {
      await page.locator(".map-frame canvas").click({ button: "right" });
      await page.locator(".near-from", { hasText: "Point" }).waitFor();
      await page.locator(".near-name, .near [role=alert]").first().waitFor();
      expect(new URL(page.url()).searchParams.has("lieu")).toBe(false);
    });
  });

  test("leaves out the structures that do not count", async () => {
    const without = await ask<NearestAnswer>(
      `/api/v1/proche?lat=${town.lat}&lon=${town.lon}&limite=5&exclure=bus,itinerante`,
    );
    await onPage(nearPath("&exclure=bus,itinerante"), async (page) => {
      await page.locator(".near-name").first().waitFor();
      expect(await namesOf(page)).toEqual(without.features.map(({ properties }) => properties.name));
    });
  });

  test("says in words that a place is outside, and asks nothing again", async () => {
    await onPage(
      "/?lat=10&lon=10",
      async (page) => {
        const notice = page.locator(".near [role=alert]");
        await notice.waitFor();
        await expect
          .poll(async () => notice.textContent())
          .toBe(messages.near.troubles["point-hors-emprise"]);
        await expect.poll(async () => notice.getByRole("button").count()).toBe(0);
        // Nothing is to be seen there: the map stays where the data are.
        const { bbox } = server.study.dataset;
        const [, lat, lon] = new URL(page.url()).hash.slice(1).split("/").map(Number);
        expect([lat > bbox[1], lat < bbox[3], lon > bbox[0], lon < bbox[2]]).toEqual(Array(4).fill(true));
      },
      { expectsTrouble: true },
    );
  });

  test("a name without a space stays in the panel, with the way out beside it", async () => {
    await onPage(nearPath(`&lieu=${"x".repeat(160)}`), async (page) => {
      await page.locator(".near-name").first().waitFor();
      const panel = await page.locator(".panel").boundingBox();
      const close = await page.locator(".near .card-close").boundingBox();
      const right = (panel?.x ?? 0) + (panel?.width ?? 0);
      expect((close?.x ?? Infinity) + (close?.width ?? 0)).toBeLessThan(right);
      expect((await page.locator(".near-from").textContent())?.length).toBeLessThan(100);
    });
  });

  test("tells that it is late and that it failed, and tries again", async () => {
    const isNear = (url: URL): boolean => url.pathname === "/api/v1/proche";
    let answer: (how: "abort" | "continue") => void = () => {};
    const hold = async (route: Route): Promise<void> => {
      const how = await new Promise<"abort" | "continue">((resolve) => (answer = resolve));
      await (how === "abort" ? route.abort() : route.continue());
    };
    await onPage(
      nearPath(),
      async (page) => {
        await page.locator(".near .hint", { hasText: messages.loading }).waitFor();
        answer("abort");
        const notice = page.locator(".near [role=alert]");
        await notice.waitFor();
        await expect.poll(async () => notice.textContent()).toContain(messages.trouble.unreachable);
        await page.unroute(isNear);
        await notice.getByRole("button", { name: messages.retry }).click();
        await page.locator(".near-name").first().waitFor();
        await expect.poll(async () => notice.count()).toBe(0);
      },
      { expectsTrouble: true, before: async (page) => void (await page.route(isNear, hold)) },
    );
  });
});

describe("accessibility", () => {
  test.each([
    ["a desk", DESK],
    ["a dark desk", { ...DESK, colorScheme: "dark" } as const],
    ["a phone", PHONE],
  ])("axe finds nothing serious in search, panel and card on %s", async (_, screen) => {
    const [first] = near.features;
    await onPage(
      nearPath(`&structure=${first.id}`),
      async (page) => {
        await page.locator(".near-name").first().waitFor();
        await page.locator(".losses dd").first().waitFor();
        expect(await seriousTroubles(page)).toEqual([]);
        await type(page, town.name);
        await options(page).first().waitFor();
        await page.keyboard.press("ArrowDown");
        expect(await seriousTroubles(page)).toEqual([]);
      },
      screen,
    );
  });

  test("on a phone what is near comes first, then the map with the way there", async () => {
    await onPage(
      nearPath(),
      async (page) => {
        await page.locator(".near-name").first().waitFor();
        const topOf = async (selector: string): Promise<number> =>
          (await page.locator(selector).boundingBox())?.y ?? Number.NaN;
        const tops = await Promise.all([".near", ".map-box", ".headline"].map(topOf));
        expect([...tops].sort((a, b) => a - b)).toEqual(tops);
        const [near1, search] = await Promise.all(
          [".near", ".search"].map(async (selector) => page.locator(selector).boundingBox()),
        );
        for (const box of [near1, search]) {
          expect(box?.x).toBeGreaterThanOrEqual(0);
          expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
        }
      },
      PHONE,
    );
  });
});
