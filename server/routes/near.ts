import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { AddressResolver } from "../addresses/address-resolver.ts";
import { NearWriter } from "../near/near-text.ts";
import { checkPoint } from "../points.ts";
import type { NearOrigin } from "../schemas/answers.ts";
import {
  ADDRESS,
  COMMUNE_CODE,
  KINDS,
  MINUTES_MAX,
  parameters,
  POINT,
  SELECTION,
} from "../schemas/parameters.ts";
import { readLeftOut, readSelection } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIMIT_MAX = 20;

const NearQuery = parameters({
  lat: Type.Optional(POINT.lat),
  lon: Type.Optional(POINT.lon),
  adresse: Type.Optional(ADDRESS),
  code_insee: Type.Optional(COMMUNE_CODE),
  limite: Type.Integer({
    minimum: 1,
    maximum: LIMIT_MAX,
    default: 5,
    description: `un nombre entier de structures, de 1 à ${LIMIT_MAX}`,
  }),
  minutes_max: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MINUTES_MAX,
      description: `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
    }),
  ),
  ...SELECTION,
  ...KINDS,
  itineraire: Type.Boolean({ default: false, description: "true ou false" }),
});

type Origin = Omit<NearOrigin, "snapMeters">;

interface Where {
  readonly lat?: number;
  readonly lon?: number;
  readonly adresse?: string;
  readonly code_insee?: string;
}

/** `GET /api/v1/proche`: the structures nearest by road to a point, an address or a commune, as GeoJSON. */
export function nearRoutes(app: App, { study, near, addresses, revalidate, now }: RouteContext): void {
  const { dataset } = study;
  let made: NearWriter | null = null;
  app.get(
    "/api/v1/proche",
    {
      schema: { querystring: NearQuery },
      config: { minutely: true },
      // The geocoder may answer otherwise the next time.
      preHandler: async (request, reply) =>
        request.query.adresse === undefined
          ? revalidate.call(app, request, reply)
          : void reply.header("cache-control", "no-cache"),
    },
    async (request, reply) => {
      const { limite, minutes_max: maxMinutes, itineraire } = request.query;
      const selection = readSelection(request.query, readLeftOut(request.query));
      const origin = await originOf(request.query, addresses);
      checkPoint(dataset.bbox, origin.lon, origin.lat);
      const found = await near.find(origin, { limit: limite, selection, withRoutes: itineraire });
      made ??= new NearWriter(dataset, now);
      return reply.type(GEOJSON_TYPE).send(made.write(origin, found, maxMinutes ?? Infinity));
    },
  );
}

/** Throws `RequestError` where the place is told in no way or in several, and where an address is unknown. */
async function originOf(where: Where, addresses: AddressResolver): Promise<Origin> {
  const { lat, lon, adresse, code_insee: code } = where;
  const ways = [lat ?? lon, adresse, code].filter((way) => way !== undefined).length;
  if (ways > 1) throw tooManyPlaces();
  if (adresse !== undefined) {
    const { addresses: found, geocoder } = await addresses.resolve(adresse, 1);
    if (found.length === 0) throw unknownAddress(adresse);
    return { lon: found[0].lon, lat: found[0].lat, address: found[0], geocoder };
  }
  if (code !== undefined) {
    const match = addresses.byInseeCode(code);
    if (match === null) throw unknownCommune(code);
    return { lon: match.lon, lat: match.lat, address: match };
  }
  if (lat !== undefined && lon !== undefined) return { lon, lat };
  const missing = lat === undefined ? "lat" : "lon";
  throw new RequestError(
    "parameter.missing",
    missing,
    lat === lon
      ? "Un lieu est nécessaire : « lat » et « lon », ou « adresse », ou « code_insee »."
      : `Le paramètre « ${missing} » est nécessaire.`,
  );
}

function tooManyPlaces(): RequestError {
  return new RequestError(
    "parameter.invalid",
    "adresse",
    "Plusieurs lieux ont été donnés : « lat » et « lon », ou « adresse », ou « code_insee », un seul des trois.",
  );
}

function unknownAddress(address: string): RequestError {
  return new RequestError(
    "address.unknown",
    "adresse",
    `Aucun lieu de ce jeu de données ne répond à l’adresse « ${address} ».`,
  );
}

function unknownCommune(code: string): RequestError {
  return new RequestError(
    "commune.unknown",
    "code_insee",
    `Aucune commune « ${code} » dans ce jeu de données.`,
  );
}
