/**
 * Circles in a graph of imports, each once, as a path that ends where it began. One for each edge that closes a
 * circle in a depth-first walk in order of names: mending all of them leaves none, but two circles through the
 * same edge may show as one.
 *
 * @param imports for each file, the files that it imports
 */
export function findCycles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    const open = path.indexOf(file);
    if (open !== -1) {
      cycles.push([...path.slice(open), file]);
      return;
    }
    path.push(file);
    for (const next of [...(imports.get(file) ?? [])].sort()) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of [...imports.keys()].sort()) visit(file);
  return cycles;
}
