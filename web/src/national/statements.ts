/** What was officially said of the access to France services: facts, each with its source, in the words of the source. */
export interface Statement {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as far as it is known. */
  readonly date: string;
  /** The same for people, in French. */
  readonly dateText: string;
  /** In French. */
  readonly who: string;
  /** Share of people within 30 minutes, in the words of the source; null where none is said. */
  readonly within30: string | null;
  readonly within20: string | null;
  /** The network that the share is of; null where it is not said. */
  readonly network: string | null;
  readonly source: { readonly title: string; readonly url: string };
}

/** Oldest first. Read in the debates and articles that are named; the Cour's report is cited as it was relayed. */
export const STATEMENTS: readonly Statement[] = [
  {
    date: "2022-01",
    dateText: "vers janvier 2022",
    who: "Jacqueline Gourault, ministre, à l’Assemblée nationale",
    within30: "95 %",
    within20: null,
    network: "2 055 structures labellisées",
    source: {
      title: "NosDéputés.fr, XVe législature, intervention 1324365",
      url: "https://2017-2022.nosdeputes.fr/15/intervention/1324365",
    },
  },
  {
    date: "2022-10-26",
    dateText: "26 octobre 2022",
    who: "Stanislas Guerini, ministre, à la commission des lois de l’Assemblée nationale",
    within30: "99 %, en métropole et dans chaque territoire d’outre-mer",
    within20: "92 %",
    network: "2 600 structures à la fin de l’année",
    source: {
      title: "NosDéputés.fr, XVIe législature, intervention 82465",
      url: "https://www.nosdeputes.fr/16/intervention/82465",
    },
  },
  {
    date: "2023",
    dateText: "automne 2023",
    who: "Le Gouvernement, à l’Assemblée nationale",
    within30: "99 %",
    within20: "95 %",
    network: "près de 2 700 structures, 7 000 agents",
    source: {
      title: "NosDéputés.fr, XVIe législature, intervention 451337",
      url: "https://www.nosdeputes.fr/16/intervention/451337",
    },
  },
  {
    date: "2024-09-04",
    dateText: "4 septembre 2024 (données de fin 2023)",
    who: "La Cour des comptes, telle que la presse la rapporte",
    within30: "« quasi tenue »",
    within20: "95 %",
    network: "2 840 structures, antennes comprises",
    source: {
      title: "La Gazette des communes, article 943666",
      url: "https://www.lagazettedescommunes.com/943666/",
    },
  },
  {
    date: "2024-11-21",
    dateText: "21 novembre 2024",
    who: "Hugues Saury, sénateur, citant le rapport de la Cour des comptes",
    within30: "98 %",
    within20: null,
    network: "2 840 structures",
    source: {
      title: "Sénat, question écrite SEQ241102393",
      url: "https://www.senat.fr/questions/base/2024/qSEQ241102393.html",
    },
  },
];

/** With fewer départements than this a dataset covers only a part of France, which has 101. */
export const WHOLE_FRANCE_DEPARTEMENTS = 90;
