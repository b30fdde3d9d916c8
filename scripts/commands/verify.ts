import { verifyDataset } from "../../data/bundle/verify-dataset.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import { InputError } from "../../data/input-error.ts";
import { type Command, readOptions, requiredOption } from "../cli/command.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "vérifie un jeu de données : fichiers, sommes de contrôle, cohérence",
  usage: `  --dataset DIR   jeu de données (obligatoire)

Sort avec le code 1 si une vérification échoue.`,
  async run(args, terminal) {
    const values = readOptions(args, { dataset: { type: "string" } });
    const directory = requiredOption(values, "dataset");
    const checks = verifyDataset(readBundle(directory));
    for (const { name, trouble } of checks) {
      await terminal.out(`${trouble === null ? "conforme" : "EN DÉFAUT"}  ${name}${trouble === null ? "" : ` : ${trouble}`}\n`);
    }
    const failed = checks.filter(({ trouble }) => trouble !== null).length;
    if (failed > 0) {
      throw new InputError("bundle.inconsistent", directory, `${failed} of ${checks.length} checks failed`);
    }
  },
};
