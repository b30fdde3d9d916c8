import type { AppContext } from "../app/context.ts";
import { plainName } from "../app/scenario-address.ts";
import { isTooLong } from "./kept.ts";
import { questionOf, sessionOf } from "./session.ts";

/**
 * Adds a scenario of some edits in the words of the API (`ajouter:8.7,41.9`), and shows it; a long one is kept by the server.
 * Resolves to whether there was room for it. Rejects with `ApiError` where the server cannot keep it.
 */
export async function addScenario(
  context: AppContext,
  name: string,
  words: readonly string[],
): Promise<boolean> {
  const session = sessionOf(context);
  const text = words.join(";");
  const isLong = isTooLong(text);
  return session.create({
    name: plainName(name),
    text: isLong ? await session.kept.keepText(name, text, questionOf(context.state.get())) : text,
  });
}
