import type { OneStructureAnswer } from "../../../server/schemas/answers.ts";
import { fetchStructure } from "../api/client.ts";

/** What is open changes with the minute. */
const KEPT_MS = 60_000;

const known = new Map<string, { readonly answer: Promise<OneStructureAnswer>; readonly askedAt: number }>();

/** A structure as the list describes it, asked once a minute at most. Rejects with `ApiError` for an unknown id. */
export async function findStructure(id: string): Promise<OneStructureAnswer> {
  const kept = known.get(id);
  if (kept !== undefined && performance.now() - kept.askedAt < KEPT_MS) return kept.answer;
  const answer = fetchStructure(id);
  known.set(id, { answer, askedAt: performance.now() });
  answer.catch(() => known.delete(id));
  return answer;
}
