import { describe, expect, test } from "vitest";

import { COMMAND_NAMES } from "../../scripts/cli/run-trente.ts";
import { callOf, expectKnown, readText } from "./deploy-files.ts";

/** Sections of a unit, each with the values of its keys, in order. */
function readUnit(name: string): Map<string, Map<string, string[]>> {
  const sections = new Map<string, Map<string, string[]>>();
  let current: Map<string, string[]> | null = null;
  for (const line of readText(`deploy/${name}`).split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const section = /^\[(\w+)\]$/.exec(line);
    if (section !== null) {
      current = new Map();
      sections.set(section[1], current);
      continue;
    }
    const pair = /^([A-Za-z]+)=(.*)$/.exec(line);
    if (pair === null || current === null)
      throw new Error(`${name}: got ${line}, expected a section or key=value`);
    current.set(pair[1], [...(current.get(pair[1]) ?? []), pair[2]]);
  }
  return sections;
}

const SCRIPT = "/opt/trente/dist/scripts/trente.js";

function callsOf(name: string) {
  const starts = readUnit(name).get("Service")?.get("ExecStart") ?? [];
  return starts.map((line) => {
    const words = line.split(" ");
    expect(words.slice(0, 2)).toEqual(["/usr/bin/node", SCRIPT]);
    return callOf(words.slice(2));
  });
}

describe("units of systemd", () => {
  test("the server is run by a user of its own that may write nothing but its state", async () => {
    const service = readUnit("trente.service").get("Service")!;
    const one = (key: string): string => service.get(key)?.join() ?? "";
    expect(one("User")).toBe("trente");
    expect([one("NoNewPrivileges"), one("ProtectSystem"), one("CapabilityBoundingSet")]).toEqual([
      "yes",
      "strict",
      "",
    ]);
    expect(one("ExecReload")).toContain("-HUP");
    // As the image: what the soak was measured with.
    const [, malloc] = /\b(MALLOC_ARENA_MAX=\d+)/.exec(readText("Dockerfile")) ?? [];
    expect(service.get("Environment")).toContain(malloc);
    const [call] = callsOf("trente.service");
    await expectKnown(call);
    // What is promised to those under way fits before the kill.
    const drain = Number(/--delai-arret (\d+)/.exec(one("ExecStart"))?.[1]);
    expect(Number(one("TimeoutStopSec"))).toBeGreaterThan(drain + 10);
  });

  test("the update begins commands that there are, month by month", async () => {
    const calls = callsOf("trente-refresh.service");
    expect(calls.map(({ command }) => command)).toEqual(["fetch", "refresh"]);
    // Those that the command line has.
    for (const call of calls.filter(({ command }) => COMMAND_NAMES.includes(command)))
      await expectKnown(call);
    const timer = readUnit("trente-refresh.timer").get("Timer")!;
    expect(timer.get("OnCalendar")).toEqual([expect.stringMatching(/^\*-\*-\d\d \d\d:\d\d:\d\d$/)]);
    expect(timer.get("Persistent")).toEqual(["true"]);
  });
});
