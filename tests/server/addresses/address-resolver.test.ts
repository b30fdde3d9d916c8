import { describe, expect, test } from "vitest";

import { AddressResolver } from "../../../server/addresses/address-resolver.ts";
import type { AddressResolverOptions } from "../../../server/addresses/address-resolver.ts";
import type { GeocoderUnavailable } from "../../../server/addresses/geocoder.ts";
import { type Geocoder } from "../../../server/addresses/geocoder.ts";
import { OfflinePlaces } from "../../../server/addresses/offline-places.ts";
import type { AddressMatch } from "../../../server/schemas/answers.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { answerWell, type Handler, RUE_FESCH_MATCH, serveGeocoder } from "./fake-geocoder.ts";

const AJACCIO = miniCommune("2A004", { name: "Ajaccio", postcodes: ["20000"], legalPopulation: 70_000 });
const places = new OfflinePlaces({
  cells: miniCells(squares([[0, 0]]).map((plan) => ({ ...plan, commune: 0 }))),
  communes: [AJACCIO],
  communeShapes: [null],
});
const CORSICA = { fictitious: false, bbox: [8.5, 41.3, 9.6, 43.1] } as const;
const OFFLINE = { source: "communes", precision: "commune", communeCode: "2A004" };

/** Answers with the same places whatever is asked. */
function fixedGeocoder(
  ...matches: readonly AddressMatch[]
): Geocoder & { readonly asked: [string, number][] } {
  const asked: [string, number][] = [];
  return {
    asked,
    find: async (text, limit) => {
      asked.push([text, limit]);
      return matches;
    },
  };
}

function resolver(options: Partial<AddressResolverOptions> = {}): AddressResolver {
  return new AddressResolver({ places, geocoder: null, dataset: CORSICA, ...options });
}

describe("with a geocoder", () => {
  test("its places are the answer, in its order", async () => {
    const second = { ...RUE_FESCH_MATCH, label: "14 Rue Fesch", score: 0.9 };
    const geocoder = fixedGeocoder(RUE_FESCH_MATCH, second);
    expect(await resolver({ geocoder }).resolve("rue Fesch Ajaccio", 5)).toEqual({
      addresses: [RUE_FESCH_MATCH, second],
      geocoder: "answered",
    });
    expect(geocoder.asked).toEqual([["rue Fesch Ajaccio", 20]]);
    expect((await resolver({ geocoder }).resolve("rue Fesch Ajaccio", 1)).addresses).toEqual([
      RUE_FESCH_MATCH,
    ]);
  });

  test.each([[[]], [[{ ...RUE_FESCH_MATCH, lon: 2.35, lat: 48.85 }]]])(
    "that knows nothing in the dataset, the communes answer",
    async (matches) => {
      const answer = await resolver({ geocoder: fixedGeocoder(...matches) }).resolve("rue Fesch Ajaccio", 5);
      expect(answer).toMatchObject({ addresses: [OFFLINE], geocoder: "answered" });
    },
  );

  test("it is not asked for codes that are known, nor in a made-up territory", async () => {
    const geocoder = fixedGeocoder(RUE_FESCH_MATCH);
    const real = resolver({ geocoder });
    expect(await real.resolve("20000", 5)).toMatchObject({ addresses: [OFFLINE], geocoder: "unused" });
    expect(await real.resolve("2a004", 5)).toMatchObject({ addresses: [OFFLINE], geocoder: "unused" });
    const fictitious = resolver({ geocoder, dataset: { ...CORSICA, fictitious: true } });
    expect(await fictitious.resolve("Ajaccio", 5)).toMatchObject({
      addresses: [OFFLINE],
      geocoder: "unused",
    });
    expect(geocoder.asked).toEqual([]);
  });

  test("a fault that is not its unavailability is not hidden", async () => {
    const geocoder: Geocoder = { find: () => Promise.reject(new TypeError("a fault of ours")) };
    await expect(resolver({ geocoder }).resolve("Ajaccio", 5)).rejects.toThrow(TypeError);
  });
});

test("without a geocoder the communes answer", async () => {
  expect(await resolver().resolve("Ajaccio", 5)).toMatchObject({ addresses: [OFFLINE], geocoder: "unused" });
  expect(await resolver().resolve("nulle part", 5)).toEqual({ addresses: [], geocoder: "unused" });
  expect(resolver().byInseeCode("2A004")).toMatchObject(OFFLINE);
  expect(resolver().byInseeCode("2A005")).toBeNull();
});

const TROUBLES: Readonly<Record<string, Handler>> = {
  "is slow": () => {},
  "asks for patience": (response) => response.writeHead(429, { "retry-after": "60" }).end(),
  "is down": (response) => response.writeHead(500).end(),
  "answers HTML": (response) => response.writeHead(200).end("<html>"),
};

describe("with a service that", () => {
  test("answers, an address has a door", async () => {
    const { geocoder } = await serveGeocoder(answerWell);
    const { addresses } = await resolver({ geocoder }).resolve("12 rue Fesch", 5);
    expect(addresses).toEqual([RUE_FESCH_MATCH]);
  });

  test.each(Object.entries(TROUBLES))(
    "%s, the communes answer in time, and the operator knows",
    async (_, handle) => {
      const { geocoder } = await serveGeocoder(handle, { timeoutMilliseconds: 200 });
      const troubles: GeocoderUnavailable[] = [];
      const asking = resolver({ geocoder, onTrouble: (trouble) => troubles.push(trouble) });
      const began = performance.now();
      const answer = await asking.resolve("12 rue Fesch 20000 Ajaccio", 5);
      expect(answer).toMatchObject({ addresses: [OFFLINE], geocoder: "unavailable" });
      // The limit, and what a busy machine adds.
      expect(performance.now() - began).toBeLessThan(1500);
      expect(troubles).toHaveLength(1);
    },
  );
});
