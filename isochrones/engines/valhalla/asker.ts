import { EngineError } from "../engine-error.ts";
import type { ValhallaActor } from "./package.ts";

/** Valhalla's words where nobody can drive: between two places, or between any two of a matrix. */
const NO_ROUTE = "No path could be found";

/** Asks the library, whose errors carry a message and no code. */
export class ValhallaAsker {
  readonly name: string;
  readonly #actor: ValhallaActor;

  /** @param name of the engine, for errors */
  constructor(name: string, actor: ValhallaActor) {
    this.name = name;
    this.#actor = actor;
  }

  /**
   * @returns null where nobody can drive
   * @throws EngineError where the library refuses
   */
  async ask(action: keyof ValhallaActor, query: object): Promise<unknown> {
    try {
      return JSON.parse(await this.#actor[action](JSON.stringify(query)));
    } catch (error) {
      if (error instanceof Error && error.message.includes(NO_ROUTE)) return null;
      throw this.#refusal(action, error);
    }
  }

  #refusal(action: string, cause: unknown): EngineError {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new EngineError(
      "engine.valhalla.refused",
      this.name,
      `got "${why}" for ${action}, expected an answer`,
      {
        cause,
      },
    );
  }
}
