const METERS_PER_INCH = 0.0254;
const INCHES_PER_FOOT = 12;
const KG_PER_POUND = 0.45359237;
const KM_PER_MILE = 1.609;

/** The number that a value starts with (`2` of `2;3`), or undefined. */
export function leadingInteger(value: string): number | undefined {
  const digits = /^\d+/.exec(value);
  return digits === null ? undefined : Number(digits[0]);
}

/** A speed in km/h, mph converted; undefined where the value does not start with a number. */
export function parseSpeedKmh(value: string): number | undefined {
  const speed = leadingInteger(value);
  if (speed === undefined) return undefined;
  return value.includes("mph") || value.includes("mp/h") ? speed * KM_PER_MILE : speed;
}

/** A length in metres, `6'2"` in feet and inches; undefined without a number. */
export function parseMeters(value: string): number | undefined {
  const number = firstNumber(value);
  if (number === undefined) return undefined;
  const quote = value.indexOf("'");
  if (quote === -1) return number;
  const inches = /\d+/.exec(value.slice(quote));
  return (number * INCHES_PER_FOOT + Number(inches?.[0] ?? 0)) * METERS_PER_INCH;
}

/** A mass in kilograms: tonnes unless it says `kg` or `lbs`; undefined without a number. */
export function parseKilograms(value: string): number | undefined {
  const number = firstNumber(value);
  if (number === undefined) return undefined;
  if (value.includes("lbs")) return number * KG_PER_POUND;
  return value.includes("kg") ? number : number * 1000;
}

function firstNumber(value: string): number | undefined {
  const number = /\d+\.?\d*/.exec(value.replaceAll(",", "."));
  return number === null ? undefined : Number(number[0]);
}
