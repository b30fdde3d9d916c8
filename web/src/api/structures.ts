import type { CatchmentAnswer } from "../../../server/schemas/answers.ts";
import type { ClosureAnswer } from "../../../server/schemas/figure-answers.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** The people for whom a structure is the nearest. @param counted of `countedParameters` */
export async function fetchCatchment(
  id: string,
  counted: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<CatchmentAnswer> {
  return getJson(`/api/v1/structures/${encodeURIComponent(id)}/bassin${queryOf(counted)}`, signal);
}

/** Who would lose what if a structure closed. @param counted of `countedParameters` */
export async function fetchClosure(
  id: string,
  minutes: readonly number[],
  counted: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ClosureAnswer> {
  const path = `/api/v1/structures/${encodeURIComponent(id)}/fermeture`;
  return getJson(`${path}${queryOf({ minutes: minutes.join(","), ...counted })}`, signal);
}
