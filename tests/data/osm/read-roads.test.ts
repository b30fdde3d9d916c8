import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { BlockBuilder } from "../../../data/osm/pbf/block-builder.ts";
import { readRoads } from "../../../data/osm/read-roads.ts";
import { toMicrodegrees } from "../../../data/osm/roads/block-places.ts";
import { SILENT } from "../../../data/progress.ts";
import { Obstacle } from "../../../isochrones/model/roads.ts";
import { frame, headerFrame, pbfBytes, pbfFile, rawBlob } from "../../helpers/osm-pbf.ts";
import { readWorlds, ROAD, row, turn, waysOf } from "../../helpers/osm-roads.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { tinyProfile } from "../../helpers/tiny-profile.ts";

describe("roads", () => {
  test("are the ways that the profile accepts, with the nodes that they use", async () => {
    const { roads } = await readWorlds({
      nodes: [
        ...row(5),
        { id: 9, lon: 0.009, lat: -0.5, tags: { highway: "traffic_signals", barrier: "gate" } },
      ],
      ways: [
        { id: 10, refs: [2, 9], tags: { highway: "primary", name: "Rue Basse", ref: "D 1" } },
        { id: 11, refs: [1, 3], tags: { highway: "footway" } },
        { id: 12, refs: [1, 4], tags: { building: "yes" } },
        { id: 13, refs: [9, 5], tags: { highway: "primary" } },
        { id: 14, refs: [5, 2], tags: { highway: "secondary", name: "Rue Basse", ref: "D 1" } },
      ],
    });
    expect(waysOf(roads)).toEqual([
      { id: 10, nodes: [2, 9] },
      { id: 13, nodes: [9, 5] },
      { id: 14, nodes: [5, 2] },
    ]);
    expect([...roads.nodeOsmIds]).toEqual([2, 5, 9]);
    expect([...roads.nodeLons]).toEqual([1_000, 4_000, 9_000]);
    expect([...roads.nodeLats]).toEqual([0, 0, -500_000]);
    expect([...roads.nodeObstacles]).toEqual([0, 0, Obstacle.signal | Obstacle.barrier]);
  });

  test("share profiles and names; the first name is the empty one", async () => {
    const { roads } = await readWorlds({
      nodes: row(2),
      ways: [
        { id: 1, refs: [1, 2], tags: { highway: "primary", name: "A" } },
        { id: 2, refs: [1, 2], tags: { highway: "primary" } },
        { id: 3, refs: [1, 2], tags: { highway: "tertiary", name: "A" } },
        { id: 4, refs: [1, 2], tags: { highway: "primary", ref: "A" } },
      ],
    });
    expect(roads.names).toEqual([
      { name: "", ref: "" },
      { name: "A", ref: "" },
      { name: "", ref: "A" },
    ]);
    expect([...roads.wayNames]).toEqual([1, 0, 1, 2]);
    expect(roads.profiles.map((profile) => profile.highway)).toEqual(["primary", "tertiary"]);
    expect([...roads.wayProfiles]).toEqual([0, 0, 1, 0]);
  });

  test("have no node twice in a row, and at least two nodes", async () => {
    const { roads, issues } = await readWorlds({
      nodes: row(3),
      ways: [
        { id: 1, refs: [1, 1, 2, 2, 2, 1, 3, 3], tags: ROAD },
        { id: 2, refs: [3], tags: ROAD },
        { id: 3, refs: [3, 3], tags: ROAD },
        { id: 4, refs: [], tags: ROAD },
      ],
    });
    expect(waysOf(roads)).toEqual([{ id: 1, nodes: [1, 2, 1, 3] }]);
    expect(issues.list()).toEqual([
      { code: "osm.way.too_short", severity: "warning", count: 3, examples: ["way 2", "way 3", "way 4"] },
    ]);
  });

  test("are the same whether nodes come before or after ways", async () => {
    const nodes = new BlockBuilder();
    for (const { id, lon, lat } of row(3)) nodes.addNode(id, lon, lat, {});
    const ways = new BlockBuilder();
    ways.addWay(1, [3, 1, 2], ROAD);
    const blobs = [nodes, ways].map((builder) => frame("OSMData", rawBlob(builder.encode())));
    const options = { profile: tinyProfile, issues: new DataIssues(), progress: SILENT };
    const sorted = await readRoads(
      [tempFile("a.osm.pbf", Buffer.concat([headerFrame(), ...blobs]))],
      options,
    );
    const unsorted = await readRoads(
      [tempFile("b.osm.pbf", Buffer.concat([headerFrame(), ...blobs.reverse()]))],
      options,
    );
    expect(unsorted).toEqual(sorted);
    expect(sorted.statistics).toMatchObject({ nodes: 3, ways: 1, relations: 0, blobs: 2 });
  });

  test("without any way that may be driven are refused", async () => {
    const footpath = { nodes: row(2), ways: [{ id: 1, refs: [1, 2], tags: { highway: "footway" } }] };
    await expect(readWorlds(footpath)).rejects.toThrow("f0.osm.pbf: no road that the profile may drive");
    await expect(readWorlds({ ways: [{ id: 1, refs: [1, 2], tags: ROAD }] })).rejects.toThrow("no road");
  });
});

