import { chooseCandidates, type CandidateChoice } from "../../data/siting/choose-candidates.ts";
import { InputError } from "../../data/input-error.ts";
import type { SitingAim, TerritoryFloor } from "../../data/siting/siting-query.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { StructureEdit } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { BodyFields } from "../body-fields.ts";
import { editsOfBody } from "../scenarios/scenario-body.ts";
import { parseScenario } from "../scenarios/scenario-text.ts";
import { SCENARIO_EXPECTED } from "../schemas/parameters.ts";
import { SitingBodySchema } from "../schemas/siting-body-schema.ts";
import { invalidParameter } from "../validation.ts";
import { MOST_CANDIDATES, readCandidateField, tooManyCandidates } from "./candidate-list.ts";
import type { SitingQuestion } from "./siting-question.ts";

const FIELDS: readonly string[] = Object.keys(SitingBodySchema.properties);
const DEFAULT_MINUTES = 30;
const DEFAULT_COUNT = 5;
const MOST_SITES = 1000;
const DEFAULT_EXACT_SECONDS = 60;
const MOST_EXACT_SECONDS = 120;
const MOST_IDS = 10_000;
const MOST_ID_CHARS = 200;
const MOST_FLOORS = 1000;
const PERCENT = 100;
const GOALS = { couverture: "most", "temps-moyen": "mean", "plus-eloignes": "worst" } as const;
const GOALS_EXPECTED = `l’un des mots ${Object.keys(GOALS).join(", ")}`;
const COUNT_EXPECTED = `un nombre entier d’implantations, de 1 à ${MOST_SITES}`;

/** Reads the body of a question. Throws `RequestError` that names the field at fault. */
export async function readSitingBody(study: Study, text: string): Promise<SitingQuestion> {
  const fields = new BodyFields(objectOf(text), FIELDS);
  const territory = fields.text("territoire", "la référence d’un territoire") ?? "france";
  const aim = readAim(fields);
  const floors = readFloors(fields.value("planchers"));
  if (aim.kind === "fewest" && floors.length > 0) throw together("planchers", "part");
  const edits = readEdits(fields);
  const selection = fields.selection();
  return {
    territory,
    minutes: fields.minutes() ?? DEFAULT_MINUTES,
    aim,
    candidates: await readCandidates(study, fields, territory),
    forced: readIds(fields.value("imposer"), "imposer"),
    forbidden: readIds(fields.value("interdire"), "interdire").sort(),
    floors,
    weight: fields.text("poids", "people ou une autre colonne du jeu de données") ?? "people",
    capacity: readCapacity(fields),
    exactSeconds: readExactSeconds(fields),
    selection: edits.length === 0 ? selection : { ...selection, edits },
  };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RequestError("siting.invalid", "corps", "Le corps n’est pas du JSON lisible.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  throw new RequestError(
    "siting.invalid",
    "corps",
    "Le corps doit être un objet JSON, vide pour les valeurs par défaut.",
  );
}

function readAim(fields: BodyFields): SitingAim {
  const goal = fields.text("but", GOALS_EXPECTED) ?? "couverture";
  if (!Object.hasOwn(GOALS, goal)) throw invalidParameter("but", goal, GOALS_EXPECTED);
  const count = fields.wholeNumber("nombre", [1, MOST_SITES], COUNT_EXPECTED);
  const part = fields.number("part", [Number.MIN_VALUE, PERCENT], "un pourcentage, plus de 0 et au plus 100");
  if (part === undefined) return { kind: GOALS[goal as keyof typeof GOALS], count: count ?? DEFAULT_COUNT };
  if (count !== undefined) throw together("part", "nombre");
  if (goal !== "couverture") throw together("part", `but : ${goal}`);
  return { kind: "fewest", share: part / PERCENT };
}

