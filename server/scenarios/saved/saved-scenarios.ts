import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

import { RequestError } from "../../../isochrones/errors.ts";
import { plainName } from "../../names/plain-name.ts";
import type { SavedReceipt, SavedRow, SavedScenario } from "../../schemas/saved-scenario-answers.ts";
import { RecentTexts } from "./recent-texts.ts";
import type { Row, SqlValue } from "../../state/sql.ts";
import type { State } from "../../state/state-folder.ts";

/** How much is kept in all. */
export interface SavedLimits {
  readonly count: number;
  readonly bytes: number;
}

export interface SavedPage {
  readonly scenarios: readonly SavedRow[];
  readonly total: number;
  /** Where the next page begins; null on the last. */
  readonly after: number | null;
}

const LIMITS: SavedLimits = { count: 10_000, bytes: 200_000_000 };
const ID_BYTES = 12;
const KEY_BYTES = 24;
const MOST_WORDS = 10;

/** What stands before the identifier where a scenario is asked for. */
export const SAVED_PREFIX = "enregistre:";

/** The identifier of an example of the dataset that is served. */
export const EXAMPLE_ID = "exemple";

/** An identifier, as this server makes them. */
export const SAVED_ID = /^[\w-]{7,40}$/u;

/**
 * Scenarios that are kept under a name. The content of an identifier never changes, and none is used twice. All throw
 * `RequestError` (`state.unavailable`) where nothing can be kept or read.
 */
export class SavedScenarios {
  readonly #state: State;
  readonly #example: string;
  readonly #limits: SavedLimits;
  readonly #texts = new RecentTexts();

  /** @param example what `EXAMPLE_ID` stands for, which is always there and cannot be taken away */
  constructor(state: State, example: SavedScenario, limits: SavedLimits = LIMITS) {
    this.#state = state;
    this.#example = JSON.stringify(example);
    this.#limits = limits;
  }

  /**
   * Keeps a scenario; once this settles, it outlives the process. Throws `RequestError` (`state.full`) where there is no
   * more room.
   *
   * Throws `RequestError` (`scenario.repeated`) where the request's key has saved another scenario.
   *
   * @param now milliseconds since 1970
   * @param requestKey the same for the same request, known to nobody else: saved once, however often it is sent; null for none
   */
  async save(scenario: SavedScenario, now: number, requestKey: string | null = null): Promise<SavedReceipt> {
    const sql = await this.#state.sql();
    const id = madeOf(requestKey, "id", ID_BYTES);
    const key = madeOf(requestKey, "key", KEY_BYTES);
    const { modifications, ...head } = scenario;
    const { nom } = head;
    const content = JSON.stringify(scenario);
    const bytes = Buffer.byteLength(content);
    const { count, bytes: mostBytes } = this.#limits;
    await sql.query({
      text: `insert into saved_scenarios
          (id, key_hash, plain_name, head, content, content_bytes, edit_count, saved_at)
        select $1::text, $2::text, $3::text, $4::text, $5::text, $6::integer, $7::integer, $8::bigint
        where (select count(*) from saved_scenarios) < $9::bigint
          and (select coalesce(sum(content_bytes), 0) from saved_scenarios) + $6::integer <= $10::bigint
        on conflict (id) do nothing`,
      values: [
        id,
        hashOf(key),
        ` ${plainName(nom)}`,
        JSON.stringify(head),
        content,
        bytes,
        modifications.length,
        now,
        count,
        mostBytes,
      ],
    });
    // Asked apart: a statement that is done once more after its thread has died finds its row there already.
    const [kept] = await sql.query({
      text: "select content, saved_at from saved_scenarios where id = $1::text",
      values: [id],
    });
    if (kept === undefined) throw full(this.#limits);
    if (kept["content"] !== content) throw repeated();
    const edits = modifications.length;
    return {
      id,
      cle: key,
      nom,
      scenario: SAVED_PREFIX + id,
      modifications: edits,
      enregistreLe: new Date(Number(kept["saved_at"])).toISOString(),
    };
  }

  /** A scenario as JSON, in the form in which it can be sent again; null where there is none. */
  async read(id: string): Promise<string | null> {
    if (id === EXAMPLE_ID) return this.#example;
    if (!SAVED_ID.test(id) || !this.#state.isMade) return null;
    const sql = await this.#state.sql();
    const [row] = await sql.query({
      text: "select content from saved_scenarios where id = $1::text",
      values: [id],
    });
    return row === undefined ? null : String(row["content"]);
  }

  /**
   * What `make` makes of a scenario's JSON, for many who ask at once; null where there is none.
   *
   * @param make always the same
   */
  async readOnce(id: string, make: (content: string) => string): Promise<string | null> {
    return this.#texts.getOrRead(id, async () => {
      const content = await this.read(id);
      return content === null ? null : make(content);
    });
  }

