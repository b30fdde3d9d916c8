import { deleteKept, fetchKept, keepScenario } from "../api/scenarios.ts";
import type { ScenarioQuestion } from "../api/scenarios.ts";
import { keptId, keptText } from "./edits.ts";
import { textOfModifications } from "./scenario-file.ts";

/** Longer texts make addresses that mail and chat programs cut: the server keeps them. */
const MOST_CHARS = 1500;

/** Keys of the scenarios that were kept from this browser, by id: who has the key may delete. */
const KEYS = "trente-scenarios";

export function isTooLong(text: string): boolean {
  return text.length > MOST_CHARS;
}

/** Scenarios that the server keeps. */
export class KeptScenarios {
  /** Edits by id: what is kept under an id never changes. */
  readonly #texts = new Map<string, Promise<string>>();

  /** The edits of a text, asked of the server where it only names them. */
  async textOf(text: string): Promise<string> {
    const id = keptId(text);
    if (id === null) return text;
    const known =
      this.#texts.get(id) ?? fetchKept(id).then(({ modifications }) => textOfModifications(modifications));
    this.#texts.set(id, known);
    known.catch(() => this.#texts.delete(id));
    return known;
  }

  /** Has the server keep a scenario, and returns the text that stands for it. */
  async keepText(
    name: string,
    text: string,
    question: Pick<ScenarioQuestion, "territoire" | "minutes">,
  ): Promise<string> {
    const { id, cle } = await keepScenario(name, text, question);
    this.#texts.set(id, Promise.resolve(text));
    writeKeys({ ...readKeys(), [id]: cle });
    return keptText(id);
  }

  /** Was it kept from this browser? */
  isOwn(id: string): boolean {
    return readKeys()[id] !== undefined;
  }

  async delete(id: string): Promise<void> {
    const { [id]: key = "", ...others } = readKeys();
    await deleteKept(id, key);
    writeKeys(others);
  }
}

function readKeys(): Record<string, string> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEYS) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function writeKeys(keys: Readonly<Record<string, string>>): void {
  try {
    localStorage.setItem(KEYS, JSON.stringify(keys));
  } catch {
    // A browser that keeps nothing only loses the means to delete.
  }
}
