/** Google's encoded polyline algorithm: latitude first, differences, zigzag, five bits a letter. */
export function encodePolyline(line: readonly (readonly [number, number])[], decimals: 5 | 6): string {
  const scale = 10 ** decimals;
  let text = "";
  let [lastLon, lastLat] = [0, 0];
  for (const [lon, lat] of line) {
    const [nextLon, nextLat] = [Math.round(lon * scale), Math.round(lat * scale)];
    text += encodeNumber(nextLat - lastLat) + encodeNumber(nextLon - lastLon);
    [lastLon, lastLat] = [nextLon, nextLat];
  }
  return text;
}

function encodeNumber(value: number): string {
  let left = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  while (left >= 0x20) {
    text += String.fromCharCode((0x20 | (left & 0x1f)) + 63);
    left >>>= 5;
  }
  return text + String.fromCharCode(left + 63);
}
