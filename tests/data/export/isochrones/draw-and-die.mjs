/**
 * Draws the isochrones of a dataset and is killed as soon as so many structures are there: DATASET OUT COUNT.
 *
 * @typedef {typeof import("../../../../data/bundle/read-bundle.ts")} Bundles
 * @typedef {typeof import("../../../../data/export/isochrones/write-isochrones.ts")} Writer
 */
const [dataset, out, count] = process.argv.slice(2);

const COMPILED = new URL("../../../../dist/data/", import.meta.url).href;

const { readBundle } = /** @type {Bundles} */ (await import(`${COMPILED}bundle/read-bundle.js`));
const { writeIsochrones } = /** @type {Writer} */ (
  await import(`${COMPILED}export/isochrones/write-isochrones.js`)
);
const progress = {
  stage() {},
  /** @param {number} done */
  advance(done) {
    if (done >= Number(count)) process.kill(process.pid, "SIGKILL");
  },
};
await writeIsochrones(readBundle(dataset), { out, minutes: [5, 20], threads: 2, progress });
