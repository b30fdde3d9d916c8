import type { Structure } from "../../isochrones/model/structure.ts";

/** A column of the official list, whose silence is noticed. */
export interface ListColumn {
  /** As a reader knows it, French. */
  readonly name: string;
  /** Does it say something of that structure? */
  readonly isFilled: (structure: Structure) => boolean;
}

/** Columns of which figures, filters or cards are made. */
export const LIST_COLUMNS: readonly ListColumn[] = [
  { name: "adresse", isFilled: ({ address }) => address !== "" },
  { name: "code postal", isFilled: ({ postcode }) => postcode !== "" },
  { name: "commune", isFilled: ({ communeCode }) => communeCode !== "" },
  { name: "date de labellisation", isFilled: ({ labelledOn }) => labelledOn !== null },
  {
    name: "horaires",
    isFilled: ({ openingHours }) => openingHours.some((day) => day !== null && day.length > 0),
  },
  { name: "téléphone", isFilled: ({ phone }) => phone !== "" },
  { name: "courriel", isFilled: ({ email }) => email !== "" },
  { name: "type Antenne", isFilled: ({ type }) => type === "antenne" },
  { name: "format autre que fixe", isFilled: ({ format }) => format !== "fixe" },
  { name: "groupe", isFilled: ({ group }) => group !== "" },
  { name: "indicateurs de qualité", isFilled: ({ indicators }) => indicators !== undefined },
];
