import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Follower } from "../../../scripts/serve/follower.ts";
import type { Reloaded } from "../../../server/admin/admin-actions.ts";
import { NO_JOURNAL } from "../../../server/journal/journal.ts";

const EVERY = 1000;

/** A source and a server that do as they are told. */
class Stage {
  servedId = "a";
  inService: string | Error = "a";
  /** What is wrong with a dataset. */
  readonly damaged = new Map<string, string>();
  reloads = 0;
  readonly told: string[] = [];
  readonly events: string[] = [];
  readonly follower: Follower;

  constructor() {
    this.follower = new Follower({
      source: {
        currentId: async () =>
          this.inService instanceof Error ? Promise.reject(this.inService) : Promise.resolve(this.inService),
        load: async () => Promise.reject(new Error("the reloader loads")),
        close: async () => {},
      },
      reloader: this,
      journal: {
        ...NO_JOURNAL,
        tell: (level, event, message) => {
          this.events.push(`${level} ${event}`);
          this.told.push(message);
        },
      },
      everyMilliseconds: EVERY,
    });
  }

  async reload(): Promise<Reloaded> {
    this.reloads++;
    const id = String(this.inService);
    const reason = this.damaged.get(id) ?? null;
    if (reason === null) this.servedId = id;
    const outcome = reason === null ? "swapped" : "failed";
    return Promise.resolve({ outcome, dataset: this.servedId, reason });
  }

  async looks(times: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(times * EVERY);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("following a source", () => {
  test("reloads when another dataset is in service, and not else", async () => {
    const stage = new Stage();
    await stage.looks(5);
    expect(stage.reloads).toBe(0);
    stage.inService = "b";
    await stage.looks(5);
    expect({ reloads: stage.reloads, servedId: stage.servedId, told: stage.told }).toEqual({
      reloads: 1,
      servedId: "b",
      told: [],
    });
    await stage.follower.close();
    stage.inService = "c";
    await stage.looks(5);
    expect(stage.reloads).toBe(1);
  });

  test("tells a damaged dataset once, and tries it ever more rarely", async () => {
    const stage = new Stage();
    stage.damaged.set("b", "abîmé");
    stage.inService = "b";
    const looks = 1000;
    await stage.looks(looks);
    expect(stage.told).toEqual(["the dataset in service stays: abîmé"]);
    expect(stage.events).toEqual(["error reload_failed"]);
    // After 1, 2, 4 … 64 looks, then every 64.
    expect(stage.reloads).toBeGreaterThan(7);
    expect(stage.reloads).toBeLessThan(7 + looks / 64 + 2);
    stage.damaged.clear();
    await stage.looks(64);
    expect(stage.servedId).toBe("b");
    expect(stage.told.at(-1)).toBe("the dataset in service is followed again");
  });

  test("takes the next dataset at once, however long it has waited for a damaged one", async () => {
    const stage = new Stage();
    stage.damaged.set("b", "abîmé");
    stage.inService = "b";
    await stage.looks(100);
    stage.inService = "c";
    await stage.looks(1);
    expect(stage.servedId).toBe("c");
  });

  test("tells that the source is away once, and that it is back", async () => {
    const stage = new Stage();
    stage.inService = new Error("parti");
    await stage.looks(10);
    stage.inService = "a";
    await stage.looks(10);
    expect(stage.told).toEqual([
      "the dataset in service stays: parti",
      "the dataset in service is followed again",
    ]);
    expect(stage.events).toEqual(["warn source_trouble", "info follow_resumed"]);
  });
});
