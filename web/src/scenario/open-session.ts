import type { AppContext } from "../app/context.ts";
import { followPlacing } from "./place-mode.ts";
import { sessionOf } from "./session.ts";
import type { Session } from "./session.ts";

const opened = new WeakSet<Session>();

/** The session of the page, with what lets the map's next press be where a structure goes. */
export function openSession(context: AppContext): Session {
  const session = sessionOf(context);
  if (!opened.has(session)) followPlacing(context, session);
  opened.add(session);
  return session;
}
