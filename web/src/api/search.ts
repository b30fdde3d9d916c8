import type {
  FoundAddresses,
  NearestAnswer,
  StructuresAnswer,
  TerritoriesAnswer,
} from "../../../server/schemas/answers.ts";
import type { Origin } from "../app/state.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** Territories by name, code or postcode, best first. */
export async function fetchTerritories(
  q: string,
  limite: number,
  signal: AbortSignal,
): Promise<TerritoriesAnswer> {
  return getJson(`/api/v1/territoires${queryOf({ q, limite })}`, signal);
}

/** Addresses where the server has a geocoder, else communes, best first. */
export async function fetchAddresses(
  q: string,
  limite: number,
  signal: AbortSignal,
): Promise<FoundAddresses> {
  return getJson(`/api/v1/adresses${queryOf({ q, limite })}`, signal);
}

/** Structures by words of their name or place. */
export async function fetchNamedStructures(
  q: string,
  limite: number,
  signal: AbortSignal,
): Promise<StructuresAnswer> {
  return getJson(`/api/v1/structures${queryOf({ q, limite })}`, signal);
}

/** The structures nearest by road to a place, with the ways there. @param counted of `countedParameters` */
export async function fetchNear(
  { lat, lon }: Origin,
  limite: number,
  counted: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<NearestAnswer> {
  return getJson(`/api/v1/proche${queryOf({ lat, lon, limite, itineraire: true, ...counted })}`, signal);
}
