import { describe, expect, test } from "vitest";

import type { TileJson } from "../../server/schemas/answers.ts";
import { TILE_SETS } from "../../server/tiles/tile-json.ts";
import { tileAt } from "../../server/tiles/mercator.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { decodeTile, type DecodedFeature } from "../helpers/vector-tile.ts";

/** Where the structures of the made-up world stand, and its isochrones. */
const STRUCTURES: readonly [number, number] = [6.2, 45.5];
const ISOCHRONES: readonly [number, number] = [3, 45];

function pathOf(set: string, zoom: number, [lon, lat]: readonly [number, number]): string {
  const { z, x, y } = tileAt(zoom, lon, lat);
  return `/tiles/${set}/${z}/${x}/${y}.mvt`;
}

async function featuresAt(path: string, layer: string): Promise<readonly DecodedFeature[]> {
  const { get } = await testApp();
  const response = await get(path);
  expect([200, 204]).toContain(response.statusCode);
  return decodeTile(response.rawPayload).get(layer)?.features ?? [];
}

/** The place of the only gap of the made-up world. */
function gapCenter(): readonly [number, number] {
  return fakeStudy().gaps()[0].center;
}

describe("/tiles/structures", () => {
  test("has each counted structure with its name, and nothing personal", async () => {
    const features = await featuresAt(pathOf("structures", 12, STRUCTURES), "structures");
    expect(features.map(({ properties }) => properties["id"])).toEqual(["1", "2", "3"]);
    expect(features[0].properties).toEqual({
      id: "1",
      type: "principal",
      format: "fixe",
      name: "France services de Beauval",
      communeCode: "01002",
      communeName: "Beauval",
    });
  });

  test("far out has no names", async () => {
    const [first] = await featuresAt(pathOf("structures", 5, STRUCTURES), "structures");
    expect(first.properties).toEqual({ id: "1", type: "principal", format: "fixe" });
  });

  test.each([
    ["exclure=bus", ["1", "3"]],
    ["au=2023-04-30", ["1"]],
    ["ouvert_le=samedi", ["3"]],
  ])("follows ?%s", async (query, ids) => {
    const { get } = await testApp();
    const listed = (await get(`/api/v1/structures?${query}`)).json<{ features: { id: string }[] }>().features;
    const features = await featuresAt(`${pathOf("structures", 12, STRUCTURES)}?${query}`, "structures");
    const found = features.map(({ properties }) => properties["id"]);
    expect(found).toEqual(listed.map(({ id }) => id));
    expect(found).toEqual(ids);
  });
});

describe("/tiles/zones-blanches", () => {
  test("has the outline and the centre of each gap", async () => {
    const path = pathOf("zones-blanches", 12, gapCenter());
    const [gap] = fakeStudy().gaps({ minutes: 30 });
    const expected = {
      id: "zb-essai",
      people: gap.people,
      cellCount: gap.cellCount,
      meanMinutes: 35.3,
      nearestId: "1",
      nearestName: "=HYPERLINK(1)",
    };
    const [area] = await featuresAt(path, "zones-blanches");
    const [center] = await featuresAt(path, "centres");
    expect(area).toMatchObject({ type: "polygon", properties: expected });
    expect(center).toMatchObject({ type: "point", properties: expected });
    expect(area.properties).not.toHaveProperty("worstMinutes");
  });

  test("depends on the minutes", async () => {
    const path = pathOf("zones-blanches", 12, gapCenter());
    const cells = async (query: string): Promise<unknown> =>
      (await featuresAt(path + query, "centres"))[0]?.properties["cellCount"];
    const study = fakeStudy();
    expect(await cells("?minutes=60")).toBe(study.gaps({ minutes: 60 })[0].cellCount);
    expect(await cells("?minutes=5")).toBe(study.gaps({ minutes: 5 })[0].cellCount);
  });

  test("without a population is empty", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    expect((await get(pathOf("zones-blanches", 12, gapCenter()))).statusCode).toBe(204);
  });
});

describe("/tiles/isochrones", () => {
  test("has the areas of one structure, the largest first", async () => {
    const path = `${pathOf("isochrones", 11, ISOCHRONES)}?structure=1&minutes=20,10`;
    const features = await featuresAt(path, "isochrones");
    expect(features.map(({ properties }) => properties)).toEqual([
      { minutes: 20, people: 20 },
      { minutes: 10, people: 10 },
    ]);
  });

  test("searches once for all tiles of a structure", async () => {
    const { get, study } = await testApp();
    for (const zoom of [9, 10, 11]) await get(`${pathOf("isochrones", zoom, ISOCHRONES)}?structure=1`);
    expect(study.calls.isochrones).toBe(1);
  });

  test.each([
    ["", 400, "/problemes/parametre-manquant", "structure"],
    ["?structure=404", 404, "/problemes/structure-inconnue", "structure"],
    ["?structure=1&minutes=0", 400, "/problemes/parametre-invalide", "minutes"],
    ["?structure=1&minutes=1,2,3,4,5,6,7", 400, "/problemes/parametre-invalide", "minutes"],
    ["?structure=1&exclure=bus", 400, "/problemes/parametre-inconnu", "exclure"],
  ])("refuses %j", async (query, status, type, parametre) => {
    const { get } = await testApp();
    for (const address of [pathOf("isochrones", 11, ISOCHRONES), "/tiles/isochrones.json"]) {
      expect(problemOf(await get(address + query))).toMatchObject({ status, type, parametre });
    }
  });
});

