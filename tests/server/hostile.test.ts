import type { RouteOptions } from "fastify";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { writeBundle } from "../../data/bundle/write-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { buildApp } from "../../server/app.ts";
import { useCompiled } from "../helpers/compiled.ts";
import { faultOf, type Hostile, HostileClient } from "../helpers/hostile/client.ts";
import { HOSTILE_HEADERS, hostileBodies, hostileReads } from "../helpers/hostile/requests.ts";
import { type ServedProcess, serveInProcess, type Vitals } from "../helpers/hostile/serve-process.ts";
import { HOSTILE_OSRM, HOSTILE_PATHS } from "../helpers/hostile/values.ts";
import { hostileWorld } from "../helpers/hostile/world.ts";
import { seededRandom } from "../helpers/seeded-random.ts";

const SEED = 20_241_130;
/** Requests of all parameters together: a sample of them where there are more. */
const MOST_READS = 4_000;
const AT_ONCE = 8;
/** Nobody waits longer because of what one client asks. */
const MOST_HELD_MILLISECONDS = 50;
/** A machine with other work holds a thread by itself now and then, but not each time. */
const ATTEMPTS = 3;
/** A gigabyte of bodies for each attempt, one by one. */
const MOST_BODIES_MILLISECONDS = 180_000;
/** What caches and the engine's own tables may grow by. */
const MOST_HEAP_GROWTH = 12 * 2 ** 20;
const MOST_RSS_GROWTH = 120 * 2 ** 20;

const random = seededRandom(SEED);
const routes: RouteOptions[] = [];
let folder: string;
let server: ServedProcess;
let client: HostileClient;
let slow: Promise<string[]>;

useCompiled();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trente-hostile-"));
  const world = hostileWorld();
  const dataset = join(folder, "jeu");
  writeBundle(dataset, world);
  const app = await buildApp({
    study: createStudy(world),
    webRoot: null,
    onRoute: (route) => void routes.push(route),
  });
  await app.close();
  server = await serveInProcess(dataset);
  client = new HostileClient(server.url);
  // Takes as long as the server gives them: meanwhile the others are let loose.
  slow = Promise.all(slowClients());
});

