import type { FastifyRequest } from "fastify";
import { Type } from "typebox";

import { BodyFields } from "../body-fields.ts";
import type { Description } from "../openapi/description.ts";
import { editsOfFields } from "../scenarios/scenario-body.ts";
import { MOST_READ_BYTES, readObject, takeJsonTexts } from "../scenarios/json-body.ts";
import { SAVED_FIELDS, savedOf } from "../scenarios/saved/saved-body.ts";
import { readAfter, writeAfter } from "../scenarios/saved/saved-cursor.ts";
import { withoutSaved } from "../scenarios/saved/saved-references.ts";
import { EXAMPLE_ID, notSaved } from "../scenarios/saved/saved-scenarios.ts";
import { CURSOR_EXPECTED, PageLimit, parameters } from "../schemas/parameters.ts";
import type { SavedListAnswer } from "../schemas/saved-scenario-answers.ts";
import {
  SavedBodySchema,
  SavedListSchema,
  SavedReceiptSchema,
  SavedScenarioSchema,
} from "../schemas/saved-scenario-schemas.ts";
import { invalidParameter } from "../validation.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIST = "/api/v1/scenarios/enregistres";

const ListQuery = parameters({
  q: Type.String({
    maxLength: 100,
    default: "",
    title: "des mots de leur nom, sans égard aux accents ni à la casse",
    description: "un texte d’au plus 100 caractères",
  }),
  limite: PageLimit,
  suite: Type.Optional(Type.String({ minLength: 1, maxLength: 40, description: CURSOR_EXPECTED })),
});

const OnePath = parameters({
  id: Type.String({ minLength: 1, maxLength: 100, description: "l’identifiant d’un scénario enregistré" }),
});

const describeSave: Description = {
  operationId: "enregistrerScenario",
  summary: "Garder un scénario sous un nom",
  description:
    "Pour un scénario trop long pour une adresse. Au plus 1 000 modifications et 1 Mo ; ce que désigne l’identifiant rendu ne change jamais. `scenario=enregistre:ID` le donne à toute adresse qui prend `scenario`. Qui joint ce serveur peut le lire et le voir dans la liste : n’y mettez rien de confidentiel. Les structures qu’il nomme ne sont cherchées que lorsqu’on le compte : il peut venir d’un autre jeu de données. Qui ne sait pas si sa demande a été prise peut la refaire sans rien enregistrer deux fois, s’il l’a envoyée avec un en-tête `Idempotency-Key` à lui seul (de 16 à 128 caractères, tirés au hasard) : la réponse est la même.",
  tag: "Couverture",
  body: { [JSON_TYPE.split(";", 1)[0]]: SavedBodySchema },
  answers: {
    201: {
      description: "Il est enregistré, même si le serveur s’arrête aussitôt.",
      content: { [JSON_TYPE]: SavedReceiptSchema },
      headers: { Location: "Où le lire." },
    },
  },
  problems: [
    "parameter.invalid",
    "parameter.unknown",
    "request.refused",
    "scenario.invalid",
    "scenario.too_many",
    "scenario.not_saved",
    "scenario.repeated",
    "state.full",
    "state.unavailable",
  ],
  examples: ({ point }) => [
    {
      summary: "Une structure de plus",
      body: { nom: "Une de plus", minutes: 20, modifications: [{ ajouter: { ...point, nom: "Essai" } }] },
    },
  ],
};

const describeOne: Description = {
  operationId: "lireScenarioEnregistre",
  summary: "Un scénario enregistré, dans la forme qui permet de l’importer",
  description:
    "Tel que `POST /api/v1/scenarios/enregistres` le prend : `version` (1), `nom`, `description`, `territoire` et `minutes` s’ils ont été donnés, et `modifications`, dans l’ordre. C’est le format d’export et d’import ; `exemple` en montre un.",
  tag: "Couverture",
  answers: { 200: { description: "Le scénario.", content: { [JSON_TYPE]: SavedScenarioSchema } } },
  problems: ["scenario.not_saved", "state.unavailable"],
  examples: () => [{ summary: "La forme d’un scénario", path: { id: EXAMPLE_ID } }],
};

