import type { Study } from "../../isochrones/study.ts";
import { OsrmRoads } from "../osrm/drivable.ts";
import { answerNearest } from "../osrm/nearest.ts";
import type { OsrmRequest } from "../osrm/request.ts";
import { answerRoute } from "../osrm/route.ts";
import { answerTable } from "../osrm/table.ts";

export interface OsrmQuestion {
  readonly request: OsrmRequest;
  /** As osrm-routed's: so many sources times as many destinations. */
  readonly maxTableSize: number;
}

/** Most who serve a map never ask: made with the first question. */
const roadsOf = new WeakMap<Study, OsrmRoads>();

/** What OSRM answers, as its JSON. Throws `OsrmRefusal` for what it refuses. */
export function answerOsrm(study: Study, { request, maxTableSize }: OsrmQuestion): string {
  const roads = roadsOf.get(study) ?? new OsrmRoads(study.dataset);
  roadsOf.set(study, roads);
  return JSON.stringify(answerService(roads, request, maxTableSize));
}

function answerService(roads: OsrmRoads, request: OsrmRequest, maxTableSize: number): unknown {
  if (request.service === "nearest") return answerNearest(roads, request);
  if (request.service === "table") return answerTable(roads, request, maxTableSize);
  return answerRoute(roads, request);
}
