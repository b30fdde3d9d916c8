import { describe, expect, test } from "vitest";

import { runCommand, runOnce } from "../../../scripts/bench/child-command.ts";

const { signal } = new AbortController();
const node = (script: string) => ({ program: process.execPath, args: ["-e", script] });

describe("a program that is timed as a whole", () => {
  test("takes at least as long as it sleeps, and gives its answer", async () => {
    const script = "setTimeout(() => console.log('done'), 200)";
    const sample = await runCommand({ ...node(script), answerOf: (out) => out.trim() }, signal);
    expect(sample.answer).toBe("done");
    expect(sample.milliseconds).toBeGreaterThan(199);
  });

  test.skipIf(process.platform !== "linux")("is seen to take the memory that it takes (Linux)", async () => {
    const megabytes = 150;
    const script = `Buffer.alloc(${megabytes} * 2 ** 20, 1); setTimeout(() => {}, 100)`;
    const { peakBytes } = await runCommand(node(script), signal);
    const { peakBytes: plain } = await runCommand(node("setTimeout(() => {}, 100)"), signal);
    expect(peakBytes! - plain!).toBeGreaterThan(0.9 * megabytes * 2 ** 20);
    expect(peakBytes! - plain!).toBeLessThan(1.5 * megabytes * 2 ** 20);
  });

  test("that fails is an error with its last line", async () => {
    const script = "console.error('first\\nthe disk is full'); process.exit(3)";
    await expect(runCommand(node(script), signal)).rejects.toThrow("ended with code 3: the disk is full");
    await expect(runOnce(node(script), "dataset", signal)).rejects.toThrow(
      /^dataset: -e ended with code 3: the disk is full$/u,
    );
  });

  test("that is not there is an error", async () => {
    await expect(runCommand({ program: "/nowhere/x", args: [] }, signal)).rejects.toThrow("ENOENT");
  });

  test("ends when it is interrupted", async () => {
    const interruption = new AbortController();
    const run = runCommand(node("setTimeout(() => {}, 60_000)"), interruption.signal);
    setTimeout(() => interruption.abort(), 100);
    await expect(run).rejects.toThrow(/abort/iu);
  });
});
