import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { identify, type Manifest } from "../../../data/bundle/manifest.ts";
import { readSectionFile, writeSectionFile } from "../../../data/bundle/section-file.ts";
import { hashFile } from "../../../data/hash-file.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { buildArgs } from "./small-world.ts";

const shared = useSharedDataset();

/** A copy of the dataset, to be spoilt. */
function copy(): string {
  const folder = join(tempFolder(), "copie");
  cpSync(shared.dataset, folder, { recursive: true });
  return folder;
}

function manifestOf(dataset: string): Manifest {
  return JSON.parse(readFileSync(join(dataset, "manifest.json"), "utf8")) as Manifest;
}

/** Exit code 1 and one line, from each command that reads a dataset. */
async function expectUnreadable(dataset: string, line: RegExp): Promise<void> {
  const commands = [
    ["coverage"],
    ["gaps"],
    ["verify"],
    ["isochrone", "--structure", "12"],
    ["serve", "--port", "0"],
  ];
  for (const [name, ...rest] of commands) {
    const { code, out, err } = await trente([name, "--dataset", dataset, ...rest]);
    expect({ code, out }, err).toEqual({ code: 1, out: "" });
    expect(err.split("\n")).toHaveLength(2);
    expect(err).toMatch(line);
  }
}

describe("build", () => {
  test("makes the same bytes of the same files", async () => {
    const again = join(tempFolder(), "jeu");
    await trenteOk(buildArgs(shared.files, again));
    const bytes = (folder: string): [string, string][] =>
      readdirSync(folder).map((name) => [name, hashFile(join(folder, name)).sha256]);
    expect(bytes(again)).toEqual(bytes(shared.dataset));
  });

  test("counts no person twice when files are given twice", async () => {
    const out = join(tempFolder(), "jeu");
    const twice = buildArgs(shared.files, out).concat(
      ...Object.entries(shared.files).map(([option, file]: [string, string]) => [`--${option}`, file]),
    );
    const built = await trenteOk(twice);
    expect(built.out).toContain("population.cell.duplicate (attention) : 57, par exemple carreaux.csv:2");
    expect(built.out).toContain("structure.id.duplicate");
    const figure = async (dataset: string): Promise<object> => {
      const { covered, population, structures, curve } = JSON.parse(
        (await trenteOk(["coverage", "--dataset", dataset, "--format", "json"])).out,
      ) as Record<string, unknown>;
      return { covered, population, structures, curve };
    };
    expect(await figure(out)).toEqual(await figure(shared.dataset));
  });

  test("replaces a dataset by another, and leaves nothing of the old", async () => {
    const dataset = copy();
    await trenteOk(buildArgs({ osm: shared.files.osm }, dataset));
    const named = Object.values(manifestOf(dataset).files).map(({ file }) => file);
    expect(readdirSync(dataset).sort()).toEqual([...named, "manifest.json"].sort());
  });

  test("sums up in lines of 100 columns what was odd in the data", async () => {
    const { out } = await trenteOk(buildArgs(shared.files, copy()));
    expect(out).toMatch(/structures {2}2 sur le réseau/u);
    expect(out).toMatch(/structure\.outside_network \(pour information\) : 1, par exemple/u);
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("a dataset that cannot be read", () => {
  test("absent", async () => {
    await expectUnreadable(join(tempFolder(), "rien"), /rien: no dataset here: .*trente build/u);
  });

  test("a file", async () => {
    await expectUnreadable(shared.files.structures, /liste\.csv: no dataset here/u);
  });

  test("of a newer version", async () => {
    const dataset = copy();
    const newer = { ...manifestOf(dataset), formatVersion: 999 };
    writeFileSync(join(dataset, "manifest.json"), JSON.stringify(newer));
    await expectUnreadable(
      dataset,
      /manifest\.json: got dataset format 999, expected \d+: update Trente\n$/u,
    );
  });

  test("with a truncated file, whichever", async () => {
    for (const { file, bytes } of Object.values(manifestOf(shared.dataset).files)) {
      const dataset = copy();
      truncateSync(join(dataset, file), bytes - 1);
      await expectUnreadable(
        dataset,
        new RegExp(`${file}: got ${bytes - 1} bytes, expected ${bytes}\n$`, "u"),
      );
    }
  });

  test("with a missing file", async () => {
    const dataset = copy();
    const { file } = manifestOf(dataset).files["network"];
    rmSync(join(dataset, file));
    await expectUnreadable(dataset, new RegExp(`${file}: missing`, "u"));
  });

  test("with an altered file", async () => {
    const dataset = copy();
    const { file } = manifestOf(dataset).files["cells"];
    const bytes = readFileSync(join(dataset, file));
    bytes[bytes.length - 20] ^= 0xff;
    writeFileSync(join(dataset, file), bytes);
    await expectUnreadable(dataset, new RegExp(`${file}: .*checksum`, "u"));
  });

  test("with a manifest changed by hand", async () => {
    const dataset = copy();
    writeFileSync(join(dataset, "manifest.json"), JSON.stringify({ ...manifestOf(dataset), name: "Mieux" }));
    await expectUnreadable(dataset, /manifest\.json: does not match its id/u);
  });

  test("with a manifest that is no JSON", async () => {
    const dataset = copy();
    truncateSync(join(dataset, "manifest.json"), statSync(join(dataset, "manifest.json")).size >> 1);
    await expectUnreadable(dataset, /manifest\.json: got no JSON/u);
  });
});

describe("verify", () => {
  test("finds a sound dataset in order", async () => {
    const { out, err } = await trenteOk(["verify", "--dataset", shared.dataset]);
    expect(err).toBe("");
    const lines = out.trim().split("\n");
    expect(lines.filter((line) => !line.startsWith("conforme   "))).toEqual([]);
    expect(lines).toContain("conforme   empreinte de network");
    expect(lines).toContain("conforme   mouvements entre arcs qui se touchent");
  });

  test("finds a file that was written again with other numbers and right checksums", async () => {
    const dataset = copy();
    const path = join(dataset, manifestOf(dataset).files["cell-snaps"].file);
    const sections = readSectionFile(path);
    rmSync(path);
    // Points at a junction stay there: only the hash can tell.
    const moved = Float32Array.from(sections["fractions"], (at) => (at === 0 || at === 1 ? at : 0.5));
    writeSectionFile(path, { ...sections, fractions: moved });
    const { code, out, err } = await trente(["verify", "--dataset", dataset]);
    expect(code).toBe(1);
    expect(out.split("\n").filter((line) => line.startsWith("EN DÉFAUT"))).toHaveLength(1);
    expect(out).toMatch(
      /EN DÉFAUT {2}empreinte de cell-snaps : cell-snaps-[0-9a-f]{16}\.bin a été modifié\n/u,
    );
    expect(err).toMatch(/^trente verify: \S+: 1 of \d+ checks failed: empreinte de cell-snaps\n$/u);
  });

  test("finds records that point nowhere, though every checksum fits", async () => {
    const dataset = copy();
    const manifest = manifestOf(dataset);
    const { file } = manifest.files["records"];
    const records = JSON.parse(readFileSync(join(dataset, file), "utf8")) as { structures: unknown[] };
    writeFileSync(
      join(dataset, file),
      JSON.stringify({ ...records, structures: records.structures.slice(1) }),
    );
    const { format, formatVersion, id: _id, ...contents } = manifest;
    const forged = {
      ...contents,
      files: { ...manifest.files, records: { file, ...hashFile(join(dataset, file)) } },
    };
    writeFileSync(
      join(dataset, "manifest.json"),
      JSON.stringify({ format, formatVersion, id: identify(forged), ...forged }),
    );
    const { code, out, err } = await trente(["verify", "--dataset", dataset]);
    expect(code).toBe(1);
    expect(out).toContain("EN DÉFAUT  structures rattachées : 2 rattachements pour 1 points");
    expect(err).toMatch(/^trente verify: \S+: 1 of \d+ checks failed: structures rattachées\n$/u);
  });
});
