/** Why a file could not be had, in French, to stand after its name: no capital, no full stop. */
export class FetchTrouble extends Error {
  override readonly name: string = "FetchTrouble";
}

/** The site will not give it to a program. */
export class RefusedFile extends FetchTrouble {
  override readonly name = "RefusedFile";
}

/** There is nothing at the address. */
export class AbsentFile extends FetchTrouble {
  override readonly name = "AbsentFile";
}

/** What came is not the file; the same would come again. */
export class WrongAnswer extends FetchTrouble {
  override readonly name = "WrongAnswer";
}

/** What came was cut, late or busy: another time it may be well. */
export class SiteTrouble extends FetchTrouble {
  override readonly name = "SiteTrouble";
  /** What the site asks to wait, null where it does not. */
  readonly pauseMilliseconds: number | null;
  /** Nobody answered at all: what else is asked of that site will fare no better. */
  readonly isUnreachable: boolean;

  constructor(
    message: string,
    options: ErrorOptions & { pauseMilliseconds?: number | null; isUnreachable?: boolean } = {},
  ) {
    super(message, options);
    this.pauseMilliseconds = options.pauseMilliseconds ?? null;
    this.isUnreachable = options.isUnreachable ?? false;
  }

  /** From an error of the HTTP client: one that may pass, unless it is the machine's own settings that are wrong. */
  static of(error: unknown): FetchTrouble {
    const code = codeOf(error);
    const message = error instanceof Error ? error.message : "";
    const refusal = /^Proxy response \((\d+)\)/u.exec(message)?.[1];
    if (refusal !== undefined)
      return new WrongAnswer(`le mandataire refuse (HTTP ${refusal})`, { cause: error });
    if (/CERT|SIGNATURE/u.test(code)) {
      const advice = "derrière un mandataire qui rechiffre, donnez son autorité par NODE_EXTRA_CA_CERTS";
      return new WrongAnswer(`le certificat du site n’est pas reconnu (${code}) ; ${advice}`, {
        cause: error,
      });
    }
    const known = REASONS[code];
    const text = known ?? `la connexion a échoué (${error instanceof Error ? error.message : String(error)})`;
    const isUnreachable = UNREACHABLE.has(code);
    return new SiteTrouble(text, { cause: error, isUnreachable });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "le site n’accepte pas de connexion",
  ECONNRESET: "la connexion a été coupée",
  EPIPE: "la connexion a été coupée",
  ETIMEDOUT: "le site ne répond pas",
  EHOSTUNREACH: "le site n’est pas joignable d’ici",
  ENETUNREACH: "cette machine n’a pas de réseau",
  ENOTFOUND: "le nom du site est introuvable (réseau, DNS ou mandataire)",
  EAI_AGAIN: "le nom du site est introuvable (réseau, DNS ou mandataire)",
  UND_ERR_CONNECT_TIMEOUT: "le site ne répond pas",
  UND_ERR_HEADERS_TIMEOUT: "le site accepte la demande et ne répond rien",
  UND_ERR_BODY_TIMEOUT: "plus un octet ne vient",
  UND_ERR_SOCKET: "la connexion a été coupée",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "il n’est pas venu autant d’octets qu’annoncé",
};

const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Of an error or of what caused it: connections to several addresses of a host fail together. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code in REASONS || /CERT|SIGNATURE/u.test(code)) return code;
  if (error instanceof AggregateError) return codeOf(error.errors.at(0));
  return error.cause === undefined ? "" : codeOf(error.cause);
}

/** The next piece of an answer, null at its end. Throws what `SiteTrouble.of` makes of a connection that breaks. */
export async function nextChunk<Chunk>(chunks: AsyncIterator<Chunk>): Promise<Chunk | null> {
  try {
    const next = await chunks.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    throw SiteTrouble.of(error);
  }
}
