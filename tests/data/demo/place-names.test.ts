import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { namePlaces } from "../../../data/demo/place-names.ts";
import type { Place } from "../../../data/demo/places.ts";
import { Random } from "../../../data/demo/random.ts";

test("no invented name is a real commune's, whatever the seed", () => {
  const real = realCommuneNames();
  for (let seed = 0; seed < 40; seed++) {
    const names = namePlaces(Array.from({ length: 250 }, somePlace), new Random(seed));
    expect(new Set(names).size).toBe(names.length);
    expect(
      names.filter((name) => real.has(name)),
      `seed ${seed}`,
    ).toEqual([]);
  }
});

function realCommuneNames(): Set<string> {
  const manifest = createRequire(import.meta.url).resolve("@etalab/decoupage-administratif/package.json");
  const text = readFileSync(join(dirname(manifest), "data", "communes.json"), "utf8");
  return new Set((JSON.parse(text) as { nom: string }[]).map(({ nom }) => nom));
}

function somePlace(): Place {
  return { rank: "village", cell: 0, point: [0, 0], onIsland: false, people: 300, radiusMeters: 200 };
}