  /**
   * The newest first.
   *
   * @param sought words that all are in the name, without regard to accents
   * @param after what the page before said; null for the first
   */
  async list(sought: string, after: number | null, most: number): Promise<SavedPage> {
    if (!this.#state.isMade) return { scenarios: [], total: 0, after: null };
    const sql = await this.#state.sql();
    const words = plainName(sought).split(" ").filter(Boolean).slice(0, MOST_WORDS);
    const matching = ["true", ...words.map((_, i) => `position($${i + 1}::text in plain_name) > 0`)].join(
      " and ",
    );
    const values: SqlValue[] = words.map((word) => ` ${word}`);
    const [counted] = await sql.query({
      text: `select count(*) as total from saved_scenarios where ${matching}`,
      values,
    });
    const rows = await sql.query({
      text: `select number, id, head, edit_count, saved_at from saved_scenarios
        where ${matching} and number < $${words.length + 1}::bigint
        order by number desc limit $${words.length + 2}::bigint`,
      values: [...values, after ?? Number.MAX_SAFE_INTEGER, most + 1],
    });
    const shown = rows.slice(0, most);
    const last = shown.at(-1);
    return {
      scenarios: shown.map(rowOf),
      total: Number(counted["total"]),
      after: rows.length > most && last !== undefined ? Number(last["number"]) : null,
    };
  }

  /**
   * Takes a scenario away. Throws `RequestError`: `scenario.not_saved` where there is none, `scenario.key` for another key
   * than its own.
   */
  async remove(id: string, key: string): Promise<void> {
    if (!SAVED_ID.test(id) || !this.#state.isMade) throw notSaved(id, "id");
    const sql = await this.#state.sql();
    const [row] = await sql.query({
      text: "select key_hash from saved_scenarios where id = $1::text",
      values: [id],
    });
    if (row === undefined) throw notSaved(id, "id");
    if (!timingSafeEqual(Buffer.from(String(row["key_hash"])), Buffer.from(hashOf(key)))) {
      throw new RequestError(
        "scenario.key",
        "state",
        "La clé n’est pas celle de ce scénario : attendu l’en-tête « Authorization: Bearer » avec la clé donnée à l’enregistrement.",
      );
    }
    await sql.query({ text: "delete from saved_scenarios where id = $1::text", values: [id] });
    this.#texts.forget(id);
  }
}

/** @param parameter where the identifier was given */
export function notSaved(id: string, parameter: string): RequestError {
  return new RequestError(
    "scenario.not_saved",
    parameter,
    `Aucun scénario n’est enregistré ici sous « ${id.slice(0, 60)} » : il a pu être supprimé.`,
  );
}

function full({ count, bytes }: SavedLimits): RequestError {
  const most = `${count.toLocaleString("fr-FR")} scénarios et ${(bytes / 1e6).toLocaleString("fr-FR")} Mo`;
  return new RequestError(
    "state.full",
    "state",
    `Ce serveur ne garde pas plus de ${most} en tout. Rien n’a été enregistré : exportez ce scénario, ou supprimez-en d’autres.`,
  );
}

function rowOf(row: Row): SavedRow {
  const { version: _, ...head } = JSON.parse(String(row["head"])) as Omit<SavedScenario, "modifications">;
  const id = String(row["id"]);
  return {
    id,
    ...head,
    scenario: SAVED_PREFIX + id,
    modifications: Number(row["edit_count"]),
    enregistreLe: new Date(Number(row["saved_at"])).toISOString(),
  };
}

function repeated(): RequestError {
  return new RequestError(
    "scenario.repeated",
    "state",
    "L’en-tête « Idempotency-Key » est celui d’une autre demande, qui a enregistré un autre scénario : attendu une clé par demande.",
  );
}

/** Bytes that nobody can guess, in base64url: random ones, or the same for the same request. */
function madeOf(requestKey: string | null, purpose: string, bytes: number): string {
  if (requestKey === null) return randomBytes(bytes).toString("base64url");
  return createHash("sha256")
    .update(`${purpose} ${requestKey}`)
    .digest()
    .subarray(0, bytes)
    .toString("base64url");
}

/** Keys are random and long: no slower hash would make them harder to guess. */
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
