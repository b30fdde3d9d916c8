import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { projectRoot } from "../../../scripts/cli/project-root.ts";
import { spawnTethered } from "../../../scripts/bench/tethered.ts";
import { useCompiled } from "../../helpers/compiled.ts";

useCompiled();

const SAYS_WHO = "console.error(process.pid); setInterval(() => {}, 1000)";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits a few seconds for a process to be gone. */
async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 100 && isAlive(pid); look++) await sleep(50);
  return !isAlive(pid);
}

test("a tethered program ends when it is told to", async () => {
  const { child, end, hasEnded } = spawnTethered(process.execPath, ["-e", SAYS_WHO], { endedBy: "TERM" });
  const [text] = (await once(child.stderr!, "data")) as [Buffer];
  const pid = Number(text.toString());
  expect({ alive: isAlive(pid), hasEnded: hasEnded() }).toEqual({ alive: true, hasEnded: false });
  await end();
  expect({ gone: await isGone(pid), hasEnded: hasEnded() }).toEqual({ gone: true, hasEnded: true });
});

test("a tethered program that ends by itself is seen to", async () => {
  const { child, end, hasEnded } = spawnTethered(process.execPath, ["-e", ""], { endedBy: "TERM" });
  await once(child, "exit");
  expect(hasEnded()).toBe(true);
  await end();
});

test("a tethered program does not outlive a process that is killed", async () => {
  const compiled = join(projectRoot(), "dist", "scripts", "bench", "tethered.js");
  const script = `import(${JSON.stringify(compiled)}).then(({ spawnTethered }) => {
    const { child } = spawnTethered(process.execPath, ["-e", ${JSON.stringify(SAYS_WHO)}], { endedBy: "TERM" });
    child.stderr.pipe(process.stdout);
  })`;
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
  const [text] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(text.toString());
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  expect(await isGone(pid)).toBe(true);
});
