import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { IsochroneFile, IsochroneFileQuestionEcho, IsochroneJob } from "./isochrone-job-answers.ts";
import { JOB_STANDING, SELECTION_BODY, SELECTION_ECHO } from "./job-schemas.ts";
import { MINUTES_LIST_MAX, MINUTES_MAX } from "./parameters.ts";
import { count, nullable, text, word } from "./parts.ts";

export const PACK_FORMATS = ["geojson", "geojsonl"] as const;

const Minutes = Type.Integer({ minimum: 1, maximum: MINUTES_MAX });

/** What is sent to `POST /api/v1/isochrones`. */
export const IsochroneBodySchema = Type.Object(
  {
    territoire: Type.Optional(
      text("« france » ou la référence du territoire où sont les structures ; france sans lui."),
    ),
    minutes: Type.Optional(
      Type.Array(Minutes, {
        minItems: 1,
        maxItems: MINUTES_LIST_MAX,
        description: "Les temps de trajet à dessiner ; 10, 20 et 30 sans eux.",
      }),
    ),
    format: Type.Optional(
      word(
        PACK_FORMATS,
        "`geojson` (sans lui) : une seule collection ; `geojsonl` : une zone par ligne, comme `trente isochrones` les écrit.",
      ),
    ),
    ...SELECTION_BODY,
  },
  { additionalProperties: false, $id: "IsochroneBody" },
);

const IsochroneFileSchema = schemaOf<IsochroneFile>()(
  Type.Object(
    {
      format: word(PACK_FORMATS, "Le format du fichier, à donner pour `f`."),
      structures: count("Structures dessinées."),
      features: count("Zones : une par structure et par temps."),
      bytes: count("La longueur du fichier, en octets."),
      compressedBytes: count("Ce qui en passe sur le réseau si gzip est accepté."),
      failed: Type.Array(Type.Object({ id: text("Son identifiant."), name: text("Son nom.") }), {
        description: "Les structures qui n’ont pas pu être dessinées : elles n’y sont pas.",
      }),
    },
    { $id: "IsochroneFile" },
  ),
);

const IsochroneFileQuestionSchema = schemaOf<IsochroneFileQuestionEcho>()(
  Type.Object(
    {
      territoire: text("Le territoire."),
      minutes: Type.Array(Minutes, { description: "Les temps de trajet, du plus court au plus long." }),
      format: word(PACK_FORMATS, "Le format du fichier."),
      ...SELECTION_ECHO,
    },
    { $id: "IsochroneFileQuestion" },
  ),
);

export const IsochroneJobSchema = schemaOf<IsochroneJob>()(
  Type.Object(
    {
      ...JOB_STANDING,
      question: IsochroneFileQuestionSchema,
      result: nullable(IsochroneFileSchema, {
        description: "Le fichier à lire, une fois le calcul terminé.",
      }),
    },
    { $id: "IsochroneJob" },
  ),
);
