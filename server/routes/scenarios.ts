import type { Description } from "../openapi/description.ts";
import { BodyFields } from "../body-fields.ts";
import { asBuffer } from "../kept-answers.ts";
import { MOST_READ_BYTES, readObject, takeJsonTexts } from "../scenarios/json-body.ts";
import type { SavedScenarios } from "../scenarios/saved/saved-scenarios.ts";
import { withoutSaved } from "../scenarios/saved/saved-references.ts";
import { editsOfFields } from "../scenarios/scenario-body.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { parameters } from "../schemas/parameters.ts";
import { ScenarioBodySchema, ScenarioSchema } from "../schemas/scenario-schemas.ts";
import type { ScenarioQuestion } from "../questions/scenario.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const DEFAULT_MINUTES = 30;

const describe: Description = {
  operationId: "comparerScenario",
  summary: "Ce qui change si des structures ouvrent, ferment, déménagent ou changent",
  description:
    "Au plus 1 000 modifications : `ajouter` un lieu, `fermer` une structure, la `deplacer`, ou la `modifier` (type, format, horaires : elle est alors comptée, ou non, selon la demande). La réponse donne la couverture avant et après, qui gagne et qui perd par territoire et par zone blanche, et les modifications telles que comprises, avec la route de rattachement. Une structure ajoutée compte toujours. À la place de `modifications`, `scenario` porte le texte d’une adresse, ou `enregistre:` et l’identifiant d’un scénario enregistré. Un refus nomme la modification en cause : `parametre` vaut `modifications[3]` pour la quatrième, `scenario` si ce texte est illisible. Le champ `scenario` de la réponse se donne aussi à `/api/v1/couverture`, `/api/v1/courbes`, `/api/v1/zones-blanches` et aux tuiles des carreaux et des zones blanches.",
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
export function scenarioRoutes(app: App, { asker, saved }: RouteContext): void {
  void app.register(async (scenarios) => {
    takeJsonTexts(scenarios);
    (scenarios as App).post(
      "/api/v1/scenarios",
      { schema: { querystring: parameters({}) }, config: { describe }, bodyLimit: MOST_READ_BYTES },
      async (request, reply) => {
        const bytes = await asker.ask("scenario", await readScenario(request.body, saved));
        return reply.type(JSON_TYPE).header("cache-control", "no-store").send(asBuffer(bytes));
      },
    );
  });
}

const FIELDS: readonly string[] = Object.keys(ScenarioBodySchema.properties);

async function readScenario(body: unknown, saved: SavedScenarios): Promise<ScenarioQuestion> {
  const sent = readObject(body);
  const fields = new BodyFields(sent, FIELDS);
  return {
    territory: fields.text("territoire", "la référence d’un territoire") ?? "france",
    minutes: fields.minutes() ?? DEFAULT_MINUTES,
    selection: fields.selection(),
    edits: editsOfFields(await withoutSaved(sent, saved)),
  };
}
