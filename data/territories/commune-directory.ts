import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { Source } from "../../isochrones/model/provenance.ts";
import type { Commune, Territory } from "../../isochrones/model/territory.ts";

/** The official geographic code: communes of today, and where those of yesterday went. */
export interface CommuneDirectory {
  /** Year of the code (`2026`). */
  readonly vintage: string;
  readonly source: Source;
  /**
   * The commune of today that an INSEE code means: itself, or the one that a delegated, associated, merged or
   * renumbered commune now belongs to. Municipal arrondissements (Paris, Lyon, Marseille) are communes of
   * their own here, as in the grids and lists that use them.
   */
  get(code: string): Commune | undefined;
  /** The city of a municipal arrondissement: `75056` for `75112`. */
  cityOf(arrondissementCode: string): Commune | undefined;
  /** Names; undefined for an unknown code. */
  departement(code: string): string | undefined;
  region(code: string): string | undefined;
  epci(code: string): string | undefined;
  /** Région of a département. */
  regionOf(departementCode: string): string | undefined;
  /** Régions, départements and EPCI that the communes touch, in that order, each by code. */
  territoriesOf(communes: readonly Commune[]): Territory[];
}

interface CommuneEntry {
  readonly code: string;
  readonly nom: string;
  readonly type: "commune-actuelle" | "commune-deleguee" | "commune-associee" | "arrondissement-municipal";
  readonly departement: string;
  readonly region: string;
  /** Of a delegated or associated commune: the commune that it is part of. */
  readonly chefLieu?: string;
  /** Of an arrondissement: its city. */
  readonly commune?: string;
  readonly anciensCodes?: readonly string[];
  readonly codesPostaux?: readonly string[];
  readonly population?: number;
}

interface NamedEntry {
  readonly code: string;
  readonly nom: string;
}

interface DepartementEntry extends NamedEntry {
  readonly region: string;
}

interface EpciEntry extends NamedEntry {
  readonly membres: readonly { readonly code: string }[];
}

const PACKAGE = "@etalab/decoupage-administratif";

/**
 * Reads the code from the package `@etalab/decoupage-administratif`: INSEE's Code officiel géographique, EPCI of the
 * DGCL, legal populations of INSEE, postcodes of La Poste. Its 13 MB of JSON are parsed when first asked for (0.2 s):
 * roads alone need none of it.
 */
export function loadCommuneDirectory(): CommuneDirectory {
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const hash = createHash("sha256");
  let bytes = 0;
  // The package's own entry point reads a path relative to the current folder: not usable from elsewhere.
  const read = (name: string): Buffer => {
    const content = readFileSync(join(dirname(manifest), "data", `${name}.json`));
    hash.update(content);
    bytes += content.length;
    return content;
  };
  const files = {
    communes: read("communes"),
    departements: read("departements"),
    regions: read("regions"),
    epci: read("epci"),
  };
  const source: Source = {
    role: "codes",
    name: "Code officiel géographique, EPCI et populations légales",
    file: `${PACKAGE} ${version}`,
    vintage: packageVintage(version),
    licence: "Licence Ouverte 2.0",
    attribution: "INSEE, DGCL, La Poste, Etalab",
    sha256: hash.digest("hex"),
    bytes,
    fictitious: false,
  };
  return new Directory(source, files);
}

/** The package's readme pairs its major versions with years: 1 is 2021, 6 is 2026. */
function packageVintage(version: string): string {
  return String(2020 + Number.parseInt(version, 10));
}

/** The package's files, unread. */
interface DirectoryFiles {
  readonly communes: Buffer;
  readonly departements: Buffer;
  readonly regions: Buffer;
  readonly epci: Buffer;
}

interface Tables {
  /** Present communes and arrondissements as they are in the file. */
  readonly entries: ReadonlyMap<string, CommuneEntry>;
  /** Former code to present code. */
  readonly passages: ReadonlyMap<string, string>;
  readonly epciOf: ReadonlyMap<string, string>;
  readonly departements: ReadonlyMap<string, DepartementEntry>;
  readonly regions: ReadonlyMap<string, NamedEntry>;
  readonly epci: ReadonlyMap<string, NamedEntry>;
}

const PRESENT: ReadonlySet<CommuneEntry["type"]> = new Set(["commune-actuelle", "arrondissement-municipal"]);

/**
 * Parses the files as if they were latin-1, one byte a sign, and leaves it to `decoded` to make text of the names that
 * are asked for: a single `œ` makes all of a text take two bytes a sign, and twice the time to parse.
 */
