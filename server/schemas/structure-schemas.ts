import { Type } from "typebox";

import type { QualityIndicators } from "../../isochrones/model/structure.ts";
import { schemaOf, schemaWithin } from "./agreement.ts";
import type {
  NearOrigin,
  NearestAnswer,
  NearestProperties,
  OneStructureAnswer,
  PublicStructure,
  StructureFeature,
  StructureRecord,
  StructureRecordsAnswer,
  StructuresAnswer,
} from "./answers.ts";
import { LineStringSchema, PointSchema, collectionOf, featureOf } from "./geojson-schemas.ts";
import { count, nullable, text, word } from "./parts.ts";
import { OpeningSchema } from "./opening-schemas.ts";
import { AddressMatchSchema, Geocoder } from "./address-schemas.ts";
import { ORIGIN } from "./provenance-schemas.ts";

const OpeningIntervals = Type.Array(
  Type.Object({
    start: Type.Integer({ minimum: 0, maximum: 1440, description: "Début, en minutes depuis minuit." }),
    end: Type.Integer({ minimum: 0, maximum: 1440, description: "Fin, en minutes depuis minuit." }),
  }),
);

const percentage = (description: string) =>
  nullable(Type.Number({ minimum: 0, maximum: 100 }), { description: `${description} ; null si inconnu.` });

const QualitySchema = schemaOf<QualityIndicators>()(
  Type.Object(
    {
      realisationRate: percentage("Pour cent des démarches demandées qui ont été réalisées"),
      noRedirectionShare: percentage("Pour cent des actes sans réorientation"),
      satisfaction: percentage("Pour cent d’usagers satisfaits"),
    },
    {
      $id: "QualityIndicators",
      description: "Indicateurs de qualité, si l’exploitant en a fourni pour cette structure.",
    },
  ),
);

const STRUCTURE = {
  id: text("Son identifiant dans la liste officielle."),
  name: text("Son nom."),
  address: text("Son adresse."),
  postcode: text("Son code postal."),
  communeCode: text("Code INSEE de sa commune."),
  communeName: text("Nom de sa commune."),
  departementCode: text("Code de son département."),
  type: word(["principal", "antenne"], "Site principal ou antenne."),
  format: word(["fixe", "multisite", "bus", "itinerante"], "Fixe, multisite, bus ou itinérante."),
  labelledOn: nullable(Type.String({ format: "date" }), {
    description: "Jour de sa labellisation ; un mois seul est son premier jour ; null si inconnu.",
  }),
  openingHours: Type.Array(nullable(OpeningIntervals), {
    description: "Du lundi au samedi ; null où les horaires du jour n’ont pas pu être lus.",
  }),
  byAppointment: Type.Boolean({ description: "Reçoit-elle sur rendez-vous ?" }),
  phone: text("Son téléphone."),
  comment: text("Une remarque de la liste, sans adresse électronique."),
  group: text("Son regroupement, vide si aucun."),
  indicators: Type.Optional(QualitySchema),
};

export const PublicStructureSchema = schemaOf<PublicStructure>()(
  Type.Object(STRUCTURE, {
    $id: "Structure",
    description: "Une structure France Services. Son adresse électronique n’est jamais publiée.",
  }),
);

export const StructureFeatureSchema = schemaWithin<StructureFeature>()(
  featureOf("StructureFeature", PointSchema, PublicStructureSchema),
);

export const OneStructureSchema = schemaWithin<OneStructureAnswer>()(
  featureOf(
    "OneStructure",
    PointSchema,
    Type.Object(
      { ...STRUCTURE, opening: OpeningSchema },
      { $id: "StructureNow", description: "Une structure, et si elle est ouverte à cette minute." },
    ),
  ),
);

const PAGE_MEMBERS = {
  total: count("Celles qui répondent aux critères, sur toutes les pages."),
  next: nullable(Type.String(), { description: "L’adresse de la page suivante ; null sur la dernière." }),
  ...ORIGIN,
};

export const StructuresSchema = schemaWithin<StructuresAnswer>()(
  collectionOf("Structures", StructureFeatureSchema, PAGE_MEMBERS),
);

export const StructureRecordSchema = schemaOf<StructureRecord>()(
  Type.Object(
    {
      ...STRUCTURE,
      lon: Type.Number({ description: "Sa longitude." }),
      lat: Type.Number({ description: "Sa latitude." }),
    },
    { $id: "StructureRecord", description: "Une structure en une seule fiche, sans géométrie." },
  ),
);

export const StructureRecordsSchema = schemaOf<StructureRecordsAnswer>()(
  Type.Object(
    { structures: Type.Array(StructureRecordSchema), ...PAGE_MEMBERS },
    { $id: "StructureRecords" },
  ),
);

const NearestPropertiesSchema = schemaWithin<NearestProperties>()(
  Type.Object(
    {
      ...STRUCTURE,
      rank: Type.Integer({ minimum: 1, description: "1 pour la plus proche en temps." }),
      minutes: Type.Number({ minimum: 0, description: "Temps de trajet, en minutes." }),
      seconds: Type.Number({ minimum: 0, description: "Le même, en secondes, au dixième." }),
      kilometers: Type.Number({ minimum: 0, description: "Longueur du trajet, en kilomètres." }),
      opening: OpeningSchema,
      route: Type.Optional(LineStringSchema),
    },
    { $id: "NearestStructure", description: "Une structure et ce qu’il faut de route pour y aller." },
  ),
);

const NearOriginSchema = schemaOf<NearOrigin>()(
  Type.Object(
    {
      lon: Type.Number({ description: "Longitude demandée." }),
      lat: Type.Number({ description: "Latitude demandée." }),
      snapMeters: Type.Number({ minimum: 0, description: "De là à la route, en mètres." }),
      address: Type.Optional(AddressMatchSchema),
      geocoder: Type.Optional(Geocoder),
    },
    { $id: "NearOrigin" },
  ),
);

export const NearestSchema = schemaWithin<NearestAnswer>()(
  collectionOf("Nearest", featureOf("NearestFeature", PointSchema, NearestPropertiesSchema), {
    from: NearOriginSchema,
    ...ORIGIN,
  }),
);
