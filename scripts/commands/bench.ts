import { PEER_NAMES } from "../bench/bench-world.ts";
import { ALL_CASES } from "../bench/cases/all-cases.ts";
import { SUITES } from "../bench/suites/suites.ts";
import type { Command } from "../cli/command.ts";
import { DEFAULT_SEED, DEFAULT_SUITE } from "./bench/defaults.ts";
import { DEFAULT_PAIRS, DEFAULT_TOLERANCE_PERCENT, runCompare } from "./bench/run-compare.ts";
import { DEFAULT_PER_SECOND, DEFAULT_REQUESTS, runLoad } from "./bench/run-load.ts";
import {
  DEFAULT_ENDURANCE_MINUTES,
  DEFAULT_LOAD_PERCENT,
  DEFAULT_SWAP_MINUTES,
  runEndurance,
} from "./bench/run-endurance.ts";
import { DEFAULT_ROUNDS, LOG_FOLDER, README, runSuites } from "./bench/run-suites.ts";
import { runTiles } from "./bench/run-tiles.ts";

const SUITE_NAMES = SUITES.map(({ name }) => name).join(", ");
const CASE_NAMES = ALL_CASES.map(({ id }) => id).join(", ");

export const benchCommand: Command = {
  name: "bench",
  summary: "mesure Trente et ses pairs, tour à tour, sur les mêmes fichiers",
  usage: `  --suite NOM      ${SUITE_NAMES} (répétable ; ${DEFAULT_SUITE} par défaut)
  --case NOM       une mesure seulement (répétable) : ${CASE_NAMES}
  --rounds N       tours comptés, après un tour d’échauffement (${DEFAULT_ROUNDS} ; avec compare ${DEFAULT_PAIRS})
  --seed N         graine de ce qui est tiré au sort (${DEFAULT_SEED})
  --osrm URL       un serveur OSRM qui a les mêmes routes
  --sans PAIR      sans ${PEER_NAMES.join(", ")} (répétable)
  --files DIR      fichiers déjà faits, aux noms de ceux de trente demo
  --dataset DIR    jeu de données déjà fait
  --write          écrit aussi le tableau dans ${README}, entre ses marques
  --log DIR        dossier du relevé brut, en lignes JSON (${LOG_FOLDER})
  --tolerance P    avec compare : de combien être plus lent n’est pas un échec (${DEFAULT_TOLERANCE_PERCENT})

trente bench compare AUTRE compare ce projet à un autre dossier ou commit, en alternance (--suite, --case, --rounds, --seed, --files, --tolerance) ; code 1 s’il est plus lent.
trente bench load --dataset DIR charge l’API (/api/v1/proche) : --requests N au plus vite (${DEFAULT_REQUESTS}), puis --rate N par seconde (${DEFAULT_PER_SECOND}).
trente bench endurance --dataset DIR demande --charge POUR-CENT (${DEFAULT_LOAD_PERCENT}) de la charge maximale pendant --minutes N (${DEFAULT_ENDURANCE_MINUTES}), le jeu étant échangé contre --autre DIR (le même sous un autre nom) toutes les --echange N minutes (${DEFAULT_SWAP_MINUTES}) ; code 1 si une réponse ou un échange n’est pas celui attendu, ou si la mémoire monte.
trente bench tiles --dataset DIR mesure les tuiles de toutes les couches au fil d’une promenade sur la carte (--views, --seed, --warm SECONDES).
Valhalla est installé la première fois (280 Mo) ; pgRouting est mesuré si PostgreSQL est installé. Voir docs/bench.md.`,
  async run(args, terminal) {
    if (args[0] === "compare") await runCompare(args.slice(1), terminal);
    else if (args[0] === "load") await runLoad(args.slice(1), terminal);
    else if (args[0] === "endurance") await runEndurance(args.slice(1), terminal);
    else if (args[0] === "tiles") await runTiles(args.slice(1), terminal);
    else await runSuites(args, terminal);
  },
};
