import { describe, expect, test } from "vitest";

import { TerminalProgress, withProgress } from "../../../scripts/cli/terminal-progress.ts";

const CLEAR = "\r\u001b[2K";

/** A terminal with a clock that the test turns. */
function watched(isInteractive: boolean): {
  progress: TerminalProgress;
  shown: string[];
  pass: (seconds: number) => void;
} {
  const shown: string[] = [];
  let milliseconds = 0;
  const terminal = {
    out: async () => {},
    err: (text: string) => void shown.push(text),
    isInteractive,
    signal: new AbortController().signal,
  };
  const progress = new TerminalProgress(terminal, () => milliseconds);
  return { progress, shown, pass: (seconds) => (milliseconds += seconds * 1000) };
}

describe("progress where there is no terminal", () => {
  test("is one plain line at the end of each stage, with time and throughput", () => {
    const { progress, shown, pass } = watched(false);
    progress.stage("lecture des routes");
    pass(1);
    progress.advance(1_000_000, 3_000_000, "octets");
    pass(1);
    progress.advance(3_000_000, 3_000_000, "octets");
    progress.stage("Écriture");
    pass(0.25);
    progress.end();
    progress.end();
    expect(shown).toEqual(["Lecture des routes : 2,0 s (3,0 Mo, 1,5 Mo/s)\n", "Écriture : 0,3 s\n"]);
  });

  test("counts other units in themselves, and gives no rate to what took no time", () => {
    const { progress, shown, pass } = watched(false);
    progress.stage("Lecture");
    pass(2);
    progress.advance(12_000, 12_000, "lignes");
    progress.stage("Brève");
    progress.advance(5, 5, "lignes");
    progress.end();
    expect(shown).toEqual([
      "Lecture : 2,0 s (12 000 lignes, 6 000 lignes/s)\n",
      "Brève : 0,0 s (5 lignes)\n",
    ]);
  });
});

describe("progress on a terminal", () => {
  test("moves in one line, at most ten times a second, and says what is left", () => {
    const { progress, shown, pass } = watched(true);
    progress.stage("Lecture");
    pass(0.05);
    progress.advance(1, 100, "lignes");
    pass(1.95);
    progress.advance(50, 100, "lignes");
    progress.end();
    expect(shown).toEqual([
      `${CLEAR}Lecture …`,
      `${CLEAR}Lecture … 50 %, 25 lignes/s, reste 2 s`,
      `${CLEAR}Lecture : 2,0 s (50 lignes, 25 lignes/s)\n`,
    ]);
  });

  test("tells minutes where there are some, and gives notes a line of their own", () => {
    const { progress, shown, pass } = watched(true);
    progress.stage("Lecture");
    pass(10);
    progress.advance(1_000_000, 10_000_000, "octets");
    pass(10);
    progress.advance(1_000_000, 10_000_000, "octets");
    progress.note("Reprise : les routes\nsont lues.");
    // 9 Mo are left, in ten seconds each, then in twenty.
    expect(shown.slice(1)).toEqual([
      `${CLEAR}Lecture … 10 %, 0,1 Mo/s, reste 90 s`,
      `${CLEAR}Lecture … 10 %, 0,1 Mo/s, reste 3 min`,
      `${CLEAR}Reprise : les routes sont lues.\n`,
    ]);
  });

  test("takes its line away before an error is told", async () => {
    const shown: string[] = [];
    const terminal = {
      out: async () => {},
      err: (text: string) => void shown.push(text),
      isInteractive: true,
      signal: new AbortController().signal,
    };
    const work = withProgress(terminal, async (progress) => {
      progress.stage("Lecture");
      throw new Error("trouble");
    });
    await expect(work).rejects.toThrow("trouble");
    expect(shown).toEqual([`${CLEAR}Lecture …`, CLEAR]);
  });
});
