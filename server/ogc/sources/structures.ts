import { Type } from "typebox";

import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { structureFeature } from "../../public-data.ts";
import type { FeatureCollectionSource } from "../source.ts";
import { FeatureTable } from "./feature-table.ts";
import { CommuneCode, DepartementCode, StructureFormatWord, StructureTypeWord } from "./properties.ts";

const PROPERTIES = {
  name: Type.String({ title: "Nom", description: "le nom de la structure" }),
  address: Type.String({ title: "Adresse", description: "son adresse" }),
  postcode: Type.String({ title: "Code postal", description: "un code postal, comme 20000" }),
  communeCode: CommuneCode,
  communeName: Type.String({ title: "Commune", description: "le nom d’une commune" }),
  departementCode: DepartementCode,
  type: StructureTypeWord,
  format: StructureFormatWord,
  labelledOn: Type.String({
    title: "Labellisée le",
    description: "le jour de sa labellisation",
    format: "date",
  }),
  // Days that cannot be read are null, which OpenAPI 3.0 and JSON Schema write in different ways.
  openingHours: Type.Array(Type.Unsafe({}), {
    title: "Horaires",
    description: "ses horaires du lundi au samedi, en minutes après minuit ; null pour un jour illisible",
  }),
  byAppointment: Type.Boolean({
    title: "Sur rendez-vous",
    description: "« true » pour celles qui reçoivent sur rendez-vous, « false » pour les autres",
  }),
  phone: Type.String({ title: "Téléphone", description: "son téléphone" }),
  comment: Type.String({ title: "Remarque", description: "une remarque de la structure" }),
  group: Type.String({ title: "Groupe", description: "le groupe auquel elle appartient" }),
};

/** The labelled desks, without e-mails. Their time is the day of their label. */
export function structuresSource({ structures }: Dataset): FeatureCollectionSource {
  const features = structures.map((structure) => {
    const { id, geometry, properties } = structureFeature(structure);
    const { id: _, ...shown } = properties;
    return { type: "Feature" as const, id: String(id), geometry, properties: shown };
  });
  const table = new FeatureTable(features, "labelledOn");
  return {
    id: "structures",
    title: "Structures France services",
    description: "Les guichets labellisés de la liste officielle, à la date du jeu de données.",
    geometryType: "Point",
    properties: PROPERTIES,
    filters: ["postcode", "communeCode", "communeName", "departementCode", "type", "format", "byAppointment"],
    pageSize: { default: 100, max: 1000 },
    extent: () => table.extent(),
    days: () => table.days(),
    list: async (query) => table.list(query),
    get: async (id) => table.get(id),
  };
}
