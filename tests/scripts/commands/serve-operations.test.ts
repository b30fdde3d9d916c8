import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { sampleBundle, sampleDataset } from "../../data/bundle/sample-dataset.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

useCompiled();

const CLI = resolve(import.meta.dirname, "../../../dist/scripts/trente.js");

interface Served {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  /** Lines of the journal of an event, once there is one. */
  readonly event: (name: string) => Promise<Record<string, unknown>>;
}

function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Served {
  const child = spawn(process.execPath, [CLI, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  const find = (name: string): Record<string, unknown> | undefined =>
    out
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .findLast(({ event }) => event === name);
  const event = async (name: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const found = find(name);
      if (found !== undefined) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`trente serve ended: ${err}${out}`);
      await wait(20);
    }
  };
  return { child, out: () => out, err: () => err, event };
}

/** For `NODE_OPTIONS`: the process sends itself a signal as soon as it listens to SIGTERM, of its server nothing being loaded. */
function signalledEarly(signal: string): string {
  const code = `process.on("newListener",(name)=>{if(name==="SIGTERM")process.kill(process.pid,"${signal}")})`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

async function admin(socketPath: string, method: string, path: string): Promise<Record<string, unknown>> {
  return new Promise((settle, reject) => {
    const sent = request({ socketPath, method, path, agent: false }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString("utf8")));
      response.on("end", () =>
        settle({ status: response.statusCode, ...(JSON.parse(text) as Record<string, unknown>) }),
      );
    });
    sent.once("error", reject);
    sent.end();
  });
}

describe.skipIf(process.platform === "win32")("trente serve for those who run it", () => {
  test("is told by its socket to read its dataset again, and answers what happened", async () => {
    const directory = sampleBundle();
    const path = join(tempFolder(), "admin");
    const { event, err } = serve(["--dataset", directory, "--admin", path, "--journal", "json"]);
    const { url } = await event("serving");
    const first = (await admin(path, "GET", "/admin/etat"))["dataset"] as { id: string };
    expect(await admin(path, "POST", "/admin/recharger")).toMatchObject({ status: 200, outcome: "same" });
    const { id } = writeBundle(directory, sampleDataset({ name: "Deuxième monde" }));
    expect(id).not.toBe(first.id);
    const swapped = { status: 200, outcome: "swapped", dataset: id, reason: null };
    expect(await admin(path, "POST", "/admin/recharger")).toEqual(swapped);
    writeBundle(directory, sampleDataset({ name: "Monde abîmé" }));
    const network = readdirSync(directory).filter((name) => name.startsWith("network"));
    for (const name of network) {
      const bytes = readFileSync(join(directory, name));
      writeFileSync(join(directory, name), bytes.subarray(0, bytes.length - 8));
    }
    const failed = await admin(path, "POST", "/admin/recharger");
    expect(failed).toMatchObject({ status: 409, outcome: "failed", dataset: id });
    const state = await admin(path, "GET", "/admin/etat");
    expect(state).toMatchObject({
      phase: "serving",
      dataset: { id, name: "Deuxième monde" },
      reload: { outcome: "failed" },
    });
    const metrics = await (await fetch(`${String(url)}/metrics`)).text();
    for (const outcome of ["same", "swapped", "failed"]) {
      expect(metrics).toContain(`trente_reloads_total{outcome="${outcome}"} 1`);
    }
    for (const [method, address] of [
      ["GET", "/admin/etat"],
      ["POST", "/admin/recharger"],
    ]) {
      expect((await fetch(`${String(url)}${address}`, { method })).status).toBe(404);
    }
    expect(err()).toBe("");
  });

  test("stops when its balancer has turned away, and leaves its socket to nobody", async () => {
    const path = join(tempFolder(), "admin");
    const args = ["--dataset", sampleBundle(), "--admin", path, "--delai-arret", "1"];
    const { child, event, out, err } = serve(args, { TRENTE_JOURNAL: "json" });
    const url = String((await event("serving"))["url"]);
    expect((await fetch(`${url}/sante`)).status).toBe(200);
    child.kill("SIGTERM");
    await event("stopping");
    expect((await fetch(`${url}/sante`)).status).toBe(503);
    expect((await fetch(`${url}/api/v1/jeu`)).status).toBe(200);
    expect(await admin(path, "GET", "/admin/etat")).toMatchObject({ phase: "draining" });
    const [code] = (await once(child, "exit")) as [number];
    expect([code, err()]).toEqual([0, ""]);
    expect(existsSync(path)).toBe(false);
    expect(out().trimEnd().split("\n").at(-1)).toContain('"event":"stopped"');
  });

  test("is not ended by SIGHUP, however early it comes", async () => {
    const args = ["--dataset", sampleBundle(), "--journal", "json"];
    const { child, event } = serve(args, { NODE_OPTIONS: signalledEarly("SIGHUP") });
    await event("serving");
    expect(await event("reload_same")).toMatchObject({ level: "info" });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("says in its journal why it could not start", async () => {
    const { child, out, err } = serve(["--dataset", "/nulle/part", "--journal", "json"]);
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(1);
    expect(out()).toContain('"event":"start_failed"');
    expect(err()).toMatch(/^trente serve: .*\n$/);
  });

  test.each([
    [["--journal", "xml"], {}, "--journal"],
    [[], { TRENTE_JOURNAL: "xml" }, "TRENTE_JOURNAL"],
    [["--delai-arret", "-1"], {}, "--delai-arret"],
    [["--delai-arret", "un"], {}, "--delai-arret"],
  ])("refuses %o with %o", async (more, env, named) => {
    const { child, err } = serve(["--dataset", "/nulle/part", ...more], env);
    const [code] = (await once(child, "close")) as [number];
    expect([code, err()]).toEqual([2, expect.stringContaining(named)]);
  });
});
