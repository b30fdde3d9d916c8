import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { type FakeOsrm, type FakeOsrmOptions, sendJson, startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";

const shared = useSharedDataset();

async function osrm(options: FakeOsrmOptions = {}): Promise<FakeOsrm> {
  const server = await startFakeOsrm(readBundle(shared.dataset), options);
  onTestFinished(server.close);
  return server;
}

function args(...options: string[]): string[] {
  return ["coverage", "--dataset", shared.dataset, "--cache", join(tempFolder(), "cache"), ...options];
}

async function report(...options: string[]): Promise<CoverageReport> {
  return JSON.parse((await trenteOk(args("--format", "json", ...options))).out) as CoverageReport;
}

describe("coverage by an OSRM server", () => {
  test("is the figure of the same roads, and says who computed it", async () => {
    const { url } = await osrm();
    const ours = await report();
    const theirs = await report("--engine", `osrm:${url}`);
    expect(ours.provenance.engine).toBe("embedded");
    expect(theirs.provenance.engine).toBe(`osrm:${url}`);
    const { provenance: _ours, unlinked: ourUnlinked, ...ourFigures } = ours;
    const { provenance: _theirs, unlinked: theirUnlinked, ...theirFigures } = theirs;
    expect(theirFigures).toEqual(ourFigures);
    expect(theirUnlinked).toEqual(ourUnlinked);
  });

  test("names the same nearest structures, of a selection too", async () => {
    const { url } = await osrm();
    for (const selection of [[], ["--exclure", "bus"], ["--au", "2023-05-31"]]) {
      const cells = async (...engine: string[]): Promise<string> =>
        (await trenteOk(args("--format", "csv", ...selection, ...engine))).out;
      const rows = (text: string): string[] =>
        text.split("\n").map((line) => line.split(",").slice(0, 8).join(","));
      expect(rows(await cells("--engine", `osrm:${url}`))).toEqual(rows(await cells()));
    }
  });

  test("is another figure where the server is slower", async () => {
    const { url } = await osrm({ slower: 2 });
    const ours = await report();
    const theirs = await report("--engine", `osrm:${url}`);
    expect(theirs.curve[30].share).toBeLessThan(ours.curve[30].share);
    expect(theirs.medianMinutes).toBeCloseTo(2 * (ours.medianMinutes ?? 0), 2);
  });

  test("takes a server under a folder", async () => {
    const { url, requests } = await osrm({
      intercept: (request) => {
        request.url = request.url?.replace("/osrm/", "/");
        return false;
      },
    });
    await report("--engine", `osrm:${url}/osrm/`);
    expect(requests.every((address) => address.startsWith("/osrm/table/v1/driving/"))).toBe(true);
  });

  test("leaves nothing behind where it ends well", async () => {
    const { url } = await osrm();
    const cache = join(tempFolder(), "cache");
    await trenteOk(["coverage", "--dataset", shared.dataset, "--cache", cache, "--engine", `osrm:${url}`]);
    expect(existsSync(cache)).toBe(false);
  });
});

describe("the place of unfinished work", () => {
  async function withCacheHome(home: string): Promise<{ err: string; out: string }> {
    vi.stubEnv("XDG_CACHE_HOME", home);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { url } = await osrm();
    return trenteOk(["coverage", "--dataset", shared.dataset, "--engine", `osrm:${url}`]);
  }

  test("is the system's own, and empty when all is done", async () => {
    const home = tempFolder();
    const { err } = await withCacheHome(home);
    expect(err).not.toContain("Attention");
    expect(readdirSync(home)).toEqual([]);
  });

  test("may be missing: the figure comes all the same, with a word", async () => {
    const { err, out } = await withCacheHome(tempFile("not-a-folder", ""));
    expect(err).toContain("un calcul interrompu ne sera pas repris");
    expect(out).toContain("Jeu de données");
  });

  test("that was asked for must be a folder", async () => {
    const { url } = await osrm();
    const cache = join(tempFile("not-a-folder", ""), "cache");
    const ran = await trente([
      "coverage",
      "--dataset",
      shared.dataset,
      "--cache",
      cache,
      "--engine",
      `osrm:${url}`,
    ]);
    expect(ran.code).toBe(1);
    expect(ran.complaints.join("")).toContain("part of the path is a file, expected a directory");
  });
});

describe("coverage by a server that", () => {
  test("refuses is told in one line with OSRM’s code", async () => {
    const { url } = await osrm({
      intercept: (_, response) => {
        sendJson(response, 400, { code: "InvalidOptions", message: "no such thing" });
        return true;
      },
    });
    const ran = await trente(args("--engine", `osrm:${url}`));
    expect([ran.code, ran.out, ran.complaints]).toEqual([
      1,
      "",
      [
        `trente coverage: ${url}/table/v1/driving: OSRM refused with InvalidOptions (HTTP 400): no such thing`,
      ],
    ]);
  });

  test("is a web page is told so", async () => {
    const { url } = await osrm({
      intercept: (_, response) => {
        response.end("<!doctype html><title>Bienvenue</title>");
        return true;
      },
    });
    const ran = await trente(args("--engine", `osrm:${url}`));
    expect(ran.code).toBe(1);
    expect(ran.complaints[0]).toContain("expected JSON");
  });

  test("stalls is left by Ctrl-C", async () => {
    const { url } = await osrm({ intercept: () => true });
    const ran = await trente(args("--engine", `osrm:${url}`), {
      isInteractive: true,
      interruptAt: "Temps du moteur",
    });
    expect(ran.code).toBe(130);
  });
});

test("an engine of no known name, or with a password, is bad usage", async () => {
  const refused = async (engine: string): Promise<string> => {
    const ran = await trente(["coverage", "--dataset", "d", "--engine", engine]);
    expect(ran.code).toBe(2);
    return ran.complaints.join("");
  };
  expect(await refused("ors:http://host")).toContain("expected embedded, osrm:URL");
  expect(await refused("osrm:ftp://host")).toContain("expected embedded, osrm:URL");
  expect(await refused("osrm:http://a:b@host")).toContain("expected a URL without a password");
});
