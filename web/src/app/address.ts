import type { TerritoryKind, TerritoryRef } from "../../../isochrones/model/territory.ts";
import { language } from "../i18n/language.ts";
import {
  DEFAULT_MINUTES,
  DEFAULT_SITE_COUNT,
  EVERYWHERE,
  excludedWords,
  EXCLUSIONS,
  MAX_MINUTES,
  MIN_MINUTES,
  MOST_SITES,
  PLAIN_STATE,
} from "./state.ts";
import type { AppState, Origin, Selection } from "./state.ts";
import { readScenarios, readScenarioSide, writeScenarios } from "./scenario-address.ts";
import { readSiting, writeSiting } from "./siting-address.ts";

/** French name of each kind of selection in the address. */
const SELECTION_KEYS: Readonly<Record<Selection["kind"], string>> = { structure: "structure", gap: "zone" };

/** First part of a territory's path, and of its reference. */
const TERRITORY_PATHS: readonly {
  readonly kind: TerritoryKind;
  readonly path: string;
  readonly ref: string;
}[] = [
  { kind: "region", path: "region", ref: "reg" },
  { kind: "departement", path: "departement", ref: "dep" },
  { kind: "epci", path: "epci", ref: "epci" },
  { kind: "commune", path: "commune", ref: "com" },
];

/** First part of the path of what other sites show in a frame. */
const FRAME = "cadre";
/** Last part of the path of what is made of a territory beside its map. */
const SHEETS = { fiche: "print", annexe: "annex", scenarios: "scenarios" } as const;
const DOCUMENTS = { methode: "method", accessibilite: "accessibility" } as const;

const TIME = String.raw`\d{1,2}(h(\d{2})?|:\d{2})`;
const MOMENT = `matin|apres-midi|${TIME}|apres-${TIME}|${TIME}-${TIME}`;
/** What the API takes for `ouvert_le`: a day, a moment, or both. */
const OPENING_WINDOW = new RegExp(
  `^((lundi|mardi|mercredi|jeudi|vendredi|samedi|semaine)(-(${MOMENT}))?|${MOMENT})$`,
);

/** Tells the name of a territory, where it is known, for an address that people can read. */
export type NameOf = (ref: TerritoryRef) => string | null;

/**
 * The state in an address, such as `/departement/2a-corse-du-sud?minutes=20&exclure=bus,itinerante&structure=12`. What is
 * absent or not understood takes its default: an old or mistyped link still opens.
 */
export function readAddress({ pathname, search }: { pathname: string; search: string }): AppState {
  const query = new URLSearchParams(search);
  const words = (query.get("exclure") ?? "").split(",");
  return {
    ...readPlace(pathname, query),
    minutes: readMinutes(query.get("minutes")),
    excluded: EXCLUSIONS.filter((word) => words.includes(word)),
    openOn: matching(query.get("ouvert_le"), OPENING_WINDOW),
    asOf: readPastDay(query.get("au")),
    minRealisation: readPercent(query.get("realisation_min")),
    minNoRedirection: readPercent(query.get("sans_reorientation_min")),
    ...readScenarios(query),
    siteCount: readSiteCount(query.get("sites")),
    scenarioSide: readScenarioSide(query),
    siting: readSiting(query.get("implantations")),
    compareTo: matching(query.get("comparer"), /^(france|(reg|dep|epci|com):\w{1,12})$/),
    shading: query.get("carte") === "territoires" ? "territories" : "cells",
    ground: query.get("fond") === "ign" ? "ign" : "trente",
    selection: readSelection(query),
    origin: readOrigin(query),
    table: matching(query.get("tableau"), /^[a-z]{1,20}$/),
  };
}

/** Path and query of a state: defaults are left out, so that the plain page has a plain address. */
export function writeAddress(state: AppState, nameOf: NameOf): string {
  const parts: string[] = [];
  const add = (key: string, value: string | null): void => {
    if (value !== null && value !== "") parts.push(`${key}=${plainComponent(value)}`);
  };
  if (isDocument(state.view) && state.territory !== EVERYWHERE) add("territoire", state.territory);
  if (state.minutes !== DEFAULT_MINUTES) parts.push(`minutes=${state.minutes}`);
  add("exclure", excludedWords(state.excluded).join(","));
  add("ouvert_le", state.openOn);
  add("au", state.asOf);
  add("realisation_min", percentText(state.minRealisation));
  add("sans_reorientation_min", percentText(state.minNoRedirection));
  for (const [key, value] of writeScenarios(state)) add(key, value);
  if (state.siteCount !== DEFAULT_SITE_COUNT) parts.push(`sites=${state.siteCount}`);
  add("implantations", state.siting === null ? null : writeSiting(state.siting));
  add("comparer", state.compareTo);
  if (state.shading === "territories") parts.push("carte=territoires");
  if (state.ground === "ign") parts.push("fond=ign");
  if (state.selection !== null) add(SELECTION_KEYS[state.selection.kind], state.selection.id);
  if (state.origin !== null) {
    parts.push(`lat=${state.origin.lat}`, `lon=${state.origin.lon}`);
    add("lieu", state.origin.label);
  }
  add("tableau", state.table);
  if (language !== "fr") parts.push(`lang=${language}`);
  return writePath(state, nameOf) + (parts.length === 0 ? "" : `?${parts.join("&")}`);
}

