import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";

import { InputError } from "../../data/input-error.ts";
import { startServer } from "../../server/server.ts";
import type { ServerOptions } from "../../server/server.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

function options(more: Partial<ServerOptions> = {}): ServerOptions {
  return { study: fakeStudy(), webRoot: null, port: 0, ...more };
}

test("answers under the address that it gives, until it is closed", async () => {
  const server = await startServer(options());
  const response = await fetch(`${server.url}/sante`);
  expect(await response.json()).toMatchObject({ status: "ok" });
  await server.close();
  await server.closed;
  await expect(fetch(`${server.url}/sante`)).rejects.toThrow("fetch failed");
  await server.close();
});

test("listens on the machine itself alone unless told otherwise", async () => {
  const server = await startServer(options());
  onTestFinished(() => server.close());
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
});

test("a taken port is one clear line", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void squatter.close());
  const { port } = squatter.address() as AddressInfo;
  const started = startServer(options({ port }));
  await expect(started).rejects.toThrow(InputError);
  await expect(started).rejects.toMatchObject({
    code: "server.port.taken",
    message: `127.0.0.1:${port}: another program listens there, expected a free port (choose one with --port)`,
  });
});

test("an address of another machine is one clear line", async () => {
  // 192.0.2.1 is kept for documentation (RFC 5737): no machine has it.
  const started = startServer(options({ host: "192.0.2.1" }));
  await expect(started).rejects.toMatchObject({ name: "InputError", code: "server.host.unknown" });
});

test("aborting the signal closes it", async () => {
  const stop = new AbortController();
  const server = await startServer(options({ signal: stop.signal }));
  stop.abort();
  await server.closed;
  await expect(fetch(`${server.url}/sante`)).rejects.toThrow("fetch failed");
});

test("a signal that is aborted already starts nothing", async () => {
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(startServer(options({ signal }))).rejects.toThrow("stopped");
});
