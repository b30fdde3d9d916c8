import { describe, expect, test } from "vitest";

import type { CatchmentAnswer } from "../../server/schemas/answers.ts";
import type { ClosureAnswer } from "../../server/schemas/figure-answers.ts";
import { formatMeanMinutes } from "../../web/src/i18n/format.ts";
import { messages } from "../../web/src/i18n/messages.fr.ts";
import { demoVisits } from "../helpers/visit.ts";

const demo = demoVisits();
const { visit: onPage, ask } = demo;

describe("the card of a structure", () => {
  test("tells its catchment and what would be lost, as the API does", async () => {
    const [{ id }] = demo.server.study.dataset.structures;
    const closure = await ask<ClosureAnswer>(`/api/v1/structures/${id}/fermeture?minutes=20,30`);
    const catchment = await ask<CatchmentAnswer>(`/api/v1/structures/${id}/bassin`);
    await onPage(`/?structure=${id}`, async (page) => {
      await page.locator(".losses dd").first().waitFor();
      await expect
        .poll(async () => page.locator(".losses dd").allTextContents())
        .toEqual(closure.losses.map(({ lost }) => messages.closure.lost(lost)));
      await page.locator(".catchment-people").waitFor();
      const card = await page.locator(".card").textContent();
      expect(card).toContain(messages.catchment.people(catchment.people));
      expect(card).toContain(formatMeanMinutes(catchment.meanMinutes ?? 0));
      for (const { name } of catchment.communes.slice(0, 5)) expect(card).toContain(name);
    });
  });

  test("says that it does not count where the reader leaves it out", async () => {
    const left = demo.server.study.dataset.structures.find(({ format }) => format === "bus");
    expect(left).toBeDefined();
    await onPage(`/?structure=${left?.id}&exclure=bus,itinerante`, async (page) => {
      const head = page.locator(".card-body > :first-child", { hasText: messages.structure.notCounted });
      await head.waitFor();
      // Nothing is asked of it that the API would refuse: a refusal would be an error in the console.
      await expect.poll(async () => page.locator(".asked:visible").count()).toBe(0);
      // Counted again, it has its figures.
      await page.locator("#compter-mobiles").check();
      await page.locator(".losses dd").first().waitFor();
      expect(await head.isVisible()).toBe(false);
    });
  });

  test("tells each failure where it is, and tries that alone again", async () => {
    const [{ id }] = demo.server.study.dataset.structures;
    const isClosure = (url: URL): boolean => url.pathname.endsWith("/fermeture");
    await onPage(
      `/?structure=${id}`,
      async (page) => {
        const notice = page.locator(".asked [role=alert]");
        await notice.waitFor();
        await page.locator(".catchment-people").waitFor();
        await expect.poll(async () => notice.count()).toBe(1);
        await page.unroute(isClosure);
        await notice.getByRole("button", { name: messages.retry }).click();
        await page.locator(".losses dd").first().waitFor();
      },
      {
        expectsTrouble: true,
        before: async (page) => void (await page.route(isClosure, async (route) => route.abort())),
      },
    );
  });

  test("that does not come is not taken for an unknown one, and is asked for again", async () => {
    const [{ id, name }] = demo.server.study.dataset.structures;
    const isStructure = (url: URL): boolean => url.pathname === `/api/v1/structures/${id}`;
    await onPage(
      `/?structure=${id}`,
      async (page) => {
        const card = page.locator(".card", { hasText: messages.trouble.unreachable });
        await card.waitFor();
        await expect
          .poll(async () => page.locator(".card-title").textContent())
          .not.toBe(messages.structure.unknownTitle);
        await page.unroute(isStructure);
        await card.getByRole("button", { name: messages.retry }).click();
        await page.locator(".card-title", { hasText: name }).waitFor();
      },
      {
        expectsTrouble: true,
        before: async (page) => void (await page.route(isStructure, async (route) => route.abort())),
      },
    );
  });

  test("that is not in the list is unknown, without a way to ask again", async () => {
    await onPage(
      "/?structure=nulle-part",
      async (page) => {
        await page.locator(".card-title", { hasText: messages.structure.unknownTitle }).waitFor();
        await expect
          .poll(async () => page.locator(".card").getByRole("button", { name: messages.retry }).count())
          .toBe(0);
      },
      { expectsTrouble: true },
    );
  });
});
