import { expect, onTestFinished, test } from "vitest";

import { PostgresState } from "../../../server/state/postgres-state.ts";

test(
  "a database that is not there is told of once for each reason, however often it is asked",
  { timeout: 30_000 },
  async () => {
    const troubles: string[] = [];
    const state = new PostgresState("postgres://moi:secret@127.0.0.1:1/base", (what) => troubles.push(what));
    onTestFinished(async () => state.close());
    for (let times = 0; times < 3; times++)
      await expect(state.sql()).rejects.toMatchObject({ code: "state.unavailable" });
    expect(state.health).toBe("unavailable");
    expect(troubles).toEqual([
      "postgres://moi:***@127.0.0.1:1/base: the database cannot be used: connect ECONNREFUSED 127.0.0.1:1",
    ]);
  },
);
