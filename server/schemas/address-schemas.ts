import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { AddressMatch, FoundAddresses } from "./answers.ts";
import { share, text, word } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";

export const Geocoder = word(
  ["answered", "unavailable", "unused"],
  "Le géocodeur de l’État : il a répondu ; il est indisponible, et seules les communes ont été cherchées ; il n’y en a pas, ou il n’en faut pas.",
);

export const AddressMatchSchema = schemaOf<AddressMatch>()(
  Type.Object(
    {
      label: text("Le lieu, en toutes lettres."),
      score: share("1 où rien n’est douteux ; ne se compare pas d’une source à l’autre."),
      precision: word(
        ["adresse", "rue", "commune"],
        "Ce que vise le point : une porte, une rue ou un hameau, le lieu le plus peuplé d’une commune.",
      ),
      source: word(["geoplateforme", "communes"], "Le géocodeur de l’État, ou les communes du jeu."),
      communeCode: text("Code INSEE de la commune."),
      lon: Type.Number({ description: "Longitude." }),
      lat: Type.Number({ description: "Latitude." }),
    },
    { $id: "AddressMatch", description: "Un lieu que le texte peut vouloir dire." },
  ),
);

export const AddressesSchema = schemaOf<FoundAddresses>()(
  Type.Object(
    {
      addresses: Type.Array(AddressMatchSchema, { description: "Le meilleur d’abord." }),
      geocoder: Geocoder,
      ...ORIGIN,
    },
    { $id: "Addresses" },
  ),
);
