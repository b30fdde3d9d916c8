import { RequestError } from "../../isochrones/errors.ts";
import type { Description } from "../openapi/description.ts";
import { asBuffer } from "../kept-answers.ts";
import { editsOfFields } from "../scenarios/scenario-body.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import {
  AS_OF_EXPECTED,
  EXCLUDE_EXPECTED,
  MINUTES_MAX,
  PERCENTAGE_EXPECTED,
  parameters,
} from "../schemas/parameters.ts";
import { ScenarioBodySchema, ScenarioSchema } from "../schemas/scenario-schemas.ts";
import type { ScenarioQuestion } from "../questions/scenario.ts";
import { OPENING_WINDOW_EXPECTED } from "../../isochrones/opening-hours/opening-window.ts";
import { readSelection } from "../selection.ts";
import { invalidParameter } from "../validation.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

/** A thousand edits with hours and long names. */
const MOST_BODY_CHARS = 1024 * 1024;
const MOST_READ_BYTES = 4 * 1024 * 1024;
const DEFAULT_MINUTES = 30;

const describe: Description = {
  operationId: "comparerScenario",
  summary: "Ce qui change si des structures ouvrent, ferment, déménagent ou changent",
  description:
    "Au plus 1 000 modifications : `ajouter` un lieu, `fermer` une structure, la `deplacer`, ou la `modifier` (type, format, horaires : elle est alors comptée, ou non, selon la demande). La réponse donne la couverture avant et après, qui gagne et qui perd par territoire et par zone blanche, et les modifications telles que comprises, avec la route de rattachement. Une structure ajoutée compte toujours. À la place de `modifications`, `scenario` porte le texte d’une adresse. Un refus nomme la modification en cause : `parametre` vaut `modifications[3]` pour la quatrième, `scenario` si ce texte est illisible. Le champ `scenario` de la réponse se donne aussi à `/api/v1/couverture`, `/api/v1/courbes`, `/api/v1/zones-blanches` et aux tuiles des carreaux et des zones blanches.",
  tag: "Couverture",
  body: { [JSON_TYPE.split(";", 1)[0]]: ScenarioBodySchema },
  answers: { 200: { description: "L’avant et l’après.", content: { [JSON_TYPE]: ScenarioSchema } } },
  problems: [
    "territory.unknown",
    "population.absent",
    "parameter.invalid",
    "parameter.unknown",
    "request.refused",
    ...SCENARIO_PROBLEMS,
  ],
  examples: ({ point, structureId, commune }) => [
    {
      summary: "Une structure de plus",
      body: {
        territoire: commune.ref,
        minutes: 20,
        modifications: [{ ajouter: { ...point, nom: "Essai" } }],
      },
    },
    ...(structureId === null
      ? []
      : [{ summary: "Une de moins", body: { modifications: [{ fermer: structureId }] } }]),
  ],
};

/** `POST /api/v1/scenarios`: before and after some edits of the list of structures. */
export function scenarioRoutes(app: App, { asker }: RouteContext): void {
  void app.register(async (scenarios) => {
    // Read to its end even where it is too long, for a client that is cut off hears no answer.
    scenarios.addContentTypeParser(
      "application/json",
      { parseAs: "string", bodyLimit: MOST_READ_BYTES },
      (_, body, done) => done(null, body),
    );
    (scenarios as App).post(
      "/api/v1/scenarios",
      { schema: { querystring: parameters({}) }, config: { describe }, bodyLimit: MOST_READ_BYTES },
      async (request, reply) => {
        const bytes = await asker.ask("scenario", readScenario(parsed(request.body)));
        return reply.type(JSON_TYPE).header("cache-control", "no-store").send(asBuffer(bytes));
      },
    );
  });
}

function parsed(body: unknown): unknown {
  const text = typeof body === "string" ? body : "";
  if (text.length > MOST_BODY_CHARS) {
    throw new RequestError(
      "scenario.too_many",
      "modifications",
      `Le corps fait ${text.length} caractères, attendu ${MOST_BODY_CHARS} au plus.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("scenario.invalid", "modifications", "Le corps n’est pas du JSON lisible.");
  }
}

const FIELDS: readonly string[] = Object.keys(ScenarioBodySchema.properties);

function readScenario(body: unknown): ScenarioQuestion {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new RequestError(
      "scenario.invalid",
      "modifications",
      "Attendu un objet JSON avec « modifications », une liste, ou « scenario », un texte.",
    );
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) {
    const name = unknown.slice(0, 60);
    const detail = `Le champ « ${name} » n’existe pas ici. Champs acceptés : ${FIELDS.join(", ")}.`;
    throw new RequestError("parameter.unknown", name, detail);
  }
  const textOf = (name: string, expected: string): string | undefined => {
    const value = fields[name];
    if (value === undefined || typeof value === "string") return value;
    throw invalidParameter(name, value, expected);
  };
  const { minutes = DEFAULT_MINUTES } = fields;
  const isInRange =
    typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1 && minutes <= MINUTES_MAX;
  if (!isInRange)
    throw invalidParameter("minutes", minutes, `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`);
  const exclure = textOf("exclure", EXCLUDE_EXPECTED);
  const au = textOf("au", AS_OF_EXPECTED);
  if (au !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(au)) throw invalidParameter("au", au, AS_OF_EXPECTED);
  const opening = textOf("ouvert_le", OPENING_WINDOW_EXPECTED);
  const rate = percentageOf(fields, "realisation_min");
  const share = percentageOf(fields, "sans_reorientation_min");
  return {
    territory: textOf("territoire", "la référence d’un territoire") ?? "france",
    minutes,
    selection: readSelection({
      ...(exclure !== undefined && { exclure }),
      ...(au !== undefined && { au }),
      ...(opening !== undefined && { ouvert_le: opening }),
      ...(rate !== undefined && { realisation_min: rate }),
      ...(share !== undefined && { sans_reorientation_min: share }),
    }),
    edits: editsOfFields(fields),
  };
}

function percentageOf(fields: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || (typeof value === "number" && value >= 0 && value <= 100)) return value;
  throw invalidParameter(name, value, PERCENTAGE_EXPECTED);
}
