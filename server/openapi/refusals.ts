import { PROBLEM_KINDS } from "../problems.ts";
import type { ProblemCode, ProblemKind } from "../problems.ts";
import type { DescribedRoute } from "./route-book.ts";

/** What any checked parameter may be. */
const OF_PARAMETERS: readonly ProblemCode[] = ["parameter.invalid", "parameter.unknown", "parameter.missing"];
/** What any address may answer. */
const OF_ALL: readonly ProblemCode[] = ["rate.exceeded", "server.failed", "server.not_ready"];
/** What a body may be: too long, or of another type. */
const OF_BODIES: readonly ProblemKind[] = [413, 415].map((status) => ({
  ...PROBLEM_KINDS["request.refused"],
  status,
}));

/** The problems that a route may answer, by status, ascending; each kind once. */
export function refusalsOf({
  description,
  isChecked,
  params,
  query,
}: DescribedRoute): Map<number, ProblemKind[]> {
  const needsSome = [params, query].some(({ required = [] }) => required.length > 0);
  const ofParameters = OF_PARAMETERS.filter((code) => code !== "parameter.missing" || needsSome);
  const codes = [...(isChecked ? ofParameters : []), ...(description.problems ?? []), ...OF_ALL];
  const all = [
    ...codes.map((code) => PROBLEM_KINDS[code]),
    ...(description.body === undefined ? [] : OF_BODIES),
  ];
  const kinds = [...new Map(all.map((kind) => [`${kind.status} ${kind.slug}`, kind])).values()];
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds.sort((a, b) => a.status - b.status)) {
    byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), kind]);
  }
  return byStatus;
}
