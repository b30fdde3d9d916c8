/** Linear light of a colour: red, green, blue from 0 to 1. */
export type LinearColor = readonly [number, number, number];

type Matrix = readonly [LinearColor, LinearColor, LinearColor];

/** Full colour blindness on linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
export const VISIONS: Readonly<Record<"usual" | "protan" | "deutan" | "tritan", Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** `#rrggbb` to linear light (sRGB, IEC 61966-2-1). */
export function toLinear(hex: string): LinearColor {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(hex);
  if (match === null) throw new Error(`Got ${hex}, expected #rrggbb.`);
  const channel = (text: string): number => {
    const value = Number.parseInt(text, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(match[1]), channel(match[2]), channel(match[3])];
}

/** WCAG 2 relative luminance. */
export function luminance([red, green, blue]: LinearColor): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast ratio of two colours, 1 to 21. */
export function contrast(first: string, second: string): number {
  const lights = [luminance(toLinear(first)), luminance(toLinear(second))].sort((a, b) => b - a);
  return (lights[0] + 0.05) / (lights[1] + 0.05);
}

/** Distance of two colours as someone sees them: CIE 1976 delta E; about 2 can just be told apart. */
export function perceivedDistance(first: string, second: string, vision: keyof typeof VISIONS): number {
  const a = toLab(see(toLinear(first), VISIONS[vision]));
  const b = toLab(see(toLinear(second), VISIONS[vision]));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function see(color: LinearColor, matrix: Matrix): LinearColor {
  const dot = (row: LinearColor): number =>
    Math.min(1, Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2]));
  return [dot(matrix[0]), dot(matrix[1]), dot(matrix[2])];
}

/** CIELAB under D65. */
function toLab([red, green, blue]: LinearColor): LinearColor {
  const x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883;
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}
