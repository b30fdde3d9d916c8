/** A smooth field over the plane, -1 to 1. */
export type Noise = (x: number, y: number) => number;

/** Value noise: random heights on the whole-number lattice, joined by a quintic. */
export function createNoise(seed: number): Noise {
  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const u = smooth(x - column);
    const v = smooth(y - row);
    const low = mix(lattice(column, row, seed), lattice(column + 1, row, seed), u);
    const high = mix(lattice(column, row + 1, seed), lattice(column + 1, row + 1, seed), u);
    return mix(low, high, v);
  };
}

/** Octaves of noise, each twice as fine and half as strong; about -1 to 1. */
export function fractal(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0;
  let strength = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    // Shifted octaves, or the lattice's own directions would show where they meet.
    sum += strength * noise(x * scale + octave * 17.3, y * scale - octave * 31.7);
    strength /= 2;
    scale *= 2;
  }
  return sum;
}

/** Sharp crests and wide hollows, 0 to 1: what mountains look like. */
export function ridged(noise: Noise, x: number, y: number, octaves: number): number {
  return 1 - Math.min(1, Math.abs(fractal(noise, x, y, octaves)) * 2.2);
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function smooth(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function lattice(column: number, row: number, seed: number): number {
  let h = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1;
}
