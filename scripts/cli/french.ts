/** French numbers with plain spaces: terminals show narrow ones badly. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, " ");
}

const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat("fr-FR", {
  style: "percent",
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

const difference = new Intl.NumberFormat("fr-FR", {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: "exceptZero",
});

export function count(value: number): string {
  return plainSpaces(whole.format(value));
}

export function minutes(value: number | null): string {
  return value === null ? "–" : `${plainSpaces(oneDecimal.format(value))} min`;
}

export function percent(value: number): string {
  return plainSpaces(share.format(value));
}

/** Points of per cent with their sign, `-0,125`; what rounds to nothing is `0,000`. */
export function points(value: number): string {
  return plainSpaces(difference.format(value));
}

export function seconds(value: number): string {
  return `${plainSpaces(oneDecimal.format(value))} s`;
}

/** `45 s`, `4 min`: as exact as a guess deserves, and never too little. */
export function timeLeft(value: number): string {
  return value <= 90 ? `${count(Math.ceil(value))} s` : `${count(Math.ceil(value / 60))} min`;
}

/** `3 zones blanches`, `1 zone blanche`; French counts zero as one. */
export function countOf(value: number, one: string, many: string): string {
  return `${count(value)} ${value < 2 ? one : many}`;
}

export function megabytes(bytes: number): string {
  return `${plainSpaces(oneDecimal.format(bytes / 1e6))} Mo`;
}

/** Largest resident memory of this process so far. */
export function megabytesOfMemory(): string {
  return megabytes(process.resourceUsage().maxRSS * 1024);
}
