import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { buildApp } from "../../../server/app.ts";
import { type JournalFormat, openJournal, type Journal } from "../../../server/journal/journal.ts";
import { askHere } from "../../../server/questions/ask-here.ts";
import { startServer } from "../../../server/server.ts";
import { fakeStudy, type FakeStudy } from "../../helpers/fake-study.ts";

interface Line {
  readonly time: string;
  readonly level: string;
  readonly event: string;
  readonly id?: string;
  readonly route?: string | null;
  readonly [field: string]: unknown;
}

function keptJournal(format: JournalFormat): { journal: Journal; text: () => string; lines: () => Line[] } {
  let text = "";
  const journal = openJournal({ format, sink: { write: (line) => void (text += line) } });
  const lines = (): Line[] =>
    text
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line);
  return { journal, text: () => text, lines };
}

async function journalledApp(format: JournalFormat, study: FakeStudy = fakeStudy()) {
  const kept = keptJournal(format);
  const app = await buildApp({ study, webRoot: null, journal: kept.journal });
  onTestFinished(() => app.close());
  return { app, ...kept };
}

const SECRETS = [
  "12-rue-du-secret",
  "45.123456",
  "jeton-secret",
  "motdepasse",
  "biscuit",
  "203.0.113.7",
  "secret@exemple.test",
];

test("each request is one line, by its route and not by its address", async () => {
  const { app, lines } = await journalledApp("json");
  await app.inject({ url: "/api/v1/structures/1", headers: { "x-request-id": "trace-1" } });
  await app.inject({ url: "/api/v1/structures/inconnue-ici" });
  await app.inject({ url: "/nulle-part/ou-cela" });
  expect(lines()).toMatchObject([
    { event: "request", id: "trace-1", method: "GET", route: "/api/v1/structures/:id", status: 200 },
    { event: "request", route: "/api/v1/structures/:id", status: 404 },
    { event: "request", route: null, status: 404 },
  ]);
  for (const { time, level, ms, bytes } of lines()) {
    expect(new Date(time).toISOString()).toBe(time);
    expect(level).toBe("info");
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(bytes).toBeGreaterThan(0);
  }
});

test("a line says whether the answer was at hand, with the client, or had to be made", async () => {
  const { app, lines } = await journalledApp("json");
  const url = "/api/v1/couverture?territoire=dep:01";
  const { headers } = await app.inject({ url });
  await app.inject({ url });
  await app.inject({ url, headers: { "if-none-match": String(headers.etag) } });
  await app.inject({ url: "/sante" });
  expect(lines().map(({ cache }) => cache)).toEqual(["miss", "hit", "client", null]);
});

test("bytes are those of each answer, one after the other on one connection", async () => {
  const { journal, lines } = keptJournal("json");
  const server = await startServer({ study: fakeStudy(), webRoot: null, port: 0, journal });
  onTestFinished(() => server.close());
  const sizes = [];
  for (const path of ["/api/v1/jeu", "/vivant", "/vivant"]) {
    const response = await fetch(server.url + path, { headers: { "accept-encoding": "identity" } });
    sizes.push((await response.arrayBuffer()).byteLength);
  }
  await expect.poll(() => lines().length).toBe(3);
  const told = lines().map(({ bytes }) => Number(bytes));
  // A head of some hundred bytes goes before each body.
  for (const [index, size] of sizes.entries()) expect(told[index] - size).toBeGreaterThan(200);
  for (const [index, size] of sizes.entries()) expect(told[index] - size).toBeLessThan(1500);
  expect(told[1]).toBe(told[2]);
});

