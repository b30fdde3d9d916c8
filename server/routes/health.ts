import type { Description } from "../openapi/description.ts";
import { notReady, sendProblem } from "../problems.ts";
import type { HealthAnswer } from "../schemas/answers.ts";
import { HealthSchema } from "../schemas/service-schemas.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const describe: Description = {
  operationId: "lireSante",
  summary: "L’état du serveur",
  description:
    "Pour les outils de surveillance : 200 si le serveur sait répondre à une question de contrôle, dont la réponse est vérifiée, 503 sinon.",
  tag: "Service",
  answers: { 200: { description: "Le serveur répond.", content: { [JSON_TYPE]: HealthSchema } } },
  examples: () => [{ summary: "L’état du serveur" }],
};

/**
 * `GET /sante`: ready once the study has answered a question whose answer can be checked. The dataset does not change, so
 * that it is asked until then and not again: a server that is busy is well.
 */
export function healthRoutes(app: App, { study, asker, near, stateHealth }: RouteContext): void {
  let known: { readonly share: number | null } | null = null;
  app.get("/sante", { config: { describe } }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    try {
      known ??= { share: shareOf(await asker.ask("knownQuestion", undefined)) };
      return reply.send({
        status: "ok",
        dataset: study.dataset.id,
        share: known.share,
        near: near.isReady ? "table" : "search",
        state: stateHealth(),
      } satisfies HealthAnswer);
    } catch (error) {
      request.log.error({ err: error }, "health check failed");
      return sendProblem(reply, notReady("Le jeu de données ne répond pas à la question de contrôle."));
    }
  });
}

function shareOf(answer: Uint8Array): number | null {
  return JSON.parse(Buffer.from(answer).toString()) as number | null;
}
