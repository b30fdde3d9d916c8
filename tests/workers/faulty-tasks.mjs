import { setTimeout as sleep } from "node:timers/promises";
import { threadId } from "node:worker_threads";

/**
 * Tasks that do what can go wrong. Plain JavaScript: threads load it as it is.
 *
 * @typedef {import("../../workers/task-module.ts").Task<{ counters: Int32Array }>} Task
 */

/** An error of a class of the tasks' own. */
class OddError extends Error {
  /** @override */
  name = "OddError";
  code = "odd.number";
  /** Cannot be cloned. */
  explain = () => this.code;
}

/** @param {Task} task */
function countAttempt({ shared }) {
  return Atomics.add(shared.counters, 0, 1) + 1;
}

const handlers = {
  /** @param {number} value */
  double: (value) => 2 * value,

  /** @param {{ value: number, milliseconds: number }} input */
  async wait({ value, milliseconds }) {
    await sleep(milliseconds);
    return value;
  },

  /**
   * Comes back when `parties` tasks are in it at once.
   *
   * @param {{ parties: number }} input
   * @param {Task} task
   */
  meet({ parties }, task) {
    const { counters } = task.shared;
    const present = countAttempt(task);
    Atomics.notify(counters, 0);
    for (let seen = present; seen < parties; seen = Atomics.load(counters, 0)) {
      if (Atomics.wait(counters, 0, seen, 5_000) === "timed-out") throw new Error(`${seen} tasks met`);
    }
    return threadId;
  },

  /** @param {string} message */
  refuse(message) {
    throw new OddError(message, { cause: new RangeError("too odd") });
  },

  /** @param {string} message */
  async refuseText(message) {
    // oxlint-disable-next-line only-throw-error
    throw message;
  },

  /** Says that it began, then goes on until it is cancelled. */
  async untilCancelled(/** @type {null} */ _, /** @type {Task} */ task) {
    countAttempt(task);
    while (!task.isCancelled()) await sleep(1);
    Atomics.add(task.shared.counters, 1, 1);
  },

  /** Says that it began, then never ends. */
  stubborn(/** @type {null} */ _, /** @type {Task} */ task) {
    countAttempt(task);
    for (;;) Atomics.add(task.shared.counters, 2, 1);
  },

  /** Ends its thread in the first `deaths` attempts. */
  async exit(/** @type {{ deaths: number }} */ { deaths }, /** @type {Task} */ task) {
    if (countAttempt(task) > deaths) return threadId;
    process.exit(3);
  },

  async throwInTimer(/** @type {{ deaths: number }} */ { deaths }, /** @type {Task} */ task) {
    if (countAttempt(task) > deaths) return threadId;
    setTimeout(() => {
      throw new TypeError("thrown in a timer");
    });
    return sleep(60_000, 0);
  },

  exhaustMemory(/** @type {{ deaths: number }} */ { deaths }, /** @type {Task} */ task) {
    if (countAttempt(task) > deaths) return threadId;
    const kept = [];
    for (;;) kept.push(Array.from({ length: 1_000 }, (_, index) => ({ index })));
  },

  /** Leaves behind an error that strikes when the task is done. */
  leaveBomb(/** @type {number} */ milliseconds) {
    setTimeout(() => {
      throw new Error("too late");
    }, milliseconds);
    return threadId;
  },

  /** Gives back the buffer that it got, moved. */
  passOn(/** @type {Uint8Array<ArrayBuffer>} */ bytes, /** @type {Task} */ task) {
    task.transfer(bytes.buffer);
    return bytes;
  },

  notCloneable: () => () => 1,

  /** Tells each number, then goes on until it is cancelled, telling. */
  async tellUntilCancelled(/** @type {number[]} */ numbers, /** @type {Task} */ task) {
    for (const number of numbers) task.tell(number);
    while (!task.isCancelled()) {
      await sleep(1);
      task.tell("more");
    }
    task.tell("cancelled");
    Atomics.add(task.shared.counters, 1, 1);
  },

  /** Tells each number, the last before its end. */
  async tellAll(/** @type {number[]} */ numbers, /** @type {Task} */ task) {
    for (const number of numbers) {
      task.tell({ number });
      await sleep(0);
    }
    return numbers.length;
  },

  /** Writes to shared memory. */
  mark(/** @type {{ at: number, value: number }} */ { at, value }, /** @type {Task} */ { shared }) {
    shared.counters[at] = value;
  },
};

export const tasks = { url: import.meta.url, handlers };
