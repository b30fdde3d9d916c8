import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

import { mapInOrder } from "../../../workers/map-in-order.ts";
import { WorkerPool } from "../../../workers/pool.ts";
import { PbfWriter } from "../../osm/pbf/pbf-writer.ts";
import { pauseBetweenStages } from "../../progress.ts";
import type { Progress } from "../../progress.ts";
import { COLLECTION_END, COLLECTION_START } from "../communes-geojson.ts";
import { DESK_HEADER } from "../desks-csv.ts";
import { INDICATOR_HEADER, STRAY_INDICATORS } from "../indicators-csv.ts";
import { CELL_HEADER } from "../population-csv.ts";
import type { DemoCounts } from "../readme.ts";
import { ROADS_HEADER } from "../roads-pbf.ts";
import type { CountryPlan } from "./country-plan.ts";
import { planCountry } from "./country.ts";
import type { Country } from "./country.ts";
import type { DrawnPays } from "./draw-pays.ts";
import { createGridPlane } from "./grid-plane.ts";
import { tasks } from "./tasks.ts";

/** Drawing makes many small objects that live for a stage: with room for them, fewer are copied to and fro. */
const YOUNG_GENERATION_MEGABYTES = 96;

export interface CountryOptions {
  readonly seed: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** As many as the machine has cores if not given; 0: none but the caller's. The files are the same. */
  readonly threads?: number | undefined;
}

interface Paths {
  readonly roads: string;
  readonly structures: string;
  readonly population: string;
  readonly communes: string;
  readonly indicators: string;
}

/** Draws a country pays by pays and appends each to the files, so that memory holds a few of them at a time. */
export async function writeCountry(
  plan: CountryPlan,
  paths: Paths,
  { seed, progress, signal, threads }: CountryOptions,
): Promise<DemoCounts> {
  progress.stage("plan");
  const country = planCountry(plan, seed);
  await pauseBetweenStages(signal);
  progress.stage("routes et habitants");
  const pool = new WorkerPool(tasks, {
    shared: country,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MEGABYTES },
    ...(threads === undefined ? {} : { threads }),
  });
  const files = await CountryFiles.create(paths, country);
  try {
    const drawn = mapInOrder(
      country.pays.keys(),
      (index, aborted) => pool.run("draw", index, { signal: aborted }),
      {
        limit: pool.width + 2,
        signal,
      },
    );
    for await (const pays of drawn) {
      const { people } = await files.append(pays);
      progress.advance(people, plan.population, "habitants");
    }
    progress.stage("assemblage des routes");
    return await files.end();
  } finally {
    await files.close();
    await pool.close();
  }
}

type OpenFiles = Readonly<Record<keyof Paths | "ways" | "relations", FileHandle>>;

/** The five files as they grow. Ways and relations wait in files of their own until all nodes are written. */
class CountryFiles {
  readonly #paths: Paths;
  readonly #files: OpenFiles;
  #counts: DemoCounts | null = null;

  private constructor(paths: Paths, files: OpenFiles) {
    this.#paths = paths;
    this.#files = files;
  }

  static async create(paths: Paths, country: Country): Promise<CountryFiles> {
    const files = {
      roads: await open(paths.roads, "w"),
      structures: await open(paths.structures, "w"),
      population: await open(paths.population, "w"),
      communes: await open(paths.communes, "w"),
      indicators: await open(paths.indicators, "w"),
      ways: await open(`${paths.roads}.ways`, "w"),
      relations: await open(`${paths.roads}.relations`, "w"),
    };
    const writer = new PbfWriter(async (bytes) => files.roads.writeFile(bytes));
    await writer.header({ bbox: boundsOf(country), ...ROADS_HEADER });
    await files.structures.writeFile(DESK_HEADER);
    await files.population.writeFile(CELL_HEADER);
    await files.communes.writeFile(COLLECTION_START);
    await files.indicators.writeFile(INDICATOR_HEADER);
    return new CountryFiles(paths, files);
  }

  /** Returns the counts so far. */
  async append({ blocks, structures, cells, communes, indicators, counts }: DrawnPays): Promise<DemoCounts> {
    const files = this.#files;
    if (this.#counts !== null && communes.length > 0) await files.communes.writeFile(",\n");
    await files.communes.writeFile(communes);
    await files.roads.writeFile(blocks.nodes);
    await files.ways.writeFile(blocks.ways);
    await files.relations.writeFile(blocks.relations);
    await files.structures.writeFile(structures);
    await files.indicators.writeFile(indicators);
    await files.population.writeFile(cells);
    this.#counts = this.#counts === null ? counts : sum(this.#counts, counts);
    return this.#counts;
  }

  /** Sets ways and relations behind the nodes. */
  async end(): Promise<DemoCounts> {
    await this.#files.communes.writeFile(COLLECTION_END);
    await this.#files.indicators.writeFile(STRAY_INDICATORS);
    for (const kind of ["ways", "relations"] as const)
      for await (const bytes of createReadStream(`${this.#paths.roads}.${kind}`))
        await this.#files.roads.writeFile(bytes as Uint8Array);
    if (this.#counts === null) throw new Error("a country without a pays was written");
    return this.#counts;
  }

  async close(): Promise<void> {
    for (const file of Object.values(this.#files)) await file.close();
    for (const kind of ["ways", "relations"]) await rm(`${this.#paths.roads}.${kind}`, { force: true });
  }
}

function sum(a: DemoCounts, b: DemoCounts): DemoCounts {
  const keys = Object.keys(a) as (keyof DemoCounts)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as DemoCounts;
}

/** The whole plane, so that the header can be written before the roads are known. */
function boundsOf({ plan, pays }: Country): [number, number, number, number] {
  const plane = createGridPlane(plan.center);
  const bounds: [number, number, number, number] = [180, 90, -180, -90];
  for (const { window } of pays) {
    for (const x of [window.west, window.east]) {
      for (const y of [window.south, window.north]) {
        const [lon, lat] = plane.toLonLat([x * plan.stepMeters, y * plan.stepMeters]);
        bounds[0] = Math.min(bounds[0], lon);
        bounds[1] = Math.min(bounds[1], lat);
        bounds[2] = Math.max(bounds[2], lon);
        bounds[3] = Math.max(bounds[3], lat);
      }
    }
  }
  return bounds;
}
