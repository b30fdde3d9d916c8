import { Type } from "typebox";

import { FIGURE_MINUTES } from "../../data/figures/dataset-figures.ts";
import { territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { Territory } from "../../isochrones/model/territory.ts";
import { historyCsv } from "../history/history-csv.ts";
import { trendOf } from "../history/trend.ts";
import { revalidateText } from "../http-cache.ts";
import type { Description } from "../openapi/description.ts";
import { originOf } from "../public-data.ts";
import type { HistoryAnswer } from "../schemas/history-answers.ts";
import { HistorySchema } from "../schemas/history-schemas.ts";
import { oneOf, parameters, TerritoryParameter } from "../schemas/parameters.ts";
import { text } from "../schemas/parts.ts";
import { invalidParameter } from "../validation.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const MINUTES_EXPECTED = `un temps que l’historique garde : ${FIGURE_MINUTES.join(" ou ")}`;
const TERRITORY_EXPECTED = "la France, une région ou un département : l’historique ne garde pas les autres";

const HistoryQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Type.Optional(
    Type.Integer({
      title: "un temps de trajet ; sans lui, tous ceux qui sont gardés",
      description: MINUTES_EXPECTED,
    }),
  ),
  f: Type.Optional(oneOf(["json", "csv"], "le format de la réponse")),
});

const describe: Description = {
  operationId: "lireHistorique",
  summary: "L’évolution de la couverture d’un territoire, d’un jeu de données à l’autre",
  description:
    "Les chiffres de chaque jeu de données qui a été en service sur ce serveur, pour la France, une région ou un département, toutes structures comptées. Chaque entrée dit de quand sont ses sources et ce qui a changé depuis la précédente : où `isComparable` est faux, une autre population, d’autres communes, un autre profil, un autre périmètre ou des données inventées rompent la série, et l’écart ne dit rien du réseau. Le jeu en service y est toujours, même seul.",
  tag: "Couverture",
  isRevalidated: true,
  answers: {
    200: {
      description: "L’évolution, du plus ancien au plus récent ; en CSV, une ligne par jeu et par temps.",
      content: {
        [JSON_TYPE]: HistorySchema,
        [CSV_TYPE]: text("Une ligne par jeu de données et par temps, en UTF-8 avec BOM (RFC 4180)."),
      },
      headers: { "Content-Disposition": "En CSV : le nom sous lequel enregistrer le fichier." },
    },
  },
  problems: ["territory.unknown", "population.absent", "state.unavailable"],
  examples: ({ departement }) => [
    { summary: "Un département", query: { territoire: departement.ref } },
    { summary: "À 20 minutes", query: { territoire: departement.ref, minutes: 20 } },
    { summary: "En CSV", query: { territoire: departement.ref, f: "csv" }, type: CSV_TYPE },
  ],
};

/** `GET /api/v1/historique`: how the figure went from dataset to dataset. */
export function historyRoutes(app: App, { study, history }: RouteContext): void {
  app.get(
    "/api/v1/historique",
    { schema: { querystring: HistoryQuery }, config: { describe } },
    async (request, reply) => {
      const { territoire, minutes, f: format = "json" } = request.query;
      const territory = keptTerritory(study.territory(territoire));
      const wanted = minutes === undefined ? FIGURE_MINUTES : [keptMinutes(minutes)];
      const reference = territoryRef(territory);
      const { figures, unreadable } = await history.list();
      const entries = trendOf(figures, reference, wanted, study.dataset.id);
      if (format === "csv") {
        const name = attachment(["historique", reference, ...wanted, "min"], "csv");
        return revalidateText(request, reply.type(CSV_TYPE), historyCsv(reference, entries), {
          "content-disposition": name,
        });
      }
      const answer: HistoryAnswer = {
        territory,
        minutes: wanted,
        entries,
        unreadable,
        ...originOf(study.dataset, { territory: reference, exclude: [] }),
      };
      return revalidateText(request, reply.type(JSON_TYPE), JSON.stringify(answer));
    },
  );
}

/** Throws `RequestError`. */
function keptTerritory(territory: Territory): Territory {
  if (["france", "region", "departement"].includes(territory.kind)) return territory;
  throw invalidParameter("territoire", territoryRef(territory), TERRITORY_EXPECTED);
}

/** Throws `RequestError`. */
function keptMinutes(minutes: number): number {
  if (FIGURE_MINUTES.some((kept) => kept === minutes)) return minutes;
  throw invalidParameter("minutes", minutes, MINUTES_EXPECTED);
}
