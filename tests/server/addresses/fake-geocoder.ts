import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

import { GeoplateformeGeocoder } from "../../../server/addresses/geoplateforme-geocoder.ts";
import type { GeoplateformeOptions } from "../../../server/addresses/geoplateforme-geocoder.ts";
import type { AddressMatch } from "../../../server/schemas/answers.ts";
import { listen, sendJson } from "../../helpers/fake-osrm.ts";

/** A result as the service writes it, with the members that are read and some that are not. */
export const RUE_FESCH = {
  type: "Feature",
  geometry: { type: "Point", coordinates: [8.7376, 41.9213] },
  properties: {
    label: "12 Rue Cardinal Fesch 20000 Ajaccio",
    score: 0.87,
    housenumber: "12",
    postcode: "20000",
    citycode: "2A004",
    city: "Ajaccio",
    type: "housenumber",
    importance: 0.6,
  },
};

export const RUE_FESCH_MATCH: AddressMatch = {
  label: "12 Rue Cardinal Fesch 20000 Ajaccio",
  score: 0.87,
  precision: "adresse",
  source: "geoplateforme",
  communeCode: "2A004",
  lon: 8.7376,
  lat: 41.9213,
};

export function collection(...features: readonly unknown[]): unknown {
  return { type: "FeatureCollection", features, query: "…" };
}

export type Handler = (response: ServerResponse, attempt: number, request: IncomingMessage) => void;

export const answerWell: Handler = (response) => sendJson(response, 200, collection(RUE_FESCH));

export interface ServedGeocoder {
  readonly geocoder: GeoplateformeGeocoder;
  readonly url: string;
  /** Addresses asked for, in order. */
  readonly requests: readonly string[];
  /** How many requests were in hand at once, at most. */
  readonly mostAtOnce: () => number;
}

/** A local service that answers as told, and a geocoder that asks it. */
export async function serveGeocoder(
  handle: Handler,
  options: GeoplateformeOptions = {},
): Promise<ServedGeocoder> {
  const requests: string[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const { url, close } = await listen((request, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    response.on("close", () => atOnce--);
    handle(response, requests.push(request.url ?? "") - 1, request);
  });
  onTestFinished(close);
  const geocoder = new GeoplateformeGeocoder(`${url}/geocodage`, options);
  return { geocoder, url, requests, mostAtOnce: () => mostAtOnce };
}
