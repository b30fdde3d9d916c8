import { Type } from "typebox";

import { labelDates } from "../../isochrones/accessibility/label-dates.ts";
import { selectionParameters } from "../../isochrones/accessibility/selection.ts";
import type { Description } from "../openapi/description.ts";
import { originOf } from "../public-data.ts";
import { DatesSchema } from "../schemas/date-schemas.ts";
import type { DatesAnswer } from "../schemas/figure-answers.ts";
import { Exclude, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const DatesQuery = parameters({ exclure: Type.Optional(Exclude) });

const describe: Description = {
  operationId: "lireDates",
  summary: "Les dates de labellisation",
  description:
    "Les jours où des structures ont été labellisées, combien ce jour-là et combien en tout : les jours où le paramètre `au` change quelque chose. Celles dont la liste ne dit pas la date sont à part : `au` ne les compte jamais.",
  tag: "Structures",
  answers: { 200: { description: "Les dates.", content: { [JSON_TYPE]: DatesSchema } } },
  examples: () => [
    { summary: "Toutes", query: {} },
    { summary: "Sans les bus", query: { exclure: "bus" } },
  ],
};

/** `GET /api/v1/dates`: when structures were labelled, and how many by then. */
export function dateRoutes(app: App, { study, revalidate }: RouteContext): void {
  app.get(
    "/api/v1/dates",
    { schema: { querystring: DatesQuery }, config: { describe }, preHandler: revalidate },
    (request, reply) => {
      const { dataset } = study;
      const selection = readSelection(request.query);
      const answer: DatesAnswer = {
        ...labelDates(dataset.structures, selection),
        ...originOf(dataset, selectionParameters(selection)),
      };
      return reply.type(JSON_TYPE).send(JSON.stringify(answer));
    },
  );
}
