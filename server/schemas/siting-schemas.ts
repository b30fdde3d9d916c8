import { Type } from "typebox";

import type { SitingReport, SitingSite } from "../../isochrones/model/siting.ts";
import { schemaOf } from "./agreement.ts";
import { JOB_STANDING, SELECTION_ECHO } from "./job-schemas.ts";
import { count, nullable, recordOf, share, text, word } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import type { SitingJob, SitingQuestionEcho } from "./siting-answers.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });
const minutesOrNull = (description: string) => nullable(Type.Number({ minimum: 0 }), { description });
const textOrNull = (description: string) => nullable(Type.String(), { description });
const MEAN = "Temps moyen, en minutes ; null si personne n’est relié à une route.";
const LONGEST = "Le plus long trajet, en minutes, une heure au plus.";
const CLOSED = { additionalProperties: false };

const NamedCandidate = Type.Object({ id: text("Son identifiant."), name: text("Son nom.") });

const SitingSiteSchema = schemaOf<SitingSite>()(
  Type.Object(
    {
      id: text("Code Insee, identifiant d’un carreau ou d’un lieu de la demande."),
      name: text("Son nom."),
      lon: Type.Number({ description: "Longitude." }),
      lat: Type.Number({ description: "Latitude." }),
      communeCode: textOrNull("Code Insee de sa commune ; null s’il n’est pas connu."),
      rank: Type.Integer({ minimum: 1, description: "1 pour le premier à ouvrir." }),
      isForced: Type.Boolean({ description: "Était-il imposé ?" }),
      covered: people("Habitants couverts une fois ce site et les précédents ouverts."),
      gain: Type.Number({ description: "Ceux que ce site ajoute." }),
      share: share("Leur part du territoire, de 0 à 1."),
      meanMinutes: minutesOrNull(MEAN),
      longestMinutes: minutesOrNull(LONGEST),
      served: nullable(people("Habitants."), {
        description: "Ceux qu’il sert une fois tous les sites ouverts ; null sans capacité.",
      }),
      asGood: Type.Array(NamedCandidate, {
        description: "Les autres candidats qui couvriraient les mêmes carreaux.",
      }),
    },
    { $id: "SitingSite" },
  ),
);

const SitingReportSchema = schemaOf<SitingReport>()(
  Type.Object(
    {
      territory: TerritorySchema,
      minutes: Type.Number({ description: "Le seuil, en minutes." }),
      weight: text("Ce qui est compté."),
      population: people("Tous les habitants du territoire."),
      coveredBefore: people("Ceux qui sont couverts avant toute ouverture."),
      meanMinutesBefore: minutesOrNull(MEAN),
      longestMinutesBefore: minutesOrNull(LONGEST),
      aim: word(["most", "fewest", "mean", "worst"], "Ce qui était cherché."),
      sites: Type.Array(SitingSiteSchema, { description: "Dans l’ordre où ils devraient ouvrir." }),
      capacity: nullable(people("Habitants."), { description: "Ce que chaque nouveau site sert au plus." }),
      bound: nullable(people("Habitants."), {
        description:
          "Aucun choix d’autant de sites n’en couvre plus (avec une capacité : n’en couvre ou sert) ; null si autre chose était cherché.",
      }),
      leastMeanMinutes: minutesOrNull(
        "Aucun choix d’autant de sites n’a un temps moyen plus court ; null si autre chose était cherché.",
      ),
      gap: nullable(Type.Number({ minimum: 0 }), {
        description:
          "De combien un autre choix pourrait apporter plus, en part de ce que ces sites apportent ; null si rien n’est connu.",
      }),
      method: word(["greedy", "exact"], "Comment ils ont été choisis."),
      isProven: Type.Boolean({ description: "Est-il prouvé qu’aucun autre choix ne fait mieux ?" }),
      target: nullable(
        Type.Object({
          share: share("La part demandée."),
          isReached: Type.Boolean({ description: "Est-elle atteinte ?" }),
          leastCount: count("Moins de sites ne suffisent pas."),
        }),
        { description: "Si une part était demandée." },
      ),
      candidates: Type.Object({
        given: count("Candidats donnés."),
        withoutRoad: count("Ceux qui sont en mer, hors du jeu de données ou loin de toute route."),
        leftOut: Type.Array(NamedCandidate, { maxItems: 100, description: "Les cent premiers d’entre eux." }),
        useful: count("Ceux qui apportent quelqu’un."),
      }),
      model: Type.Object({
        cells: count("Carreaux à couvrir."),
        groups: count("Groupes de carreaux que les mêmes sites atteignent."),
        sites: count("Sites différents."),
        pairs: count("Paires d’un site et d’un groupe."),
      }),
      assumptions: Type.Array(Type.String(), {
        description: "Ce sur quoi la réponse repose, une phrase chacun.",
      }),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "SitingReport" },
  ),
);

const SitingQuestionSchema = schemaOf<SitingQuestionEcho>()(
  Type.Object(
    {
      territoire: text("Le territoire."),
      minutes: Type.Number({ description: "Le seuil, en minutes." }),
      but: word(["couverture", "temps-moyen", "plus-eloignes"], "Ce qui est cherché."),
      nombre: nullable(Type.Integer(), { description: "Combien d’implantations ; null pour une part." }),
      part: nullable(Type.Number(), { description: "Le pourcentage à couvrir ; null pour un nombre." }),
      candidats: Type.Union([
        Type.Literal("communes"),
        Type.Object({ grille_km: Type.Number() }, CLOSED),
        Type.Object({ lieux: count("Combien de lieux étaient donnés.") }, CLOSED),
      ]),
      imposer: Type.Array(Type.String()),
      interdire: Type.Array(Type.String()),
      planchers: recordOf(Type.Integer(), { description: "Par territoire." }),
      poids: text("Ce qui est compté."),
      capacite: nullable(Type.Number(), { description: "Ce que chaque site sert au plus." }),
      exact: Type.Boolean(),
      duree: nullable(Type.Integer(), { description: "Secondes laissées à la preuve." }),
      ...SELECTION_ECHO,
      scenario: textOrNull("Les modifications, telles qu’une adresse les porte."),
    },
    { $id: "SitingQuestion" },
  ),
);

export const SitingJobSchema = schemaOf<SitingJob>()(
  Type.Object(
    {
      ...JOB_STANDING,
      question: SitingQuestionSchema,
      result: nullable(SitingReportSchema, { description: "La réponse, une fois le calcul terminé." }),
    },
    { $id: "SitingJob" },
  ),
);
