import { once } from "node:events";
import http from "node:http";
import net from "node:net";

import { afterEach, expect, onTestFinished, test, vi } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { fetchWorld } from "../../helpers/fetch-world.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A proxy for whole addresses and for tunnels, that remembers where it was sent. */
async function startProxy(): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const { host, pathname } = new URL(request.url ?? "");
    asked.push(host);
    const { port, hostname } = new URL(`http://${host}`);
    const forwarded = http.request({ hostname, port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  server.on("connect", (request, client: net.Socket) => {
    asked.push(request.url ?? "");
    const [hostname, port] = (request.url ?? "").split(":");
    const site = net.connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(site).pipe(client);
    });
    client.on("error", () => site.destroy());
    site.on("error", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

test("the proxy of the environment is gone through, but for what NO_PROXY names", async () => {
  const proxy = await startProxy();
  const world = await fetchWorld();
  const { host } = new URL(world.sites.url);
  vi.stubEnv("HTTP_PROXY", proxy.url);
  vi.stubEnv("NO_PROXY", "");
  vi.stubEnv("no_proxy", "");
  expect((await world.fetch()).isComplete).toBe(true);
  expect(new Set(proxy.asked)).toEqual(new Set([host]));

  const before = proxy.asked.length;
  vi.stubEnv("NO_PROXY", "127.0.0.1");
  vi.stubEnv("no_proxy", "127.0.0.1");
  expect((await world.fetch()).isComplete).toBe(true);
  expect(proxy.asked).toHaveLength(before);
});

test("a proxy that lets nobody through is told, and not asked again and again", async () => {
  const proxy = http.createServer();
  proxy.on("connect", (_request, client: net.Socket) => client.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => void proxy.close());
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${address.port}`);
  vi.stubEnv("NO_PROXY", "");
  vi.stubEnv("no_proxy", "");
  const world = await fetchWorld();
  const { outcomes } = await world.fetch({ mirror: "https://miroir.invalid" });
  expect(outcomes.map(({ problem }) => problem)).toEqual(Array(4).fill("le mandataire refuse (HTTP 403)"));
  expect(world.notes.filter((note) => note.includes("nouvel essai"))).toEqual([]);
});

test("a proxy that cannot be one is told in a line, without its password, and holds no folder", async () => {
  const world = await fetchWorld();
  vi.stubEnv("NO_PROXY", "");
  for (const proxy of ["mandataire.exemple:3128", "http://moi:secret@mandataire.exemple:port"]) {
    vi.stubEnv("HTTPS_PROXY", proxy);
    const told = await world.fetch().catch((error: unknown) => error);
    expect(told).toBeInstanceOf(InputError);
    expect(told).toMatchObject({ code: "fetch.proxy" });
    expect(String(told)).toMatch(/^InputError: HTTPS_PROXY or HTTP_PROXY: not the address of a proxy/u);
    expect(String(told)).not.toContain("secret");
  }
  vi.stubEnv("HTTPS_PROXY", "");
  expect((await world.fetch()).isComplete).toBe(true);
});
