import type { Dataset } from "../model/dataset.ts";
import type { Warning } from "../model/provenance.ts";
import type { CoverageFigures } from "./coverage.ts";

const IMPUTED_SHARE_WORTH_TELLING = 0.01;
const SNAP_P95_WORTH_TELLING_METERS = 1000;

const numbers = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const percents = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });

/** What must be said beside a figure, in French, whoever asks for it. */
export function warningsFor(dataset: Dataset, figures: CoverageFigures | null): Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): void => {
    warnings.push({ code, message });
  };
  if (dataset.fictitious) {
    warn(
      "donnees_fictives",
      "Données fictives : territoire inventé pour la démonstration, aucun chiffre n’est réel.",
    );
  }
  const border = issueCount(dataset, "population.cell.border");
  if (border > 0) {
    warn(
      "carreaux_frontaliers",
      `${numbers.format(border)} carreaux à cheval sur une frontière comptent aussi des habitants du pays voisin.`,
    );
  }
  if (figures === null) return warnings;
  if (figures.cells.imputedShare >= IMPUTED_SHARE_WORTH_TELLING) {
    warn(
      "carreaux_imputes",
      `${percents.format(figures.cells.imputedShare)} des habitants sont dans des carreaux estimés par le producteur (moins de 11 ménages).`,
    );
  }
  if (figures.nearCut.cells > 0) {
    warn(
      "reseau_coupe",
      `${concerned(figures.nearCut)} à moins de 30 minutes du bord de l’extrait routier : temps peut-être surestimé.`,
    );
  }
  if (figures.unlinked.cells > 0) {
    warn("carreaux_sans_route", `${concerned(figures.unlinked)} trop loin de toute route : non couverts.`);
  }
  if (figures.unreached.cells > 0) {
    warn(
      "carreaux_sans_itineraire",
      `${concerned(figures.unreached)} sans itinéraire vers une structure comptée : non couverts.`,
    );
  }
  if (figures.snapMeters !== null && figures.snapMeters.p95 >= SNAP_P95_WORTH_TELLING_METERS) {
    warn(
      "rattachement_lointain",
      `Un carreau sur vingt est à plus de ${numbers.format(figures.snapMeters.p95)} m d’une route du réseau : ce trajet d’approche n’est pas compté.`,
    );
  }
  return warnings;
}

/** « 1 habitant (1 carreau) », « 12 habitants (3 carreaux) ». */
function concerned({ people, cells }: { readonly people: number; readonly cells: number }): string {
  return `${counted(people, "habitant")} (${counted(cells, "carreau", "carreaux")})`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  // French: under two is singular.
  return `${numbers.format(count)} ${Math.round(count) < 2 ? one : many}`;
}

export function issueCount(dataset: Dataset, code: string): number {
  return dataset.issues.find((issue) => issue.code === code)?.count ?? 0;
}
