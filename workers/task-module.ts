/** What a handler may use besides its input. */
export interface Task<Shared = undefined> {
  /** What the pool was made with, the same memory in each thread where it is shared memory. */
  readonly shared: Shared;
  /** Is the result no longer wanted? Cheap enough for each step of a loop; who heeds it returns or throws anything. */
  isCancelled(): boolean;
  /** Tells who waits for the result how far it is: anything that can be cloned. Costs a message between threads. */
  tell(note: unknown): void;
  /** Buffers that go along with the output without being copied; the handler's own views of them become empty. */
  transfer(...buffers: ArrayBuffer[]): void;
}

/**
 * The handlers of a module by name. Input and output go through structured cloning: typed arrays, plain objects,
 * maps and sets, no functions and no classes.
 */
export type Handlers = Readonly<Record<string, (input: never, task: Task<never>) => unknown>>;

/**
 * What a module exports under the name `tasks`, so that threads can load it:
 * `export const tasks = { url: import.meta.url, handlers: { … } } satisfies TaskModule`. Loading it does nothing else.
 */
export interface TaskModule<H extends Handlers = Handlers> {
  readonly url: string;
  readonly handlers: H;
}

/** What a handler takes. */
export type InputOf<Handler> = Handler extends (input: infer Input, ...rest: never) => unknown
  ? Input
  : never;

/** What a handler gives in the end. */
export type OutputOf<Handler> = Handler extends (...all: never) => infer Output ? Awaited<Output> : never;

/** What handlers want shared; `never` where they want nothing. */
export type SharedOf<Handler> = Handler extends (input: never, task: infer Given) => unknown
  ? Given extends Task<infer Shared>
    ? Shared
    : never
  : never;
