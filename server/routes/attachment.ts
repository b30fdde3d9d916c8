/** `content-disposition` of an answer that browsers save, under a name of these parts. */
export function attachment(parts: readonly (string | number)[], extension: string): string {
  const name = parts.map((part) => String(part).replaceAll(/[^\w]+/g, "-")).join("-");
  return `attachment; filename="${name}.${extension}"`;
}
