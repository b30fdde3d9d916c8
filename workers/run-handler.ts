import type { Request } from "./protocol.ts";
import type { Task, TaskModule } from "./task-module.ts";

type AnyHandler = (input: unknown, task: Task<unknown>) => unknown;

/** Runs a handler by its name. @throws TypeError where the module has none of that name, and what the handler throws */
export async function runHandler(
  { url, handlers }: TaskModule,
  { name, input }: Request,
  task: Task<unknown>,
): Promise<unknown> {
  if (!Object.hasOwn(handlers, name)) throw new TypeError(`${url} has no task "${name}"`);
  // Names and inputs are checked against each other where `run` is called.
  return (handlers[name] as AnyHandler)(input, task);
}
