import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const PAGE = "<!doctype html><title>Trente</title>";

function builtApp(): string {
  const webRoot = tempFolder();
  mkdirSync(join(webRoot, "assets"));
  writeFileSync(join(webRoot, "index.html"), PAGE);
  return webRoot;
}

async function ask(url: string): Promise<{
  status: number;
  body: string;
  ancestors: string | undefined;
  headers: Readonly<Record<string, unknown>>;
}> {
  const { get } = await testApp(fakeStudy(), builtApp());
  const { statusCode, body, headers } = await get(url);
  const policy = String(headers["content-security-policy"]).split(";");
  return {
    status: statusCode,
    body,
    headers,
    ancestors: policy.find((directive) => directive.startsWith("frame-ancestors")),
  };
}

/** One of the made-up study, by the first part of its path and its code. */
async function knownTerritory(): Promise<{ page: string; code: string }> {
  const { get } = await testApp();
  const { territories } = (await get("/api/v1/territoires")).json<{
    territories: { ref: string; kind: string; code: string }[];
  }>();
  const found = territories.find(({ kind }) => kind === "departement" || kind === "commune");
  if (found === undefined) throw new Error("Got a study without territories, expected some.");
  return { page: found.kind, code: found.code };
}

describe("the page at the addresses of its views", () => {
  test.each(["/", "/methode", "/accessibilite", "/fiche", "/cadre"])("answers %s", async (url) => {
    const { status, body, headers } = await ask(url);
    expect(status).toBe(200);
    expect(body).toBe(PAGE);
    expect(headers["content-type"]).toContain("text/html");
    expect(headers["cache-control"]).toBe("public, no-cache");
  });

  test("answers those of a territory, however its name is spelled", async () => {
    const { page, code } = await knownTerritory();
    for (const slug of [code, code.toLowerCase(), `${code.toLowerCase()}-nom-d-ailleurs`]) {
      for (const url of [`/${page}/${slug}`, `/${page}/${slug}/fiche`, `/cadre/${page}/${slug}`]) {
        const { status, body } = await ask(url);
        expect({ url, status, body }).toEqual({ url, status: 200, body: PAGE });
      }
    }
  });

  test.each(["/departement/zz", "/commune/99999-nulle-part/fiche", "/cadre/region/999", "/epci/-"])(
    "tells with a 404 that %s is no territory, and still shows the page",
    async (url) => {
      const { status, body } = await ask(url);
      expect(status).toBe(404);
      expect(body).toBe(PAGE);
    },
  );

  test.each(["/departement", "/nulle-part", "/cadre/methode", "/departement/2a/autre"])(
    "%s is none of them",
    async (url) => {
      const { status, body } = await ask(url);
      expect(status).toBe(404);
      expect(body).not.toBe(PAGE);
    },
  );
});

describe("who may show the page in a frame", () => {
  test.each(["/", "/fiche", "/methode", "/commune/99999", "/cadre/methode", "/api/v1/jeu"])(
    "%s: this site alone",
    async (url) => {
      const { ancestors, headers } = await ask(url);
      expect(ancestors).toBe("frame-ancestors 'self'");
      expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
    },
  );

  test.each(["/cadre", "/cadre/commune/99999"])("%s: any site", async (url) => {
    const { ancestors, headers } = await ask(url);
    expect(ancestors).toBe("frame-ancestors *");
    expect(headers).not.toHaveProperty("x-frame-options");
  });

  test("the frame has no other right than the page", async () => {
    const { get } = await testApp(fakeStudy(), builtApp());
    const directives = async (url: string): Promise<string[]> =>
      String((await get(url)).headers["content-security-policy"])
        .split(";")
        .filter((directive) => !directive.startsWith("frame-ancestors"));
    expect(await directives("/cadre")).toEqual(await directives("/"));
  });
});