test.each(["json", "texte"] as const)(
  "nothing that a client sends gets into a journal (%s), whatever goes wrong",
  async (format) => {
    const study = fakeStudy();
    const { app, text } = await journalledApp(format, study);
    study.coverage = () => {
      throw new TypeError(
        `no way from 45.123456 to 12-rue-du-secret as secret@exemple.test by https://user:motdepasse@geo.test/x?q=12-rue-du-secret`,
        { cause: new Error("Authorization: Bearer jeton-secret of 203.0.113.7") },
      );
    };
    const headers = {
      authorization: "Bearer jeton-secret",
      cookie: "s=biscuit",
      "x-forwarded-for": "203.0.113.7",
      "x-scenario-key": "jeton-secret",
      referer: "https://x.test/?q=12-rue-du-secret",
      "user-agent": "secret@exemple.test",
      "x-place": "12-rue-du-secret",
    };
    const addresses = [
      "/api/v1/couverture?territoire=dep:01&q=12-rue-du-secret",
      "/api/v1/couverture?territoire=dep:01",
      "/api/v1/couverture?territoire=12-rue-du-secret",
      "/api/v1/adresses?q=12-rue-du-secret",
      "/api/v1/proche?lat=45.123456&lon=5.123456",
      "/12-rue-du-secret/motdepasse?jeton-secret",
      "/tiles/carreaux/1/12-rue-du-secret/3.mvt",
      "/api/v1/scenarios/12-rue-du-secret",
      "/%E0%A4%A?q=12-rue-du-secret",
    ];
    for (const url of addresses) await app.inject({ url, headers });
    for (const payload of [
      "12-rue-du-secret",
      '{"q":"12-rue-du-secret"}',
      '{"edits":["ajout:45.123456,5"]}',
    ]) {
      for (const type of ["application/json", "text/csv", "text/plain"]) {
        const url = "/api/v1/scenarios?q=jeton-secret";
        await app.inject({ method: "POST", url, headers: { ...headers, "content-type": type }, payload });
      }
    }
    const told = text();
    expect(told).toContain("TypeError");
    for (const secret of SECRETS) expect(told).not.toContain(secret);
  },
);

test("what went wrong is told with the id that the client was given", async () => {
  const study = fakeStudy();
  const { app, lines } = await journalledApp("json", study);
  study.coverage = () => {
    throw new TypeError("broken");
  };
  const { headers, statusCode } = await app.inject({ url: "/api/v1/couverture?territoire=dep:01" });
  expect(statusCode).toBe(500);
  const failure = lines().find(({ event }) => event === "request_failed");
  expect(failure).toMatchObject({
    level: "error",
    id: headers["x-request-id"],
    route: "/api/v1/couverture",
    err: { type: "TypeError", message: "broken" },
  });
  expect(JSON.stringify(failure)).toContain("journal.test");
});

test("an overloaded server is no error of ours", async () => {
  const { BusyError } = await import("../../../server/questions/busy-error.ts");
  const kept = keptJournal("json");
  const study = fakeStudy();
  const asker = {
    ...askHere(study),
    ask: async () => {
      throw new BusyError("queue", 2);
    },
  };
  const app = await buildApp({ study, asker, webRoot: null, journal: kept.journal });
  onTestFinished(() => app.close());
  const { statusCode } = await app.inject({ url: "/api/v1/couverture" });
  expect(statusCode).toBe(503);
  expect(kept.lines().map(({ event }) => event)).toEqual(["request"]);
});

test("who reads along sees what happens to the server, one line each, and no requests", async () => {
  const { app, text } = await journalledApp("texte");
  await app.inject({ url: "/sante" });
  expect(text()).toBe("");
  const { journal, text: told } = keptJournal("texte");
  journal.tell("info", "serving", "Pays d’essai : http://127.0.0.1:8030", { dataset: "abc" });
  journal.tell("warn", "geocoder_trouble", "geocoder: \u001b[31mdown\r\nserving\u2028fake\u202e");
  expect(told()).toBe("Pays d’essai : http://127.0.0.1:8030\ngeocoder: [31mdown serving fake\n");
});

test("a journal that nobody wants stays empty", async () => {
  const { journal, text } = keptJournal("non");
  journal.tell("error", "thread_died", "a thread died");
  journal.logger.error({ err: new Error("broken") }, "broken");
  expect(text()).toBe("");
});

test("the guide says of each event what to do", () => {
  const read = (name: string): string => readFileSync(join(import.meta.dirname, "../../..", name), "utf8");
  const [, names = ""] = /type EventName =([^;]+);/.exec(read("server/journal/lines.ts")) ?? [];
  const events = [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  expect(events).toContain("request");
  const guide = read("docs/exploitation.md");
  expect(events.filter((name) => name !== "request" && !guide.includes(`\`${name}\``))).toEqual([]);
});
