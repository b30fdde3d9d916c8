import type { AdminActions, AdminState, Reloaded } from "../../../server/admin/admin-actions.ts";

export interface FakeActions extends AdminActions {
  /** Names of what was asked for, in order. */
  readonly asked: string[];
  /** What the next reload comes to. */
  next: Reloaded | null;
}

export function fakeActions(): FakeActions {
  const asked: string[] = [];
  const state: AdminState = {
    version: "0.0.0",
    node: "v20",
    pid: 1,
    phase: "serving",
    startedAt: "2026-01-01T00:00:00.000Z",
    uptimeSeconds: 1,
    dataset: null,
    jobs: null,
    reload: null,
    memoryBytes: 1,
    journalLinesDropped: 0,
  };
  const actions: FakeActions = {
    asked,
    next: { outcome: "same", dataset: "fake-1", reason: null },
    state: async () => {
      asked.push("state");
      return state;
    },
    reload: async () => {
      asked.push("reload");
      return actions.next;
    },
  };
  return actions;
}
