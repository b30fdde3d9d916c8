import { expect, test } from "vitest";

import { readAnswer } from "../../../../server/addresses/geoplateforme/answer.ts";
import { collection, RUE_FESCH, RUE_FESCH_MATCH } from "../fake-geocoder.ts";

type Properties = Readonly<Record<string, unknown>>;

function withProperties(changes: Properties): unknown {
  return { ...RUE_FESCH, properties: { ...RUE_FESCH.properties, ...changes } };
}

function withPoint(geometry: unknown): unknown {
  return { ...RUE_FESCH, geometry };
}

test.each([
  ["housenumber", "adresse"],
  ["street", "rue"],
  ["locality", "rue"],
  ["municipality", "commune"],
])("a %s is as precise as « %s »", (type, precision) => {
  expect(readAnswer(collection(withProperties({ type })))).toMatchObject([{ precision }]);
});

test("keeps the service's order, a score of 1 at most, and labels of one line", () => {
  const [first, second] = [
    withProperties({ score: 1.02, label: " Corte\u0000\n " }),
    withProperties({ score: 0 }),
  ];
  expect(readAnswer(collection(second, first))).toMatchObject([{ score: 0 }, { score: 1, label: "Corte" }]);
});

const UNUSABLE: readonly unknown[] = [
  null,
  [],
  "Feature",
  { type: "Feature" },
  { ...RUE_FESCH, properties: null },
  withProperties({ label: undefined }),
  withProperties({ label: " " }),
  withProperties({ label: 12 }),
  withProperties({ label: "a".repeat(301) }),
  withProperties({ score: "0.9" }),
  withProperties({ score: -1 }),
  withProperties({ score: null }),
  withProperties({ citycode: "2A0041" }),
  withProperties({ citycode: 20004 }),
  withProperties({ citycode: "../.." }),
  withProperties({ type: "poi" }),
  withProperties({ type: "constructor" }),
  withPoint(null),
  withPoint({ type: "LineString", coordinates: [[8.7, 41.9]] }),
  withPoint({ type: "Point", coordinates: [8.7] }),
  withPoint({ type: "Point", coordinates: ["8.7", "41.9"] }),
  withPoint({ type: "Point", coordinates: [8.7, 91] }),
  withPoint({ type: "Point", coordinates: { 0: 8.7, 1: 41.9 } }),
];

test.each(UNUSABLE.map((feature) => [JSON.stringify(feature).slice(0, 60), feature]))(
  "passes over %s",
  (_, feature) => {
    expect(readAnswer(collection(feature, RUE_FESCH))).toEqual([RUE_FESCH_MATCH]);
    expect(readAnswer(collection(feature))).toBeNull();
  },
);

test.each([
  undefined,
  null,
  [],
  "x",
  {},
  { features: [] },
  { type: "FeatureCollection" },
  { type: "FeatureCollection", features: { length: 0 } },
  { type: "Feature", features: [] },
])("%j is no answer", (body) => {
  expect(readAnswer(body)).toBeNull();
});

test("no results are an answer", () => {
  expect(readAnswer(collection())).toEqual([]);
});
