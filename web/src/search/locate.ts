import type { Origin } from "../app/state.ts";
import { messages } from "../i18n/messages.ts";
import { originAt } from "./origin.ts";

const words = messages.search.locationTroubles;

const PATIENCE_MS = 15_000;
/** A position of the last minute will do. */
const MAX_AGE_MS = 60_000;

/** Where the reader is, asked of the browser. Rejects with an `Error` whose message is a sentence for the reader. */
export async function locate(): Promise<Origin> {
  // Browsers hide the position from pages that others could have changed on their way.
  if (!isSecureContext) throw new Error(words.insecure);
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(originAt(coords.longitude, coords.latitude, "")),
      ({ code }) => reject(new Error(sentenceOf(code))),
      { timeout: PATIENCE_MS, maximumAge: MAX_AGE_MS, enableHighAccuracy: true },
    );
  });
}

function sentenceOf(code: number): string {
  if (code === GeolocationPositionError.PERMISSION_DENIED) return words.refused;
  return code === GeolocationPositionError.TIMEOUT ? words.late : words.unavailable;
}
