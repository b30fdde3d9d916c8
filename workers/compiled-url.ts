const ROOT = new URL("../", import.meta.url).href;

/**
 * Where a thread finds a module. Node 20 runs no TypeScript: in tests, which load sources, a thread loads what was
 * compiled of them, so that `tests/compile-first.ts` compiles before the first test. Anything but TypeScript of this
 * project stays as it is.
 */
export function compiledUrl(url: string): URL {
  if (!url.endsWith(".ts") || !url.startsWith(ROOT)) return new URL(url);
  return new URL(`dist/${url.slice(ROOT.length).replace(/\.ts$/u, ".js")}`, ROOT);
}
