/**
 * The real task, but for structures that kill the thread that draws them. Plain JavaScript: threads load it as it is,
 * with what was compiled of the real one.
 *
 * @typedef {typeof import("../../../../data/export/isochrones/isochrone-tasks.ts")} RealModule
 * @typedef {import("../../../../data/export/isochrones/isochrone-tasks.ts").DrawInput} DrawInput
 * @typedef {import("../../../../data/export/isochrones/isochrone-tasks.ts").IsochroneShare} IsochroneShare
 * @typedef {import("../../../../workers/task-module.ts").Task<IsochroneShare>} Task
 */

const REAL = new URL("../../../../dist/data/export/isochrones/isochrone-tasks.js", import.meta.url).href;

/** Structures that end the thread, and one at which the task throws. */
export const DEADLY = ["fs-5", "fs-77"];
export const REFUSED = "fs-40";

/**
 * @param {DrawInput} input
 * @param {Task} task
 */
async function draw(input, task) {
  const { tasks: real } = /** @type {RealModule} */ (await import(REAL));
  const ids = input.structures.map(({ id }) => id);
  if (ids.includes(REFUSED)) throw new Error("not this one");
  if (DEADLY.some((id) => ids.includes(id))) process.exit(7);
  return real.handlers.draw(input, task);
}

export const tasks = { url: import.meta.url, handlers: { draw } };
