import { expect, onTestFinished, test } from "vitest";

import { type AppOptions, buildApp } from "../../server/app.ts";
import { problemOf } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

const LIMIT = 3;

/** Asks as one client or another, and gives the status. */
async function limited(options: Partial<AppOptions> = {}): Promise<{
  app: Awaited<ReturnType<typeof buildApp>>;
  ask: (remoteAddress: string, headers?: Record<string, string>) => Promise<number>;
}> {
  const app = await buildApp({ study: fakeStudy(), webRoot: null, requestsPerMinute: LIMIT, ...options });
  onTestFinished(() => app.close());
  return {
    app,
    ask: async (remoteAddress, headers = {}) =>
      (await app.inject({ url: "/api/v1/structures", remoteAddress, headers })).statusCode,
  };
}

/** The statuses of so many requests as the limit allows, and one more. */
async function exhaust(ask: () => Promise<number>): Promise<number[]> {
  const statuses = [];
  for (let i = 0; i <= LIMIT; i++) statuses.push(await ask());
  return statuses;
}

test("each client is told how often it may still ask, and then when it may again", async () => {
  const { app } = await limited();
  const answers = [];
  for (let i = 0; i <= LIMIT; i++) answers.push(await app.inject("/api/v1/structures"));
  expect(answers.map(({ headers }) => headers["ratelimit-remaining"])).toEqual(["2", "1", "0", "0"]);
  expect(answers.map(({ headers }) => headers["ratelimit-limit"])).toEqual(["3", "3", "3", "3"]);
  const last = answers[LIMIT];
  const problem = problemOf(last);
  expect(problem).toMatchObject({ type: "/problemes/trop-de-demandes", status: 429 });
  const seconds = Number(last.headers["retry-after"]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(problem.attendreSecondes).toBe(seconds);
  expect(Number(last.headers["ratelimit-reset"])).toBe(seconds);
});

test("addresses that there are not count too", async () => {
  const { app, ask } = await limited();
  for (let i = 0; i < LIMIT; i++) await app.inject({ url: `/nulle-part/${i}`, remoteAddress: "192.0.2.1" });
  expect(await ask("192.0.2.1")).toBe(429);
});

test("clients are told apart by their IPv4 address, or their network in IPv6", async () => {
  const { ask } = await limited();
  expect(await exhaust(async () => ask("192.0.2.1"))).toEqual([200, 200, 200, 429]);
  expect(await ask("::ffff:192.0.2.1")).toBe(429);
  expect(await ask("192.0.2.2")).toBe(200);
  let host = 1;
  expect(await exhaust(async () => ask(`2001:db8:0:1::${host++}`))).toEqual([200, 200, 200, 429]);
  expect(await ask("2001:db8:0:2::1")).toBe(200);
});

test("what a client says of itself counts only where a proxy that is trusted says it", async () => {
  let made = 1;
  const forwarded = (): Record<string, string> => ({ "x-forwarded-for": `198.51.100.${made++}` });
  const open = await limited();
  expect(await exhaust(async () => open.ask("192.0.2.1", forwarded()))).toEqual([200, 200, 200, 429]);
  const behind = await limited({ trustedProxies: ["10.0.0.0/8"] });
  expect(await exhaust(async () => behind.ask("10.0.0.1", forwarded()))).toEqual([200, 200, 200, 200]);
  expect(await exhaust(async () => behind.ask("192.0.2.1", forwarded()))).toEqual([200, 200, 200, 429]);
});

test("without a limit nothing is counted", async () => {
  const { app } = await limited({ requestsPerMinute: 0 });
  const answer = await app.inject("/api/v1/structures");
  expect(answer.headers).not.toHaveProperty("ratelimit-limit");
});
