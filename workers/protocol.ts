import type { PackedError } from "./errors.ts";

/** What a thread is started with. */
export interface ThreadStart {
  /** Of the compiled task module. */
  readonly moduleUrl: string;
  readonly shared: unknown;
  /** One number in shared memory: not 0 when the task that runs is cancelled. */
  readonly cancelled: Int32Array;
}

/** A task for a thread, which does one at a time. */
export interface Request {
  readonly name: string;
  readonly input: unknown;
}

/** What a handler says of a task that it is at. */
export interface Note {
  readonly note: unknown;
}

/** What a thread says when it has done its task, in whatever way. */
export type Reply =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: PackedError };
