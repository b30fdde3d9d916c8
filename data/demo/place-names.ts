import type { Place } from "./places.ts";
import type { Random } from "./random.ts";

/** Beginnings, middles and ends that sound French together and name nothing that exists. */
const BEGINNINGS = [
  ..."Aub Ver Mal Tren Corv Ram Sauv Brél Chant Dorm Esc Fons Grav Haut Jarn Lorm Mars Nois Orv Pér Quinc".split(
    " ",
  ),
  ..."Rouv Sél Tourn Uss Val Yvr Brouss Clair Durv Ferl Glan Houd Iss Land Mirv Névr Olb Prun Riv Soul Thiv".split(
    " ",
  ),
];
const MIDDLES = "el ach ouv andr erv iss onv och ibr uzel evr olv amb ond ich aubr enn irv".split(" ");
const ENDINGS = "ac ières eville ecourt igny oux ans ette eron elle iers onne emont esac ois euil".split(" ");
const SAINTS =
  "Aubrin Malvent Trentien Corbilien Evrault Isserand Landrien Orvelin Quincien Sauvelin Thivrault Varlin Yvrelin Dormilien Névrain Glanevin".split(
    " ",
  );
const TAILS = [
  "sur-Trente",
  "en-Marche",
  "le-Haut",
  "le-Bas",
  "les-Étangs",
  "la-Lande",
  "sous-Bois",
  "la-Forêt",
  "le-Vieux",
  "sur-Aubrelle",
] as const;

/**
 * A name for every seat, in their order: pronounceable, all different, none of them a real commune.
 *
 * @param prefecture its name; invented as the others where null
 */
export function namePlaces(
  seats: readonly Place[],
  random: Random,
  prefecture: string | null = null,
): string[] {
  const used = new Set<string>();
  return seats.map((place) => {
    for (;;) {
      const name = place.rank === "prefecture" && prefecture !== null ? prefecture : invent(place, random);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  });
}

function invent(place: Place, random: Random): string {
  if (place.onIsland && place.rank === "bourg") return `Le Port-${stem(random)}`;
  if (place.onIsland) return `${stem(random)}-en-l'Île`;
  // "des Marches" sets a saint apart from any namesake that France may have.
  if (random.chance(0.11)) return `Saint-${random.pick(SAINTS)}-des-Marches`;
  const name = stem(random);
  return random.chance(0.22) ? `${name}-${random.pick(TAILS)}` : name;
}

function stem(random: Random): string {
  return `${random.pick(BEGINNINGS)}${random.pick(MIDDLES)}${random.pick(ENDINGS)}`;
}

/** "de" before a name, as French wants it. */
export function withDe(name: string): string {
  if (name.startsWith("Le ")) return `du ${name.slice(3)}`;
  return /^[AEIOUYÉÈÊH]/.test(name) ? `d'${name}` : `de ${name}`;
}

/** A name of its own for something larger than a commune. */
export function inventName(random: Random): string {
  return stem(random);
}
