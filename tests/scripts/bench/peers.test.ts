import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test, vi } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { type BenchPlaces, choosePlaces } from "../../../scripts/bench/bench-places.ts";
import { measureCase, type Outcome } from "../../../scripts/bench/measure-case.ts";
import { findOsrmPeer } from "../../../scripts/bench/peers/osrm-peer.ts";
import { findPgroutingPeer } from "../../../scripts/bench/peers/pgrouting-peer.ts";
import { PsqlSession } from "../../../scripts/bench/peers/psql-session.ts";
import { junctionsOf, writeRoadTable } from "../../../scripts/bench/peers/road-table.ts";
import { Scope, withScope } from "../../../scripts/bench/scope.ts";
import { startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { ONE_WAY } from "../../helpers/make-roads.ts";
import { squares } from "../../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

// Once is enough to be right: half a second of repeats a round is for those who measure.
vi.mock("../../../scripts/bench/repeat.ts", async (original) => ({
  ...(await original<object>()),
  repeatInRound: async (once: () => Promise<number>) => once(),
}));

const { signal } = new AbortController();

/** A ring of four junctions, one of its sides one-way, with a dead end: a desk and a cell at the first corner. */
function ring(): Dataset {
  const [cell] = squares([[0, 0]]);
  const base = miniDataset({ nodes: [[9, 42]], ways: [], cells: [cell] });
  const [lon, lat] = [base.cells!.lons[0], base.cells!.lats[0]];
  return miniDataset({
    nodes: [
      [lon, lat],
      [lon + 0.01, lat],
      [lon + 0.01, lat + 0.01],
      [lon, lat + 0.01],
      [lon + 0.02, lat],
    ],
    ways: [
      { nodes: [0, 1] },
      { nodes: [1, 2] },
      { nodes: [2, 3] },
      { nodes: [3, 0], profile: ONE_WAY },
      { nodes: [4, 1], profile: ONE_WAY },
    ],
    structures: [miniStructure({ id: "1", lon, lat })],
    cells: [cell],
  });
}

function placesOf(dataset: Dataset): BenchPlaces {
  return choosePlaces(dataset, 1);
}

describe("an OSRM server", () => {
  test("that is not named is absent", async () => {
    expect(await findOsrmPeer(null, placesOf(ring()), signal)).toEqual({
      isFound: false,
      reason: "no server was named (--osrm URL)",
    });
  });

  test("that does not answer is absent, without its address", async () => {
    const found = await findOsrmPeer("http://127.0.0.1:9", placesOf(ring()), signal);
    expect(found).toMatchObject({ isFound: false });
    expect(found.isFound ? "" : found.reason).toMatch(/^the server\/nearest.*no connection/u);
  });

  test("is taken where it knows the roads, and is absent with another map", async () => {
    const server = await startFakeOsrm(ring());
    try {
      expect(await findOsrmPeer(server.url, placesOf(ring()), signal)).toMatchObject({ isFound: true });
      const elsewhere = { ...placesOf(ring()), structures: { lons: [2.35], lats: [48.86] } };
      const found = await findOsrmPeer(server.url, elsewhere, signal);
      expect(found.isFound ? "" : found.reason).toMatch(
        /nearest road to the first structure is \d+ km away/u,
      );
    } finally {
      await server.close();
    }
  });
});

describe("roads as pgRouting wants them", () => {
  test("are a row a road, with -1 where a direction is closed", () => {
    const { network } = ring();
    const path = join(tempFolder(), "roads.tsv");
    writeRoadTable(path, network);
    const rows = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("\t").map(Number));
    // The one-way sides are closed against their direction; the others take as long there as back.
    expect(rows.filter(([, , , , back]) => back === -1)).toHaveLength(2);
    const directed = rows.flatMap(([, source, target, along, back]) => [
      `${source} ${target} ${along}`,
      ...(back === -1 ? [] : [`${target} ${source} ${back}`]),
    ]);
    const edges = Array.from(
      { length: network.firstCopy },
      (_, edge) =>
        `${network.edgeTails[edge]} ${network.edgeHeads[edge]} ${network.edgeDurations[edge] / 10}`,
    );
    expect(directed.sort()).toEqual(edges.sort());
  });

  test("have a junction for each point with a road", () => {
    const { network, structureSnaps } = ring();
    const junctions = junctionsOf(network, structureSnaps, [0]);
    expect(junctions).toEqual([network.edgeTails[structureSnaps.edges[0]]]);
    expect(junctionsOf(network, { ...structureSnaps, edges: Uint32Array.of(0xffffffff) }, [0])).toEqual([]);
  });
});

describe("PostgreSQL", () => {
  test("that is not installed is absent", async () => {
    await withScope(async (scope) => {
      const folder = tempFolder();
      writeBundle(join(folder, "jeu"), ring());
      const found = await findPgroutingPeer(join(folder, "jeu"), placesOf(ring()), scope, signal, {
        programFolders: [tempFolder()],
      });
      expect(found).toEqual({ isFound: false, reason: "PostgreSQL is not installed (no initdb)" });
    });
  });
});

describe("pgRouting (skipped where PostgreSQL or pgRouting is not installed)", () => {
  test("answers for the junctions that lead to the desk, in a cluster of its own that goes with its scope", async ({
    skip,
  }) => {
    const dataset = ring();
    const path = join(tempFolder(), "jeu");
    writeBundle(path, dataset);
    const scope = new Scope();
    try {
      const found = await findPgroutingPeer(path, placesOf(dataset), scope, signal);
      if (!found.isFound) return skip(found.reason);
      const { cluster, importRoads, nearest, within, table } = found.peer;
      const outcomes: Outcome[] = [];
      for (const make of [importRoads, nearest, within, table])
        outcomes.push(...(await measureCase([make({ name: "pgrouting" })], { rounds: 1, signal })));
      // The third corner is only geometry: four roads between four junctions. All of these lead to the desk, and in so
      // small a ring within half an hour. The cell and the desk have one junction, and a way to itself is none.
      expect(outcomes).toMatchObject([
        { kind: "measured", answer: "4 roads" },
        { kind: "measured", answer: "4 junctions" },
        { kind: "measured", answer: "4 junctions" },
        { kind: "measured", answer: "0 pairs of junctions" },
      ]);

      const session = new PsqlSession(cluster, signal);
      expect(await session.run("SHOW listen_addresses;")).toBe("");
      expect(await session.run("SHOW data_directory;")).toBe(join(cluster.folder, "data"));
      await expect(session.run("SELECT 1 / 0;")).rejects.toThrow("division by zero");
      const pid = Number(
        readFileSync(join(cluster.folder, "data", "postmaster.pid"), "utf8").split("\n", 1)[0],
      );
      await scope.close();
      expect(existsSync(cluster.folder)).toBe(false);
      expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    } finally {
      await scope.close();
    }
  }, 120_000);
});
