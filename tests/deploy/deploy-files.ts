import { DockerfileParser, type Copy, type From } from "dockerfile-ast";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "vitest";

import { runTrente, COMMAND_NAMES } from "../../scripts/cli/run-trente.ts";

export const ROOT = resolve(import.meta.dirname, "../..");

export function readText(name: string): string {
  return readFileSync(join(ROOT, name), "utf8");
}

/** A copy of the Dockerfile: sources from the root of the project, or of the stage that is named. */
export interface CopyStep {
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

export interface Stage {
  readonly image: string;
  readonly name: string | null;
  /** Upper-case keyword and what follows it. */
  readonly steps: readonly { readonly keyword: string; readonly text: string }[];
  readonly copies: readonly CopyStep[];
}

export interface DockerfileFacts {
  readonly stages: readonly Stage[];
  /** The words of an instruction in JSON form of the last stage, `[]` where it has none. */
  readonly words: (keyword: "ENTRYPOINT" | "CMD" | "HEALTHCHECK") => readonly string[];
}

export function readDockerfile(): DockerfileFacts {
  const stages: {
    image: string;
    name: string | null;
    steps: { keyword: string; text: string }[];
    copies: CopyStep[];
  }[] = [];
  const json = new Map<string, readonly string[]>();
  for (const instruction of DockerfileParser.parse(readText("Dockerfile")).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") {
      const from = instruction as From;
      stages.push({ image: from.getImage() ?? "", name: from.getBuildStage(), steps: [], copies: [] });
      json.clear();
    }
    const stage = stages.at(-1);
    if (stage === undefined) throw new Error(`${keyword} before any FROM`);
    const text = (instruction.getRawArgumentsContent() ?? "").replaceAll(/\\\n\s*/g, "");
    stage.steps.push({ keyword, text });
    if (keyword === "COPY") stage.copies.push(copyStep(instruction as Copy));
    if (keyword === "CMD" || keyword === "ENTRYPOINT" || keyword === "HEALTHCHECK") {
      // A shell would stand between, and take the signals.
      json.set(keyword, JSON.parse(text.slice(text.indexOf("["))) as string[]);
    }
  }
  return { stages, words: (keyword) => json.get(keyword) ?? [] };
}

function copyStep(copy: Copy): CopyStep {
  const words = copy.getArguments().map((argument) => argument.getValue());
  return {
    from: copy.getFromFlag()?.getValue() ?? null,
    sources: words.slice(0, -1),
    target: words.at(-1) ?? "",
  };
}

/** A call of the command line in a file of deployment: its name, its options and their values. */
export interface Call {
  readonly command: string;
  readonly options: readonly string[];
}

/** @param words after the script */
export function callOf(words: readonly string[]): Call {
  return {
    command: words[0],
    options: words.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0]),
  };
}

/** Is each option of a call one that its help names? */
export async function expectKnown(
  { command, options }: Call,
  isThere = COMMAND_NAMES.includes(command),
): Promise<void> {
  expect(isThere, command).toBe(true);
  let help = "";
  await runTrente([command, "--help"], {
    out: async (text) => void (help += String(text)),
    err: () => {},
    isInteractive: false,
    signal: new AbortController().signal,
  });
  for (const option of options)
    expect(help, `${command} ${option}`).toMatch(new RegExp(`${option}(?![\\w-])`));
}
