import type { Study } from "../../isochrones/study.ts";
import { notReady, sendProblem } from "../problems.ts";
import type { HealthAnswer } from "../schemas/answers.ts";
import type { App, RouteContext } from "./context.ts";

/** `GET /sante`: ready when the study answers a question whose answer can be checked. */
export function healthRoutes(app: App, { study }: RouteContext): void {
  app.get("/sante", (request, reply) => {
    reply.header("cache-control", "no-store");
    try {
      const answer: HealthAnswer = { status: "ok", dataset: study.dataset.id, share: knownShare(study) };
      return reply.send(answer);
    } catch (error) {
      request.log.error({ err: error }, "health check failed");
      return sendProblem(reply, notReady("Le jeu de données ne répond pas à la question de contrôle."));
    }
  });
}

/** Everyone within half an hour; throws when the answer cannot be true. */
function knownShare(study: Study): number | null {
  if (study.dataset.cells === null) return null;
  const { share, covered, population } = study.coverage();
  const isPossible = share >= 0 && share <= 1 && covered <= population;
  if (!isPossible) throw new Error(`got ${covered} of ${population} people covered, expected a part of them`);
  return share;
}
