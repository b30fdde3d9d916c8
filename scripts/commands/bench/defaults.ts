/** What both kinds of bench take where nothing is said. */
export const DEFAULT_SUITE = "departement";
/** Of what is drawn by chance. */
export const DEFAULT_SEED = 1;
export const MOST_ROUNDS = 1000;
