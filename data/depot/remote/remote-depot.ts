import { loadBundle } from "../../bundle/read-bundle.ts";
import { type Manifest, parseManifest } from "../../bundle/manifest.ts";
import { type Patience, USUAL_PATIENCE } from "../../fetch/patience.ts";
import { InputError } from "../../input-error.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { Current } from "../current.ts";
import { VERSIONS_FOLDER } from "../depot-layout.ts";
import { downloadFile } from "./download-file.ts";
import { checkNames, StoreCache } from "./store-cache.ts";
import { StoreClient } from "./store-client.ts";

/** A store that hangs is given up sooner than an official site: it is asked again in a moment. */
const STORE_PATIENCE: Patience = { ...USUAL_PATIENCE, stallMilliseconds: 20_000 };
/** Versions that stay in a cache: the one in service, and the one before for who goes back. */
const KEPT = 2;

export interface RemoteDepotOptions {
  /** With a slash at its end (`storeAddress`). */
  readonly address: string;
  /** Folder for what was downloaded, which other processes may share. */
  readonly cache: string;
  /** Who asks, as `trente/0.1.0`. */
  readonly agent: string;
  readonly patience?: Patience;
  readonly signal?: AbortSignal | undefined;
  /** Hears, in one line, what the operator should know. */
  readonly tell: (line: string) => void;
}

/** A depot behind a static HTTP server, of which the version in service is read through a cache. */
export class RemoteDepot {
  readonly #options: RemoteDepotOptions;
  readonly #client: StoreClient;
  readonly #cache: StoreCache;
  readonly #ended = new AbortController();
  #hasLoaded = false;

  constructor(options: RemoteDepotOptions) {
    const { address, agent, cache, patience = STORE_PATIENCE, signal } = options;
    this.#options = options;
    signal?.addEventListener("abort", () => this.#ended.abort(signal.reason), { once: true });
    if (signal?.aborted === true) this.#ended.abort(signal.reason);
    this.#client = new StoreClient({ address, agent, patience, signal: this.#ended.signal });
    this.#cache = new StoreCache(cache, address);
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#ended.abort(new Error("closed"));
    await this.#client.close();
  }

  /** Id of the version in service. @throws InputError where the store cannot be asked, or says something else */
  async currentId(): Promise<string> {
    return (await this.#client.current()).id;
  }

  /**
   * Reads the version in service, downloading what is not in the cache. Without the store, the version that was in service
   * last is read from there, which is told; and so it is the first time where the version in service cannot be had whole: who
   * has nothing in service yet serves the one before, whoever has goes on with what it has.
   *
   * @throws InputError where neither can be had, for a store whose bytes are not what its manifest says, and for a disk that
   * takes no more
   */
  async load(): Promise<Dataset> {
    const dataset = await this.#loadNow();
    this.#hasLoaded = true;
    return dataset;
  }

  async #loadNow(): Promise<Dataset> {
    let current: Current;
    try {
      current = await this.#client.current();
    } catch (error) {
      const isAway = error instanceof InputError && error.code.startsWith("store.");
      return this.#loadLast(error, isAway || !this.#hasLoaded, "the store is away");
    }
    try {
      const dataset = await this.#loadVersion(current.id);
      await this.#tidy(current);
      return dataset;
    } catch (error) {
      const trouble = inCache(error, this.#cache.directory);
      return this.#loadLast(trouble, !this.#hasLoaded, `version ${current.id} cannot be had whole`);
    }
  }

  /** The version that was in service last, where that is wanted and it is whole in the cache; else throws the trouble. */
  async #loadLast(trouble: unknown, isWanted: boolean, what: string): Promise<Dataset> {
    const last = isWanted && trouble instanceof InputError ? this.#cache.remembered() : null;
    if (last === null || !(trouble instanceof InputError)) throw trouble;
    const { directory } = this.#cache;
    this.#options.tell(`${what}, its last dataset is read from ${directory}: ${trouble.message}`);
    return loadBundle(this.#cache.bundleOf(last));
  }

  /** What cannot be put away is no reason not to serve what was read. */
  async #tidy({ id, since }: Current): Promise<void> {
    try {
      this.#cache.remember(id, since);
      await this.#cache.prune(id, KEPT, new Date());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.tell(`the cache ${this.#cache.directory} cannot be tidied: ${reason}`);
    }
  }

  async #loadVersion(id: string): Promise<Dataset> {
    if (!this.#cache.has(id)) await this.#download(id);
    try {
      return await loadBundle(this.#cache.bundleOf(id));
    } catch (error) {
      // Lengths were right, contents are not: the disk has lost something.
      if (!(error instanceof InputError) || !(await this.#cache.dropDamaged(id))) throw error;
      this.#options.tell(`the cache is damaged, its files are fetched again: ${error.message}`);
      await this.#download(id);
      return loadBundle(this.#cache.bundleOf(id));
    }
  }

  async #download(id: string): Promise<void> {
    const path = `${VERSIONS_FOLDER}/${id}/`;
    const { manifest, text } = await this.#manifest(`${path}manifest.json`, id);
    // One after the other: they come from one place, and the largest decides.
    for (const file of Object.values(manifest.files)) {
      const place = this.#cache.fileOf(file.sha256);
      await downloadFile(this.#client, { ...file, path: path + file.file, place }, this.#ended.signal);
    }
    this.#cache.assemble(manifest, text);
  }

  async #manifest(path: string, id: string): Promise<{ manifest: Manifest; text: string }> {
    const text = await this.#client.text(path);
    const where = this.#client.addressOf(path);
    const manifest = parseManifest(text, where);
    if (manifest.id !== id) {
      throw new InputError("store.manifest", where, `is that of dataset ${manifest.id}, expected ${id}`);
    }
    checkNames(manifest, where);
    return { manifest, text };
  }
}

/** Trouble of the disk as that of the cache; another error as it is. */
function inCache(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  return new InputError("store.cache", directory, `cannot keep what is downloaded: ${error.message}`, {
    cause: error,
  });
}