function readTables(files: DirectoryFiles): Tables {
  const parse = (file: Buffer): unknown => JSON.parse(file.toString("latin1"));
  const communes = parse(files.communes) as CommuneEntry[];
  const epci = parse(files.epci) as EpciEntry[];
  const present = communes.filter(({ type }) => PRESENT.has(type));
  return {
    entries: new Map(present.map((entry) => [entry.code, entry])),
    passages: readPassages(communes),
    epciOf: epciOfCommunes(epci),
    departements: byCode(parse(files.departements) as DepartementEntry[]),
    regions: byCode(parse(files.regions) as NamedEntry[]),
    epci: byCode(epci),
  };
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function nameIn(entries: ReadonlyMap<string, NamedEntry>, code: string): string | undefined {
  const entry = entries.get(code);
  return entry === undefined ? undefined : decoded(entry.nom);
}

class Directory implements CommuneDirectory {
  readonly vintage: string;
  readonly source: Source;
  readonly #files: DirectoryFiles;
  #read: Tables | undefined;
  /** Those that have been asked for. */
  readonly #communes = new Map<string, Commune>();

  constructor(source: Source, files: DirectoryFiles) {
    this.vintage = source.vintage;
    this.source = source;
    this.#files = files;
  }

  get #tables(): Tables {
    return (this.#read ??= readTables(this.#files));
  }

  get(code: string): Commune | undefined {
    const { entries, passages } = this.#tables;
    return this.#communeOf(entries.get(code) ?? entries.get(passages.get(code) ?? ""));
  }

  cityOf(arrondissementCode: string): Commune | undefined {
    const { entries } = this.#tables;
    return this.#communeOf(entries.get(entries.get(arrondissementCode)?.commune ?? ""));
  }

  departement(code: string): string | undefined {
    return nameIn(this.#tables.departements, code);
  }

  region(code: string): string | undefined {
    return nameIn(this.#tables.regions, code);
  }

  epci(code: string): string | undefined {
    return nameIn(this.#tables.epci, code);
  }

  #communeOf(entry: CommuneEntry | undefined): Commune | undefined {
    if (entry === undefined) return undefined;
    const known = this.#communes.get(entry.code);
    if (known !== undefined) return known;
    const commune: Commune = {
      code: entry.code,
      name: decoded(entry.nom),
      departementCode: entry.departement,
      regionCode: entry.region,
      // EPCI list whole cities, never their arrondissements.
      epciCode: this.#tables.epciOf.get(entry.commune ?? entry.code) ?? null,
      postcodes: entry.codesPostaux ?? [],
      legalPopulation: entry.population ?? 0,
    };
    this.#communes.set(entry.code, commune);
    return commune;
  }

  regionOf(departementCode: string): string | undefined {
    return this.#tables.departements.get(departementCode)?.region;
  }

  territoriesOf(communes: readonly Commune[]): Territory[] {
    const list = (
      kind: Territory["kind"],
      codeOf: (commune: Commune) => string | null,
      nameOf: (code: string) => string | undefined,
    ): Territory[] => {
      const codes = new Set(communes.map(codeOf).filter((code) => code !== null && code !== ""));
      return [...(codes as Set<string>)].sort().map((code) => ({ kind, code, name: nameOf(code) ?? code }));
    };
    return [
      ...list(
        "region",
        (commune) => commune.regionCode,
        (code) => this.region(code),
      ),
      ...list(
        "departement",
        (commune) => commune.departementCode,
        (code) => this.departement(code),
      ),
      ...list(
        "epci",
        (commune) => commune.epciCode,
        (code) => this.epci(code),
      ),
    ];
  }
}

/** A directory that also knows the communes of a file, for codes that are not official: a fictitious territory. */
export function withCommunes(directory: CommuneDirectory, communes: readonly Commune[]): CommuneDirectory {
  const others = new Map(communes.map((commune) => [commune.code, commune]));
  return {
    vintage: directory.vintage,
    source: directory.source,
    get: (code) => directory.get(code) ?? others.get(code),
    cityOf: (code) => directory.cityOf(code),
    departement: (code) => directory.departement(code),
    region: (code) => directory.region(code),
    epci: (code) => directory.epci(code),
    regionOf: (code) => directory.regionOf(code),
    territoriesOf: (list) => directory.territoriesOf(list),
  };
}

function byCode<Entry extends NamedEntry>(entries: readonly Entry[]): Map<string, Entry> {
  return new Map(entries.map((entry) => [entry.code, entry]));
}

function epciOfCommunes(epci: readonly EpciEntry[]): Map<string, string> {
  const epciOf = new Map<string, string>();
  for (const { code, membres } of epci) for (const member of membres) epciOf.set(member.code, code);
  return epciOf;
}

/** Former code to present code. A commune still delegated somewhere is there, whatever older mergers say. */
function readPassages(entries: readonly CommuneEntry[]): Map<string, string> {
  const passages = new Map<string, string>();
  for (const { code, anciensCodes } of entries) {
    for (const former of anciensCodes ?? []) passages.set(former, code);
  }
  for (const { code, chefLieu, type } of entries) {
    const isPart = type === "commune-deleguee" || type === "commune-associee";
    if (isPart && chefLieu !== undefined) passages.set(code, chefLieu);
  }
  return passages;
}
