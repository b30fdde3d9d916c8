import type { Description } from "../openapi/description.ts";
import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { WeekSchema } from "../schemas/week-schemas.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const { exclure, au, realisation_min, sans_reorientation_min } = SELECTION;

const WeekQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  tournees: {
    ...oneOf(["exclure", "inclure"], "ce que l’on fait des bus et structures itinérantes"),
    default: "exclure" as const,
  },
  exclure,
  au,
  realisation_min,
  sans_reorientation_min,
});

const describe: Description = {
  operationId: "lireHoraires",
  summary: "La couverture par demi-heure de la semaine, d’après les horaires officiels",
  description:
    "Pour chaque demi-heure de la semaine, les habitants à moins de tant de minutes d’une structure ouverte à un moment de cette demi-heure : le chiffre de `/api/v1/couverture` avec `ouvert_le=lundi-9h-9h30`. Une structure sans horaires lisibles n’est jamais comptée ouverte, et les bus et structures itinérantes ne comptent que si `tournees=inclure` : la réponse les nomme à part. Les jours fériés et le dimanche ne sont pas dans la liste. Toute la France serait trop longue à calculer : demandez une région, un département ou plus petit.",
  tag: "Couverture",
  answers: { 200: { description: "La semaine.", content: { [JSON_TYPE]: WeekSchema } } },
  problems: ["territory.unknown", "territory.too_large", "population.absent"],
  examples: ({ departement }) => [
    { summary: "Un département, à 20 minutes", query: { territoire: departement.ref, minutes: 20 } },
    {
      summary: "Avec les structures en tournée",
      query: { territoire: departement.ref, tournees: "inclure" },
    },
  ],
};

/** `GET /api/v1/horaires`: people near an open structure, by half-hour of the week. */
export function weekRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/horaires",
    { schema: { querystring: WeekQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, tournees, ...query } = request.query;
      const selection = readSelection(query, tournees === "exclure" ? ["bus", "itinerante"] : []);
      const question = { territory: territoire, minutes, selection, rounds: tournees };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("week", question));
    },
  );
}
