import { openAdminSocket } from "../../server/admin/admin-socket.ts";
import { AdminToken } from "../../server/admin/admin-token.ts";
import type { AdminActions } from "../../server/admin/admin-actions.ts";
import type { GuardedAdmin } from "../../server/admin/guarded-admin.ts";
import type { Journal } from "../../server/journal/journal.ts";
import { textOption, type Values } from "../cli/options.ts";

export const ADMIN_USAGE = `  --admin CHEMIN         socket d’administration, ouverte à ce seul utilisateur : GET /admin/etat, POST /admin/recharger, et POST /admin/retour sur un dépôt`;

/** Longer than the column of names. */
export const ADMIN_TOKEN_USAGE =
  "Avec --admin-jeton-fichier FICHIER, les mêmes adresses sont sur le port du service, pour qui donne le jeton que contient le fichier (32 caractères au moins). Sans --admin ni jeton, elles n’existent pas.";

/** What the options let those who run the server do, and by which way. */
export interface AdminDoors {
  /** For the app; null without a token. */
  readonly guarded: GuardedAdmin | null;
  close(): Promise<void>;
}

/** Opens the socket, reads the token. Throws `InputError` for a path that is taken and a token that could be guessed. */
export async function openAdminDoors(
  values: Values,
  actions: AdminActions,
  journal: Journal,
): Promise<AdminDoors> {
  const path = textOption(values, "admin");
  const tokenFile = textOption(values, "admin-jeton-fichier");
  const token = tokenFile === undefined ? null : AdminToken.read(tokenFile);
  const socket = path === undefined ? null : await openAdminSocket(path, actions, journal);
  if (path !== undefined) journal.tell("info", "admin_listening", `administration : ${path}`);
  return {
    guarded: token === null ? null : { actions, token },
    close: async () => socket?.close(),
  };
}
