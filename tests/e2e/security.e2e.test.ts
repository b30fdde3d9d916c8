import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { demoVisits, untilDrawn } from "../helpers/visit.ts";

/** What a page loads after it is there, and what its policy might forbid. */
const SETTLE_MILLISECONDS = 1000;

const visits = demoVisits();

const untilThere = async (page: Page): Promise<void> =>
  page.locator("h1:visible, pre:visible").first().waitFor();

describe("no page does what its policy of content forbids", () => {
  test.each(["/", "/cadre"])("with a map: %s", async (path) => {
    await expect(visits.visit(path, async () => {}, { until: untilDrawn })).resolves.toBeUndefined();
  });

  test.each([
    "/methode",
    "/accessibilite",
    "/fiche",
    "/annexe",
    "/documentation",
    "/ogc?f=html",
    "/ogc/collections?f=html",
  ])("%s", async (path) => {
    const settle = async (page: Page): Promise<void> => page.waitForTimeout(SETTLE_MILLISECONDS);
    // Any error of the page fails the visit.
    await expect(visits.visit(path, settle, { until: untilThere })).resolves.toBeUndefined();
  });

  test.each(["/openapi.json", "/api/v1/jeu"])("what a browser makes of a file: %s", async (path) => {
    await visits.visit(
      path,
      async (page, { errors }) => {
        await page.waitForTimeout(SETTLE_MILLISECONDS);
        // A browser asks for the icon of a site that no page has told it of.
        expect(errors.filter((text) => text.startsWith("policy:"))).toEqual([]);
      },
      { until: untilThere, expectsTrouble: true },
    );
  });

  test("an error is shown as text, whatever its address holds", async () => {
    const path = "/nulle-part/<script>document.title='pris'</script>?<img src=x onerror=alert(1)>";
    await visits.visit(
      path,
      async (page, { errors }) => {
        expect(await page.title()).not.toBe("pris");
        expect(await page.locator("script, img").count()).toBe(0);
        expect(errors.filter((text) => text.startsWith("policy:"))).toEqual([]);
      },
      { until: untilThere, expectsTrouble: true },
    );
  });

  test("and what would do it is stopped and heard", async () => {
    await visits.visit(
      "/documentation",
      async (page, { errors }) => {
        await page.evaluate(`{
          const script = document.createElement("script");
          script.textContent = "document.title = 'pris'";
          document.body.append(script);
          document.body.setAttribute("style", "color: red");
          new Image().src = "https://exemple.test/x.png";
        }`);
        await expect
          .poll(() => errors.filter((text) => text.startsWith("policy:")).length)
          .toBeGreaterThanOrEqual(3);
        expect(await page.title()).not.toBe("pris");
      },
      { until: untilThere, expectsTrouble: true },
    );
  });
});
