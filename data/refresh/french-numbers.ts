/** Numbers as French readers write them, for documents: with the narrow spaces that print well. */
const wholeNumber = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signedWhole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0, signDisplay: "exceptZero" });
const twoDecimals = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const signedTwo = new Intl.NumberFormat("fr-FR", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: "exceptZero",
});
const share = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });
const longDate = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "long",
  timeZone: "Europe/Paris",
});
const longDateTime = new Intl.DateTimeFormat("fr-FR", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "Europe/Paris",
});

export function whole(value: number): string {
  return wholeNumber.format(value);
}

/** `+12`, `−3`, `0`. */
export function signed(value: number): string {
  return signedWhole.format(value).replace("-", "−");
}

export function decimal(value: number): string {
  return oneDecimal.format(value);
}

/** A share from 0 to 100 with two decimals: a département's coverage moves by hundredths. */
export function hundredths(value: number): string {
  return twoDecimals.format(value);
}

/** Points of per cent, `+0,12`. */
export function points(value: number): string {
  return signedTwo.format(value).replace("-", "−");
}

/** A share from 0 to 1. */
export function percent(value: number): string {
  return share.format(value);
}

/** `29 novembre 2026`, as the calendar says in Paris. */
export function day(date: Date): string {
  return longDate.format(date);
}

/** `29 novembre 2026 à 11:45`, in Paris. */
export function moment(date: Date): string {
  return longDateTime.format(date);
}

/** `1 structure`, `3 structures`; French counts zero as one. */
export function countOf(value: number, one: string, many: string): string {
  return `${whole(value)} ${value < 2 ? one : many}`;
}
