import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { GeocoderUnavailable } from "../../../server/addresses/geocoder.ts";
import { GeoplateformeGeocoder } from "../../../server/addresses/geoplateforme-geocoder.ts";
import { sendJson } from "../../helpers/fake-osrm.ts";
import {
  answerWell,
  collection,
  type Handler,
  RUE_FESCH,
  RUE_FESCH_MATCH,
  serveGeocoder,
} from "./fake-geocoder.ts";

async function troubleOf(asked: Promise<unknown>): Promise<GeocoderUnavailable> {
  const trouble = await asked.catch((error: unknown) => error);
  if (!(trouble instanceof GeocoderUnavailable)) throw new Error(`got ${String(trouble)}`);
  return trouble;
}

describe("a service that answers", () => {
  test("is asked as it wants to be, and read", async () => {
    const { geocoder, requests } = await serveGeocoder(answerWell);
    expect(await geocoder.find("  12 rue\n Fesch &c, Ajaccio ", 5)).toEqual([RUE_FESCH_MATCH]);
    const asked = new URL(requests[0], "http://fake");
    expect(asked.pathname).toBe("/geocodage/search");
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      q: "12 rue Fesch &c, Ajaccio",
      limit: "5",
      index: "address",
    });
  });

  test("is asked for no more results than it gives", async () => {
    const { geocoder, requests } = await serveGeocoder(answerWell);
    await geocoder.find("12 rue Fesch", 1000);
    expect(new URL(requests[0], "http://fake").searchParams.get("limit")).toBe("20");
  });

  test("is asked once for one text, even while it thinks", async () => {
    const { geocoder, requests } = await serveGeocoder((response, attempt, request) => {
      setTimeout(() => answerWell(response, attempt, request), 30);
    });
    const both = await Promise.all([geocoder.find("rue Fesch", 5), geocoder.find(" rue  Fesch", 5)]);
    both.push(await geocoder.find("rue Fesch", 5));
    expect(both).toEqual([[RUE_FESCH_MATCH], [RUE_FESCH_MATCH], [RUE_FESCH_MATCH]]);
    expect(requests).toHaveLength(1);
    await geocoder.find("rue Fesch", 6);
    expect(requests).toHaveLength(2);
  });

  test("is asked again after a day", async () => {
    let now = 0;
    const { geocoder, requests } = await serveGeocoder(answerWell, { now: () => now });
    await geocoder.find("rue Fesch", 5);
    now += 24 * 3600 * 1000 + 1;
    await geocoder.find("rue Fesch", 5);
    expect(requests).toHaveLength(2);
  });

  test.each(["", "  ", "ab", "…, !", "— é"])(
    "is not asked for « %s », which it would refuse",
    async (text) => {
      const { geocoder, requests } = await serveGeocoder(answerWell);
      expect(await geocoder.find(text, 5)).toEqual([]);
      expect(requests).toEqual([]);
    },
  );

  test("gets no more than 200 letters", async () => {
    const { geocoder, requests } = await serveGeocoder(answerWell);
    await geocoder.find("a".repeat(5000), 5);
    expect(new URL(requests[0], "http://fake").searchParams.get("q")).toHaveLength(200);
  });

  test("may know nothing, or find that the question is none", async () => {
    const { geocoder } = await serveGeocoder((response, attempt) => {
      if (attempt === 0) sendJson(response, 200, collection());
      else sendJson(response, 400, { code: 400, message: "Parameter q" });
    });
    expect(await geocoder.find("nulle part", 5)).toEqual([]);
    expect(await geocoder.find("xxxxx", 5)).toEqual([]);
  });

  test("has no more requests in hand than agreed", async () => {
    const slowly: Handler = (response, attempt, request) => {
      setTimeout(() => answerWell(response, attempt, request), 20);
    };
    const { geocoder, mostAtOnce, requests } = await serveGeocoder(slowly, {
      concurrency: 3,
      requestsPerSecond: 1000,
      burst: 100,
    });
    await Promise.all(Array.from({ length: 12 }, async (_, i) => geocoder.find(`rue numéro ${i}`, 5)));
    expect(requests).toHaveLength(12);
    expect(mostAtOnce()).toBe(3);
  });

  test("gets no more requests a second than agreed", async () => {
    const { geocoder, requests } = await serveGeocoder(answerWell, { requestsPerSecond: 20, burst: 2 });
    const began = performance.now();
    await Promise.all(Array.from({ length: 8 }, async (_, i) => geocoder.find(`rue numéro ${i}`, 5)));
    // Two at once, six more 50 ms apart; timers may be a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(6 * 50 - 10);
    expect(requests).toHaveLength(8);
  });
});

