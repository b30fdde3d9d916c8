import { chooseCandidates } from "../../data/siting/choose-candidates.ts";
import { checkQuery } from "../../data/siting/check-query.ts";
import type { Study } from "../../isochrones/study.ts";
import { jobId } from "../jobs/job-id.ts";
import type { SitingQuestionEcho } from "../schemas/siting-answers.ts";
import { readSitingBody } from "../siting/siting-body.ts";
import { echoOf, queryOf } from "../siting/siting-question.ts";

/** What the first line of the answer says; the rest is the question, for who computes it. */
export interface SitingQuestionHead {
  /** Made of the dataset and the question: the same for equal ones. */
  readonly id: string;
  readonly echo: SitingQuestionEcho;
}

/**
 * Reads and checks the body of `POST /api/v1/implantations`: megabytes, and the communes of a country. Throws `RequestError`
 * for what cannot be answered.
 */
export async function answerSitingQuestion(study: Study, body: string): Promise<string> {
  const question = await readSitingBody(study, body);
  const { territory } = question;
  study.territory(territory);
  study.openings(question.selection);
  checkQuery(study, queryOf(question, await chooseCandidates(study, question.candidates, { territory })));
  const text = JSON.stringify(question);
  const head: SitingQuestionHead = { id: jobId(study.dataset.id, text), echo: echoOf(question) };
  return `${JSON.stringify(head)}\n${text}`;
}
