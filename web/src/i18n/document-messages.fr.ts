import type { IssueCount } from "../../../isochrones/model/provenance.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Recount } from "../coverage/recount.ts";
import { formatCount, formatDate, formatMinutes, formatShare } from "./format.ts";
import { NO_BREAK, people, plural } from "./plural.fr.ts";

/** `, 12 lignes` with its colon, where the number is known. */
const lines = (count: number | null): string =>
  count === null ? "" : ` : ${plural(count, "ligne", "lignes")}`;

/** `180 Mo`, `1,5 Go`. */
const megaoctets = (megabytes: number): string =>
  megabytes < 1000
    ? `${formatCount(megabytes)}${NO_BREAK}Mo`
    : `${(megabytes / 1000).toFixed(1).replace(".", ",")}${NO_BREAK}Go`;

/**
 * Sentences of the documents and dialogs, which come with these and not with the map. Another language has a file of the same
 * shape.
 */
export const documentMessages = {
  /** Files to take along. */
  exports: {
    title: "Exporter ce qui est affiché",
    scope: (name: string, minutes: number, counted: string) =>
      `${name}, à ${formatMinutes(minutes)} ; ${counted}`,
    communes: "Communes",
    communesDetail: (count: number) =>
      `Le chiffre de chaque commune : ${plural(count, "ligne", "lignes")}. Le GeoJSON porte les contours.`,
    gaps: "Zones blanches",
    gapsDetail: (minutes: number, count: number | null) =>
      `Chaque zone habitée à plus de ${formatMinutes(minutes)}${lines(count)}. Le GeoJSON porte les contours.`,
    structures: "Structures",
    structuresDetail: (count: number) =>
      `Celles qui sont comptées et se trouvent dans le territoire, avec adresse et horaires : ${plural(count, "ligne", "lignes")}.`,
    cells: "Carreaux",
    cellsDetail: (count: number) =>
      `Chaque carreau habité, ses habitants et son temps de route : ${plural(count, "ligne", "lignes")}.`,
    heavy: (megabytes: Readonly<Record<"csv" | "geojson" | "parquet", number>>) =>
      `Fichiers lourds : environ ${megaoctets(megabytes.parquet)} en Parquet, ${megaoctets(megabytes.csv)} en CSV, ${megaoctets(megabytes.geojson)} en GeoJSON.`,
    isochrones: "Isochrones",
    isochronesDetail: (minutes: readonly number[]) =>
      `D’où l’on vient à la structure choisie en ${minutes.join(", ")} min au plus : ${formatCount(minutes.length)} aires et leurs habitants.`,
    curve: "Courbe",
    curveDetail: (count: number) =>
      `La part des habitants couverts selon le temps de route, minute par minute : ${plural(count, "ligne", "lignes")}.`,
    report: "Rapport complet",
    reportDetail: "Le chiffre, ce qui est mal connu, les avertissements, les sources et les paramètres.",
    picture: "Image de la carte",
    pictureDetail: "La carte telle qu’elle est, avec titre, chiffre, légende, échelle, sources et date.",
    pictureMaking: "Dessin de l’image…",
    pictureDone: "L’image est enregistrée.",
    pictureFailed: (detail: string) => `L’image n’a pas pu être dessinée : ${detail}`,
    noMap: "la carte n’a pas démarré.",
    curveHeader: ["minutes", "part_couverte", "habitants_couverts"],
    files: { communes: "communes", gaps: "zones-blanches", structures: "structures", cells: "carreaux" },
    curveFile: "courbe",
    reportFile: "couverture",
    isochronesFile: "isochrones",
    pictureFile: "carte",
  },

  /** Addresses and frames. */
  share: {
    title: "Partager cette vue",
    link: "Adresse de la vue",
    linkDetail: "Tout y est : territoire, temps, structures comptées, endroit de la carte.",
    copyLink: "Copier l’adresse",
    frame: "Intégrer à une page",
    frameDetail: "La carte, le chiffre et le curseur, dans un cadre. À coller dans le code d’une page.",
    code: "Code du cadre",
    copyCode: "Copier le code",
    width: "Largeur",
    height: "Hauteur",
    size: (width: number, height: number) => `Cadre de ${width} sur ${height} pixels.`,
    tooSmall: (width: number, height: number) => `Il en faut au moins ${width} sur ${height} pour tout lire.`,
    frameTitle: (place: string) => `Trente : temps de route vers une France services, ${place}`,
    copied: "Copié.",
    selected: "Le texte est sélectionné : copiez-le par Ctrl+C, ou ⌘C.",
  },

  printSheet: {
    label: "Fiche à imprimer",
    print: "Imprimer",
    back: "Retour à la carte",
    kicker: "Accès par la route aux France services",
    fictitious: "Données fictives : territoire inventé, aucun chiffre n’est réel",
    drawing: "Dessin de la carte…",
    mapFailed: "La carte n’a pas pu être dessinée ; les chiffres n’en dépendent pas.",
    mapLabel: (place: string, sentence: string) =>
      `Carte du temps de route vers la France services la plus proche, ${place}. ${sentence}`,
    north: "Nord",
    keyFigures: "Chiffres clés",
    within: (minutes: number) => `À ${formatMinutes(minutes)} ou moins`,
    beyond: (minutes: number) => `Habitants à plus de ${formatMinutes(minutes)}`,
    mean: "Temps moyen",
    p95: "Le plus long, pour 95 % des habitants",
    structures: "Structures comptées dans le territoire",
    curve: "Habitants couverts selon le temps",
    gaps: (minutes: number, shown: number, total: number) =>
      total === 0
        ? `Zones habitées à plus de ${formatMinutes(minutes)} : aucune`
        : `Zones habitées à plus de ${formatMinutes(minutes)} : ${formatCount(total)}${shown < total ? ", dont les plus peuplées" : ""}`,
    least: (kind: TerritoryKind) =>
      ({
        france: "Territoires les moins couverts",
        region: "Régions les moins couvertes",
        departement: "Départements les moins couverts",
        epci: "Intercommunalités les moins couvertes",
        commune: "Communes les moins couvertes",
      })[kind],
    columns: {
      place: "Lieu",
      people: "Hab.",
      worst: "Au pire",
      nearest: "Structure la plus proche",
      /** Said by the title of the sheet already. */
      namePrefix: /^France services (?:d[eu] |d[’'])?/i,
      name: "Nom",
      share: "Couverts",
      uncovered: "Au-delà",
    },
    method: "Méthode",
    methodText:
      "Pour chaque carreau habité de la grille de population, le trajet en voiture le plus court en temps jusqu’à une structure comptée, en circulation fluide, sens uniques et interdictions de tourner respectés. On additionne les habitants des carreaux qui arrivent à temps. Un carreau sans route est compté comme non couvert.",
    sources: "Sources",
    warnings: "À savoir",
    stamp: (date: string, dataset: string) =>
      `Document du ${date}. Jeu de données ${dataset}. Outil non officiel.`,
  },

  document: {
    back: "Retour à la carte",
    contents: "Sur cette page",
    copy: "Copier",
    copied: "Copié.",
  },

  accessibility: {
    title: "Accessibilité",
    lead: "État de conformité au RGAA 4.1 : non évaluée. Cette page dit ce qui a été vérifié, et ce qui ne l’a pas été.",
    state: {
      title: "État de conformité",
      text: [
        "Aucun audit n’a été mené : la conformité de Trente au référentiel général d’amélioration de l’accessibilité (RGAA, version 4.1) est non évaluée. Trente n’est donc déclaré ni conforme, ni partiellement conforme.",
        "Un service public qui installe Trente doit faire mener cet audit et publier sa propre déclaration.",
      ],
    },
    map: {
      title: "La carte et ce qui la remplace",
      text: [
        "Les cartes en ligne sont hors du champ de l’obligation, pourvu que l’information essentielle de celles qui servent à trouver un lieu ou un trajet soit donnée sous une forme accessible.",
        "Tout ce que la carte montre se lit aussi sans elle :",
      ],
      stands: [
        "le chiffre, en une phrase, annoncée à nouveau quand le curseur s’arrête ;",
        "les territoires, les zones blanches et les structures, en tableaux que l’on trie et filtre, à télécharger en CSV ;",
        "la courbe, résumée en une phrase, et ses valeurs en tableau ;",
        "la fiche de chaque structure et de chaque zone, en texte.",
      ],
      colours:
        "Aucune information n’est donnée par la couleur seule : les carreaux non couverts sont hachurés, les structures se distinguent par leur forme, les isochrones par un trait et une étiquette.",
    },
    checked: {
      title: "Ce qui est vérifié",
      lead: "À chaque modification, par des tests automatiques :",
      points: [
        "axe-core, dans un navigateur Chromium, ne trouve rien de grave ni de critique : sur la carte (grand écran, thème sombre, téléphone), sur la page de méthode et sur celle-ci (les mêmes) ;",
        "au clavier seul : liens d’accès rapide, curseur, onglets, lignes des tableaux, aller et retour entre la carte et ces pages ;",
        "les contrastes des textes (4,5:1), des bordures de contrôles et du contour de focus (3:1), en clair et en sombre ;",
        "les couleurs de la carte, que l’on doit pouvoir distinguer aussi en vision protane, deutane et tritane simulée.",
      ],
    },
    unchecked: {
      title: "Ce qui ne l’est pas",
      points: [
        "aucun audit par une personne habilitée, et les 106 critères n’ont pas été passés en revue un à un ;",
        "aucun essai avec des personnes qui utilisent un lecteur d’écran ;",
        "NVDA, JAWS, VoiceOver et TalkBack n’ont pas été essayés ;",
        "Firefox et Safari n’ont pas été essayés avec une aide technique.",
      ],
    },
    gaps: {
      title: "Défauts connus",
      points: [
        "la carte elle-même n’est pas lisible par un lecteur d’écran, et l’on n’y choisit pas un carreau au clavier : les tableaux en tiennent lieu ;",
        "la lecture d’un carreau demande un pointeur ;",
        "les tableaux de plus de cinquante lignes s’allongent par un bouton, ce qui est long pour un territoire de milliers de communes : le filtre ou le fichier CSV vont plus vite ;",
        "la documentation de l’API est une page à part, qui n’a pas été vérifiée de la même façon.",
      ],
    },
    keys: {
      title: "Aide au clavier",
      caption: "Touches et ce qu’elles font",
      where: "Où",
      key: "Touches",
      effect: "Effet",
      rows: [
        ["Partout", ["Tab", "Maj + Tab"], "Aller à l’élément suivant, au précédent"],
        ["Début de page", ["Tab", "Entrée"], "Accès rapides : chiffre, tableau, carte ou contenu"],
        ["Curseur des minutes", ["←", "→"], "Une minute de moins, de plus"],
        ["Curseur des minutes", ["Début", "Fin"], "5 minutes, 60 minutes"],
        ["Onglets", ["←", "→"], "Tableau précédent, suivant"],
        ["Ligne d’un tableau", ["Entrée"], "Ouvrir la fiche et aller au lieu sur la carte"],
        ["Titre d’une colonne", ["Entrée"], "Trier, puis trier dans l’autre sens"],
        ["Carte", ["←", "↑", "→", "↓"], "Se déplacer"],
        ["Carte", ["+", "−"], "Zoomer, dézoomer"],
        ["Fiche", ["Échap"], "Fermer"],
      ] satisfies readonly (readonly [string, readonly string[], string])[],
    },
    report: {
      title: "Signaler un problème",
      text: [
        "Trente est un logiciel libre que chacun peut installer : c’est à l’exploitant de cette adresse de nommer ici un contact, et il ne l’a pas encore fait.",
        "Si vous n’arrivez pas à lire une information, dites-lui la page, ce que vous cherchiez, et l’aide technique que vous utilisez.",
        "Sans réponse d’un service public, vous pouvez écrire au Défenseur des droits, saisir son délégué près de chez vous, ou lui téléphoner au 09 69 39 00 00.",
      ],
    },
  },

  method: {
    title: "Méthode et qualité",
    lead: "Comment le chiffre est fait, de quoi, et jusqu’où s’y fier.",
    waiting: "Les chiffres du territoire arrivent…",
    unknown: "—",

    measured: {
      title: "Ce qui est mesuré",
      text: [
        "Si chaque habitant partait en voiture du centre du carreau où il est recensé, par les routes d’OpenStreetMap, sans trafic, vers la structure labellisée la plus proche, combien y seraient à temps ? C’est ce que dit le chiffre, et rien d’autre.",
      ],
      steps: (maxSnapMeters: string, profile: string) => [
        "Les structures. La liste officielle des France services (ANCT). Une structure compte du jour de son label au jour où elle le perd ; un bus compte à sa base.",
        `Les habitants. Les carreaux de l’Insee, ou la grille européenne. Chaque carreau habité est placé en son centre, puis à la route carrossable la plus proche, à ${maxSnapMeters} au plus. La distance jusqu’à cette route est dite, mais ne coûte rien.`,
        `Les routes. OpenStreetMap, avec ses sens uniques, interdictions de tourner, limites de vitesse, voies privées et bacs, aux règles d’un profil voiture d’OSRM (« ${profile} »).`,
        "Les temps. Pour chaque carreau, le temps exact vers la structure la plus proche, et non une estimation à vol d’oiseau. Les zones dessinées sur la carte aident à lire ; les habitants, eux, sont comptés carreau par carreau.",
        "La part. Les habitants des carreaux à tant de minutes au plus, divisés par tous les habitants, y compris ceux qu’aucune route n’atteint : ils comptent comme non couverts.",
      ],
    },

    figure: {
      title: (place: string) => `Le chiffre : ${place}`,
      titlePlain: "Le chiffre",
      sentence: ({ share, minutes }: Recount) =>
        `${formatShare(share)} des habitants sont à ${formatMinutes(minutes)} de route ou moins.`,
      people: ({ covered, uncovered, population }: Recount) =>
        `Soit ${formatCount(covered)} sur ${people(population)} ; ${formatCount(uncovered)} sont plus loin ou sans route.`,
      times: (mean: string, median: string, p95: string) =>
        `Parmi ceux qui en atteignent une : ${mean} en moyenne, la moitié en ${median} ou moins, 95 % en ${p95} ou moins.`,
      structures: "Structures comptées, et celles qui ne le sont pas",
      counted: "Comptées",
      inTerritory: "dont dans ce territoire",
      excluded: (reason: string) => `Non comptées : ${reason}`,
      count: "Structures",
      why: "Lesquelles",
      json: "Télécharger le rapport (JSON)",
    },

    sources: {
      title: "Sources",
      caption: "Fichiers dont le jeu de données est fait",
      role: "Rôle",
      name: "Nom",
      vintage: "Millésime",
      licence: "Licence",
      attribution: "Attribution",
      hash: "Empreinte (SHA-256)",
      fictitious: "fictif",
    },

    quality: {
      title: "Qualité",
      caption: (place: string) => `Ce qui est incertain dans les données : ${place}`,
      measure: "Mesure",
      cells: "Carreaux",
      people: "Habitants",
      share: "Part des habitants",
      all: "Tous les carreaux habités",
      imputed: "Dans des carreaux estimés par le producteur, pour le secret statistique",
      unlinked: (maxSnapMeters: string) => `Sans route à ${maxSnapMeters} ou moins : non couverts`,
      unreached: "Sur une route d’où aucune structure n’est joignable : non couverts",
      nearCut: "À 30 minutes ou moins du bord des routes connues : temps peut-être trop longs",
      snap: "Du centre du carreau à la route",
      snapMedian: "Pour la moitié des carreaux, au plus",
      snapP95: "Pour 95 % des carreaux, au plus",
      snapMax: "Au plus",
      meters: (meters: number) => `${formatCount(Math.ceil(meters))}${NO_BREAK}m`,
      warnings: "À savoir",
      issues: "Anomalies relevées dans les données",
      noIssues: "Aucune anomalie n’a été relevée.",
      issuesLead:
        "Ce qui est étrange est compté sous un code et montré, jamais corrigé en silence. Ces relevés portent sur tout le jeu de données.",
      issuesCaption: "Relevés, par code",
      code: "Code",
      severity: "Gravité",
      count: "Nombre",
      where: "Où",
      examples: (count: number) => plural(count, "exemple", "exemples"),
      severities: {
        error: "erreur",
        warning: "attention",
        info: "pour information",
      } satisfies Record<IssueCount["severity"], string>,
      /** What the codes that are met most often mean. */
      issueNames: {
        "cell.commune.nearest": "carreau rangé dans la commune la plus proche",
        "cell.commune.none": "carreau hors de toute commune",
        "cell.commune.straddling": "carreau à cheval sur plusieurs communes",
        "cell.commune.code_unknown": "carreau d’une commune inconnue",
        "osm.way.missing_node": "route dont un point manque dans l’extrait",
        "osm.way.too_short": "route d’un seul point",
        "population.cell.empty": "carreau sans habitants",
        "population.cell.outside_network": "carreau hors du réseau routier",
        "population.cell.outside_territory": "carreau hors des territoires demandés",
        "population.cell.duplicate": "carreau en double",
        "population.cell.border": "carreau en bord de grille",
        "population.mixed": "populations de plusieurs sources",
        "structure.commune.moved": "commune qui a changé de code",
        "structure.commune.unknown": "commune inconnue du code officiel",
        "structure.coordinate.swapped": "latitude et longitude inversées",
        "structure.hours.missing": "horaires manquants",
        "structure.hours.unreadable": "horaires illisibles",
        "structure.id.duplicate": "identifiant en double",
        "structure.label_date.missing": "date de label manquante",
        "structure.label_date.unreadable": "date de label illisible",
        "structure.outside_network": "structure hors du réseau routier",
        "structure.type.unknown": "type inconnu",
      } as Readonly<Record<string, string>>,
    },

    sensitivity: {
      title: "Ce qui le fait bouger",
      text: "Le même chiffre, une hypothèse changée à la fois. Un chiffre de Trente se lit à un point près, davantage en montagne ; deux chiffres faits de la même façon se comparent bien plus finement, parce que les hypothèses y sont les mêmes.",
      heavy:
        "Pour un territoire de cette taille, le calcul peut prendre une minute ou plus : il ne part que si vous le demandez.",
      caption: (minutes: number) => `Part des habitants à ${formatMinutes(minutes)} ou moins, par hypothèse`,
      assumption: "Hypothèse",
      share: "Part",
      difference: "Écart, en points",
      reference: "référence",
      unavailable: (obstacle: string) => `sans objet : ${obstacle}`,
      start: "Calculer",
      stop: "Arrêter",
      resume: "Reprendre",
      progress: "Avancement",
      running: "Calcul des hypothèses en cours…",
      done: (count: number) => `${plural(count, "hypothèse calculée", "hypothèses calculées")}.`,
      stopped: (done: number, total: number) => `Arrêté : ${done} hypothèses sur ${total} sont calculées.`,
    },

    engines: {
      title: "Un autre moteur, un autre chiffre",
      measured: (date: string) =>
        `Ces écarts ont été mesurés une fois, le ${formatDate(date)}, sur la Corse, et non sur le jeu de données servi ici : extrait réduit d’OpenStreetMap de janvier 2022, grille de 1 km de 2021, 37 structures, 114 700 couples d’un carreau et d’une structure.`,
      caption: "Trente, OSRM et Valhalla sur la Corse",
      engine: "Moteur",
      within: (minutes: number) => formatMinutes(minutes),
      median: "Écart médian des durées",
      p95: "95 % des durées à moins de",
      names: {
        embedded: "Trente",
        osrm: "OSRM 6.0.0",
        valhalla: "Valhalla 3.6.1",
        valhallaSameSpeeds: "Valhalla, à nos vitesses",
      },
      text: [
        "OSRM est aussi le moteur du distancier de l’Insee. Ce qui reste tient à une règle : entre deux structures, Trente retient l’itinéraire que le conducteur préfère, OSRM compare les durées.",
        "Valhalla donne des temps plus courts de 11,9 % (médiane) : il suppose des vitesses plus hautes là où la carte n’en dit pas, et roule à la limite là où elle en dit une, OSRM à 80 %. Le choix des vitesses pèse bien plus que le calcul.",
      ],
    },

    limits: {
      title: "Ce qu’il laisse de côté",
      points: [
        "Ceux qui ne conduisent pas. Ni transports en commun, ni covoiturage, ni marche.",
        "Le trafic, la météo, la saison. Les temps sont ceux d’une route libre ; en ville, aux heures de pointe, ils sont trop courts.",
        "La capacité. Seule compte la structure la plus proche, même si l’attente y est longue.",
        "Les horaires, à moins qu’on les demande. Une structure ouverte 24 heures par semaine compte autant qu’une autre qui l’est 40.",
        "Les tournées. Un bus compte comme un point fixe, à sa base, et non aux arrêts où il s’arrête certains jours.",
        "Ce que les moyennes cachent. 98 % dans un département peuvent laisser des communes entières au-delà : les tableaux et les zones blanches les montrent.",
        "L’adresse. Un carreau n’est pas une maison, et une partie des carreaux est estimée par l’Insee.",
        "Le bord de la carte. Une structure de l’autre côté d’une limite ne compte que si son territoire est dans les données.",
        "Les erreurs d’OpenStreetMap et des listes. Ce qui est étrange y est compté et montré, plus haut.",
        "La Guadeloupe, la Guyane et Mayotte. L’Insee n’y publie pas de carreaux.",
      ],
    },

    reproduce: {
      title: "Refaire et citer",
      text: "Les fichiers sont publics et le programme est libre : avec les fichiers dont les empreintes sont plus haut, ces commandes redonnent ce chiffre.",
      build: "Faire le jeu de données",
      coverage: "Obtenir le chiffre et le mettre à l’épreuve",
      cite: "Citer",
      citation: (one: {
        sentence: string;
        place: string;
        sources: string;
        dataset: string;
        date: string;
        address: string;
      }) =>
        `Trente, « ${one.place} : ${one.sentence} », calcul sur le jeu de données ${one.dataset} (${one.sources}), consulté le ${one.date}, ${one.address}`,
      parameters: "Paramètres du calcul",
      parameterNames: {
        minComponent: "Taille minimale d’un morceau de réseau, en arcs",
        maxSnapMeters: "Distance maximale à la route, en mètres",
        territory: "Territoire",
        minutes: "Minutes",
        exclude: "Types et formats exclus",
        asOf: "Réseau au",
        openOn: "Ouvertes le",
      } as Readonly<Record<string, string>>,
      none: "aucun",
      profile: "Profil routier",
      engine: "Moteur",
      dataset: "Jeu de données",
      format: "Version du format",
    },
  },
};
