import { defineConfig } from "vite";

import { mapLibrary } from "./map-library.ts";
import { precompress } from "./precompress.ts";

/** Where `vite` on its own finds a Trente server to ask (`npm start` in another terminal). */
const API_ORIGIN = "http://localhost:8030";

/** Our own modules, but for what comes with the map, with documents or in another language. */
function isSharedByFirstView(id: string): boolean {
  return (
    /\/web\/src\//.test(id) &&
    !/src\/(map|method|document|export|print|scenario|siting|robustness|week)\/|dom\/dialog|-messages|\.en\.ts|\.css/.test(
      id,
    )
  );
}

export default defineConfig({
  root: decodeURIComponent(new URL(".", import.meta.url).pathname),
  base: "/",
  plugins: [mapLibrary(), precompress()],
  publicDir: false,
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // Nothing inlined: a strict content policy then needs no exception for fonts, scripts or pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre alone is 1.1 MB before compression.
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        // What several parts share comes in one file with the page, not in dozens of a few hundred bytes.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // English needs them, and "shared" waits for English: within it each would wait for the other.
            { name: "formats", priority: 1, test: /\/i18n\/(?:format|language|locale)\.ts$/ },
            { name: "shared", minShareCount: 2, test: isSharedByFirstView },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: {
    proxy: { "/api": API_ORIGIN, "/tiles": API_ORIGIN },
  },
});
