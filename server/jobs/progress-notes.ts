import type { JobProgress } from "./job.ts";
import type { JobAttempt } from "./job-store.ts";

/** How often the progress of a job is kept. */
const EVERY_MILLISECONDS = 500;

interface Note {
  readonly taken: JobAttempt;
  readonly progress: JobProgress;
}

/** Keeps the last that was said of a job's progress, now and then; what cannot be kept is passed over. */
export class ProgressNotes {
  readonly #keep: (taken: JobAttempt, progress: JobProgress) => Promise<void>;
  readonly #next = new Map<string, Note>();
  #timer: NodeJS.Timeout | null = null;

  constructor(keep: (taken: JobAttempt, progress: JobProgress) => Promise<void>) {
    this.#keep = keep;
  }

  note(taken: JobAttempt, progress: JobProgress): void {
    this.#next.set(taken.id, { taken, progress });
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => this.#keepAll(), EVERY_MILLISECONDS);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#next.clear();
  }

  #keepAll(): void {
    this.#timer = null;
    const notes = [...this.#next.values()];
    this.#next.clear();
    for (const { taken, progress } of notes) this.#keep(taken, progress).catch(() => {});
  }
}
