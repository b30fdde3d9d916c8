import type { SitingReport } from "../../../isochrones/model/siting.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, countOf, minutes as minutesText, percent } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";

export function sitingJson(report: SitingReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function sitingTable(report: SitingReport): string {
  const { territory, minutes, sites, capacity, assumptions, warnings } = report;
  const rows = sites.map(({ rank, name, id, gain, covered, share, isForced, served }) => [
    String(rank),
    inOneLine(name) + (isForced ? " (imposé)" : ""),
    inOneLine(id),
    `+${count(gain)}`,
    count(covered),
    percent(share),
    ...(capacity === null ? [] : [count(served ?? 0)]),
  ]);
  const header = ["", "implantation", "identifiant", "apport", "couverts", "part"];
  if (capacity !== null) header.push("servis");
  const place = `à ${String(minutes).replace(".", ",")} minutes, ${inOneLine(territory.name)}`;
  const told = [...assumptions, ...warnings.map(({ message }) => `Attention : ${message}`)].map((line) =>
    folded(`- ${line}`, "  "),
  );
  const list =
    sites.length === 0
      ? `Aucune implantation n’apporte personne ${place}.`
      : table([header, ...rows], [1, 2]);
  return `${list}\n\n${folded(verdictOf(report, place))}\n\n${told.join("\n")}\n`;
}

function verdictOf(report: SitingReport, place: string): string {
  const { coveredBefore, population, sites, target, weight } = report;
  const people = weight === "people" ? "habitants" : `« ${inOneLine(weight)} »`;
  const covered = sites.at(-1)?.covered ?? coveredBefore;
  const brought = `${countOf(sites.length, "implantation", "implantations")} ${place} : ${count(covered - coveredBefore)} ${people} de plus, ${count(coveredBefore)} avant, ${count(covered)} sur ${count(population)} après.`;
  const best = qualityOf(report, people);
  if (target === null) return `${brought} ${best}`;
  const fewest = !target.isReached
    ? `Les candidats ne suffisent pas pour ${percent(target.share)}.`
    : target.leastCount >= sites.length
      ? `Pour ${percent(target.share)}, moins ne suffisent pas.`
      : `Pour ${percent(target.share)}, il en faut au moins ${target.leastCount}.`;
  return `${brought} ${fewest}`;
}

function qualityOf(
  { aim, bound, capacity, leastMeanMinutes, gap, isProven, method, sites, ...before }: SitingReport,
  people: string,
): string {
  const last = sites.at(-1);
  const mean = `Temps moyen ${minutesText(before.meanMinutesBefore)} avant, ${minutesText(last?.meanMinutes ?? before.meanMinutesBefore)} après.`;
  if (aim === "worst") {
    return `Trajet le plus long ${minutesText(before.longestMinutesBefore)} avant, ${minutesText(last?.longestMinutes ?? before.longestMinutesBefore)} après. ${mean}`;
  }
  const more = gap === null ? "" : ` : au plus ${percent(gap)} de gain en plus`;
  if (aim === "mean") {
    const best = isProven
      ? "C’est le meilleur choix."
      : `Aucun autre choix d’autant de sites ne descend sous ${minutesText(leastMeanMinutes)}${more}.`;
    return `${mean} ${best}`;
  }
  const served = capacity === null ? "ne couvre" : "n’en couvre ou sert";
  return isProven
    ? `C’est le meilleur choix${method === "exact" ? ", prouvé par HiGHS" : ""}.`
    : `Aucun autre choix d’autant de sites ${served} plus de ${count(bound ?? 0)} ${people}${more}.`;
}
