import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type * as BundleModule from "../../../data/bundle/read-bundle.ts";
import type * as DrawModule from "../../../data/export/isochrones/draw-isochrones.ts";
import type * as StudyModule from "../../../isochrones/create-study.ts";
import type * as EngineModule from "../../../isochrones/engines/embedded-engine.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { StructureSelection } from "../../../isochrones/model/structure.ts";
import type * as SearchModule from "../../../isochrones/routing/edge-search.ts";
import type * as TimesModule from "../../../isochrones/routing/point-times.ts";
import type * as SeedsModule from "../../../isochrones/routing/seeds.ts";
import type { CellTimes } from "../../../isochrones/study.ts";
import { type BenchPlaces, pickPlaces, readPlaces } from "../bench-places.ts";
import { coverageWords } from "../coverage-words.ts";
import { repeatInRound, timed } from "../repeat.ts";
import { median } from "../statistics.ts";
import type { ProbeWork, TrenteSpec, TrenteTask } from "./probe-protocol.ts";

const CUTOFF_MINUTES = 30;
/** Closures that are compared with the plain search. */
const CHECKED_CLOSURES = 3;

/** A checkout with its dataset, at work on one task. */
interface Bench {
  readonly modules: Modules;
  readonly spec: TrenteSpec;
  readonly dataset: Dataset;
  readonly places: BenchPlaces;
}

/** Makes our own engine ready for one task. */
export async function openTrenteProbe(spec: TrenteSpec): Promise<ProbeWork> {
  const modules = new Modules(spec.root);
  if (spec.task === "load") return loadWork(modules, spec);
  const { readBundle } = await modules.bundle();
  const bench = { modules, spec, dataset: readBundle(spec.dataset), places: readPlaces(spec.places) };
  return WORK[spec.task](bench);
}

const WORK: Readonly<Record<Exclude<TrenteTask, "load">, (bench: Bench) => Promise<ProbeWork>>> = {
  "coverage-first": coverageFirstWork,
  coverage: coverageWork,
  change: changeWork,
  closure: closureWork,
  isochrone: isochroneWork,
  isochrones: isochronesWork,
  table: tableWork,
};

/** The compiled modules of a checkout, by the names that they have had for long. */
class Modules {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  readonly bundle = async () => this.#load<typeof BundleModule>("data/bundle/read-bundle.js");
  readonly study = async () => this.#load<typeof StudyModule>("isochrones/create-study.js");
  readonly engine = async () => this.#load<typeof EngineModule>("isochrones/engines/embedded-engine.js");
  readonly search = async () => this.#load<typeof SearchModule>("isochrones/routing/edge-search.js");
  readonly seeds = async () => this.#load<typeof SeedsModule>("isochrones/routing/seeds.js");
  readonly isochrones = async () =>
    this.#load<typeof DrawModule>("data/export/isochrones/draw-isochrones.js");
  readonly times = async () => this.#load<typeof TimesModule>("isochrones/routing/point-times.js");

  async #load<Module>(path: string): Promise<Module> {
    return (await import(pathToFileURL(join(this.#root, "dist", path)).href)) as Module;
  }
}

async function loadWork(modules: Modules, { dataset }: TrenteSpec): Promise<ProbeWork> {
  const { readBundle } = await modules.bundle();
  return {
    round: async () => {
      let read: Dataset | null = null;
      const milliseconds = await timed(() => (read = readBundle(dataset)));
      return { milliseconds, answer: (read as Dataset | null)?.id ?? null };
    },
  };
}

/** Once: a second time in one process is no first question. */
async function coverageFirstWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createStudy } = await modules.study();
  return {
    round: async () => {
      const found: CellTimes[] = [];
      const milliseconds = await timed(() => found.push(createStudy(dataset).cellTimes({})));
      return { milliseconds, answer: coverageWords(found[0].deciseconds, places.people) };
    },
  };
}

async function coverageWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createStudy } = await modules.study();
  let last: CellTimes | null = null;
  return {
    check: async () =>
      expectSame(createStudy(dataset).cellTimes({}), await plainCellTimes(modules, dataset, {})),
    round: async () => {
      const milliseconds = await repeatInRound(async () =>
        timed(() => (last = createStudy(dataset).cellTimes({}))),
      );
      return { milliseconds, answer: coverageWords(last?.deciseconds ?? [], places.people) };
    },
  };
}

/** One assumption on who counts is changed in a study that knows the figure. */
async function changeWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createStudy } = await modules.study();
  const selection = selectionThatLeavesOut(dataset);
  let last: CellTimes | null = null;
  return {
    check: async () => {
      const study = createStudy(dataset);
      study.cellTimes({});
      expectSame(study.cellTimes(selection), await plainCellTimes(modules, dataset, selection));
    },
    round: async () => {
      const milliseconds = await repeatInRound(async () => {
        // A study keeps what it has found: each time needs one that has not been asked.
        const study = createStudy(dataset);
        study.cellTimes({});
        return timed(() => (last = study.cellTimes(selection)));
      });
      return { milliseconds, answer: coverageWords(last?.deciseconds ?? [], places.people) };
    },
  };
}

