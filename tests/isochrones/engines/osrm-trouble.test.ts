import type { IncomingMessage, ServerResponse } from "node:http";

import { describe, expect, onTestFinished, test } from "vitest";

import { EngineError } from "../../../isochrones/engines/engine-error.ts";
import {
  OsrmClient,
  type OsrmClientOptions,
  type OsrmTable,
} from "../../../isochrones/engines/osrm-client.ts";
import { listen, sendJson } from "../../helpers/fake-osrm.ts";

/** A 2 × 1 table as a server should send it. */
const WAYPOINT = { location: [9, 42], name: "", distance: 0 };
const GOOD = {
  code: "Ok",
  durations: [[1.5], [null]],
  sources: [WAYPOINT, WAYPOINT],
  destinations: [WAYPOINT],
};
const QUICK = { backoffMilliseconds: 1, timeoutMilliseconds: 2000 };

type Handler = (response: ServerResponse, attempt: number, request: IncomingMessage) => void;

/** A server that answers as told, and a client of it. */
async function serve(
  handle: Handler,
  options: Partial<OsrmClientOptions> = {},
): Promise<{ ask: (signal?: AbortSignal) => Promise<OsrmTable>; attempts: () => number; url: string }> {
  let attempts = 0;
  const { url, close } = await listen((request, response) => {
    handle(response, attempts++, request);
  });
  onTestFinished(close);
  const client = new OsrmClient({ url, ...QUICK, ...options });
  const ask = async (signal?: AbortSignal): Promise<OsrmTable> =>
    client.table({
      coordinates: [
        [9, 42],
        [9.1, 42],
      ],
      sources: [0, 1],
      destinations: [0],
      ...(signal === undefined ? {} : { signal }),
    });
  return { ask, attempts: () => attempts, url };
}

/** Fails the first times, in a way of its own, then answers. */
function failingFirst(times: number, fail: (response: ServerResponse) => void): Handler {
  return (response, attempt) => {
    if (attempt < times) fail(response);
    else sendJson(response, 200, GOOD);
  };
}

const TROUBLES: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "drops the connection": (response) => response.socket?.destroy(),
  "resets the connection": (response) => response.socket?.resetAndDestroy(),
  "sends half a body": (response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"code":"Ok","dur');
    setTimeout(() => response.socket?.destroy(), 5);
  },
  "answers 500": (response) => sendJson(response, 500, { code: "Ok" }),
  "answers 503 in HTML": (response) =>
    response.writeHead(503, { "content-type": "text/html" }).end("<h1>Busy</h1>"),
  "answers 429": (response) => sendJson(response, 429, { message: "slow down" }),
  "speaks another protocol": (response) => response.socket?.end("SSH-2.0-OpenSSH\r\n\r\n"),
};

describe("a server that", () => {
  test.each(Object.entries(TROUBLES))("%s twice is asked again", async (_, fail) => {
    const { ask, attempts } = await serve(failingFirst(2, fail));
    expect((await ask()).durationsSeconds).toEqual(GOOD.durations);
    expect(attempts()).toBe(3);
  });

  test.each(Object.entries(TROUBLES))(
    "%s for ever is given up, with the number of attempts",
    async (_, fail) => {
      const { ask, attempts, url } = await serve(failingFirst(Infinity, fail), { retries: 2 });
      const failure = await ask().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EngineError);
      expect((failure as EngineError).message).toMatch(
        new RegExp(`^${url}/table/v1/driving: .* \\(3 attempts\\)$`, "u"),
      );
      expect(attempts()).toBe(3);
    },
  );

  test("stalls is given up after its time, each attempt anew", async () => {
    const { ask, attempts } = await serve(() => {}, { timeoutMilliseconds: 50, retries: 1 });
    await expect(ask()).rejects.toMatchObject({ code: "engine.timeout" });
    expect(attempts()).toBe(2);
  });

  test("stalls in the middle of a body is given up as well", async () => {
    const { ask } = await serve((response) => response.writeHead(200).write('{"code"'), {
      timeoutMilliseconds: 50,
      retries: 0,
    });
    await expect(ask()).rejects.toMatchObject({ code: "engine.timeout" });
  });

  test("is not there is named with what the system said", async () => {
    const { url, close } = await listen(() => {});
    await close();
    const client = new OsrmClient({ url, ...QUICK, retries: 1 });
    await expect(client.nearest({ coordinate: [9, 42] })).rejects.toMatchObject({
      code: "engine.connection",
      message: `${url}/nearest/v1/driving: no connection (ECONNREFUSED), expected an OSRM server there (2 attempts)`,
    });
  });

  test("asks for patience gets it, but not for ever", async () => {
    const patient = await serve(
      failingFirst(1, (response) => response.writeHead(429, { "retry-after": "1" }).end()),
    );
    const start = performance.now();
    await patient.ask();
    expect(performance.now() - start).toBeGreaterThan(950);
    const endless = await serve(
      failingFirst(1, (response) => response.writeHead(429, { "retry-after": "3600" }).end()),
    );
    await expect(endless.ask()).rejects.toMatchObject({ code: "engine.http_status" });
    expect(endless.attempts()).toBe(1);
  });

  test.each([400, 401, 403, 404, 413])(
    "answers %i without OSRM’s words is not asked again",
    async (status) => {
      const { ask, attempts } = await serve((response) => sendJson(response, status, { error: "no" }));
      await expect(ask()).rejects.toThrow(`got HTTP ${status}, expected an answer of OSRM`);
      expect(attempts()).toBe(1);
    },
  );

  test("is asked by a signal to stop ends at once, while asking and while waiting", async () => {
    const reason = new Error("enough");
    for (const handle of [() => {}, failingFirst(Infinity, (response) => sendJson(response, 500, {}))]) {
      const { ask } = await serve(handle, { backoffMilliseconds: 60_000 });
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 50);
      await expect(ask(controller.signal)).rejects.toThrow(/enough|aborted/u);
    }
  });
});

