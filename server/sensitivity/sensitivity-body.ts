import { RequestError } from "../../isochrones/errors.ts";
import type { Study } from "../../isochrones/study.ts";
import { BodyFields } from "../body-fields.ts";
import type { SensitivityQuestionEcho } from "../schemas/sensitivity-job-answers.ts";
import { SensitivityBodySchema } from "../schemas/sensitivity-job-schemas.ts";
import { echoOfSelection } from "../selection-echo.ts";
import type { SensitivityJobQuestion } from "./sensitivity-job.ts";

const FIELDS: readonly string[] = Object.keys(SensitivityBodySchema.properties);

/** Reads the body of a question. Throws `RequestError` that names the field at fault. */
export function readSensitivityBody(
  study: Study,
  body: Readonly<Record<string, unknown>>,
): SensitivityJobQuestion {
  const fields = new BodyFields(body, FIELDS);
  const territory = fields.text("territoire", "la référence d’un territoire") ?? "france";
  const selection = fields.selection();
  study.territory(territory);
  if (study.dataset.cells === null)
    throw new RequestError("population.absent", "population", "ce jeu de données n’a pas de population");
  return { territory, selection };
}

/** A question in the words in which it can be asked. */
export function sensitivityEcho({ territory, selection }: SensitivityJobQuestion): SensitivityQuestionEcho {
  return { territoire: territory, ...echoOfSelection(selection) };
}
