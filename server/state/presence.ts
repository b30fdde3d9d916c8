/**
 * Who works on a database: each process by a number of its own, and what they tell each other. Processes die without a word:
 * that they live is seen, not told.
 */
export interface Presence {
  /** Of this process, from 1 to 2³¹ − 1: another each time it starts. */
  readonly number: number;
  /** Numbers of those that are there now; null where that cannot be told, as while this one is cut off itself. */
  living(): Promise<ReadonlySet<number> | null>;
  /** Hears what others tell; null when something may have been missed. One listener. */
  listen(listener: (payload: string | null) => void): void;
}

/** Where one process alone has the database. */
export function alone(number: number): Presence {
  return { number, living: async () => new Set([number]), listen: () => {} };
}
