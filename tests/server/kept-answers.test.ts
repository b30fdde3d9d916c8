import Fastify from "fastify";
import { afterEach, describe, expect, test, vi } from "vitest";

import { keepAnswers } from "../../server/kept-answers.ts";
import { KeptBytes } from "../../server/kept-bytes.ts";
import { BusyError } from "../../server/questions/busy-error.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** An app whose one answer is made when the test says so. */
function slowApp() {
  let finish = (): void => {};
  const made = new Promise<Uint8Array>((resolve) => {
    finish = () => resolve(Buffer.from("done"));
  });
  let making = 0;
  const app = Fastify();
  const sendKept = keepAnswers(new KeptBytes(1_000));
  app.setErrorHandler(async (error, _, reply) => {
    if (!(error instanceof BusyError)) throw error;
    return reply.code(503).send({ reason: error.reason, retry: error.retrySeconds });
  });
  app.get("/", async (request, reply) =>
    sendKept(request, reply, "text/plain", async () => {
      making++;
      return made;
    }),
  );
  return { app, finish: () => finish(), making: () => making };
}

describe("an answer that takes longer than a silent connection lives", () => {
  test("is told of in time, goes on, and is at hand for who comes again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { app, finish, making } = slowApp();
    const first = app.inject("/");
    await vi.waitFor(() => expect(making()).toBe(1));
    // The front cuts what has been silent for 75 s.
    vi.advanceTimersByTime(74_999);
    const told = await first;
    expect([told.statusCode, told.json<{ reason: string }>().reason]).toEqual([503, "time"]);
    const second = app.inject("/");
    finish();
    expect((await second).payload).toBe("done");
    expect(making()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
