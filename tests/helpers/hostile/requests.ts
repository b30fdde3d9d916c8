import type { RouteOptions } from "fastify";

import { HOSTILE_VALUES } from "./values.ts";

/** What of a JSON schema decides which values are tried. */
interface ParameterSchema {
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
}

/** Values that fit, of parameters that have to be there or that a path is made of. */
const FITTING: Readonly<Record<string, string>> = {
  lat: "42",
  lon: "9",
  id: "1",
  z: "0",
  x: "0",
  y: "0",
  q: "commune",
  collectionId: "structures",
  featureId: "1",
};

/** Names that nobody gave to a parameter. */
const STRAY_NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "%00",
  "a[b]",
  "a[__proto__]",
  "%F0%9F%98%80",
  "",
];

/** Every parameter of a route that reads, with every value that it is not made for. */
export function hostileReads(route: RouteOptions): string[] {
  const paths = objectSchema(route.schema?.params);
  const queries = objectSchema(route.schema?.querystring);
  const path = (changed: string | null, value: string): string =>
    route.url.replaceAll(/:(\w+)/gu, (_, name: string) =>
      name === changed ? value : (FITTING[name] ?? "1"),
    );
  const own = path(null, "");
  const query = (left: string, more: string): string => {
    const needed = (queries.required ?? [])
      .filter((name) => name !== left)
      .map((name) => `${name}=${fittingValue(name, queries.properties?.[name])}`);
    return `${own}?${[...needed, more].join("&")}`;
  };
  const inPath = [...route.url.matchAll(/:(\w+)/gu)].map(([, name]) => name);
  return [
    query("", "").replace(/\?$/u, ""),
    ...[...new Set([...inPath, ...Object.keys(paths.properties ?? {})])].flatMap((name) =>
      HOSTILE_VALUES.map((value) => path(name, value)),
    ),
    ...Object.entries(queries.properties ?? {}).flatMap(([name, schema]) => {
      const fit = fittingValue(name, schema);
      return [
        ...HOSTILE_VALUES.map((value) => query(name, `${name}=${value}`)),
        ...[
          `${name}=${fit}`,
          `${name}=${fit}&${name}=${fit}`,
          `${name}[]=${fit}`,
          `${name}[__proto__]=1`,
          name,
        ].map((text) => query(name, text)),
        query(name, ""),
      ];
    }),
    ...STRAY_NAMES.map((name) => query("", `${name}=1`)),
  ];
}

/** Bodies that no route is made for, and some that are too much for any. */
export function hostileBodies(route: RouteOptions): string[] {
  const names = Object.keys(objectSchema(route.schema?.body).properties ?? { points: {} });
  const points = JSON.stringify(Array.from({ length: 100_000 }, (_, i) => [9 + (i % 100) / 1000, 42]));
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const deepObject = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  return [
    "",
    "null",
    "0",
    '"',
    "{",
    "[]",
    "{}",
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    "NaN",
    "\u0000",
    "\ufeff{}",
    '{"a":1e309}',
    '{"a":"\\ud800"}',
    deep,
    deepObject,
    points,
    `"${"a".repeat(10_000_000)}"`,
    ...names.flatMap((name) =>
      ["null", "-0", "1e309", "[]", "{}", "[[]]", "[null]", "[[9]]", '[["9","42"]]', deep, points].map(
        (value) => `{${JSON.stringify(name)}:${value}}`,
      ),
    ),
  ];
}

/** Headers that a parser may stumble over. */
export const HOSTILE_HEADERS: readonly Readonly<Record<string, string>>[] = [
  { accept: "a".repeat(8000) },
  { accept: "text/html;q=1e309, */*;q=NaN" },
  { accept: ",".repeat(8000) },
  { accept: `text/html${";q=1".repeat(1900)}` },
  { "accept-encoding": "gzip,".repeat(1500) },
  { "accept-encoding": `${" ".repeat(8000)}x` },
  { "accept-language": "-".repeat(8000) },
  { "if-none-match": '"'.repeat(8000) },
  { "if-none-match": "W/".repeat(4000) },
  { "if-none-match": ",".repeat(8000) },
  { "if-modified-since": "never" },
  { range: `bytes=${"0-1,".repeat(1900)}` },
  { range: "bytes=-1e309" },
  { origin: "null" },
  { origin: "\u00ff".repeat(100) },
  { host: "exemple.test:99999999" },
  { host: "<script>" },
  { host: "a".repeat(8000) },
  { "x-forwarded-for": "1,".repeat(4000) },
  { "x-forwarded-host": "<script>" },
  { "x-forwarded-proto": "javascript" },
  { "x-request-id": "a".repeat(8000) },
  { "x-request-id": "${jndi:x}" },
  { cookie: "a=b;".repeat(2000) },
  { "access-control-request-method": "\u00e9" },
  { "content-type": "application/json; charset=".repeat(300) },
  { expect: "200-ok" },
  { connection: "upgrade", upgrade: "websocket" },
  { connection: "close, keep-alive, upgrade" },
  { authorization: "Basic ".repeat(1000) },
];

function objectSchema(schema: unknown): ObjectSchema {
  return schema ?? {};
}

function fittingValue(name: string, schema: ParameterSchema | undefined): string {
  const value = FITTING[name] ?? String(schema?.default ?? schema?.enum?.[0] ?? "1");
  return encodeURIComponent(value);
}
