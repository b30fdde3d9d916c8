import type { ProblemCode } from "../problems.ts";

/** What may be wrong with a scenario. */
export const SCENARIO_PROBLEMS = [
  "scenario.not_saved",
  "state.unavailable",
  "scenario.invalid",
  "scenario.contradiction",
  "scenario.too_many",
  "structure.unknown",
  "point.outside",
  "point.far_from_road",
] as const satisfies readonly ProblemCode[];
