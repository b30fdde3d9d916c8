import fastify, { type FastifyInstance, LogController } from "fastify";
import { once } from "node:events";
import { chmodSync, lstatSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { basename, dirname, join, resolve } from "node:path";

import { InputError } from "../../data/input-error.ts";
import type { Journal } from "../journal/journal.ts";
import { handleError, handleNotFound } from "../problems.ts";
import { REQUEST_ID_HEADER, requestId } from "../request-id.ts";
import type { AdminActions } from "./admin-actions.ts";
import { adminRoutes } from "./admin-routes.ts";

/** What the system allows for the path of a socket, in bytes (`sun_path` of unix(7), its end included). */
const LONGEST_PATH = 107;
const OWNER_ONLY = 0o600;

export interface AdminSocket {
  /** Ends what is under way and removes the socket. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Answers `adminRoutes` on a socket of the file system that this user alone may open (mode 0600). What a process that is no
 * more has left there is replaced. Throws `InputError` where another server answers there, or where something else lies.
 */
export async function openAdminSocket(
  path: string,
  actions: AdminActions,
  journal: Journal,
): Promise<AdminSocket> {
  await refuseTaken(path);
  const app = fastify({
    loggerInstance: journal.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    frameworkErrors: handleError,
  });
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook("onRequest", async ({ id }, reply) => void reply.header(REQUEST_ID_HEADER, id));
  adminRoutes(app, actions);
  await app.ready();
  let inode: number;
  try {
    inode = await bindPrivately(path, async (aside) => listenAt(app, aside));
  } catch (error) {
    await end(app);
    throw error;
  }
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    if (inodeOf(path) === inode) rmSync(path, { force: true });
    await end(app);
  };
  return { close: async () => (closed ??= close()) };
}

/** Not by the app's own `listen`: it would tell the journal of a path at which nobody will find it. */
async function listenAt({ server }: FastifyInstance, path: string): Promise<void> {
  server.listen(path);
  await once(server, "listening");
}

/** Safe where it does not listen. */
async function end(app: FastifyInstance): Promise<void> {
  const { server } = app;
  const ended = new Promise<void>((settle) => void server.close(() => settle()));
  server.closeAllConnections();
  await ended;
  await app.close();
}

/**
 * Makes the socket in a folder that nobody else may enter, then moves it: at no moment could another user open it.
 *
 * @returns its number in the file system
 */
async function bindPrivately(path: string, listen: (aside: string) => Promise<unknown>): Promise<number> {
  const folder = mkdtempSync(join(dirname(resolve(path)), ".a"));
  try {
    const aside = join(folder, "s");
    if (Buffer.byteLength(aside) > LONGEST_PATH || Buffer.byteLength(path) > LONGEST_PATH) {
      throw new InputError(
        "server.admin.path",
        path,
        `is too long for a socket, expected ${LONGEST_PATH} bytes or less`,
      );
    }
    await listen(aside);
    chmodSync(aside, OWNER_ONLY);
    renameSync(aside, path);
    return inodeOf(path) ?? 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Refuses a path at which somebody answers, or where something lies that is no socket. */
async function refuseTaken(path: string): Promise<void> {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isSocket()) {
    throw new InputError(
      "server.admin.path",
      path,
      `is there already and no socket (${basename(path)}), expected a free path`,
    );
  }
  if (await isAnswered(path)) {
    throw new InputError("server.admin.taken", path, "another server answers there, expected a free path");
  }
}

async function isAnswered(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      settle(true);
    });
    // Refused: who made it is no more. Not allowed: another user's, and none to replace.
    socket.once("error", (error: NodeJS.ErrnoException) => settle(error.code === "EACCES"));
  });
}

function inodeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
