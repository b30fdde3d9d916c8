import { Type, type Static } from "typebox";

/** Name of the file of figures beside a dataset's manifest. */
export const FIGURES_FILE = "chiffres.json";
/** Raised whenever an older reader would misunderstand the file. */
export const FIGURES_FORMAT = 1;
/** Times for which the people within them are kept. */
export const FIGURE_MINUTES = [20, 30] as const;

const Count = Type.Integer({ minimum: 0 });
const People = Type.Number({ minimum: 0 });

const TerritoryFiguresSchema = Type.Object({
  reference: Type.String({ pattern: "^(france|(reg|dep):[0-9A-Z]+)$" }),
  name: Type.String(),
  people: People,
  structures: Count,
  structuresBy: Type.Object({
    principal: Count,
    antenne: Count,
    fixe: Count,
    multisite: Count,
    bus: Count,
    itinerante: Count,
  }),
  covered: Type.Array(People),
});

const FigureSourceSchema = Type.Object({
  role: Type.Union([
    Type.Literal("roads"),
    Type.Literal("structures"),
    Type.Literal("population"),
    Type.Literal("communes"),
    Type.Literal("codes"),
  ]),
  name: Type.String(),
  vintage: Type.String(),
  sha256: Type.String(),
});

export const DatasetFiguresSchema = Type.Object({
  formatVersion: Type.Literal(FIGURES_FORMAT),
  dataset: Type.Object({
    id: Type.String({ pattern: "^[0-9A-Za-z-]{1,64}$" }),
    name: Type.String(),
    fictitious: Type.Boolean(),
    profile: Type.String(),
  }),
  madeAt: Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$" }),
  sources: Type.Array(FigureSourceSchema),
  minutes: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 1 }),
  territories: Type.Array(TerritoryFiguresSchema, { minItems: 1 }),
});

/**
 * What is kept of a dataset when the dataset itself is gone: who was within reach, of France, régions and départements.
 * `madeAt` is the instant of the measurement (ISO 8601, UTC). Every structure of the list counts.
 */
export type DatasetFigures = Readonly<Static<typeof DatasetFiguresSchema>>;

/**
 * Of one territory, `france` being all of the dataset. People to the tenth; `covered` has those within each of `minutes`,
 * in their order; `structures` stand in the territory, `structuresBy` counts them by type and by format, so that each is
 * in it twice.
 */
export type TerritoryFigures = Readonly<Static<typeof TerritoryFiguresSchema>>;

/** A file that the dataset was made of, named by what is in it. */
export type FigureSource = Readonly<Static<typeof FigureSourceSchema>>;
