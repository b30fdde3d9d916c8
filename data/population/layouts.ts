/** Further people counts that a grid may give beside its inhabitants. Households are counted, not people, in two. */
export const WEIGHT_KEYS = ["age65plus", "age80plus", "children", "households", "poorHouseholds"] as const;
export type WeightKey = (typeof WEIGHT_KEYS)[number];

/** What the columns of a grid file mean. Column numbers start at 0. */
export interface GridLayout {
  readonly producer: "insee-filosofi" | "insee-rp" | "eurostat";
  /** In French, as shown. */
  readonly product: string;
  /** Year, or the years that share these columns: `2019 ou 2021`. */
  readonly vintage: string;
  readonly licence: string;
  readonly attribution: string;
  readonly idColumn: number;
  readonly peopleColumn: number;
  readonly imputedColumn: number | null;
  /** Commune code, or several one after the other where the cell straddles. */
  readonly codeColumn: number | null;
  /** Country, or several (`CH-FR`) at a border. */
  readonly countryColumn: number | null;
  /** Columns to add up for each of `WEIGHT_KEYS`, in that order; empty where the file has them not. */
  readonly weightColumns: readonly (readonly number[])[];
}

const COLUMNS_SHOWN = 8;
const COLUMN_LETTERS_SHOWN = 24;

const OPEN_LICENCE = "Licence Ouverte 2.0";

const FILOSOFI_WEIGHTS: Readonly<Record<WeightKey, readonly string[]>> = {
  age65plus: ["ind_65_79", "ind_80p"],
  age80plus: ["ind_80p"],
  children: ["ind_0_3", "ind_4_5", "ind_6_10", "ind_11_17"],
  households: ["men"],
  poorHouseholds: ["men_pauv"],
};

/** The census grid counts 0 to 14 year-olds, not minors, and no households. */
const CENSUS_WEIGHTS: Partial<Record<WeightKey, readonly string[]>> = { age65plus: ["pop65p"] };

/** Columns that no other grid has. */
const CENSUS_COLUMNS: readonly string[] = ["pop0014", "popfr", "pophorsue", "carreau_traite_secret"];

/**
 * Identifier columns of Filosofi, the finest first: a file of 200 m cells also names the 1 km cell of each.
 * The 2015 names and their flags: INSEE 4176290; 2017: 6215138; 2019: 7655475; 2021: 8735162.
 */
const FILOSOFI_IDS: readonly { id: string; flag: string; side: string; is2015: boolean }[] = [
  { id: "idcar_200m", flag: "i_est_200", side: "200 m", is2015: false },
  { id: "idinspire", flag: "i_est_cr", side: "200 m", is2015: true },
  { id: "id_car2010", flag: "i_est_cr", side: "200 m", is2015: true },
  { id: "idcar_1km", flag: "i_est_1km", side: "1 km", is2015: false },
  { id: "id_carr1km", flag: "i_est_1km", side: "1 km", is2015: true },
];

/**
 * Recognises a population grid by its column names, whatever their case and order: INSEE Filosofi (2015 to
 * 2021, 200 m and 1 km), INSEE census 1 km, Eurostat census grid. File names are never looked at.
 *
 * @returns null where the columns are of none of them
 */
export function recogniseLayout(header: readonly string[]): GridLayout | null {
  const columns = new Columns(header);
  return filosofi(columns) ?? census(columns) ?? eurostat(columns);
}

/** The first columns of a file that is no grid, as an error names them, on one line. */
export function describeColumns(header: readonly string[]): string {
  const shown = header.slice(0, COLUMNS_SHOWN).map((name) => name.slice(0, COLUMN_LETTERS_SHOWN));
  if (header.length > COLUMNS_SHOWN) shown.push("...");
  return shown.join(", ").replaceAll(/\p{Cc}/gu, "?");
}

function filosofi(columns: Columns): GridLayout | null {
  const peopleColumn = columns.find("ind");
  const form = FILOSOFI_IDS.find(({ id }) => columns.find(id) !== null);
  if (peopleColumn === null || form === undefined) return null;
  const idColumn = columns.require(form.id);
  const vintage = form.is2015 ? "2015" : filosofiVintage(columns, idColumn);
  return {
    producer: "insee-filosofi",
    product: `Insee, Filosofi ${vintage}, carreaux de ${form.side}`,
    vintage,
    licence: OPEN_LICENCE,
    attribution: `Insee, Filosofi ${vintage}`,
    idColumn,
    peopleColumn,
    imputedColumn: columns.find(form.flag),
    codeColumn: columns.find("lcog_geo") ?? columns.find("depcom"),
    countryColumn: null,
    weightColumns: columns.weights(FILOSOFI_WEIGHTS),
  };
}