/** One structure after the other closes in a study that knows the figure. */
async function closureWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createStudy } = await modules.study();
  const { structures } = dataset;
  return {
    check: async () => {
      const study = createStudy(dataset);
      for (const structure of places.sampledStructures.slice(0, CHECKED_CLOSURES)) {
        const open = [...structures.keys()].filter((other) => other !== structure);
        const got = study.cellTimesAfter({ closed: [structures[structure].id] });
        expectSame(got, await plainTimesTo(modules, dataset, open));
      }
    },
    round: async () => {
      // A study keeps what it has found: each round needs one that has not been asked.
      const study = createStudy(dataset);
      study.cellTimes({});
      const times: number[] = [];
      let last: CellTimes | null = null;
      for (const structure of places.sampledStructures) {
        const closed = [structures[structure].id];
        times.push(await timed(() => (last = study.cellTimesAfter({ closed }))));
      }
      return {
        milliseconds: median(times),
        answer: coverageWords((last as CellTimes | null)?.deciseconds ?? [], places.people),
      };
    },
  };
}

async function isochroneWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createStudy } = await modules.study();
  const study = createStudy(dataset);
  const ids = places.sampledStructures.map((structure) => dataset.structures[structure].id);
  return {
    round: async () => {
      let letters = 0;
      const times: number[] = [];
      for (const structureId of ids) {
        times.push(await timed(() => (letters += isochroneText(study, structureId).length)));
      }
      return { milliseconds: median(times), answer: `${letters} letters of GeoJSON` };
    },
  };
}

async function isochronesWork({ modules, dataset, spec }: Bench): Promise<ProbeWork> {
  const { drawParts, openIsochronePool } = await modules.isochrones();
  const pool = openIsochronePool(dataset, spec.threads);
  const all = dataset.structures.map(({ id, name }, index) => ({ index, id, name }));
  return {
    round: async () => {
      let bytes = 0;
      const milliseconds = await timed(async () => {
        for await (const { polygons } of drawParts(pool, dataset, all, { minutes: [CUTOFF_MINUTES] }))
          bytes += polygons.length;
      });
      return { milliseconds, answer: `${bytes} bytes of GeoJSON` };
    },
  };
}

async function tableWork({ modules, dataset, places }: Bench): Promise<ProbeWork> {
  const { createEmbeddedEngine } = await modules.engine();
  const engine = createEmbeddedEngine(dataset);
  const from = pickPlaces(places.cells, places.tableCells);
  const to = pickPlaces(places.structures, places.tableStructures);
  return {
    round: async () => {
      const milliseconds = await repeatInRound(async () => timed(async () => engine.table(from, to)));
      return { milliseconds, answer: null };
    },
  };
}

function isochroneText(study: ReturnType<typeof StudyModule.createStudy>, structureId: string): string {
  return JSON.stringify(study.isochrones({ structureId }, [CUTOFF_MINUTES]).map(({ area }) => area));
}

/** Leaves out the first type or format that some structures have and others have not. */
function selectionThatLeavesOut({ structures }: Dataset): StructureSelection {
  for (const kind of ["antenne", "bus", "itinerante", "multisite"] as const) {
    const leftOut = structures.filter(({ type, format }) => type === kind || format === kind).length;
    if (leftOut > 0 && leftOut < structures.length) return { exclude: [kind] };
  }
  throw new Error("all structures are of one type and format: there is nothing to leave out");
}

async function plainCellTimes(
  modules: Modules,
  dataset: Dataset,
  { exclude = [] }: StructureSelection,
): Promise<CellTimes> {
  const counted = [...dataset.structures.keys()].filter((structure) => {
    const { type, format } = dataset.structures[structure];
    return !exclude.includes(type) && !exclude.includes(format);
  });
  return plainTimesTo(modules, dataset, counted);
}

/** The times by one search with a heap from all structures at once: the plain way, whatever a study does. */
async function plainTimesTo(
  modules: Modules,
  { network, structureSnaps, cellSnaps }: Dataset,
  counted: readonly number[],
): Promise<CellTimes> {
  const [{ EdgeSearch }, { makeSeeds }, { timesAtPoints }] = await Promise.all([
    modules.search(),
    modules.seeds(),
    modules.times(),
  ]);
  if (cellSnaps === null) throw new Error("got a dataset without cells, expected some");
  const search = new EdgeSearch(network, "arrival");
  const seeds = makeSeeds(network, structureSnaps, counted);
  search.run(seeds);
  const { durations, nearest } = timesAtPoints(search, seeds, cellSnaps);
  return { deciseconds: durations, nearest };
}

function expectSame(got: CellTimes, expected: CellTimes): void {
  const { deciseconds, nearest } = expected;
  const cell = deciseconds.findIndex(
    (time, at) => got.deciseconds[at] !== time || got.nearest[at] !== nearest[at],
  );
  if (cell < 0 && got.deciseconds.length === deciseconds.length) return;
  throw new Error(
    `cell ${cell}: got ${got.deciseconds[cell]} ds to structure ${got.nearest[cell]}, expected ${deciseconds[cell]} ds to ${nearest[cell]} as by the plain search`,
  );
}