describe("a server that lies with HTTP 200 is found out, and not asked again:", () => {
  const lies: readonly (readonly [string, unknown, string])[] = [
    ["too few rows", { ...GOOD, durations: [[1]] }, "durations.length: got 1, expected 2"],
    ["too many columns", { ...GOOD, durations: [[1, 2], [3]] }, "durations[0].length: got 2, expected 1"],
    [
      "text for a number",
      { ...GOOD, durations: [["1"], [2]] },
      'durations[0][0]: got "1", expected a number',
    ],
    [
      "a negative time",
      { ...GOOD, durations: [[-1], [2]] },
      "durations[0][0]: got -1, expected a number, 0 or more",
    ],
    ["no times", { ...GOOD, durations: undefined }, "durations: got nothing, expected a list"],
    [
      "a waypoint off the globe",
      { ...GOOD, destinations: [{ location: [900, 42] }] },
      "destinations[0].location: got [900,42]",
    ],
    ["a waypoint too many", { ...GOOD, sources: [WAYPOINT] }, "sources.length: got 1, expected 2"],
    ["a list", [], "got [], expected an object"],
    ["null", null, "got null, expected an object"],
    ["no code", { durations: [] }, "code: got nothing, expected a text"],
  ];

  test.each(lies)("%s", async (_, body, expected) => {
    const { ask, attempts, url } = await serve((response) => sendJson(response, 200, body));
    const failure = (await ask().catch((error: unknown) => error)) as EngineError;
    expect(failure.code).toBe("engine.answer.malformed");
    expect(failure.message).toContain(`${url}/table/v1/driving: ${expected}`);
    expect(attempts()).toBe(1);
  });

  test.each([
    ["HTML", "<html><body>Welcome</body></html>"],
    ["truncated JSON", JSON.stringify(GOOD).slice(0, -10)],
    ["NaN", '{"code":"Ok","durations":[[NaN],[1]]}'],
    ["nothing", ""],
  ])("%s", async (_, body) => {
    const { ask } = await serve((response) => response.writeHead(200).end(body));
    await expect(ask()).rejects.toThrow(`of ${body.length} letters, expected JSON`);
  });

  test("a number beyond all numbers", async () => {
    const { ask } = await serve((response) =>
      response.writeHead(200).end('{"code":"Ok","durations":[[1e999],[1]]}'),
    );
    await expect(ask()).rejects.toThrow("durations[0][0]: got null, expected a number");
  });

  test.each([
    ["without routes", { routes: [] }, "routes: got [], expected at least one route"],
    [
      "of one place",
      { routes: [route({ type: "LineString", coordinates: [[9, 42]] })] },
      "at least two positions",
    ],
    [
      "that is a point",
      { routes: [route({ type: "Point", coordinates: [9, 42] })] },
      'got "Point", expected "LineString"',
    ],
    ["in text", { routes: [route("abc")] }, 'got "abc", expected an object'],
    [
      "with a leg too many",
      { routes: [{ ...route(null), legs: [LEG, LEG] }] },
      "legs.length: got 2, expected 1",
    ],
  ])("a route %s", async (_, body, expected) => {
    const { url } = await serve((response) => sendJson(response, 200, { code: "Ok", ...body }));
    const asked = new OsrmClient({ url, ...QUICK }).route({
      coordinates: [
        [9, 42],
        [9.1, 42],
      ],
    });
    await expect(asked).rejects.toThrow(expected);
  });
});

const LEG = { duration: 1, distance: 1 };

function route(geometry: unknown): object {
  return { ...LEG, legs: [LEG], geometry };
}

test("no more requests are under way at once than allowed", async () => {
  let now = 0;
  let most = 0;
  const { ask } = await serve(
    (response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now--;
        sendJson(response, 200, GOOD);
      }, 10);
    },
    { concurrency: 3 },
  );
  await Promise.all(Array.from({ length: 12 }, async () => ask()));
  expect(most).toBe(3);
});

test("connections are not reused over plain HTTP", async () => {
  const headers: (string | undefined)[] = [];
  const { ask } = await serve((response, _, request) => {
    headers.push(request.headers.connection);
    sendJson(response, 200, GOOD);
  });
  await ask();
  await ask();
  expect(headers).toEqual(["close", "close"]);
});
