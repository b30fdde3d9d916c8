import type { CandidateChoice } from "../../../data/siting/choose-candidates.ts";
import { UsageError } from "../../cli/command.ts";

const GRID = /^grille:(\d+(?:\.\d+)?)km$/u;
const LEAST_GRID_KILOMETERS = 1;

/** What `--candidats` names. @throws UsageError for a grid that is none */
export function readCandidateChoice(what: string): CandidateChoice {
  if (what === "communes") return { kind: "communes" };
  if (!what.startsWith("grille:")) return { kind: "file", file: what };
  const kilometers = Number(GRID.exec(what)?.[1] ?? Number.NaN);
  if (kilometers >= LEAST_GRID_KILOMETERS) return { kind: "grid", kilometers };
  throw new UsageError(
    `option --candidats: got "${what}", expected a grid of 1 km or more such as grille:5km`,
  );
}
