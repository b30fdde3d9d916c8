import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import {
  askAtRate,
  askInTurn,
  latencyOf,
  type LoadOptions,
} from "../../../scripts/bench/load/request-load.ts";

async function loadOn(listener: RequestListener, more: Partial<LoadOptions> = {}): Promise<LoadOptions> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  return {
    url: `http://127.0.0.1:${port}`,
    paths: ["/a", "/b"],
    requests: 20,
    connections: 2,
    signal,
    ...more,
  };
}

describe("a load", () => {
  test("asks for all paths in turn and counts the answers by status", async () => {
    const asked: (string | undefined)[] = [];
    const options = await loadOn((request, response) => {
      asked.push(request.url);
      response.statusCode = request.url === "/b" ? 503 : 200;
      response.end();
    });
    const result = await askInTurn(options);
    expect(result.requests).toBe(20);
    expect(Object.fromEntries(result.statuses)).toEqual({ 200: 10, 503: 10 });
    expect(asked.filter((path) => path === "/a")).toHaveLength(10);
    expect(result.latencies.every((latency) => latency > 0)).toBe(true);
  });

  test("counts a server that hangs up as no answer", async () => {
    const result = await askInTurn(await loadOn((request) => request.socket.destroy(), { requests: 3 }));
    expect(Object.fromEntries(result.statuses)).toEqual({ 0: 3 });
  });

  test("at a rate blames a pause on all that were due meanwhile", async () => {
    let isFirst = true;
    const options = await loadOn(
      (_, response) => {
        const pause = isFirst ? 300 : 0;
        isFirst = false;
        void wait(pause).then(() => response.end());
      },
      // One connection: who is due during the pause waits for its end.
      { requests: 60, connections: 1 },
    );
    const result = await askAtRate(options, 100);
    expect(result.seconds).toBeGreaterThan(0.55);
    // Half of them were due in the first 0.3 s, and waited 150 ms in the median.
    expect(latencyOf(result, 0.75)).toBeGreaterThan(75);
    expect(latencyOf(result, 1)).toBeGreaterThanOrEqual(290);
    expect(result.statuses.get(200)).toBe(60);
  });

  test("stops when it is told to", async () => {
    const stop = new AbortController();
    const options = await loadOn(
      (_, response) => {
        stop.abort(new Error("enough"));
        response.end();
      },
      { signal: stop.signal, requests: 1_000_000 },
    );
    await expect(askInTurn(options)).rejects.toThrow("enough");
  });
});