/** What must not be believed, nor waited for. */
const TROUBLES: Readonly<
  Record<string, readonly [code: string, handle: (response: ServerResponse) => void]>
> = {
  "answers 500": ["geocoder.answer", (response) => sendJson(response, 500, collection(RUE_FESCH))],
  "answers 404": ["geocoder.answer", (response) => sendJson(response, 404, {})],
  "answers HTML with 200": [
    "geocoder.answer",
    (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Portail</h1>"),
  ],
  "answers half a JSON": [
    "geocoder.answer",
    (response) => response.writeHead(200).end('{"type":"FeatureColl'),
  ],
  "answers nothing with 200": ["geocoder.answer", (response) => response.writeHead(200).end()],
  "answers another JSON": ["geocoder.answer", (response) => sendJson(response, 200, { features: "none" })],
  "answers results that are none": ["geocoder.answer", (response) => sendJson(response, 200, collection({}))],
  "cuts the connection": ["geocoder.connection", (response) => void response.socket?.destroy()],
  "cuts the body": [
    "geocoder.connection",
    (response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"type":');
      setTimeout(() => response.socket?.destroy(), 5);
    },
  ],
  "redirects elsewhere": [
    "geocoder.connection",
    (response) => response.writeHead(302, { location: "/other" }).end(),
  ],
  "never answers": ["geocoder.timeout", () => {}],
  "sends a body letter by letter": [
    "geocoder.timeout",
    (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    },
  ],
  "sends a body without end": [
    "geocoder.answer",
    (response) => {
      response.writeHead(200);
      const piece = " ".repeat(64 * 1024);
      const push = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once("drain", push);
      };
      push();
    },
  ],
  "refuses with a body without end": [
    "geocoder.answer",
    (response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(timer));
    },
  ],
};

describe("a service that", () => {
  test.each(Object.entries(TROUBLES))("%s is unavailable", async (name, [code, handle]) => {
    const timeoutMilliseconds = code === "geocoder.timeout" ? 60 : 2000;
    const { geocoder, url, requests } = await serveGeocoder(handle, { timeoutMilliseconds });
    const began = performance.now();
    const trouble = await troubleOf(geocoder.find("12 rue Secrète", 5));
    expect(performance.now() - began, name).toBeLessThan(2000);
    expect(trouble.code).toBe(code);
    // One line for the log, which does not say where somebody lives.
    expect(trouble.message).toMatch(new RegExp(`^${url}/geocodage/search: [^\n]+$`, "u"));
    expect(trouble.message).not.toContain("Secr");
    expect(requests).toHaveLength(1);
    // It was a failure, not an answer to keep.
    await troubleOf(geocoder.find("12 rue Secrète", 5));
    expect(requests).toHaveLength(2);
  });

  test("is not there is unavailable", async () => {
    const geocoder = new GeoplateformeGeocoder("http://127.0.0.1:1/");
    expect((await troubleOf(geocoder.find("rue Fesch", 5))).message).toBe(
      "http://127.0.0.1:1/search: no connection (bad port)",
    );
  });

  test("hangs keeps nobody longer than the time limit, in the queue either", async () => {
    const { geocoder } = await serveGeocoder(() => {}, { timeoutMilliseconds: 100, concurrency: 1 });
    const began = performance.now();
    const asked = Array.from({ length: 12 }, async (_, i) => troubleOf(geocoder.find(`rue numéro ${i}`, 5)));
    const codes = (await Promise.all(asked)).map(({ code }) => code);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(new Set(codes)).toEqual(new Set(["geocoder.timeout", "geocoder.busy"]));
    // Eight questions for the one request that may be under way.
    expect(codes.filter((code) => code === "geocoder.timeout")).toHaveLength(8);
  });

  test("fails three times in a row is left alone for a while", async () => {
    let now = 0;
    const { geocoder, requests } = await serveGeocoder(
      (response, attempt, request) => {
        if (attempt < 4) sendJson(response, 500, {});
        else answerWell(response, attempt, request);
      },
      { now: () => now, pauseMilliseconds: 30_000 },
    );
    const failures = async (count: number): Promise<string[]> => {
      const codes: string[] = [];
      for (let i = 0; i < count; i++) codes.push((await troubleOf(geocoder.find("rue Fesch", 5))).code);
      return codes;
    };
    expect(await failures(4)).toEqual([...Array<string>(3).fill("geocoder.answer"), "geocoder.paused"]);
    expect(requests).toHaveLength(3);
    now = 29_999;
    expect(await failures(1)).toEqual(["geocoder.paused"]);
    // One more failure is enough for another pause.
    now = 30_000;
    expect(await failures(2)).toEqual(["geocoder.answer", "geocoder.paused"]);
    now = 60_000;
    expect(await geocoder.find("rue Fesch", 5)).toEqual([RUE_FESCH_MATCH]);
    expect(requests).toHaveLength(5);
  });
});

