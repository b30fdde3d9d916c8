import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import { JOB_STANDING, SELECTION_BODY, SELECTION_ECHO } from "./job-schemas.ts";
import { nullable, text } from "./parts.ts";
import type {
  SensitivitiesAnswer,
  SensitivityJob,
  SensitivityQuestionEcho,
} from "./sensitivity-job-answers.ts";
import { KnownAssumptionSchema, SensitivityFigureSchema } from "./sensitivity-schemas.ts";

/** What is sent to `POST /api/v1/sensibilites`. */
export const SensitivityBodySchema = Type.Object(
  {
    territoire: Type.Optional(text("« france » ou la référence d’un territoire ; france sans lui.")),
    ...SELECTION_BODY,
  },
  { additionalProperties: false, $id: "SensitivityBody" },
);

const SensitivitiesSchema = schemaOf<SensitivitiesAnswer>()(
  Type.Object(
    {
      assumptions: Type.Array(KnownAssumptionSchema, {
        description: "Toutes les hypothèses connues, avec celles qui ne peuvent pas être essayées.",
      }),
      figures: Type.Array(SensitivityFigureSchema, {
        description: "Le chiffre sous chacune des autres, dans le même ordre, comme `GET` le donne.",
      }),
    },
    { $id: "Sensitivities" },
  ),
);

const SensitivityQuestionSchema = schemaOf<SensitivityQuestionEcho>()(
  Type.Object({ territoire: text("Le territoire."), ...SELECTION_ECHO }, { $id: "SensitivityQuestion" }),
);

export const SensitivityJobSchema = schemaOf<SensitivityJob>()(
  Type.Object(
    {
      ...JOB_STANDING,
      question: SensitivityQuestionSchema,
      result: nullable(SensitivitiesSchema, { description: "La réponse, une fois le calcul terminé." }),
    },
    { $id: "SensitivityJob" },
  ),
);
