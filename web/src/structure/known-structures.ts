import type { StructureFeature } from "../../../server/schemas/answers.ts";
import { fetchStructure } from "../api/client.ts";

const known = new Map<string, Promise<StructureFeature>>();

/** A structure as the list describes it, asked once. Rejects with `ApiError` for an unknown id. */
export async function findStructure(id: string): Promise<StructureFeature> {
  const asked = known.get(id) ?? fetchStructure(id);
  known.set(id, asked);
  asked.catch(() => known.delete(id));
  return asked;
}
