/**
 * Fetches 2A from a mirror as the command line does. Plain JavaScript on compiled code: a process of its own, which a
 * test may kill. Arguments: folder, mirror. Tells in one line of JSON how each file came.
 */
const compiled = new URL("../../../dist/data/fetch/fetch-territories.js", import.meta.url).href;
const { fetchTerritories } = /** @type {typeof import("../../../data/fetch/fetch-territories.ts")} */ (
  await import(compiled)
);

const [directory, mirror] = process.argv.slice(2);
const { outcomes } = await fetchTerritories({ words: ["2A"], directory, mirror, agent: "trente/essai" });
console.log(JSON.stringify(outcomes.map(({ source, arrived }) => [source.file, arrived?.arrival ?? null])));
