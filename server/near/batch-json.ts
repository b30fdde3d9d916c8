import { setImmediate } from "node:timers/promises";

import { type BatchPoint, type BatchPoints, batchRefusal, checkCount } from "./batch-points.ts";

/** So many points are read before others are answered. */
const SLICE_POINTS = 500;
/** Characters of one point, spaces in it included. */
const MAX_POINT_CHARS = 2_000;
const MAX_ID_CHARS = 200;

const BEGIN = /\s*\[/y;
/** An object without another one in it. */
const POINT = /\s*(\{(?:[^"{}[\]]|"(?:[^"\\]|\\.)*")*\})\s*([,\]])/y;
const EMPTY = /\s*\[\s*\]\s*$/;
const REST = /\s*$/y;

const KNOWN = new Set(["id", "lat", "lon"]);
const EXPECTED = "une liste de points { lat, lon } en degrés, avec un id, texte ou nombre, si l’on veut";

/**
 * Points of a JSON list, as `{"id", "lat", "lon"}`. Reads one after the other, so that others are answered meanwhile: parsed
 * at once, some megabytes of JSON hold a thread for a second. Throws `RequestError`.
 */
export async function pointsOfJson(text: string): Promise<BatchPoints> {
  if (EMPTY.test(text.slice(0, MAX_POINT_CHARS))) checkCount(0);
  BEGIN.lastIndex = 0;
  if (!BEGIN.test(text.slice(0, MAX_POINT_CHARS))) throw unreadable(0);
  let at = BEGIN.lastIndex;
  const points: BatchPoint[] = [];
  for (let isLast = false; !isLast;) {
    const index = points.length;
    checkCount(index + 1);
    POINT.lastIndex = 0;
    const found = POINT.exec(text.slice(at, at + MAX_POINT_CHARS));
    if (found === null) throw unreadable(index);
    points.push(pointOf(found[1], index));
    at += POINT.lastIndex;
    isLast = found[2] === "]";
    if (index % SLICE_POINTS === SLICE_POINTS - 1) await setImmediate();
  }
  REST.lastIndex = at;
  if (!REST.test(text)) throw unreadable(points.length);
  return { columns: ["id", "lat", "lon"], points };
}

function pointOf(text: string, index: number): BatchPoint {
  const { id, lat, lon, ...others } = parsed(text, index);
  const isKnown = Object.keys(others).every((name) => KNOWN.has(name));
  if (!isKnown || typeof lat !== "number" || typeof lon !== "number" || !isId(id)) throw unreadable(index);
  return { fields: [id ?? index + 1, lat, lon], lat, lon };
}

function parsed(text: string, index: number): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw unreadable(index);
  }
}

function isId(id: unknown): id is string | number | undefined {
  return id === undefined || typeof id === "number" || (typeof id === "string" && id.length <= MAX_ID_CHARS);
}

function unreadable(index: number): ReturnType<typeof batchRefusal> {
  return batchRefusal(`Point n° ${index + 1} : le JSON ne peut pas être lu, attendu ${EXPECTED}.`);
}
