import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { DatesAnswer } from "./figure-answers.ts";
import { count } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";

export const DatesSchema = schemaOf<DatesAnswer>()(
  Type.Object(
    {
      dates: Type.Array(
        Type.Object({
          date: Type.String({ format: "date", description: "Un jour, à donner pour `au`." }),
          added: count("Structures labellisées ce jour-là."),
          counted: count("Structures labellisées ce jour ou avant : celles que `au` compte."),
        }),
        { description: "Du plus ancien au plus récent." },
      ),
      undated: count(
        "Structures sans date de labellisation : comptées sans `au`, jamais avec lui, quel que soit le jour.",
      ),
      ...ORIGIN,
    },
    { $id: "LabelDates" },
  ),
);
