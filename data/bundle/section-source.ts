/** Numbers of one kind. */
export type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export type Sections = Readonly<Record<string, Section>>;

/** Sections by name, to be read one by one. */
export interface SectionSource {
  readonly names: readonly string[];
  /** Numbers in a section, without reading it. */
  lengthOf(section: string): number;
  read(section: string): Section;
}

/** Sections that are in memory already. */
export function sourceOf(sections: Sections): SectionSource {
  return {
    names: Object.keys(sections),
    lengthOf: (section) => sections[section].length,
    read: (section) => sections[section],
  };
}
