import { tellFailure } from "../journal/request-lines.ts";
import type { Description } from "../openapi/description.ts";
import { notReady, sendProblem } from "../problems.ts";
import type { AliveAnswer, HealthAnswer } from "../schemas/answers.ts";
import { AliveSchema, HealthSchema } from "../schemas/service-schemas.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const describe: Description = {
  operationId: "lireSante",
  summary: "L’état du serveur",
  description:
    "Pour les outils de surveillance : 200 si le serveur sait répondre à une question de contrôle, dont la réponse est vérifiée, 503 sinon : pendant qu’il démarre, et dès qu’il va s’arrêter.",
  tag: "Service",
  answers: { 200: { description: "Le serveur répond.", content: { [JSON_TYPE]: HealthSchema } } },
  examples: () => [{ summary: "L’état du serveur" }],
};

const describeAlive: Description = {
  operationId: "lireVivant",
  summary: "Le serveur est-il en vie ?",
  description:
    "Pour les outils qui redémarrent un serveur bloqué : 200 dès que le port est ouvert, même avant que le jeu de données soit lu. Pour savoir s’il peut répondre, `/sante`.",
  tag: "Service",
  answers: { 200: { description: "Il est en vie.", content: { [JSON_TYPE]: AliveSchema } } },
  examples: () => [{ summary: "Le serveur est-il en vie ?" }],
};

/**
 * `GET /vivant`: the thread that talks to clients does. Before there is an app, the front answers it.
 *
 * `GET /sante`: ready once the study has answered a question whose answer can be checked. The dataset does not change, so
 * that it is asked until then and not again: a server that is busy is well.
 */
export function healthRoutes(app: App, { study, asker, near, stateHealth }: RouteContext): void {
  app.get("/vivant", { config: { describe: describeAlive } }, (_, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" } satisfies AliveAnswer),
  );
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
      tellFailure(request, error, "health check failed");
      return sendProblem(reply, notReady("Le jeu de données ne répond pas à la question de contrôle."));
    }
  });
}

function shareOf(answer: Uint8Array): number | null {
  return JSON.parse(Buffer.from(answer).toString()) as number | null;
}
