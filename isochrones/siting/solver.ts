import loadHighs, { type Highs, type ModelData } from "highs";

/** HiGHS sums in double precision and calls numbers whole within a millionth. */
export const TOLERANCE = 1e-6;

let loading: Promise<Highs> | null = null;

/** The compiled solver, once for each thread. */
export async function loadedHighs(): Promise<Highs> {
  loading ??= loadHighs();
  return loading;
}

export interface SolveOptions {
  /** So many columns, the first, are 1 where a site is chosen. */
  readonly siteCount: number;
  /** Values of all columns to start from. */
  readonly startValues: Float64Array;
  readonly timeLimitSeconds: number;
}

export interface SolvedProgram {
  /** Empty where the time was over before a choice was found. */
  readonly sites: readonly number[];
  /** No choice is worth more, or less where the least is sought. */
  readonly bound: number;
  readonly isProven: boolean;
}

/** Solves a choice of sites by branch and cut, on one thread. It holds the calling one until it is solved or the time is over. */
export async function solveProgram(
  program: (highs: Highs) => ModelData,
  { siteCount, startValues, timeLimitSeconds }: SolveOptions,
): Promise<SolvedProgram> {
  const highs = await loadedHighs();
  return highs.withModel(program(highs), (solver) => {
    solver.options.set({ mip_rel_gap: 0, mip_abs_gap: TOLERANCE, time_limit: timeLimitSeconds });
    solver.setSolution({ colValue: startValues });
    const { modelStatus } = solver.run();
    const { optimal, timeLimit } = highs.constants.modelStatus;
    if (modelStatus !== optimal && modelStatus !== timeLimit) {
      throw new Error(`HiGHS ended with model status ${modelStatus}`);
    }
    const { colValue } = solver.getSolution();
    const sites: number[] = [];
    for (let site = 0; site < siteCount; site++) if (colValue[site] > 0.5) sites.push(site);
    return {
      sites,
      bound: Number(solver.info.get("mip_dual_bound")),
      isProven: modelStatus === optimal,
    };
  });
}
