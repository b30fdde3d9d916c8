import { RequestError } from "../../isochrones/errors.ts";

/** Of whatever cannot be kept or read at the moment; clients are told to come again. */
export const STATE_UNAVAILABLE = "state.unavailable";

/** Seconds after which it is worth while to ask again. */
export const STATE_RETRY_SECONDS = 5;

const OWN_FOLDER =
  "Ce serveur ne peut pas garder de scénarios en ce moment : son dossier d’état n’est pas disponible. Tout le reste répond.";
const SHARED =
  "Ce serveur ne joint pas sa base de données en ce moment : ni les scénarios enregistrés ni les calculs longs ne sont disponibles. Si rien ne dit qu’une demande a été prise, refaites-la. Tout le reste répond.";

/** The folder of the server's state cannot be used. */
export function folderUnavailable(): RequestError {
  return new RequestError(STATE_UNAVAILABLE, "state", OWN_FOLDER);
}

/** The database of the server's state does not answer. */
export function databaseUnavailable(): RequestError {
  return new RequestError(STATE_UNAVAILABLE, "state", SHARED);
}
