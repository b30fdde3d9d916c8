import { afterEach, describe, expect, test, vi } from "vitest";

import type { JobAnswer } from "../../../server/schemas/job-answers.ts";
import { followJob, followOwnJob } from "../../../web/src/api/jobs.ts";

type Job = JobAnswer<unknown, { readonly share: number }>;

const PATH = "/api/v1/calculs";
const jobOf = (fields: Partial<Job>): Job => ({ id: "a1", state: "encours", result: null, ...fields }) as Job;

/** A server that answers what it is told to, once it is let; what it was asked, by method and address. */
function serve(answers: Readonly<Record<string, () => Promise<Job> | Job>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string, { method, signal }: RequestInit) => {
    const [path, query] = address.split("?");
    asked.push(`${method} ${path}${query.includes("demandeur=") ? " by name" : ""}`);
    const job = await answers[method ?? "GET"]();
    signal?.throwIfAborted();
    return Response.json(job);
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe("a job", () => {
  test("is followed through its states to its result", async () => {
    const waits = [
      jobOf({ done: 1 }),
      jobOf({ done: 2 }),
      jobOf({ state: "terminee", result: { share: 1 } }),
    ];
    const asked = serve({ POST: () => jobOf({ state: "attente" }), GET: () => waits.shift()! });
    const states: string[] = [];
    const signal = new AbortController().signal;
    expect(await followJob<Job>(PATH, {}, ({ state }) => states.push(state), signal)).toEqual({ share: 1 });
    expect(states).toEqual(["attente", "encours", "encours", "terminee"]);
    expect(asked).toEqual([`POST ${PATH} by name`, ...Array<string>(3).fill(`GET ${PATH}/a1`)]);
  });

  test("of the page's own is given up when it is not wanted any more", async () => {
    const stop = new AbortController();
    const asked = serve({ POST: () => jobOf({}), GET: () => jobOf({}), DELETE: () => jobOf({}) });
    await expect(followOwnJob<Job>(PATH, {}, () => stop.abort(), stop.signal)).rejects.toThrow("abort");
    expect(asked.at(-1)).toBe(`DELETE ${PATH}/a1 by name`);
  });

  test("is given up also where that was said before the server had answered", async () => {
    const stop = new AbortController();
    const asked = serve({
      POST: () => {
        stop.abort();
        return jobOf({});
      },
      DELETE: () => jobOf({ state: "annulee" }),
    });
    await expect(followOwnJob<Job>(PATH, {}, () => {}, stop.signal)).rejects.toThrow("abort");
    expect(asked).toEqual([`POST ${PATH} by name`, `DELETE ${PATH}/a1 by name`]);
  });

  test("is not begun for who has left already", async () => {
    const asked = serve({});
    await expect(followOwnJob<Job>(PATH, {}, () => {}, AbortSignal.abort())).rejects.toThrow("abort");
    expect(asked).toEqual([]);
  });
});
