import { Type } from "typebox";

import { standingOf } from "../jobs/job-answer.ts";
import { readJobCursor, writeJobCursor } from "../jobs/job-cursor.ts";
import { JOB_KINDS, JOB_URLS } from "../long-work/job-kinds.ts";
import type { Description } from "../openapi/description.ts";
import { CURSOR_EXPECTED, PageLimit, parameters } from "../schemas/parameters.ts";
import type { TaskListAnswer } from "../schemas/task-answers.ts";
import { TaskListSchema } from "../schemas/task-schemas.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIST = "/api/v1/taches";

const ListQuery = parameters({
  limite: PageLimit,
  suite: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: CURSOR_EXPECTED })),
});

const describe: Description = {
  operationId: "listerTaches",
  summary: "Les calculs longs que ce serveur connaît",
  description:
    "Ceux qui attendent, ceux qui sont en cours et ceux dont la réponse est encore gardée, de tous ceux qui en demandent, les plus récents d’abord, par pages : leur genre, leur état et leur avancement, sans leur réponse, que `url` donne. Qui joint ce serveur peut les lister et les lire : n’y mettez rien de confidentiel.",
  tag: "Service",
  answers: {
    200: {
      description: 'Les calculs ; l’en-tête `Link` (`rel="next"`) mène à la page suivante.',
      content: { [JSON_TYPE]: TaskListSchema },
    },
  },
  examples: () => [{ summary: "Les dix derniers", query: { limite: 10 } }],
};

/** `GET /api/v1/taches`: the queue of jobs and what is kept of those that have ended. */
export function taskRoutes(app: App, { jobs }: RouteContext): void {
  app.get(LIST, { schema: { querystring: ListQuery }, config: { describe } }, async (request, reply) => {
    const { limite, suite } = request.query;
    const after = suite === undefined ? null : readJobCursor(suite);
    // One more tells whether there is a page after this one.
    const found = await jobs.list({ limit: limite + 1, after });
    const page = found.slice(0, limite);
    const last = found.length > limite ? page.at(-1) : undefined;
    const next = last === undefined ? null : `${LIST}?limite=${limite}&suite=${writeJobCursor(last)}`;
    if (next !== null) void reply.header("link", `<${next}>; rel="next"`);
    const tasks = page.flatMap((job) => {
      // Of a newer program on the same store there may be others, which have no address here.
      const kind = JOB_KINDS.find((known) => known === job.kind);
      return kind === undefined ? [] : [{ ...standingOf(job, `${JOB_URLS[kind]}/${job.id}`), kind }];
    });
    return reply
      .type(JSON_TYPE)
      .header("cache-control", "no-store")
      .send({ tasks, next } satisfies TaskListAnswer);
  });
}
