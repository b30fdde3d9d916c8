const SECOND = 1000;
const MINUTE = 60 * SECOND;
const MEBIBYTE = 2 ** 20;

/** `0.83 ms`, `8.3 ms`, `83 ms`, `3.3 s`, `2 min 05 s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE)
    return `${(milliseconds / SECOND).toFixed(milliseconds < 10 * SECOND ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / SECOND);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** `204 MiB`. */
export function memoryText(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}

/** `×2.00`, `×0.50`, `×41`. */
export function ratioText(ratio: number): string {
  return `×${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(ratio < 100 ? 1 : 0)}`;
}

/** `12 %`. */
export function percentText(share: number): string {
  return `${Math.round(100 * share)} %`;
}