function readFloors(value: unknown): TerritoryFloor[] {
  if (value === undefined) return [];
  const expected = 'un objet de territoires et de nombres, comme { "dep:2A": 2 }';
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalidParameter("planchers", value, expected);
  }
  const entries = Object.entries(value) as [string, unknown][];
  if (entries.length > MOST_FLOORS)
    throw invalidParameter("planchers", entries.length, `${MOST_FLOORS} territoires au plus`);
  return entries
    .map(([territory, least]): TerritoryFloor => {
      if (typeof least === "number" && Number.isInteger(least) && least >= 0 && least <= MOST_SITES) {
        return { territory, least };
      }
      throw invalidParameter(
        "planchers",
        least,
        `pour « ${territory.slice(0, 60)} » ${COUNT_EXPECTED.replace("de 1", "de 0")}`,
      );
    })
    .sort((a, b) => (a.territory < b.territory ? -1 : 1));
}

function readIds(value: unknown, field: string): string[] {
  if (value === undefined) return [];
  const expected = `une liste d’au plus ${MOST_IDS} identifiants de candidats`;
  if (!Array.isArray(value) || value.length > MOST_IDS) throw invalidParameter(field, value, expected);
  const ids = value.map((id: unknown) => {
    const text = typeof id === "number" ? String(id) : id;
    if (typeof text === "string" && text.length <= MOST_ID_CHARS) return text;
    throw invalidParameter(field, id, expected);
  });
  return [...new Set(ids)];
}

function readExactSeconds(fields: BodyFields): number | null {
  const expected = `un nombre entier de secondes, de 1 à ${MOST_EXACT_SECONDS}`;
  const seconds = fields.wholeNumber("duree", [1, MOST_EXACT_SECONDS], expected);
  if (fields.flag("exact") === true) return seconds ?? DEFAULT_EXACT_SECONDS;
  if (seconds === undefined) return null;
  throw new RequestError("parameter.invalid", "duree", "« duree » ne va qu’avec « exact » : true.");
}

function readCapacity(fields: BodyFields): number | null {
  const bounds = [Number.MIN_VALUE, Number.MAX_VALUE] as const;
  return fields.number("capacite", bounds, "un nombre d’habitants, plus de 0") ?? null;
}

function readEdits(fields: BodyFields): StructureEdit[] {
  const edits = fields.value("modifications");
  const scenario = fields.text("scenario", SCENARIO_EXPECTED);
  if (edits !== undefined && scenario !== undefined) throw together("modifications", "scenario");
  if (scenario !== undefined) return parseScenario(scenario);
  return edits === undefined ? [] : editsOfBody(edits);
}

async function readCandidates(study: Study, fields: BodyFields, territory: string): Promise<CandidateChoice> {
  const choice = readCandidateField(fields.value("candidats"));
  const csv = fields.text("candidats_csv", "le texte d’un CSV avec des colonnes lon et lat");
  if (csv === undefined) return choice;
  if (fields.value("candidats") !== undefined) throw together("candidats_csv", "candidats");
  try {
    const file = { name: "candidats_csv", text: csv };
    const { candidates, candidatesNote } = await chooseCandidates(
      study,
      { kind: "file", file },
      { territory },
    );
    if (candidates.length > MOST_CANDIDATES) throw tooManyCandidates("candidats_csv", candidates.length);
    return { kind: "list", candidates, note: candidatesNote };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const what = CSV_TROUBLE[error.code] ?? "n’est pas un CSV lisible";
    // Its own words are those of the terminal: only the place is taken over.
    const [place] = error.message.split(": ");
    throw new RequestError("siting.invalid", "candidats_csv", `« ${place} » : ${what}.`);
  }
}

const CSV_TROUBLE: Readonly<Record<string, string>> = {
  "candidates.columns": "attendu des colonnes lon et lat",
  "candidates.none": "aucune ligne n’est un lieu",
  "csv.foreign": "n’est pas un CSV",
  "csv.quote": "un guillemet n’est pas fermé",
};

function together(field: string, other: string): RequestError {
  return new RequestError("parameter.invalid", field, `« ${field} » ne va pas avec « ${other} ».`);
}
