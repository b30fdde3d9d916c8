import { setTimeout as wait } from "node:timers/promises";

import { openBundle } from "../../../data/bundle/read-bundle.ts";
import { withDataset } from "../../../data/depot/resolve-dataset.ts";
import { InputError } from "../../../data/input-error.ts";
import { startTrenteServer } from "../../bench/peers/trente-server.ts";
import { withScope } from "../../bench/scope.ts";
import { askFirst, askViews } from "../../bench/tiles/ask-tiles.ts";
import { tileReport } from "../../bench/tiles/tile-report.ts";
import { walkMap } from "../../bench/tiles/walk.ts";
import type { Terminal } from "../../cli/command.ts";
import { readOptions, requiredOption, wholeNumberOption } from "../../cli/options.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { DEFAULT_SEED } from "./defaults.ts";

const DEFAULT_VIEWS = 150;
const MOST_VIEWS = 100_000;
/** After so long a country's tables are made, too, which would slow down what is measured. */
const DEFAULT_WARM_SECONDS = 90;

/** `trente bench tiles`: how long uncached tiles take on a walk over the map, and how large they are. */
export async function runTiles(args: readonly string[], terminal: Terminal): Promise<void> {
  const values = readOptions(args, {
    dataset: { type: "string" },
    views: { type: "string" },
    seed: { type: "string" },
    warm: { type: "string" },
  });
  const dataset = requiredOption(values, "dataset");
  const viewCount = wholeNumberOption(values, "views", DEFAULT_VIEWS, [1, MOST_VIEWS]);
  const seed = wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]);
  const warmSeconds = wholeNumberOption(values, "warm", DEFAULT_WARM_SECONDS, [0, 3600]);
  const { structures, bbox } = withDataset(dataset, openBundle);
  if (structures.length === 0) {
    throw new InputError("bench.tiles.structures", dataset, "has no structures, expected some to walk to");
  }
  const views = walkMap({ structures, bbox }, viewCount, seed);
  const { signal } = terminal;
  await withScope(async (scope) => {
    const url = (await startTrenteServer(projectRoot(), dataset, scope, signal)).replace(/\/osrm$/u, "");
    for (const { set, zoom, milliseconds } of await askFirst(url, views[0])) {
      terminal.err(`première tuile ${set} (niveau ${zoom}) dès le départ : ${milliseconds.toFixed(0)} ms\n`);
    }
    await wait(warmSeconds * 1000, undefined, { signal });
    await terminal.out(tileReport(await askViews(url, views, signal)));
  });
}
