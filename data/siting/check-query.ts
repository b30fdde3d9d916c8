import { snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import { placeCandidates } from "../../isochrones/siting/candidates.ts";
import { checkRules, ImpossibleRulesError, NO_TERRITORY } from "../../isochrones/siting/rules.ts";
import type { Study } from "../../isochrones/study.ts";
import { checkCapacity, findCandidates, floorsOf, type SitingQuery, weightsOf } from "./siting-query.ts";

/**
 * Tells what of a question could not be answered, before anything is computed. Throws `RequestError` that names the field at
 * fault, as a request by HTTP has it. O(cells + candidates).
 */
export function checkQuery(study: Study, query: SitingQuery): void {
  const { candidates, aim } = query;
  study.territory(query.territory ?? "france");
  weightsOf(study, query.weight ?? "people");
  checkCapacity(query);
  if (candidates.length === 0) {
    throw refusal("candidats", "aucun candidat dans ce territoire, attendu un au moins");
  }
  if (aim.kind !== "fewest" && aim.count > candidates.length) {
    throw refusal(
      "nombre",
      `${aim.count} implantations demandées, il n’y a que ${candidates.length} candidats`,
    );
  }
  const forced = findCandidates(candidates, query.forced ?? [], "imposer");
  const forbidden = findCandidates(candidates, query.forbidden ?? [], "interdire");
  const isForbidden = new Set(forbidden);
  const both = forced.find((candidate) => isForbidden.has(candidate));
  if (both !== undefined) {
    throw refusal("imposer", `le candidat « ${candidates[both].id} » est à la fois imposé et interdit`);
  }
  const { dataset } = study;
  const snapper = new Snapper(dataset.network, dataset.snapIndex);
  const [lost] = placeCandidates(
    snapper,
    forced.map((candidate) => candidates[candidate]),
    snapLimitOf(dataset),
  ).withoutRoad;
  if (lost !== undefined) throw refusal("imposer", `le candidat « ${lost.id} » n’a pas de route à proximité`);
  if (aim.kind === "fewest") return;
  if (forced.length > aim.count) {
    throw refusal("nombre", `${forced.length} implantations imposées pour ${aim.count} demandées`);
  }
  checkFloors(study, query, aim.count, { forced, forbidden });
}

function checkFloors(
  study: Study,
  { candidates, floors = [] }: SitingQuery,
  count: number,
  { forced, forbidden }: { readonly forced: readonly number[]; readonly forbidden: readonly number[] },
): void {
  if (floors.length === 0) return;
  const siteFloors = ofFloors(() => floorsOf(study, candidates, floors));
  const isForbidden = new Set(forbidden);
  const possible = floors.map(() => 0);
  siteFloors.territories.forEach((territory, candidate) => {
    if (territory !== NO_TERRITORY && !isForbidden.has(candidate)) possible[territory]++;
  });
  floors.forEach(({ territory, least }, index) => {
    if (possible[index] >= least) return;
    throw refusal(
      "planchers",
      `${least} implantations demandées dans ${territory}, ${possible[index]} candidats y sont possibles`,
    );
  });
  try {
    checkRules({ count, forced, forbidden, floors: siteFloors }, candidates.length);
  } catch (error) {
    if (!(error instanceof ImpossibleRulesError)) throw error;
    throw refusal("planchers", `avec les implantations imposées, ils en demandent plus de ${count}`);
  }
}

/** What is wrong with a territory is wrong with the floors. */
function ofFloors<Found>(find: () => Found): Found {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new RequestError(error.code, "planchers", error.message);
  }
}

function refusal(field: string, why: string): RequestError {
  return new RequestError("siting.impossible", field, `« ${field} » : ${why}`);
}