describe("/tiles/limites and /tiles/routes", () => {
  test("have the borders, each once, with what they separate", async () => {
    const [west, south, east, north] = fakeStudy().dataset.bbox;
    const middle = [(west + east) / 2, (south + north) / 2] as const;
    const features = await featuresAt(pathOf("limites", 10, middle), "limites");
    const byLevel = new Map(features.map((feature) => [feature.properties["level"], feature]));
    // Three communes of one EPCI, one above the other: two borders between them, and the frame around them.
    expect([...byLevel.keys()].map(String).sort()).toEqual(["commune", "region"]);
    expect(byLevel.get("commune")).toMatchObject({ type: "line", properties: { epci: false, outer: false } });
    expect(byLevel.get("commune")?.paths).toHaveLength(2);
    expect(byLevel.get("region")?.properties).toMatchObject({ outer: true });
    expect(await featuresAt(pathOf("limites", 4, middle), "limites")).toHaveLength(1);
  });

  test("have the roads of the base map", async () => {
    const [west, , , north] = fakeStudy().dataset.bbox;
    for (const zoom of [7, 10, 12, 14]) {
      const roads = await featuresAt(pathOf("routes", zoom, [west, north]), "routes");
      expect(roads).toEqual(await featuresAt(pathOf("fond", zoom, [west, north]), "routes"));
    }
  });

  test("without outlines there are no borders", async () => {
    const { get } = await testApp(fakeStudy({ withShapes: false }));
    const [west, south] = fakeStudy().dataset.bbox;
    expect((await get(pathOf("limites", 10, [west, south]))).statusCode).toBe(204);
  });
});

describe.each(TILE_SETS)("any tile set, such as %s", (set) => {
  const needed = set === "isochrones" ? "structure=1" : "";
  const query = needed === "" ? "" : `?${needed}`;

  test("refuses levels and places that are not there", async () => {
    const { get } = await testApp();
    const faults = [
      ["/3/8/0", 404, "/problemes/tuile-inconnue", "x"],
      ["/3/0/8", 404, "/problemes/tuile-inconnue", "y"],
      ["/15/0/0", 400, "/problemes/parametre-invalide", "z"],
      ["/-1/0/0", 400, "/problemes/parametre-invalide", "z"],
      ["/3/x/0", 400, "/problemes/parametre-invalide", "x"],
    ] as const;
    for (const [place, status, type, parametre] of faults) {
      expect(problemOf(await get(`/tiles/${set}${place}.mvt${query}`))).toMatchObject({
        status,
        type,
        parametre,
      });
    }
    const other = await get(`/tiles/${set}/3/0/0.mvt?jeu=autre&${needed}`);
    expect(problemOf(other)).toMatchObject({ status: 404, parametre: "jeu" });
  });

  test("is not sent again to a client that has it, and kept where its address names the dataset", async () => {
    const { app } = await testApp();
    const url = `/tiles/${set}/3/4/2.mvt?jeu=fake-1&${needed}`;
    const first = await app.inject(url);
    expect(first.headers["cache-control"]).toBe("public, max-age=86400");
    const { etag } = first.headers;
    const second = await app.inject({ url, headers: { "if-none-match": String(etag) } });
    expect(second.statusCode).toBe(304);
    const unbound = await app.inject(`/tiles/${set}/3/4/2.mvt${query}`);
    expect(unbound.headers["cache-control"]).toBe("public, no-cache");
  });

  test("is described by TileJSON, whose addresses repeat the parameters", async () => {
    const { app } = await testApp();
    const response = await app.inject(`/tiles/${set}.json${query}`);
    const answer = response.json<TileJson>();
    expect(answer).toMatchObject({ tilejson: "3.0.0", minzoom: 0, maxzoom: 14, attribution: "© Essai" });
    expect(answer.bounds).toEqual(fakeStudy().dataset.bbox);
    const address = new URL(answer.tiles[0]);
    expect(address.searchParams.get("jeu")).toBe("fake-1");
    const tile = await app.inject(
      address.pathname.replace("%7Bz%7D/%7Bx%7D/%7By%7D", "0/0/0") + address.search,
    );
    expect([200, 204]).toContain(tile.statusCode);
    for (const name of decodeTile(tile.rawPayload).keys()) {
      expect(answer.vector_layers.map(({ id }) => id)).toContain(name);
    }
  });

  test.each(["exemple.test/x", "a@b.test", 'x"y', "exemple.test:port", "<b>", " "])(
    "does not repeat %j as a host",
    async (host) => {
      const { app } = await testApp();
      const response = await app.inject({ url: `/tiles/${set}.json${query}`, headers: { host } });
      expect(problemOf(response)).toMatchObject({ status: 400, parametre: "Host" });
      expect(response.body).not.toContain(host.trim() === "" ? "http:// /" : host);
    },
  );
});

test("TileJSON keeps the choice of structures", async () => {
  const { get } = await testApp();
  const { tiles } = (await get("/tiles/zones-blanches.json?exclure=bus&minutes=20")).json<TileJson>();
  const { searchParams } = new URL(tiles[0]);
  expect(Object.fromEntries(searchParams)).toEqual({ jeu: "fake-1", minutes: "20", exclure: "bus" });
});

test("no tile holds an e-mail", async () => {
  const { get } = await testApp();
  for (const set of TILE_SETS) {
    const query = set === "isochrones" ? "?structure=1" : "";
    for (let zoom = 0; zoom <= 14; zoom++) {
      const layers = decodeTile((await get(pathOf(set, zoom, STRUCTURES) + query)).rawPayload).values();
      const properties = [...layers].flatMap(({ features }) => features.map((feature) => feature.properties));
      expect(JSON.stringify(properties)).not.toContain("@");
    }
  }
});
