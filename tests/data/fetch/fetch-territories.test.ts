import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readFetchedFolder } from "../../../data/fetch/fetched-folder.ts";
import { PausedError } from "../../../data/paused-error.ts";
import {
  arrivals,
  bytesAt,
  FILES,
  fetchWorld,
  problemOf,
  sha256,
  townFiles,
} from "../../helpers/fetch-world.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";

const ROADS = ADDRESSES.roadsFile;
const LIST = ADDRESSES.structuresFile;

/** Nothing that is half done. */
const leftovers = (folder: string): string[] => readdirSync(folder).filter((name) => !isWhole(name));
const isWhole = (name: string): boolean =>
  name === "fetch.json" || Object.values<string>(FILES).includes(name);

describe("a territory", () => {
  test("comes whole, and its folder gives a build what it needs", async () => {
    const world = await fetchWorld();
    const report = await world.fetch();
    expect(arrivals(report)).toEqual({
      structures: "downloaded",
      population: "downloaded",
      communes: "downloaded",
      "osm/corse": "downloaded",
    });
    expect(report.isComplete).toBe(true);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
    const { inputs, files, missing } = readFetchedFolder(world.folder);
    expect(inputs).toEqual({
      osm: [join(world.folder, FILES.roads)],
      structures: [join(world.folder, FILES.structures)],
      population: [join(world.folder, FILES.population)],
      communes: [join(world.folder, FILES.communes)],
      territories: ["dep:2A"],
    });
    expect(missing).toEqual([]);
    const roads = files.find(({ role }) => role === "osm");
    expect(roads).toMatchObject({
      sha256: sha256(bytesAt(world, ROADS)),
      bytes: bytesAt(world, ROADS).length,
      address: ADDRESSES.roads,
      finalAddress: ROADS,
      byHand: false,
    });
    expect(leftovers(world.folder)).toEqual([]);
  });

  test("is not downloaded again where nothing has changed", async () => {
    const world = await fetchWorld();
    await world.fetch();
    const before = readFileSync(join(world.folder, "fetch.json"), "utf8");
    world.sites.served.length = 0;
    const report = await world.fetch();
    expect(new Set(Object.values(arrivals(report)))).toEqual(new Set(["unchanged"]));
    expect(world.sites.served.map(({ sent }) => sent).reduce((a, b) => a + b, 0)).toBe(0);
    expect(readFileSync(join(world.folder, "fetch.json"), "utf8")).toBe(before);
  });

  test("comes anew where a site has a newer file, which takes the place of the old", async () => {
    const world = await fetchWorld();
    await world.fetch();
    const list = bytesAt(world, ADDRESSES.structuresFile).toString("utf8");
    const text = list.replace("Mairie", "Mairie annexe");
    world.sites.put(ADDRESSES.structuresFile, Buffer.from(text));
    expect(arrivals(await world.fetch())).toMatchObject({
      structures: "downloaded",
      "osm/corse": "unchanged",
    });
    expect(world.hash(FILES.structures)).toBe(sha256(Buffer.from(text)));
  });

  test("of before is known again when it is asked for after another", async () => {
    const world = await fetchWorld();
    await world.fetch();
    // Réunion's roads are not on this site.
    expect((await world.fetch({ words: ["974"] })).isComplete).toBe(false);
    const { inputs, missing } = readFetchedFolder(world.folder);
    expect(inputs.osm).toEqual([]);
    expect(missing.map(({ file }) => file)).toEqual(["reunion-latest.osm.pbf"]);
    expect(arrivals(await world.fetch())).toMatchObject({ "osm/corse": "unchanged" });
  });

  test("is asked of one host one file at a time, by a name that says who asks", async () => {
    const world = await fetchWorld();
    world.sites.pace = { bytes: 4000, milliseconds: 1 };
    await world.fetch({ words: ["06"] });
    expect(world.sites.mostBusy.get("download.geofabrik.de")).toBe(1);
    const agents = world.sites.served.map(({ address, headers }) => [
      new URL(address).host,
      headers["user-agent"],
    ]);
    expect(agents).toContainEqual(["www.data.gouv.fr", "trente/essai"]);
    expect(agents).toContainEqual(["www.insee.fr", "Mozilla/5.0 (compatible; trente/essai)"]);
  });
});

