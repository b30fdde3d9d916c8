import { RequestError } from "../../isochrones/errors.ts";
import type { Description } from "../openapi/description.ts";
import { BodyFields } from "../body-fields.ts";
import { asBuffer } from "../kept-answers.ts";
import { editsOfFields } from "../scenarios/scenario-body.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { parameters } from "../schemas/parameters.ts";
import { ScenarioBodySchema, ScenarioSchema } from "../schemas/scenario-schemas.ts";
import type { ScenarioQuestion } from "../questions/scenario.ts";
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
  const fields = new BodyFields(body as Readonly<Record<string, unknown>>, FIELDS);
  return {
    territory: fields.text("territoire", "la référence d’un territoire") ?? "france",
    minutes: fields.minutes() ?? DEFAULT_MINUTES,
    selection: fields.selection(),
    edits: editsOfFields({
      modifications: fields.value("modifications"),
      scenario: fields.value("scenario"),
    }),
  };
}
