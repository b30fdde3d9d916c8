/** The encodings of every answer. */
export const FORMATS = ["json", "html"] as const;
export type Format = (typeof FORMATS)[number];

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * The encoding that a request wants: what `f` says, else what its `Accept` likes best. JSON where it does not care, or likes
 * neither: RFC 9110 (12.4.1) allows that, and old clients name media types of their own.
 */
export function chooseFormat(f: Format | undefined, accept: string | undefined): Format {
  if (f !== undefined) return f;
  if (accept === undefined) return "json";
  const ranges = accept.split(",").map(readRange);
  const html = qualityOf(ranges, (type) => /^(text\/html|application\/xhtml\+xml)$/.test(type), "text/*");
  const json = qualityOf(ranges, (type) => /^application\/([\w.-]+\+)?json$/.test(type), "application/*");
  return html > json ? "html" : "json";
}

function readRange(text: string): MediaRange {
  const [type, ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

/** RFC 9110 (12.5.1): the most precise range that fits decides. */
function qualityOf(
  ranges: readonly MediaRange[],
  isNamed: (type: string) => boolean,
  partly: string,
): number {
  const fits = [isNamed, (type: string) => type === partly, (type: string) => type === "*/*"];
  for (const fit of fits) {
    const qualities = ranges.filter(({ type }) => fit(type)).map(({ quality }) => quality);
    if (qualities.length > 0) return Math.max(...qualities);
  }
  return 0;
}
