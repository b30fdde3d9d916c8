/** A class of errors whose objects carry their class's name as `name`. */
export type ErrorClass = abstract new (...all: never) => Error;

/** An error on its way between threads: structured cloning would keep neither its class nor its fields. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** All other fields that can be cloned. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly cause?: PackedError;
}

const OWN_PLACE = new Set(["name", "message", "stack", "cause"]);

const BUILT_IN: readonly ErrorClass[] = [
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];

/** Causes of causes that are kept: they may run in a circle. */
const MAX_CAUSES = 8;

/** Anything thrown, in a form that can be cloned. What is no error becomes one that quotes it. */
export function packError(thrown: unknown, causes = MAX_CAUSES): PackedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const fields: Record<string, unknown> = {};
  for (const name of Object.getOwnPropertyNames(error)) {
    const value: unknown = Reflect.get(error, name);
    if (!OWN_PLACE.has(name) && isCloneable(value)) fields[name] = value;
  }
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    fields,
    ...(error.cause === undefined || causes === 0 ? {} : { cause: packError(error.cause, causes - 1) }),
  };
}

/** The error again: of the class among `classes`, or Node's own, whose name it had; else a plain one with that name. */
export function unpackError(packed: PackedError, classes: readonly ErrorClass[]): Error {
  const { name, message, stack, fields, cause } = packed;
  const options = cause === undefined ? {} : { cause: unpackError(cause, classes) };
  const error = new Error(message, options);
  const known = [...classes, ...BUILT_IN].find((candidate) => candidate.name === name);
  if (known !== undefined) Object.setPrototypeOf(error, known.prototype as object);
  if (error.name !== name) Object.defineProperty(error, "name", { value: name, configurable: true });
  if (stack !== undefined) error.stack = stack;
  return Object.assign(error, fields);
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** The thread of a task ended under it: it crashed, ran out of memory or called `process.exit`; twice, if it was retried. */
export class WorkerDeathError extends Error {
  override readonly name = "WorkerDeathError";
  /** Name of the task. */
  readonly task: string;

  /** @param cause what the thread threw, or how it ended */
  constructor(task: string, deaths: number, cause: Error) {
    const times = deaths === 1 ? "" : ` ${deaths} times`;
    super(`task "${task}": its thread died${times}: ${cause.message}`, { cause });
    this.task = task;
  }
}
