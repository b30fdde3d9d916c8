import { readBundle } from "../../data/bundle/read-bundle.ts";
import { verifyDataset } from "../../data/bundle/verify-dataset.ts";
import { verifyFiles } from "../../data/bundle/verify-files.ts";
import { withDataset } from "../../data/depot/resolve-dataset.ts";
import { InputError } from "../../data/input-error.ts";
import type { Command } from "../cli/command.ts";
import { inOneLine } from "../cli/error-text.ts";
import { folded } from "../cli/layout.ts";
import { readOptions, requiredOption } from "../cli/options.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "vérifie un jeu de données : fichiers, sommes de contrôle, cohérence",
  usage: `  --dataset DIR   jeu de données ou dépôt (obligatoire)

Sort avec le code 1 si une vérification échoue.`,
  async run(args, terminal) {
    const directory = requiredOption(readOptions(args, { dataset: { type: "string" } }), "dataset");
    const checks = withDataset(directory, (bundle) => {
      const dataset = readBundle(bundle);
      return [...verifyFiles(bundle), ...verifyDataset(dataset)];
    });
    for (const { name, trouble } of checks) {
      const line = trouble === null ? `conforme   ${name}` : `EN DÉFAUT  ${name} : ${inOneLine(trouble)}`;
      await terminal.out(`${folded(line, "           ")}\n`);
    }
    const failed = checks.filter(({ trouble }) => trouble !== null).map(({ name }) => name);
    if (failed.length > 0) {
      const text = `${failed.length} of ${checks.length} checks failed: ${failed.join(", ")}`;
      throw new InputError("bundle.inconsistent", directory, text);
    }
  },
};
