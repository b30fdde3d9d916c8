import type { FileHandle } from "node:fs/promises";

/** What the system reads at once anyway. */
const WINDOW_BYTES = 4096;

/** Reads small ranges of a file, mostly forward, through one window: one system call for neighbours. */
export class FileWindow {
  readonly #file: FileHandle;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The bytes from `offset`, `length` of them or what the file still has. They stay valid. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length) return this.#bytes.subarray(from, from + length);
    await this.#fill(offset, Math.max(length, WINDOW_BYTES));
    return this.#bytes.subarray(0, length);
  }

  async #fill(offset: number, length: number): Promise<void> {
    // A new buffer each time: ranges of the one before may still be in use.
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#file.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#start = offset;
    this.#bytes = bytes.subarray(0, filled);
  }
}
