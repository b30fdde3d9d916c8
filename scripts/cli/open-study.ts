import { openBundle } from "../../data/bundle/read-bundle.ts";
import { withDataset } from "../../data/depot/resolve-dataset.ts";
import { selectionKey, selectStructures } from "../../isochrones/accessibility/selection.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { type CellTimes, NO_STRUCTURE, type Study } from "../../isochrones/study.ts";
import type { Terminal } from "./command.ts";
import { defaultWorkFolder, type EngineChoice, openEngine } from "./open-engine.ts";
import { requiredOption, type Values } from "./options.ts";
import { withProgress } from "./terminal-progress.ts";

/** Opens the dataset that `--dataset` names: a bundle, or a depot for the one that it has in service. */
export function openStudy(values: Values): Study {
  return createStudy(withDataset(requiredOption(values, "dataset"), openBundle));
}

/** Who computes the times of a study, and where its unfinished work is kept. */
export interface StudyEngine {
  readonly choice: EngineChoice;
  /** null for the system's own place. */
  readonly workFolder: string | null;
}

/** The same dataset with the times of one selection by the engine that was chosen. Long for a remote one. */
export async function openStudyWith(
  values: Values,
  { choice, workFolder }: StudyEngine,
  selection: StructureSelection,
  terminal: Terminal,
): Promise<Study> {
  const dataset = withDataset(requiredOption(values, "dataset"), openBundle);
  if (choice.kind === "embedded" || dataset.cells === null) return createStudy(dataset);
  const folder = workFolder ?? defaultWorkFolder(terminal);
  const work = folder === null ? null : { folder, key: `${dataset.id} ${selectionKey(selection)}` };
  const { cells } = dataset;
  const { counted } = selectStructures(dataset.structures, selection);
  const structures = placesOfStructures(dataset, counted);
  const { name, times } = await withProgress(terminal, async (progress) => {
    const { signal } = terminal;
    const engine = await openEngine(choice, dataset, { progress, signal, work });
    progress.stage(`temps du moteur ${engine.name}`);
    const found = await engine.cellTimes(cells, structures, {
      signal,
      onProgress: (done, total) => progress.advance(done, total, "carreaux"),
    });
    return { name: engine.name, times: found };
  });
  return createStudy(dataset, { engine: name, selection, times: byStructure(times, counted) });
}

function placesOfStructures(
  { structures }: Dataset,
  counted: readonly number[],
): { lons: number[]; lats: number[] } {
  return {
    lons: counted.map((structure) => structures[structure].lon),
    lats: counted.map((structure) => structures[structure].lat),
  };
}

/** Places in a list of counted structures, as indices into all of them. */
function byStructure({ deciseconds, nearest }: CellTimes, counted: readonly number[]): CellTimes {
  return {
    deciseconds,
    nearest: nearest.map((place) => (place === NO_STRUCTURE ? NO_STRUCTURE : counted[place])),
  };
}
