import { readIsochroneBody, isochroneFileEcho } from "../isochrone-files/isochrone-body.ts";
import { MOST_FILE_BYTES } from "../isochrone-files/isochrone-file-job.ts";
import { type Description, mediaType } from "../openapi/description.ts";
import type { IsochroneFileQuestionEcho } from "../schemas/isochrone-job-answers.ts";
import { IsochroneBodySchema, IsochroneJobSchema } from "../schemas/isochrone-job-schemas.ts";
import { text } from "../schemas/parts.ts";
import { GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { begunAnswers, JOB_BEGINS, JOB_GIVEN_UP, jobPostRoute, jobRoutes } from "./job-routes.ts";

const kind = "isochrones";
const LINES_TYPE = "application/x-ndjson; charset=utf-8";
const MOST_MEGABYTES = MOST_FILE_BYTES / (1024 * 1024);

const describePost: Description = {
  operationId: "dessinerIsochrones",
  summary: "Les zones de toutes les structures d’un territoire, en un fichier",
  description: `Les zones d’où l’on rejoint en voiture chaque structure comptée qui se trouve dans le territoire, une par temps, la plus large d’abord ; elles dépassent ses limites. Commence un calcul, qui dure de quelques secondes à quelques minutes, et ${JOB_BEGINS} Un fichier de plus de ${MOST_MEGABYTES} Mo une fois compressé est refusé (\`problem\`, avec la commande qui n’a pas cette limite), dès qu’un dixième des structures le laisse prévoir de loin : trois temps de 300 structures en font 15, un pays plus de ${MOST_MEGABYTES}.`,
  tag: "Isochrones",
  body: { [mediaType(JSON_TYPE)]: IsochroneBodySchema },
  answers: begunAnswers(IsochroneJobSchema),
  problems: [
    "state.unavailable",
    "territory.unknown",
    "parameter.invalid",
    "parameter.unknown",
    "body.refused",
    "request.refused",
  ],
  examples: ({ departement }) => [
    { summary: "Un département", body: { territoire: departement.ref, minutes: [10, 20] } },
  ],
};

const describeGet: Description = {
  operationId: "suivreIsochrones",
  summary: "Un calcul d’isochrones : où il en est, et son fichier",
  description:
    "Avec `attendre`, la réponse vient dès que le calcul avance, change d’état ou se termine ; `done` compte les structures. `f` donne le fichier d’un calcul terminé, dans le format pour lequel il a été demandé. `geojson` est une collection GeoJSON, `geojsonl` une zone par ligne, aux octets près ce que `trente isochrones` écrit ; chaque zone porte `structure`, `nom`, `minutes` et `habitants`. Un calcul n’est gardé qu’un temps : après, son adresse répond 404, et la même demande refait le même calcul à la même adresse.",
  tag: "Isochrones",
  answers: {
    200: {
      description: "Le calcul, ou son fichier.",
      content: {
        [JSON_TYPE]: IsochroneJobSchema,
        [GEOJSON_TYPE]: null,
        [LINES_TYPE]: text("Une zone par ligne."),
      },
    },
  },
  problems: ["state.unavailable", "job.unknown", "job.unfinished", "parameter.invalid"],
  // There is no job that is always there.
  examples: () => [],
};

const describeDelete: Description = {
  operationId: "abandonnerIsochrones",
  summary: "Renonce à un calcul d’isochrones",
  description: JOB_GIVEN_UP,
  tag: "Isochrones",
  answers: {
    200: {
      description: "Le calcul ; annulé, si plus personne ne le demande.",
      content: { [JSON_TYPE]: IsochroneJobSchema },
    },
  },
  problems: ["state.unavailable", "job.unknown"],
  examples: () => [],
};

/** `/api/v1/isochrones`: all isochrones of a territory, as `trente isochrones` draws them, each run a job with a file. */
export function isochroneJobRoutes(app: App, context: RouteContext): void {
  jobPostRoute(app, context, {
    kind,
    describe: describePost,
    read: readIsochroneBody,
    echo: isochroneFileEcho,
  });
  jobRoutes(app, context, {
    kind,
    files: {
      geojson: { type: GEOJSON_TYPE, isGzipped: true },
      geojsonl: { type: LINES_TYPE, isGzipped: true },
    },
    contents: "les zones",
    nameOf: ({ territoire, minutes }: IsochroneFileQuestionEcho) => ["isochrones", territoire, ...minutes],
    describeGet,
    describeDelete,
  });
}
