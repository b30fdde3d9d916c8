import type { Study } from "../../isochrones/study.ts";
import { type Answered, type Asker, QUESTIONS, type QuestionInput, type QuestionName } from "./questions.ts";

/** Asks a study in the caller's own thread, which waits: for tests and small datasets. */
export function askHere(study: Study): Asker {
  return {
    ask: async <Name extends QuestionName>(name: Name, input: QuestionInput<Name>) => {
      // A question and its input have been matched by the signature above.
      const answer = QUESTIONS[name] as (
        study: Study,
        input: QuestionInput<Name>,
      ) => Answered | Promise<Answered>;
      const answered = await answer(study, input);
      return typeof answered === "string" ? new TextEncoder().encode(answered) : answered;
    },
    close: async () => {},
  };
}
