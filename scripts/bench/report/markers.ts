import { InputError } from "../../../data/input-error.ts";

/**
 * Puts a text between the two lines that mark its place, `<!-- bench:corse -->` and `<!-- /bench:corse -->`.
 *
 * @param name of the place
 * @param where file, for errors
 * @throws InputError where the marks are missing, doubled or the wrong way round
 */
export function replaceBetweenMarkers(document: string, name: string, text: string, where: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [start, end] = [onlyPlaceOf(document, open, where), onlyPlaceOf(document, close, where)];
  if (end < start) {
    throw new InputError("bench.markers.order", where, `got "${close}" before "${open}", expected it after`);
  }
  return `${document.slice(0, start + open.length)}\n${text.trim()}\n${document.slice(end)}`;
}

function onlyPlaceOf(document: string, mark: string, where: string): number {
  const count = document.split(mark).length - 1;
  if (count === 1) return document.indexOf(mark);
  throw new InputError("bench.markers.count", where, `got the line "${mark}" ${count} times, expected once`);
}