/**
 * The names went from `Idcar_200m` with a `Groupe` column (2017) to `idcar_200m` without it (2021); files of
 * 2019 are found with either. The header says no more than that, so neither do we.
 */
function filosofiVintage(columns: Columns, idColumn: number): string {
  const isOldSpelling = /[A-Z]/.test(columns.names[idColumn]) || columns.find("groupe") !== null;
  return isOldSpelling ? "2017 ou 2019" : "2019 ou 2021";
}

function census(columns: Columns): GridLayout | null {
  const peopleColumn = columns.find("pop");
  const namedId = columns.find("idcar_1km") ?? columns.find("id_carr1km") ?? columns.find("idcar_200m");
  const hasItsOwn = CENSUS_COLUMNS.some((name) => columns.find(name) !== null);
  if (peopleColumn === null || (namedId === null && !hasItsOwn)) return null;
  const vintage = censusVintage(columns);
  return {
    producer: "insee-rp",
    product: `Insee, recensement de la population ${vintage}, carreaux de 1 km`,
    vintage,
    licence: OPEN_LICENCE,
    attribution: `Insee, recensement de la population ${vintage}`,
    idColumn: namedId ?? 0,
    peopleColumn,
    imputedColumn: columns.find("carreau_traite_secret"),
    codeColumn: columns.find("lcog_geo"),
    countryColumn: null,
    weightColumns: columns.weights(CENSUS_WEIGHTS),
  };
}

/** From columns such as `c21_act1564_cs1`; those of the first publication where there is none. */
function censusVintage(columns: Columns): string {
  const years = columns.lowerNames.flatMap((name) => /^[cp](\d\d)_/.exec(name)?.[1] ?? []);
  return years.length > 0 ? `20${years.sort().at(-1)}` : "2021";
}

function eurostat(columns: Columns): GridLayout | null {
  const idColumn = columns.find("grd_id");
  const people = eurostatPeople(columns);
  if (idColumn === null || people === null) return null;
  return {
    producer: "eurostat",
    product: `Eurostat, grille de recensement ${people.vintage}`,
    vintage: people.vintage,
    licence: "Réutilisation autorisée, source citée",
    attribution: `Eurostat, grille de recensement ${people.vintage}`,
    idColumn,
    peopleColumn: people.column,
    imputedColumn: null,
    codeColumn: null,
    countryColumn: columns.find("cntr") ?? columns.find("cntr_id") ?? columns.find("cntr_code"),
    weightColumns: columns.weights({}),
  };
}

/** The newest `tot_p_YYYY`; else `pop`, the name in extracts of the 2021 grid; else `tot_p`, that of 2011. */
function eurostatPeople(columns: Columns): { column: number; vintage: string } | null {
  const dated = columns.lowerNames.filter((name) => /^tot_p_\d{4}$/.test(name)).sort();
  const newest = dated.at(-1);
  if (newest !== undefined) return { column: columns.require(newest), vintage: newest.slice(-4) };
  const pop = columns.find("pop");
  if (pop !== null) return { column: pop, vintage: "2021" };
  const total = columns.find("tot_p");
  return total === null ? null : { column: total, vintage: "2011" };
}

class Columns {
  readonly names: readonly string[];
  readonly lowerNames: readonly string[];
  readonly #indices = new Map<string, number>();

  constructor(header: readonly string[]) {
    this.names = header.map((name) => name.trim());
    this.lowerNames = this.names.map((name) => name.toLowerCase());
    for (const [index, name] of this.lowerNames.entries()) {
      if (!this.#indices.has(name)) this.#indices.set(name, index);
    }
  }

  find(lowerName: string): number | null {
    return this.#indices.get(lowerName) ?? null;
  }

  require(lowerName: string): number {
    const index = this.find(lowerName);
    if (index === null) throw new Error(`no column ${lowerName}`);
    return index;
  }

  weights(parts: Partial<Record<WeightKey, readonly string[]>>): number[][] {
    return WEIGHT_KEYS.map((key) => {
      const found = (parts[key] ?? []).map((name) => this.find(name));
      const complete = found.filter((index) => index !== null);
      return complete.length === found.length ? complete : [];
    });
  }
}
