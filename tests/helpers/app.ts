import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { onTestFinished } from "vitest";

import type { Study } from "../../isochrones/study.ts";
import { buildApp } from "../../server/app.ts";
import { askHere } from "../../server/questions/ask-here.ts";
import type { Asker } from "../../server/questions/questions.ts";
import type { Problem } from "../../server/schemas/answers.ts";
import { fakeStudy } from "./fake-study.ts";
import type { FakeStudy } from "./fake-study.ts";

/** The server of a test over a small made-up study, closed when the test ends. */
export async function testApp(
  study: FakeStudy = fakeStudy(),
  webRoot: string | null = null,
): Promise<{
  app: FastifyInstance;
  study: FakeStudy;
  get: (url: string) => Promise<LightMyRequestResponse>;
}> {
  const app = await buildApp({ study, webRoot });
  onTestFinished(async () => app.close());
  return { app, study, get: (url) => app.inject({ method: "GET", url }) };
}

/** The same over a real study, which answers in this thread unless another asker is given. */
export async function studyApp(
  study: Study,
  asker: Asker = askHere(study),
): Promise<{ app: FastifyInstance; get: (url: string) => Promise<LightMyRequestResponse> }> {
  const app = await buildApp({ study, asker, webRoot: null });
  onTestFinished(async () => app.close());
  return { app, get: (url) => app.inject({ method: "GET", url }) };
}

/** The body of an error, checked to be a problem document that says the same as its status line. */
export function problemOf(response: LightMyRequestResponse): Problem {
  const type = String(response.headers["content-type"]);
  if (!type.startsWith("application/problem+json"))
    throw new Error(`content type: got ${type}, ${response.body}`);
  const problem = response.json<Problem>();
  if (problem.status !== response.statusCode)
    throw new Error(`status: ${problem.status} in a ${response.statusCode}`);
  return problem;
}
