import { join } from "node:path";

import { expect, test } from "vitest";

import { mergePbfFiles } from "../../../data/osm/merge-pbf.ts";
import { frame, headerFrame, pbfFile, readObjects, type OsmWorld } from "../../helpers/osm-pbf.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";

const place = (id: number): { id: number; lon: number; lat: number } => ({ id, lon: id / 100, lat: 1 });
const road = (id: number, ...refs: number[]) => ({ id, refs, tags: { highway: "primary", name: `${id}` } });
const ban = (id: number, ...ways: number[]) => ({
  id,
  members: ways.map((ref) => ({ type: "way" as const, ref, role: "from" })),
  tags: { type: "restriction" },
});

async function merged(...worlds: OsmWorld[]): ReturnType<typeof readObjects> {
  const paths: string[] = [];
  for (const [index, world] of worlds.entries()) paths.push(await pbfFile(world, `${index}.osm.pbf`));
  const out = join(tempFolder(), "tout.osm.pbf");
  await mergePbfFiles(paths, out);
  return readObjects(out);
}

test("each object of two neighbouring extracts is there once, by ascending id", async () => {
  const { nodes, ways, relations } = await merged(
    {
      nodes: [place(1), place(3), place(5)],
      ways: [road(10, 1, 3), road(30, 3, 5)],
      relations: [ban(7, 10)],
    },
    {
      nodes: [place(2), place(3)],
      ways: [road(20, 2, 3), road(30, 3, 5)],
      relations: [ban(7, 10), ban(9, 20)],
    },
  );
  expect(nodes.map(({ id }) => id)).toEqual([1, 2, 3, 5]);
  expect(nodes.map(({ lon, lat }) => [lon, lat])).toEqual([1, 2, 3, 5].map((id) => [id * 1e7, 1e9]));
  expect(ways.map(({ id, refs }) => [id, ...refs])).toEqual([
    [10, 1, 3],
    [20, 2, 3],
    [30, 3, 5],
  ]);
  expect(ways.map(({ tags }) => Object.fromEntries(tags)["name"])).toEqual(["10", "20", "30"]);
  expect(relations.map(({ id, members }) => [id, ...members.map(({ ref }) => ref)])).toEqual([
    [7, 10],
    [9, 20],
  ]);
});

test("of a way that an extract cuts at its border, the longer one is kept, whichever file has it", async () => {
  const cut = { nodes: [place(1), place(2)], ways: [road(10, 1, 2)] };
  const whole = { nodes: [place(1), place(2), place(3)], ways: [road(10, 1, 2, 3)] };
  for (const worlds of [
    [cut, whole],
    [whole, cut],
  ]) {
    const { ways } = await merged(...worlds);
    expect(ways.map(({ refs }) => refs)).toEqual([[1, 2, 3]]);
  }
});

test("ids that do not ascend are refused, with the file", async () => {
  const path = await pbfFile({ nodes: [place(2), place(1)] }, "melange.osm.pbf");
  await expect(mergePbfFiles([path, path], join(tempFolder(), "tout.osm.pbf"))).rejects.toThrow(
    /^melange\.osm\.pbf@\d+: got node 1 after 2, expected ascending ids/u,
  );
});

test("a file that is cut or missing is refused", async () => {
  const good = await pbfFile({ nodes: [place(1)] });
  const out = join(tempFolder(), "tout.osm.pbf");
  const cut = tempFile(
    "coupe.osm.pbf",
    Buffer.concat([headerFrame(), frame("OSMData", Buffer.alloc(9)).subarray(0, 7)]),
  );
  await expect(mergePbfFiles([good, cut], out)).rejects.toThrow(/^coupe\.osm\.pbf@/u);
  await expect(mergePbfFiles([good, "/nowhere.osm.pbf"], out)).rejects.toThrow(
    "nowhere.osm.pbf: cannot be opened",
  );
});