describe("a way that refers to nodes in no file", () => {
  test("is split there, and the missing nodes are counted", async () => {
    const { roads, issues } = await readWorlds({
      nodes: row(6),
      ways: [{ id: 7, refs: [1, 2, 99, 3, 98, 97, 4, 5, 6, 96], tags: ROAD }],
    });
    expect(waysOf(roads)).toEqual([
      { id: 7, nodes: [1, 2] },
      { id: 7, nodes: [4, 5, 6] },
    ]);
    expect([...roads.nodeOsmIds]).toEqual([1, 2, 4, 5, 6]);
    expect(issues.of("osm.way.missing_node")).toBe(4);
    expect(issues.list()[0].examples[0]).toBe("way 7, node 99");
  });

  test("gives its pieces their share of a duration that its tags state", async () => {
    const { roads } = await readWorlds({
      nodes: row(5),
      ways: [{ id: 7, refs: [1, 2, 3, 99, 4, 5], tags: { route: "ferry", duration: "1000" } }],
    });
    // Five segments in all: two in the first piece, one in the second.
    const durations = [...roads.wayProfiles].map((profile) => roads.profiles[profile].durationSeconds);
    expect(durations).toEqual([(1000 * 2) / 5, 1000 / 5]);
  });

  test("is split as well at a node that is not on Earth", async () => {
    const builder = new BlockBuilder();
    builder.addNode(1, 0, 0, {});
    builder.addNode(2, 0, 91, {});
    builder.addNode(3, 0, 1, {});
    builder.addNode(4, 0, 2, {});
    builder.addWay(5, [1, 2, 3, 4], ROAD);
    const path = tempFile(
      "a.osm.pbf",
      Buffer.concat([headerFrame(), frame("OSMData", rawBlob(builder.encode()))]),
    );
    const issues = new DataIssues();
    const { roads } = await readRoads([path], { profile: tinyProfile, issues, progress: SILENT });
    expect(waysOf(roads)).toEqual([{ id: 5, nodes: [3, 4] }]);
    expect(issues.of("osm.node.off_earth")).toBe(1);
  });
});

describe("several files", () => {
  test("are merged by id; the first one counts", async () => {
    const first = {
      nodes: row(3),
      ways: [
        { id: 1, refs: [1, 2], tags: ROAD },
        { id: 2, refs: [2, 3], tags: { highway: "footway" } },
      ],
      relations: [turn(50, "no_left_turn", [1], [3], { node: 2 })],
    };
    const second = {
      nodes: [
        { id: 3, lon: 9, lat: 9 },
        { id: 4, lon: 0.5, lat: 0.5 },
      ],
      ways: [
        { id: 1, refs: [1, 4], tags: ROAD },
        { id: 2, refs: [2, 4], tags: ROAD },
        { id: 3, refs: [2, 3, 4], tags: ROAD },
      ],
      relations: [turn(50, "no_right_turn", [3], [1], { node: 2 })],
    };
    const { roads, issues } = await readWorlds(first, second);
    expect(waysOf(roads)).toEqual([
      { id: 1, nodes: [1, 2] },
      { id: 3, nodes: [2, 3, 4] },
    ]);
    expect([...roads.nodeLons]).toEqual([0, 1_000, 2_000, 500_000]);
    expect(roads.restrictions).toHaveLength(1);
    expect(issues.list().map(({ code, severity, count }) => ({ code, severity, count }))).toEqual([
      { code: "osm.node.duplicate", severity: "info", count: 1 },
      { code: "osm.restriction.duplicate", severity: "info", count: 1 },
      { code: "osm.way.duplicate", severity: "info", count: 2 },
    ]);
  });

  test("count each in the statistics, with their bytes", async () => {
    const world = { nodes: row(3), ways: [{ id: 1, refs: [1, 2], tags: ROAD }] };
    const path = await pbfFile(world);
    const bytes = (await pbfBytes(world)).length;
    const { statistics } = await readRoads([path, path], {
      profile: tinyProfile,
      issues: new DataIssues(),
      progress: SILENT,
    });
    expect(statistics).toEqual({ nodes: 6, ways: 2, relations: 0, blobs: 4, bytes: 2 * bytes });
  });
});

describe("long reading", () => {
  test("tells its progress in bytes, up to all of them, once for ways and once for nodes", async () => {
    const path = await pbfFile({ nodes: row(3), ways: [{ id: 1, refs: [1, 2], tags: ROAD }] });
    const stages: { name: string; steps: number[]; total: number }[] = [];
    await readRoads([path, path], {
      profile: tinyProfile,
      issues: new DataIssues(),
      progress: {
        stage: (name) => stages.push({ name, steps: [], total: 0 }),
        advance(done, total, unit) {
          expect(unit).toBe("octets");
          const stage = stages[stages.length - 1];
          stage.steps.push(done);
          stage.total = total;
        },
      },
    });
    expect(stages.map((stage) => stage.name)).toEqual(["Lecture des routes", "Lecture des nœuds des routes"]);
    for (const { steps, total } of stages) {
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(steps[steps.length - 1]).toBe(total);
    }
  });

  test("stops when its signal is aborted", async () => {
    const path = join(tempFolder(), "long.osm.pbf");
    const nodes = row(20_000);
    writeFileSync(path, await pbfBytes({ nodes, ways: [{ id: 1, refs: [1, 2], tags: ROAD }] }));
    const abort = new AbortController();
    const reading = readRoads([path], {
      profile: tinyProfile,
      issues: new DataIssues(),
      progress: { stage() {}, advance: () => abort.abort(new Error("assez")) },
      signal: abort.signal,
    });
    await expect(reading).rejects.toThrow("assez");
  });
});

test("microdegrees are rounded half away from zero", () => {
  expect(toMicrodegrees(1_234_567_500)).toBe(1_234_568);
  expect(toMicrodegrees(-1_234_567_500)).toBe(-1_234_568);
  expect(toMicrodegrees(1_234_567_400)).toBe(1_234_567);
  expect(toMicrodegrees(0)).toBe(0);
  // 0.0020375 * 1e6 is 2037.4999999999998 in doubles: OSRM rounds it down, and so do we.
  expect(0.0020375 * 1e6).toBeLessThan(2037.5);
  expect(toMicrodegrees(2_037_500)).toBe(2037);
});