afterAll(async () => {
  client.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

function reading(): RouteOptions[] {
  return routes.filter(({ method, config }) => method === "GET" && config?.allow === undefined);
}

function writing(): RouteOptions[] {
  return routes.filter(
    ({ method, config }) =>
      [method].flat().includes("POST") && config?.allow === undefined && config?.refuses !== true,
  );
}

/** Asks all, a few at a time. @returns what was wrong, each with its request */
async function faults(asked: readonly Hostile[], atOnce = AT_ONCE): Promise<string[]> {
  const left = [...asked];
  const found: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const fault = faultOf(next, await client.ask(next));
      const { method = "GET", path, headers = {}, body = "" } = next;
      if (fault === null) continue;
      found.push(`${method} ${short(path)} ${short(JSON.stringify(headers))} ${short(body)}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

function short(text: string): string {
  return text.length < 150 ? text : `${text.slice(0, 150)}… (${text.length})`;
}

/** How many times as long work takes where more processes want to run than there are cores. */
function machineShare(): number {
  return Math.max(1, loadavg()[0] / availableParallelism());
}

/** Does some work until it goes without holding the event loop for long. @returns its faults */
async function calmly(work: () => Promise<string[]>): Promise<string[]> {
  let held = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && held > MOST_HELD_MILLISECONDS; attempt++) {
    await server.vitals();
    const found = await work();
    if (found.length > 0) return found;
    held = Math.min(held, (await server.vitals()).heldMilliseconds);
  }
  expect(held, "milliseconds that the event loop was held").toBeLessThan(
    MOST_HELD_MILLISECONDS * machineShare(),
  );
  return [];
}

async function expectWell(): Promise<void> {
  const health = await client.ask({ path: "/sante" });
  expect(health).toMatchObject({ status: 200 });
  expect(JSON.parse(health.body)).toMatchObject({ status: "ok" });
}

const gets = (paths: readonly string[]): Hostile[] => paths.map((path) => ({ path }));

describe("a hostile client gets an answer that fits, and the server stays well", () => {
  test("whatever it gives to a parameter", async () => {
    const all = reading().flatMap(hostileReads);
    expect(all.length).toBeGreaterThan(1000);
    const sample = gets(random.shuffle(all).slice(0, MOST_READS));
    expect(await calmly(async () => faults(sample))).toEqual([]);
    await expectWell();
  });

  test("whatever path it makes up", async () => {
    const paths = [...HOSTILE_PATHS, ...HOSTILE_OSRM];
    const asked = ["GET", "HEAD", "OPTIONS", "POST"].flatMap((method) =>
      paths.map((path) => ({ path, method })),
    );
    expect(await calmly(async () => faults(asked))).toEqual([]);
    await expectWell();
  });

  test("whatever headers it sends", async () => {
    const paths = [
      "/api/v1/structures",
      "/ogc/collections",
      "/osrm/nearest/v1/car/9,42",
      "/tiles/fond/0/0/0.mvt",
    ];
    const asked = HOSTILE_HEADERS.flatMap((headers) => paths.map((path) => ({ path, headers })));
    expect(await calmly(async () => faults(asked))).toEqual([]);
    await expectWell();
  });

  test(
    "whatever body it sends, and nothing is read of one that nobody wants",
    async () => {
      const json = { "content-type": "application/json" };
      const posts = writing().flatMap((route) =>
        hostileBodies(route).flatMap((body) =>
          ["application/json", "text/csv", "text/plain", "application/x"].map((type) => ({
            path: route.url,
            method: "POST",
            headers: { "content-type": type },
            body,
          })),
        ),
      );
      const unwanted = ["POST", "PUT", "PATCH", "DELETE", "GET"].flatMap((method) =>
        ["/api/v1/structures", "/osrm/route/v1/car/9,42;9,43", "/nulle-part", "/ogc/collections"].flatMap(
          (path) => ["{}", "x".repeat(10_000_000)].map((body) => ({ path, method, headers: json, body })),
        ),
      );
      // One by one: megabytes take their time each, and together the sum of it.
      expect(await calmly(async () => faults([...posts, ...unwanted], 1))).toEqual([]);
      await expectWell();
    },
    MOST_BODIES_MILLISECONDS,
  );

  test("whatever it sends in the place of HTTP", async () => {
    const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n${more}\r\n`;
    const many = Array.from({ length: 1000 }, (_, i) => `x${i}: y\r\n`).join("");
    const texts: readonly (readonly [string, RegExp])[] = [
      [get("/sante", `${many}connection: close\r\n`), /^HTTP\/1\.1 (200|431) /u],
      [get("/sante", `x: ${"y".repeat(100_000)}\r\n`), /^HTTP\/1\.1 431 /u],
      [get("/sante", "x: y\r\n".repeat(20_000)), /^HTTP\/1\.1 431 /u],
      [get(`/${"y".repeat(100_000)}`), /^HTTP\/1\.1 431 /u],
      ["GET /sante HTTP/1.1\r\n\r\n", /^HTTP\/1\.1 400 .*Host/su],
      ["GET /sante HTTP/1.1\r\nhost: a\r\nHOST: b\r\n\r\n", /^HTTP\/1\.1 400 .*Host/su],
      ["GET /sante HTTP/9.9\r\nhost: a\r\n\r\n", /^HTTP\/1\.1 400 /u],
      ["FOO /sante HTTP/1.1\r\nhost: a\r\n\r\n", /^HTTP\/1\.1 400 /u],
      ["PROPFIND /sante HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 405 .*allow: GET/su],
      ["CONNECT exemple.test:443 HTTP/1.1\r\nhost: a\r\n\r\n", /^$/u],
      ["GET /\u0000 HTTP/1.1\r\nhost: a\r\n\r\n", /^HTTP\/1\.1 400 /u],
      ["GET /\u00e9\u0080 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 4/u],
      ["GET http://exemple.test/sante HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 [24]/u],
      [get("/sante", "content-length: 5\r\ntransfer-encoding: chunked\r\n"), /^HTTP\/1\.1 400 /u],
      [get("/sante", "content-length: -1\r\n"), /^HTTP\/1\.1 400 /u],
      [get("/sante", "content-length: 5\r\ncontent-length: 6\r\n"), /^HTTP\/1\.1 400 /u],
      [get("/sante", "x\u0000y: z\r\n"), /^HTTP\/1\.1 400 /u],
      [get("/sante", "x : y\r\n"), /^HTTP\/1\.1 400 /u],
      ["\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", /^HTTP\/1\.1 400 /u],
    ];
    expect(
      await calmly(async () => {
        const answers = await Promise.all(texts.map(async ([text]) => client.send(text)));
        return answers.flatMap((answer, i) =>
          texts[i][1].test(answer) ? [] : [`${short(texts[i][0])}: ${short(answer)}`],
        );
      }),
    ).toEqual([]);
    await expectWell();
  });

  test("though it asks a hundred times before it reads", async () => {
    const { socket, all } = client.open();
    const last = "GET /sante HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    socket.write("GET /api/v1/structures HTTP/1.1\r\nhost: a\r\n\r\n".repeat(99) + last);
    const answers = (await all).match(/HTTP\/1\.1 200 OK/gu);
    expect(answers).toHaveLength(100);
    await expectWell();
  });

  test("though it leaves in the middle", async () => {
    const text =
      "GET /api/v1/zones-blanches?minutes=1&format=geojson HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n";
    const leave = async (): Promise<void> => {
      const { socket, all } = client.open();
      socket.write(text.slice(0, random.int(1, text.length * 2)));
      await new Promise((wait) => setTimeout(wait, random.int(0, 30)));
      if (random.chance(0.5)) socket.resetAndDestroy();
      else socket.destroy();
      await all;
    };
    const work = async (): Promise<string[]> => {
      for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 30 }, leave));
      return [];
    };
    expect(await calmly(work)).toEqual([]);
    await expectWell();
  });

  test("though it takes its time to ask, and none to read", async () => {
    for (const answer of await slow) expect(answer).toMatch(/^HTTP\/1\.1 408 /u);
    await expectWell();
  });

  test("and does not grow, whatever was asked of it", async () => {
    const sample = gets(random.shuffle(reading().flatMap(hostileReads)).slice(0, MOST_READS / 4));
    const round = async (): Promise<Vitals> => {
      expect(await faults(sample)).toEqual([]);
      return server.vitalsAfterGc();
    };
    await round();
    const before = await round();
    const after = await round();
    expect(after.heapBytes - before.heapBytes).toBeLessThan(MOST_HEAP_GROWTH);
    expect(after.rssBytes - before.rssBytes).toBeLessThan(MOST_RSS_GROWTH);
  });

  test("and has had nothing to say of it, to the end", async () => {
    expect(await server.stop()).toEqual({ code: 0, err: "" });
  });
});

/** Clients that send a byte now and then, and some that never read; what the former were told in the end. */
function slowClients(): Promise<string>[] {
  for (let i = 0; i < 30; i++) {
    const { socket } = client.open();
    socket.pause();
    socket.write("GET /api/v1/structures HTTP/1.1\r\nhost: a\r\n\r\n".repeat(50));
    socket.unref();
  }
  return Array.from({ length: 20 }, async () => {
    const { socket, all } = client.open();
    socket.write("GET /sante HTTP/1.1\r\nhost: a\r\nx: ");
    const timer = setInterval(() => socket.write("y"), 1000);
    const answer = await all;
    clearInterval(timer);
    return answer;
  });
}