describe("a service that asks for patience", () => {
  test.each([
    ["in seconds", 429, () => "7", 7000],
    ["until a date", 429, () => new Date(Date.now() + 7000).toUTCString(), 7000],
    ["in seconds, as being down", 503, () => "7", 7000],
    ["without saying how much", 429, () => undefined, 5000],
    ["in words", 429, () => "bientôt".normalize("NFD").replaceAll(/\P{ASCII}/gu, ""), 5000],
  ])("%s gets it", async (_, status, retryAfter, milliseconds) => {
    let now = 0;
    const { geocoder, requests } = await serveGeocoder(
      (response, attempt, request) => {
        if (attempt > 0) return answerWell(response, attempt, request);
        const header = retryAfter();
        response.writeHead(status, header === undefined ? {} : { "retry-after": header }).end();
      },
      { now: () => now },
    );
    expect((await troubleOf(geocoder.find("rue Fesch", 5))).code).toBe("geocoder.patience");
    // A date has no fractions of a second: and takes time to come.
    now = milliseconds - 2000;
    expect((await troubleOf(geocoder.find("rue Fesch", 5))).code).toBe("geocoder.paused");
    expect((await troubleOf(geocoder.find("rue Bonaparte", 5))).code).toBe("geocoder.paused");
    expect(requests).toHaveLength(1);
    now = milliseconds;
    expect(await geocoder.find("rue Fesch", 5)).toEqual([RUE_FESCH_MATCH]);
  });

  test("gets none of the questions that were waiting, while known answers stay", async () => {
    const { geocoder, requests } = await serveGeocoder(
      (response, attempt, request) => {
        if (attempt === 0) return answerWell(response, attempt, request);
        setTimeout(() => response.writeHead(429, { "retry-after": "60" }).end(), 30);
      },
      { concurrency: 1 },
    );
    await geocoder.find("rue Fesch", 5);
    const asked = Array.from({ length: 4 }, async (_, i) => troubleOf(geocoder.find(`rue numéro ${i}`, 5)));
    const codes = (await Promise.all(asked)).map(({ code }) => code);
    expect(codes).toEqual(["geocoder.patience", ...Array<string>(3).fill("geocoder.paused")]);
    expect(await geocoder.find("rue Fesch", 5)).toEqual([RUE_FESCH_MATCH]);
    await sleep(10);
    expect(requests).toHaveLength(2);
  });
});

test.each([
  ["data.geopf.fr/geocodage", 'got "data.geopf.fr/geocodage"'],
  ["", 'got ""'],
  ["ftp://data.geopf.fr/geocodage", 'got the protocol "ftp:"'],
  ["https://anne:secret@data.geopf.fr/geocodage", "got a user and password"],
  ["https://data.geopf.fr/geocodage?cle=1", 'got a query or fragment, "?cle=1"'],
])("the base address « %s » is refused in one line", (baseUrl, got) => {
  const build = (): GeoplateformeGeocoder => new GeoplateformeGeocoder(baseUrl);
  expect(build).toThrow(InputError);
  expect(build).toThrow(
    `TRENTE_GEOCODEUR: ${got}, expected an address such as https://data.geopf.fr/geocodage`,
  );
});
