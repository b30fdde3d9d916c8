import { Agent, request as httpRequest } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";

import { askHere } from "../../server/questions/ask-here.ts";
import { openServer, startServer } from "../../server/server.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

async function statusAt(url: string): Promise<number> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
}

test("from the first moment of the open port a server lives, and is not ready", async () => {
  const socket = await openServer({ port: 0 });
  onTestFinished(() => socket.close());
  expect(socket.phase).toBe("starting");
  const health = await fetch(`${socket.url}/sante`, { headers: { "x-request-id": "trace-1" } });
  expect(health.status).toBe(503);
  expect(Number(health.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(health.headers.get("cache-control")).toBe("no-store");
  expect(health.headers.get("x-request-id")).toBe("trace-1");
  expect(health.headers.get("content-type")).toContain("application/problem+json");
  expect(await health.json()).toMatchObject({ status: 503, title: "Service indisponible" });
  expect(await statusAt(`${socket.url}/api/v1/jeu`)).toBe(503);
  expect(await statusAt(`${socket.url}/vivant`)).toBe(200);
  const server = await socket.serve({ study: fakeStudy(), webRoot: null });
  expect(server.phase).toBe("serving");
  expect(server.url).toBe(socket.url);
  for (const path of ["/sante", "/api/v1/jeu", "/vivant"])
    expect(await statusAt(server.url + path)).toBe(200);
});

test("a body that comes before there is an app is passed over, and its connection stays good", async () => {
  const socket = await openServer({ port: 0 });
  onTestFinished(() => socket.close());
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const post = async (): Promise<number> =>
    new Promise((settle, reject) => {
      const sent = httpRequest(`${socket.url}/api/v1/scenarios`, { method: "POST", agent }, (response) => {
        response.resume().once("end", () => settle(response.statusCode ?? 0));
      });
      sent.once("error", reject);
      sent.end(Buffer.alloc(300_000, "a"));
    });
  expect([await post(), await post()]).toEqual([503, 503]);
});

test("a server whose known question is not answered is alive and not ready", async () => {
  const study = fakeStudy();
  const asker = {
    ...askHere(study),
    ask: async () => {
      throw new Error("no answer");
    },
  };
  const server = await startServer({ study, asker, webRoot: null, port: 0 });
  onTestFinished(() => server.close());
  expect(await statusAt(`${server.url}/sante`)).toBe(503);
  expect(await statusAt(`${server.url}/vivant`)).toBe(200);
});

test("a server that is to stop says so for a while, and answers all else meanwhile", async () => {
  const stop = new AbortController();
  const drainMilliseconds = 600;
  const server = await startServer({
    study: fakeStudy(),
    webRoot: null,
    port: 0,
    signal: stop.signal,
    drainMilliseconds,
  });
  onTestFinished(() => server.close());
  expect(await statusAt(`${server.url}/sante`)).toBe(200);
  const begun = performance.now();
  stop.abort();
  expect(server.phase).toBe("draining");
  expect(await statusAt(`${server.url}/sante`)).toBe(503);
  expect(await statusAt(`${server.url}/sante?x`)).toBe(503);
  expect(await statusAt(`${server.url}/api/v1/jeu`)).toBe(200);
  expect(await statusAt(`${server.url}/vivant`)).toBe(200);
  await server.closed;
  expect(performance.now() - begun).toBeGreaterThanOrEqual(drainMilliseconds - 5);
  await expect(fetch(`${server.url}/vivant`)).rejects.toThrow("fetch failed");
});

test("a server that has nothing to serve yet stops at once", async () => {
  const stop = new AbortController();
  const socket = await openServer({ port: 0, signal: stop.signal, drainMilliseconds: 60_000 });
  stop.abort(new Error("enough"));
  await expect(socket.serve({ study: fakeStudy(), webRoot: null })).rejects.toThrow("enough");
  await socket.close();
  await wait(0);
  await expect(fetch(`${socket.url}/vivant`)).rejects.toThrow("fetch failed");
});

test("what never becomes a request has an id of its own in its answer", async () => {
  const { connect } = await import("node:net");
  const server = await startServer({ study: fakeStudy(), webRoot: null, port: 0 });
  onTestFinished(() => server.close());
  for (const text of ["nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"]) {
    const answer = await new Promise<string>((settle) => {
      let said = "";
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => socket.write(text));
      socket.on("data", (chunk) => (said += chunk.toString("utf8")));
      socket.on("close", () => settle(said));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/\r\nx-request-id: [\da-f-]{36}\r\n/i);
  }
});
