import { type AddressInfo, connect } from "node:net";
import { once } from "node:events";
import { Agent, get as httpGet, type IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";

import { buildApp } from "../../server/app.ts";
import { Front } from "../../server/front.ts";
import { askHere } from "../../server/questions/ask-here.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { type RunningServer, startServer, type ServerOptions } from "../../server/server.ts";
import { type FakeStudy, fakeStudy } from "../helpers/fake-study.ts";

function studyNamed(id: string): FakeStudy {
  const study = fakeStudy();
  return { ...study, dataset: { ...study.dataset, id } };
}

async function running(more: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ study: studyNamed("first"), webRoot: null, port: 0, ...more });
  onTestFinished(() => server.close());
  return server;
}

/** Answers when it is let to. */
function heldAsker(study: FakeStudy): { asker: Asker; release: () => void; isAsked: Promise<void> } {
  const here = askHere(study);
  let release = (): void => {};
  let asked = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const asker: Asker = {
    ask: async (name, input) => {
      asked();
      await held;
      return here.ask(name, input);
    },
    close: async () => here.close(),
  };
  return { asker, release, isAsked };
}

async function servedId(url: string): Promise<string> {
  const response = await fetch(`${url}/sante`);
  const { dataset } = (await response.json()) as { dataset: string };
  return dataset;
}

test("another dataset takes the place of the one in service while many ask, and nobody is refused", async () => {
  const server = await running();
  const ids = ["first", "second", "third", "fourth"];
  const seen = new Set<string>();
  let isOver = false;
  const askers = Array.from({ length: 8 }, async () => {
    while (!isOver) seen.add(await servedId(server.url));
  });
  for (const id of ids.slice(1)) {
    await server.swap({ study: studyNamed(id), webRoot: null });
    expect(await servedId(server.url)).toBe(id);
  }
  isOver = true;
  await Promise.all(askers);
  expect(ids).toEqual(expect.arrayContaining([...seen]));
});

test("what the old app has begun it answers to its end", async () => {
  const study = studyNamed("first");
  const { asker, release, isAsked } = heldAsker(study);
  const server = await running({ study, asker });
  const slow = servedId(server.url);
  await isAsked;
  const { retired } = await server.swap({ study: studyNamed("second"), webRoot: null });
  expect(await servedId(server.url)).toBe("second");
  release();
  expect(await slow).toBe("first");
  await retired;
});

test("a server that stops answers what is under way, and what comes on open connections", async () => {
  const study = studyNamed("first");
  const { asker, release, isAsked } = heldAsker(study);
  const server = await running({ study, asker });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async (path: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      httpGet(server.url + path, { agent }, (response) => {
        response.resume();
        response.once("end", () => resolve(response));
      }).once("error", reject);
    });
  const early = await ask("/api/v1/structures");
  expect(early.headers.connection).not.toBe("close");
  const slow = servedId(server.url);
  await isAsked;
  const stopped = server.close();
  const late = await ask("/api/v1/structures");
  expect(late.statusCode).toBe(200);
  expect(late.headers.connection).toBe("close");
  release();
  expect(await slow).toBe("first");
  await stopped;
  await expect(servedId(server.url)).rejects.toThrow("fetch failed");
});

test("who asks much at once and hangs up does not keep the old app", async () => {
  const study = studyNamed("first");
  const { asker, release, isAsked } = heldAsker(study);
  const server = await running({ study, asker });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname, () =>
    socket.write("GET /sante HTTP/1.1\r\nhost: a\r\n\r\n".repeat(3)),
  );
  await isAsked;
  const { retired } = await server.swap({ study: studyNamed("second"), webRoot: null });
  socket.destroy();
  await retired;
  release();
  expect(await servedId(server.url)).toBe("second");
});

test("a server that stops is gone as soon as its last answer is out", async () => {
  const study = studyNamed("first");
  const { asker, release, isAsked } = heldAsker(study);
  const server = await running({ study, asker });
  const slow = servedId(server.url);
  await isAsked;
  const begun = performance.now();
  const stopped = server.close();
  setTimeout(release, 700);
  expect(await slow).toBe("first");
  await stopped;
  // The answer after 0.7 s, and what it takes to see that nobody is there.
  expect(performance.now() - begun).toBeLessThan(3_000);
});

test("a server has not stopped before the app that was replaced has been closed, which may hand its work to others", async () => {
  const study = studyNamed("first");
  const here = askHere(study);
  let isClosed = false;
  const close = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await here.close();
    isClosed = true;
  };
  const server = await running({ study, asker: { ...here, close } });
  await server.swap({ study: studyNamed("second"), webRoot: null });
  await server.close();
  expect(isClosed).toBe(true);
});

test("an app that comes when the server has stopped is closed", async () => {
  const server = await running();
  await server.close();
  const study = studyNamed("second");
  const here = askHere(study);
  let closed = 0;
  const close = async (): Promise<void> => {
    closed++;
    await here.close();
  };
  const { retired } = await server.swap({ study, webRoot: null, asker: { ...here, close } });
  await retired;
  expect(closed).toBe(1);
  await expect(servedId(server.url)).rejects.toThrow("fetch failed");
});

async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (bytes) => (answer += bytes.toString()));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

test.each([
  ["no HTTP", "bonjour\r\n\r\n", 400],
  ["headers without end", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
  ["an address without end", `GET /${"y".repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
])("%s is a problem, not a hang", async (_, text, status) => {
  const server = await running();
  const answer = await sendRaw(server.url, text);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain("application/problem+json");
  expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toMatchObject({ status });
  expect(await servedId(server.url)).toBe("first");
});

test("a client that does not read its answers is let go", async () => {
  const app = await buildApp({ study: studyNamed("first"), webRoot: null });
  await app.ready();
  const front = new Front(app, 200);
  onTestFinished(() => front.close());
  front.server.listen(0, "127.0.0.1");
  await once(front.server, "listening");
  const { port } = front.server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1").pause();
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  // More answers than the system's buffers take.
  socket.write("GET /api/v1/structures HTTP/1.1\r\nhost: a\r\n\r\n".repeat(3000));
  await once(front.server, "connection");
  const connections = async (): Promise<number> =>
    new Promise((resolve) => void front.server.getConnections((_, count) => resolve(count)));
  await expect.poll(connections, { timeout: 20_000 }).toBe(0);
});

test("a client that leaves with many questions open keeps no dataset in memory", async () => {
  const study = studyNamed("first");
  const { asker, isAsked } = heldAsker(study);
  const server = await running({ study, asker });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write("GET /sante HTTP/1.1\r\nhost: a\r\n\r\n".repeat(20));
  await isAsked;
  socket.resetAndDestroy();
  // Settles when the app before is closed; nothing lets its answers go.
  await server.swap({ study: studyNamed("second"), webRoot: null });
  expect(await servedId(server.url)).toBe("second");
});