describe("what is cut", () => {
  test("goes on where it was, and is the same in the end", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 1000 }, { kind: "cut", after: 700 });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ headers }) => headers.range)).toEqual([
      undefined,
      "bytes=1000-",
      "bytes=1700-",
    ]);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
  });

  test("by Ctrl-C is kept and gone on with by the next call, which says how much there was", async () => {
    const world = await fetchWorld();
    const size = bytesAt(world, ROADS).length;
    const stop = new AbortController();
    world.sites.next(ROADS, { kind: "stall", after: Math.floor(size / 2) });
    const progress = {
      stage() {},
      advance: () => {
        const { size: got = 0 } =
          statSync(join(world.folder, `${FILES.roads}.part`), { throwIfNoEntry: false }) ?? {};
        if (got > 0) stop.abort();
      },
    };
    await expect(world.fetch({ signal: stop.signal, progress })).rejects.toThrow(PausedError);
    expect(world.hash(FILES.roads)).toBeNull();
    const report = await world.fetch();
    const roads = report.outcomes.find(({ source }) => source.id === "osm/corse");
    expect(roads?.arrived?.arrival).toBe("resumed");
    expect(roads?.arrived?.resumedShare).toBeCloseTo(0.5, 2);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
  });

  test("starts anew where the file has changed meanwhile", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ROADS, { kind: "cut", after: 1500 });
    expect((await world.fetch()).isComplete).toBe(false);
    world.sites.alwaysFaults.clear();
    const { roads: changed } = await townFiles(70_000);
    world.sites.put(ROADS, changed);
    world.sites.served.length = 0;
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).at(0)).toMatchObject({ status: 200 });
    expect(world.hash(FILES.roads)).toBe(sha256(changed));
  });

  test("is not joined to what a careless site sends of another version", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 1500 }, { kind: "careless" });
    const fetching = world.fetch();
    const before = bytesAt(world, ROADS);
    // Between the first answer and the second.
    while (world.sites.asked(ROADS).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    world.sites.put(ROADS, before, { etag: '"other"' });
    expect(arrivals(await fetching)["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ status }) => status)).toEqual([200, 206, 200]);
    expect(world.hash(FILES.roads)).toBe(sha256(before));
  });

  test.each([
    ["that knows no ranges", {}, { kind: "whole" } as const],
    ["that gives nothing to tell versions by", { etag: null, lastModified: null }, null],
    ["that gives a weak tag and no date", { etag: 'W/"1"', lastModified: null }, null],
  ])("by a site %s starts anew", async (_name, more, fault) => {
    const world = await fetchWorld();
    const bytes = bytesAt(world, ROADS);
    world.sites.put(ROADS, bytes, more);
    world.sites.next(ROADS, { kind: "cut", after: 1000 }, ...(fault === null ? [] : [fault]));
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).at(1)).toMatchObject({ status: 200, sent: bytes.length });
    expect(world.hash(FILES.roads)).toBe(sha256(bytes));
  });

  test("is asked for piece by piece where a site gives less than asked", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 1000 }, { kind: "piece" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    const size = bytesAt(world, ROADS).length;
    expect(world.sites.asked(ROADS).map(({ headers }) => headers.range)).toEqual([
      undefined,
      "bytes=1000-",
      `bytes=${1000 + Math.ceil((size - 1000) / 2)}-`,
    ]);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
  });

  test("of a site that tells the length with the rest alone is not whole before", async () => {
    const world = await fetchWorld();
    const list = Buffer.from(
      `${bytesAt(world, LIST).toString("utf8")}9,2A,Une de plus,2A004,Ajaccio,42,9,,,\n`,
    );
    world.sites.put(LIST, list);
    // To the end of a line, then half of the rest, to the end of the next: nothing else tells that it is cut.
    const lines = list.toString("utf8").split("\n");
    const first = lines.slice(0, -3).join("\n").length + 1;
    world.sites.next(LIST, { kind: "chunked", after: first }, { kind: "piece" });
    expect(arrivals(await world.fetch())["structures"]).toBe("downloaded");
    expect(world.hash(FILES.structures)).toBe(sha256(list));
  });

  test("by silence is given up and asked again", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "stall", after: 500 }, { kind: "silent" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.notes.join("\n")).toMatch(/plus un octet ne vient/u);
    expect(world.notes.join("\n")).toMatch(/ne répond rien/u);
  });

  test("again and again ends after a few tries, says so, and keeps what came", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ROADS, { kind: "cut", after: 300 });
    const report = await world.fetch();
    expect(problemOf(report, "osm/corse")).toMatch(/coupée/u);
    expect(world.sites.asked(ROADS)).toHaveLength(4);
    expect(statSync(join(world.folder, `${FILES.roads}.part`)).size).toBe(1200);
    expect(world.hash(FILES.roads)).toBeNull();
  });

  test("by a site that sends drops is given up as by silence, and what came is kept", async () => {
    const world = await fetchWorld();
    // 100 bytes a second, each well before a silence would be too long.
    world.sites.pace = { bytes: 10, milliseconds: 100 };
    const report = await world.fetch();
    expect(problemOf(report, "structures")).toMatch(/il ne vient que \d+ octets par seconde/u);
    expect(statSync(join(world.folder, `${FILES.structures}.part`)).size).toBeGreaterThan(4 * 10);
  });

  test("of a site that does not tell lengths comes whole all the same", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "chunked" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
  });
});
