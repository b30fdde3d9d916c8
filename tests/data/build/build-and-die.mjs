/**
 * Builds a dataset as the command line does, keeping stages of files of any size. Plain JavaScript on compiled code:
 * a process of its own, which a test may kill.
 *
 * Arguments: a JSON of options for `buildDataset`, and the stage at whose start the process kills itself, if any.
 * Tells in one line of JSON which stages it went through, what was noted, and the dataset's id.
 */
const compiled = new URL("../../../dist/data/build-dataset.js", import.meta.url).href;
const { buildDataset } = /** @type {typeof import("../../../data/build-dataset.ts")} */ (
  await import(compiled)
);

const [options, lastStage] = process.argv.slice(2);
/** @type {string[]} */
const stages = [];
/** @type {string[]} */
const notes = [];
const progress = {
  /** @param {string} stage */
  stage(stage) {
    if (stage === lastStage) process.kill(process.pid, "SIGKILL");
    stages.push(stage);
  },
  advance() {},
  /** @param {string} text */
  note: (text) => void notes.push(text),
};
const given = /** @type {import("../../../data/build-dataset.ts").BuildOptions} */ (JSON.parse(options));
const { manifest } = await buildDataset({ ...given, stagesFromBytes: 0, progress });
console.log(JSON.stringify({ stages, notes, id: manifest.id }));
