import type { StructureFormat, StructureType } from "../../../isochrones/model/structure.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import { formatCount, formatMeanMinutes, formatMeters, formatMinutes, formatShare } from "./format.ts";
import { formatDecimal, shownShare } from "./format.ts";
import { people, plural } from "./plural.fr.ts";

/** `2,1 points de plus`, of the shares as they are read. */
const points = (before: number, after: number): string => {
  const difference = (shownShare(after) - shownShare(before)) * 100;
  if (Math.abs(difference) < 0.05) return "autant, au dixième de point";
  const size = formatDecimal(Math.abs(difference));
  return `${size} ${Math.abs(difference) < 1.95 ? "point" : "points"} de ${difference > 0 ? "plus" : "moins"}`;
};

const edits = (count: number): string => plural(count, "modification", "modifications");

/** Sentences of the scenarios, which come with them. Another language has a file of the same shape. */
export const scenarioMessages = {
  points,
  people,

  bar: {
    label: "Scénario affiché",
    today: "Aujourd’hui",
    compare: "Comparer",
    showing: (name: string) => `Carte et chiffre : scénario « ${name} »`,
    showingToday: "Carte et chiffre : réseau d’aujourd’hui",
  },

  note: {
    shown: (name: string, share: string, difference: string) =>
      `Scénario « ${name} » : ${difference} qu’aujourd’hui (${share}).`,
    waiting: (name: string) => `Scénario « ${name} » affiché.`,
  },

  editor: {
    intro:
      "Ouvrez, fermez, déplacez ou modifiez des structures, et voyez aussitôt qui y gagne et qui y perd. Rien n’est changé dans les données.",
    name: "Nom du scénario",
    undo: "Annuler",
    undoKeys: "Annuler (Ctrl+Z)",
    redo: "Rétablir",
    redoKeys: "Rétablir (Ctrl+Y)",
    create: "Nouveau",
    duplicate: "Dupliquer",
    delete: "Supprimer",
    copyOf: (name: string) => `${name} bis`,
    full: (most: number) => `${formatCount(most)} scénarios au plus : supprimez-en un pour en ajouter.`,
    todayShown: "Le réseau d’aujourd’hui est affiché : la prochaine modification ouvre un nouveau scénario.",
    todayFull: "Choisissez en haut de la page le scénario à modifier.",
    compare: "Comparer les scénarios côte à côte",
    working: "Calcul en cours…",
    failed: (why: string) => `La réponse n’est pas venue : ${why}`,
    retry: "Réessayer",
    refused: "Modification refusée : le scénario reste comme avant.",
    drop: "Abandonner cette modification",
  },

  add: {
    title: "Ajouter une structure",
    onMap: "Placer sur la carte",
    stop: "Ne plus placer",
    placing:
      "Appuyez sur la carte à l’endroit voulu. Au clavier : flèches pour déplacer la carte, Entrée pour placer au centre, Échap pour renoncer.",
    moving: (name: string) =>
      `Appuyez sur la carte où « ${name} » doit aller. Au clavier : flèches, puis Entrée pour le centre de la carte ; Échap pour renoncer.`,
    noMap: "La carte n’a pas démarré : cherchez une adresse ou une commune.",
    origin: (label: string) => `Ajouter ici : ${label}`,
    here: "le lieu d’où l’on part",
    gap: "Ajouter une structure ici dans un scénario",
    search: "Adresse, commune ou structure",
    searchHint:
      "Une adresse ou une commune pour ajouter, un nom de structure pour la fermer, la déplacer ou la modifier.",
    none: "Rien de ce nom.",
    found: (count: number) => plural(count, "proposition", "propositions"),
    addAt: "Ajouter",
    addAtLabel: (label: string) => `Ajouter une structure : ${label}`,
  },

  structure: {
    title: "Dans un scénario",
    close: "Fermer",
    closeLabel: (name: string) => `Fermer « ${name} » dans un scénario`,
    move: "Déplacer",
    moveLabel: (name: string) => `Déplacer « ${name} » dans un scénario`,
    change: "Modifier",
    changeLabel: (name: string) =>
      `Modifier le type, le format ou les horaires de « ${name} » dans un scénario`,
  },

  change: {
    title: (name: string) => `Modifier « ${name} »`,
    type: "Type",
    format: "Format",
    same: "Comme aujourd’hui",
    changesHours: "Changer les horaires",
    hoursHint: "Par jour, des plages comme « 9h-12h 14h-17h30 » ; rien pour un jour de fermeture.",
    apply: "Appliquer",
    cancel: "Renoncer",
    nothing: "Rien n’est changé : choisissez un type, un format ou des horaires.",
    badHours: (day: string, text: string) =>
      `${day} : « ${text} » n’est pas une suite de plages comme « 9h-12h 14h-17h30 ».`,
    days: ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"],
    types: { principal: "principale", antenne: "antenne" } satisfies Record<StructureType, string>,
    formats: {
      fixe: "lieu fixe",
      multisite: "plusieurs sites",
      bus: "bus",
      itinerante: "équipe itinérante",
    } satisfies Record<StructureFormat, string>,
  },

  edits: {
    title: "Modifications",
    none: "Aucune modification pour l’instant.",
    actions: {
      ajouter: "Ouvrir",
      fermer: "Fermer",
      deplacer: "Déplacer",
      modifier: "Modifier",
    },
    signs: { ajouter: "+", fermer: "×", deplacer: "→", modifier: "✎" },
    newOne: "une structure",
    at: (commune: string) => `à ${commune}`,
    to: (commune: string) => `vers ${commune}`,
    road: (meters: number) => `à ${formatMeters(meters)} de la route`,
    counted: "comptée",
    notCounted: "non comptée dans le chiffre affiché",
    type: (word: string) => `type : ${word}`,
    format: (word: string) => `format : ${word}`,
    hours: "nouveaux horaires",
    unread: (word: string) => `« ${word} »`,
    remove: "Retirer",
    removeLabel: (number: number, what: string) => `Retirer la modification ${number} : ${what}`,
    rename: "Nommer",
    renameLabel: (number: number) => `Nom de la structure ajoutée par la modification ${number}`,
    show: (number: number, what: string) => `Voir sur la carte la modification ${number} : ${what}`,
    marker: (number: number, what: string) => `Modification ${number} : ${what}`,
  },

  result: {
    title: "Ce que le scénario change",
    summary: (minutes: number, before: number, after: number, gained: number, lost: number) =>
      `À ${formatMinutes(minutes)} : ${formatShare(before)} aujourd’hui, ${formatShare(after)} avec le scénario, soit ${points(
        before,
        after,
      )}. ${people(gained)} ${Math.round(gained) < 2 ? "gagne" : "gagnent"} l’accès, ${people(lost)} le ${
        Math.round(lost) < 2 ? "perd" : "perdent"
      }.`,
    measure: "Mesure",
    before: "Aujourd’hui",
    after: "Scénario",
    share: (minutes: number) => `Habitants à ${formatMinutes(minutes)} ou moins`,
    gained: "Habitants qui gagnent l’accès",
    lost: "Habitants qui le perdent",
    mean: "Temps moyen",
    median: "Temps médian",
    structures: "Structures comptées",
    gaps: "Zones blanches",
    minutes: (value: number | null) => (value === null ? "—" : formatMeanMinutes(value)),
    changedCells: (count: number) =>
      `${plural(count, "carreau change", "carreaux changent")} de temps de trajet.`,
    territories: "Territoires qui changent le plus",
    kind: "Échelon",
    kinds: {
      region: "Régions",
      departement: "Départements",
      epci: "Intercommunalités",
      commune: "Communes",
    } satisfies Record<Exclude<TerritoryKind, "france">, string>,
    territory: "Territoire",
    gains: "Gagnent",
    loses: "Perdent",
    noTerritory: "Aucun territoire de cet échelon ne change à ce temps.",
    territoriesCaption: (shown: number, total: number) =>
      shown < total
        ? `Les ${formatCount(shown)} premiers de ${plural(total, "territoire qui change", "territoires qui changent")}.`
        : `${plural(total, "territoire change", "territoires changent")}.`,
    gapsTitle: "Zones blanches qui changent",
    gapKinds: {
      closed: "disparaît",
      shrunk: "se réduit",
      opened: "apparaît",
      grown: "s’étend",
    },
    gapsSummary: (closed: number, shrunk: number, opened: number, grown: number) =>
      `${formatCount(closed)} en moins, ${formatCount(shrunk)} réduites, ${formatCount(opened)} nouvelles, ${formatCount(grown)} étendues.`,
    gapsCaption: (shown: number) => `Les ${formatCount(shown)} principales, par habitants qui changent.`,
    gap: "Lieu",
    becomes: "Devient",
    changed: "Habitants qui changent",
    noGap: "Aucune zone blanche ne change à ce temps.",
    outside: "Hors commune",
  },

  map: {
    label: "Carte du scénario",
    sides: { after: "Après", before: "Avant", difference: "Différence" },
    legend: (minutes: number) => `À ${formatMinutes(minutes)}, avec le scénario`,
    gained: "gagne l’accès",
    lost: "perd l’accès",
    same: "ne change pas",
    live: {
      after: "La carte montre le scénario.",
      before: "La carte montre le réseau d’aujourd’hui.",
      difference: "La carte montre les carreaux qui gagnent ou perdent l’accès.",
    },
  },

  files: {
    title: "Garder, partager, reprendre",
    link: "Le lien de la page garde les scénarios courts : il suffit de le copier.",
    keep: "Enregistrer sous un nom",
    keepHint: "Ce qui est enregistré sur le serveur est visible de tous ceux qui l’utilisent.",
    kept: (name: string) => `« ${name} » est enregistré sur le serveur.`,
    keptLong: (name: string) =>
      `Le scénario est trop long pour une adresse : il est enregistré sur le serveur sous le nom « ${name} ».`,
    list: "Scénarios du serveur",
    listNone: "Aucun scénario enregistré.",
    own: "le vôtre",
    open: "Ouvrir",
    openLabel: (name: string) => `Ouvrir le scénario « ${name} »`,
    delete: "Supprimer du serveur",
    deleteLabel: (name: string) => `Supprimer du serveur le scénario « ${name} »`,
    deleted: (name: string) => `« ${name} » n’est plus sur le serveur.`,
    export: "Exporter (JSON)",
    import: "Importer (JSON)",
    imported: (name: string, count: number) => `« ${name} » est importé : ${edits(count)}.`,
    notJson: "Ce fichier n’est pas du JSON lisible.",
    notScenario: "Ce fichier n’a pas de liste « modifications » : ce n’est pas un scénario.",
    refused: (why: string) => `Fichier refusé : ${why}`,
    file: "scenario",
  },

  comparison: {
    title: "Comparer les scénarios",
    none: "Aucun scénario à comparer : essayez-en un depuis la carte.",
    lead: (place: string, minutes: number) =>
      `${place}, à ${formatMinutes(minutes)} ; à côté du réseau d’aujourd’hui.`,
    maps: "Cartes",
    mapsHint: "Les cartes se déplacent ensemble.",
    mapOf: (name: string) => `Carte : ${name}`,
    figures: "Chiffres",
    curves: "Courbes",
    curvesLabel: (names: readonly string[]) =>
      `Part des habitants couverts selon le temps de route : ${names.join(", ")}. Les mêmes valeurs sont dans le tableau.`,
    curvesCaption: "Part des habitants couverts, par temps de route",
    time: "Temps de route",
    territories: "Territoires",
    territoriesCaption: (minutes: number) =>
      `Part des habitants à ${formatMinutes(minutes)} ou moins, territoires où elle change`,
    territoriesNone: "Aucun territoire de cet échelon ne change.",
    csv: "Télécharger (CSV)",
    print: "Imprimer",
    measure: "Mesure",
    shareAt: (minutes: number) => `Habitants à ${formatMinutes(minutes)} ou moins`,
    gained: (minutes: number) => `Gagnent l’accès à ${formatMinutes(minutes)}`,
    lost: (minutes: number) => `Perdent l’accès à ${formatMinutes(minutes)}`,
    mean: "Temps moyen",
    median: "Temps médian",
    gaps: "Zones blanches",
    structures: "Structures comptées",
    more: "Structures de plus ou de moins",
    failed: (name: string, why: string) => `« ${name} » n’a pas pu être calculé : ${why}`,
    file: "scenarios",
  },
};
