import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test, vi } from "vitest";

import { openState, type ServerState } from "../../../scripts/serve/open-state.ts";
import { UsageError } from "../../../scripts/cli/command.ts";
import { newJob } from "../../helpers/sql-jobs.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

function opened(folder: string): ServerState {
  const state = openState(folder, "", () => {});
  onTestFinished(async () => state.close());
  return state;
}

test("jobs outlive a server that was killed in another container", { timeout: 120_000 }, async () => {
  const folder = tempFolder();
  const before = opened(folder);
  await before.jobStore.enqueue(newJob("a"));
  await before.close();
  const lock = join(folder, "verrou");
  writeFileSync(lock, JSON.stringify({ host: "another", pid: 1, startTicks: 1 }));
  const after = opened(folder);
  await expect(after.jobStore.find("a")).rejects.toMatchObject({ code: "state.unavailable" });
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await after.jobStore.find("a")).toMatchObject({ id: "a", state: "attente" });
  expect(after.jobStore.isDurable).toBe(true);
});

test("where nothing is kept and nothing can be, jobs are done in memory", async () => {
  const file = join(tempFolder(), "no-folder");
  writeFileSync(file, "");
  const { jobStore } = opened(file);
  expect(await jobStore.enqueue(newJob("a"))).toMatchObject({ state: "attente" });
  expect(jobStore.isDurable).toBe(false);
});

test.each([
  ["postgres://moi:se#cret@machine/base", "Invalid URL"],
  ["postgre://moi:se:cret@machine/base", "another kind of address"],
  ["mysql://moi:cret@machine/base", "another kind of address"],
])("%s is refused at once, without its password, and no folder is made of it", (address, reason) => {
  const refusal = (option: string | undefined): UsageError => {
    try {
      openState(option, "", () => {});
    } catch (error) {
      if (error instanceof UsageError) return error;
    }
    throw new Error("expected a refusal");
  };
  expect(refusal(address).message).toContain(`option --etat: got an address that cannot be used (${reason})`);
  vi.stubEnv("TRENTE_ETAT", address);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(refusal(undefined).message).toMatch(/^TRENTE_ETAT: got an address/u);
  expect(refusal(undefined).message).not.toContain("cret@");
});
