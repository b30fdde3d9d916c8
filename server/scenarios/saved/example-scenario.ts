import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { examplePlaces } from "../../openapi/example-places.ts";
import type { SavedScenario } from "../../schemas/saved-scenario-answers.ts";

/** What shows the form of scenarios to whoever has not saved any: one structure more, beside a road of the dataset. */
export function exampleScenario(dataset: Dataset): SavedScenario {
  const { point, commune } = examplePlaces(dataset);
  return {
    version: 1,
    nom: "Exemple",
    description: "Une structure de plus, pour montrer la forme d’un scénario.",
    territoire: commune.ref,
    minutes: 20,
    modifications: [{ ajouter: { lon: point.lon, lat: point.lat, nom: "Exemple" } }],
  };
}