/** The last part of a territory's path: its code, then its name in plain letters (`2a-corse-du-sud`). */
export function slugOf(code: string, name: string | null): string {
  const plain = (name ?? "")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-zA-Z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return [code, plain]
    .filter((part) => part !== "")
    .join("-")
    .toLowerCase();
}

/** A document has one path for all territories: which one it speaks of is in the query. */
function readPlace(pathname: string, query: URLSearchParams): AppState {
  const place = readPath(pathname);
  if (!isDocument(place.view)) return place;
  const territory = matching(query.get("territoire"), /^(reg|dep|epci|com):\w{1,12}$/);
  return { ...place, territory: territory ?? EVERYWHERE };
}

function isDocument(view: AppState["view"]): boolean {
  return Object.values<string>(DOCUMENTS).includes(view);
}

function readPath(pathname: string): Pick<AppState, "view" | "isEmbedded" | "territory"> & AppState {
  const parts = pathname.split("/").filter((part) => part !== "");
  const isEmbedded = parts[0] === FRAME;
  if (isEmbedded) parts.shift();
  const sheet = isEmbedded ? undefined : SHEETS[parts.at(-1) as keyof typeof SHEETS];
  if (sheet !== undefined) parts.pop();
  const [first = "", slug = ""] = parts;
  const document = parts.length === 1 ? DOCUMENTS[first as keyof typeof DOCUMENTS] : undefined;
  const kind = TERRITORY_PATHS.find(({ path }) => path === first);
  const code = /^[0-9a-z]+/i.exec(slug)?.[0].toUpperCase();
  return {
    ...PLAIN_STATE,
    view: document ?? sheet ?? "map",
    isEmbedded,
    territory: kind === undefined || code === undefined ? EVERYWHERE : `${kind.ref}:${code}`,
  };
}

function writePath({ view, isEmbedded, territory }: AppState, nameOf: NameOf): string {
  const document = Object.entries(DOCUMENTS).find(([, name]) => name === view)?.[0];
  if (document !== undefined) return `/${document}`;
  const [prefix = "", code = ""] = territory.split(":");
  const kind = TERRITORY_PATHS.find(({ ref }) => ref === prefix);
  const place = kind === undefined ? [] : [kind.path, slugOf(code, nameOf(territory))];
  const sheet = Object.entries(SHEETS).flatMap(([path, name]) => (name === view ? [path] : []));
  const parts = [...(isEmbedded ? [FRAME] : []), ...place, ...sheet];
  return `/${parts.join("/")}`;
}

/** A day that the calendar has and that has come: the network of a day to come is that of today. */
function readPastDay(text: string | null): string | null {
  const time = Date.parse(`${matching(text, /^\d{4}-\d{2}-\d{2}$/) ?? ""}T00:00:00Z`);
  // The calendar turns the 30th of February into the 1st of March.
  const isDay =
    !Number.isNaN(time) && time <= Date.now() && new Date(time).toISOString().slice(0, 10) === text;
  return isDay ? text : null;
}

function percentText(percent: number | null): string | null {
  return percent === null ? null : String(percent);
}

function readPercent(text: string | null): number | null {
  return text !== null && /^(100|\d{1,2})$/.test(text) ? Number(text) : null;
}

/** Escaped, but for commas, colons and semicolons, which a reader may want to read. */
function plainComponent(text: string): string {
  return encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%3B", ";");
}

function readMinutes(text: string | null): number {
  if (text === null || !/^\d{1,3}$/.test(text)) return DEFAULT_MINUTES;
  return Math.min(MAX_MINUTES, Math.max(MIN_MINUTES, Number(text)));
}

function readSiteCount(text: string | null): number {
  if (text === null || !/^\d{1,3}$/.test(text)) return DEFAULT_SITE_COUNT;
  return Math.min(MOST_SITES, Math.max(1, Number(text)));
}

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

function readSelection(query: URLSearchParams): Selection | null {
  for (const [kind, key] of Object.entries(SELECTION_KEYS) as [Selection["kind"], string][]) {
    const id = query.get(key);
    if (id !== null && id !== "") return { kind, id };
  }
  return null;
}

function readOrigin(query: URLSearchParams): Origin | null {
  const lat = readDegrees(query.get("lat"), 90);
  const lon = readDegrees(query.get("lon"), 180);
  return lat === null || lon === null ? null : { lat, lon, label: query.get("lieu") ?? "" };
}

function readDegrees(text: string | null, most: number): number | null {
  if (text === null || !/^-?\d{1,3}(\.\d{1,15})?$/.test(text)) return null;
  const degrees = Number(text);
  return Math.abs(degrees) <= most ? degrees : null;
}