const describeList: Description = {
  operationId: "listerScenariosEnregistres",
  summary: "Les scénarios enregistrés sur ce serveur",
  description:
    "Les plus récents d’abord, par pages. Qui joint ce serveur peut les lister ; les clés n’y sont pas.",
  tag: "Couverture",
  answers: {
    200: {
      description: 'Les scénarios ; l’en-tête `Link` (`rel="next"`) mène à la page suivante.',
      content: { [JSON_TYPE]: SavedListSchema },
    },
  },
  problems: ["state.unavailable"],
  examples: () => [{ summary: "Les deux derniers", query: { limite: 2 } }],
};

const describeRemove: Description = {
  operationId: "supprimerScenarioEnregistre",
  summary: "Supprimer un scénario enregistré",
  description:
    "Avec la clé donnée à l’enregistrement, dans l’en-tête `Authorization: Bearer CLE`. Les adresses qui le nomment répondent 404 aussitôt ; celles d’autres serveurs sur la même base, en une minute au plus. Les pages d’autres sites ne peuvent pas supprimer.",
  tag: "Couverture",
  answers: { 204: { description: "Il n’est plus là." } },
  problems: ["scenario.key", "scenario.not_saved", "state.unavailable"],
  examples: () => [],
};

/** `/api/v1/scenarios/enregistres`: scenarios that are kept under a name. */
export async function savedScenarioRoutes(app: App, context: RouteContext): Promise<void> {
  const { saved, now } = context;
  // Before the others of its address: who refuses methods looks at what is there.
  await app.register(async (scenarios) => {
    takeJsonTexts(scenarios);
    (scenarios as App).post(
      LIST,
      {
        schema: { querystring: parameters({}) },
        config: { describe: describeSave },
        bodyLimit: MOST_READ_BYTES,
      },
      async (request, reply) => {
        const sent = readObject(request.body);
        const fields = new BodyFields(sent, SAVED_FIELDS);
        const edits = editsOfFields(await withoutSaved(sent, saved));
        const receipt = await saved.save(savedOf(fields, edits), now(), requestKeyOf(request));
        return reply
          .code(201)
          .header("location", `${LIST}/${receipt.id}`)
          .header("cache-control", "no-store")
          .send(receipt);
      },
    );
  });
  readingRoutes(app, context);
  app.delete(
    `${LIST}/:id`,
    {
      schema: { params: OnePath, querystring: parameters({}) },
      config: { describe: describeRemove },
    },
    async (request, reply) => {
      await saved.remove(request.params.id, bearerOf(request));
      return reply.code(204).header("cache-control", "no-store").send();
    },
  );
}

function readingRoutes(app: App, { saved }: RouteContext): void {
  app.get(
    LIST,
    { schema: { querystring: ListQuery }, config: { describe: describeList } },
    async (request, reply) => {
      const { q, limite, suite } = request.query;
      const after = suite === undefined ? null : readAfter(suite);
      const { after: nextAfter, ...page } = await saved.list(q, after, limite);
      const next = nextAfter === null ? null : addressAfter(request.url, nextAfter);
      if (next !== null) void reply.header("link", `<${next}>; rel="next"`);
      return reply
        .type(JSON_TYPE)
        .header("cache-control", "no-store")
        .send({ ...page, next } satisfies SavedListAnswer);
    },
  );
  app.get(
    `${LIST}/:id`,
    { schema: { params: OnePath, querystring: parameters({}) }, config: { describe: describeOne } },
    async (request, reply) => {
      const { id } = request.params;
      const content = await saved.read(id);
      if (content === null) throw notSaved(id, "id");
      // It never changes, but it may be gone.
      return reply.type(JSON_TYPE).header("cache-control", "no-cache").send(content);
    },
  );
}

const REQUEST_KEY = /^[\x21-\x7e]{16,128}$/u;

/** What makes a repeated request the same as before; null where there is none. Throws `RequestError`. */
function requestKeyOf({ headers }: FastifyRequest): string | null {
  const key = headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key === "string" && REQUEST_KEY.test(key)) return key;
  throw invalidParameter("Idempotency-Key", key, "de 16 à 128 caractères visibles, tirés au hasard");
}

/** Empty where there is none. */
function bearerOf({ headers: { authorization = "" } }: FastifyRequest): string {
  return /^Bearer +(\S+)$/iu.exec(authorization)?.[1] ?? "";
}

function addressAfter(address: string, after: number): string {
  const { searchParams } = new URL(address, "http://localhost");
  searchParams.set("suite", writeAfter(after));
  return `${LIST}?${searchParams.toString()}`;
}
