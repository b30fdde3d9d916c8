import type { FastifyInstance, FastifyRequest } from "fastify";

import { editsOfBody } from "../scenario-body.ts";
import { formatScenario } from "../scenario-text.ts";
import type { SavedScenario } from "../../schemas/saved-scenario-answers.ts";
import { notSaved, SAVED_PREFIX, type SavedScenarios } from "./saved-scenarios.ts";

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyRequest {
    /** The `scenario` of the address where that names a saved one, whose text has taken its place in `query`; else null. */
    savedScenario: string | null;
  }
}

/**
 * Lets `scenario=enregistre:ID` stand for the text of a saved scenario at every address that takes `scenario`. It is read before
 * anything that is kept for an address is looked for: what has been deleted is not found from then on.
 */
export function readSavedReferences(app: FastifyInstance, saved: SavedScenarios): void {
  app.decorateRequest("savedScenario", null);
  const read = async (request: FastifyRequest): Promise<void> => {
    const query = request.query as { scenario?: unknown };
    if (!isReference(query.scenario)) return;
    request.savedScenario = query.scenario;
    query.scenario = await textOf(query.scenario, saved);
  };
  app.addHook("onRoute", (route) => {
    const { properties = {} } = (route.schema?.querystring ?? {}) as { properties?: object };
    if (!Object.hasOwn(properties, "scenario")) return;
    route.preHandler = [read, ...[route.preHandler ?? []].flat()];
  });
}

/** The fields of a body, with the text of the saved scenario that its `scenario` may name. Throws `RequestError`. */
export async function withoutSaved(
  fields: Readonly<Record<string, unknown>>,
  saved: SavedScenarios,
): Promise<Readonly<Record<string, unknown>>> {
  const { scenario } = fields;
  return isReference(scenario) ? { ...fields, scenario: await textOf(scenario, saved) } : fields;
}

function isReference(value: unknown): value is string {
  return typeof value === "string" && value.startsWith(SAVED_PREFIX);
}

async function textOf(reference: string, saved: SavedScenarios): Promise<string> {
  const id = reference.slice(SAVED_PREFIX.length);
  const text = await saved.readOnce(id, (content) => {
    const { modifications } = JSON.parse(content) as SavedScenario;
    return formatScenario(editsOfBody(modifications));
  });
  if (text === null) throw notSaved(id, "scenario");
  return text;
}
