import { RequestError } from "../errors.ts";
import type { Structure, StructureChange } from "../model/structure.ts";

/**
 * The structures that count without those that close; one that does not count anyway may close all the same.
 * Throws `RequestError` (`structure.unknown`) for an id that is none of them.
 */
export function withoutClosed(
  structures: readonly Structure[],
  counted: readonly number[],
  { closed = [] }: StructureChange,
): number[] {
  if (closed.length === 0) return [...counted];
  const byId = new Map(structures.map(({ id }, index) => [id, index]));
  const isClosed = new Set(
    closed.map((id) => {
      const index = byId.get(id);
      if (index !== undefined) return index;
      throw new RequestError(
        "structure.unknown",
        "closed",
        `structure « ${id} » inconnue de ce jeu de données`,
      );
    }),
  );
  return counted.filter((index) => !isClosed.has(index));
}
