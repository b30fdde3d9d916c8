import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { transformWithOxc } from "vite";
import type { Plugin } from "vite";

/** The module whose default export is the address of the map's worker. */
const WORKER_URL = "virtual:map-worker-url";

/**
 * Bundles MapLibre from the sources that its package brings, page and worker together: what both need is then one file, which
 * is fetched once. Its own bundles hold it twice: 437 kB after gzip, where this makes 314.
 */
export function mapLibrary(): Plugin {
  const sources = join(dirname(createRequire(import.meta.url).resolve("maplibre-gl/package.json")), "src");
  const workerSource = join(sources, "source/worker.ts");
  let isBuild = true;
  let workerReference: string | null = null;
  return {
    name: "map-library",
    enforce: "pre",
    config: () => ({
      resolve: { alias: [{ find: /^maplibre-gl$/, replacement: join(sources, "index.ts") }] },
    }),
    configResolved({ command }) {
      isBuild = command === "build";
    },
    async transform(code, id) {
      if (!id.startsWith(sources)) return null;
      // Its classes fill fields in their parents' constructors: as in its own build, a field that is only declared must not
      // be set to undefined afterwards (`useDefineForClassFields: false`).
      const options = { typescript: { removeClassFieldsWithoutInitializer: true } };
      const { code: script, map = null } = await transformWithOxc(code, id, {
        ...options,
        assumptions: { setPublicClassFields: true },
      });
      return { code: script, map, moduleType: "js" };
    },
    resolveId: (id) => (id === WORKER_URL ? `\0${WORKER_URL}` : null),
    load(id) {
      if (id !== `\0${WORKER_URL}`) return null;
      // A development server hands out sources as modules.
      if (!isBuild) return `export default ${JSON.stringify(`/@fs${workerSource}`)};`;
      workerReference ??= this.emitFile({ type: "chunk", id: workerSource, name: "map-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${workerReference};`;
    },
  };
}
