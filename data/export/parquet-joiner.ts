import { parquetMetadata, type RowGroup, type SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";

const MAGIC_BYTES = 4;
/** The length of the metadata, and the magic number once more. */
const TAIL_BYTES = 8;

/**
 * Joins Parquet files of the same columns into one, as they come: what it gives back is written one after the other. It
 * keeps nothing but the description of each row group, so that a file of any length is made in little memory.
 *
 * The files have neither page indexes nor bloom filters, and statistics that are not cut.
 */
export class ParquetJoiner {
  readonly #groups: RowGroup[] = [];
  #schema: SchemaElement[] | null = null;
  #rows = 0n;
  #written = 0;

  /** The next bytes of the joined file: the row groups of one more. */
  add(file: Uint8Array): Uint8Array {
    const { metadata_length: metadataBytes, schema, row_groups: groups } = parquetMetadata(file);
    const from = this.#written === 0 ? 0 : MAGIC_BYTES;
    const body = file.subarray(from, file.length - TAIL_BYTES - metadataBytes);
    const shift = BigInt(this.#written - from);
    for (const group of groups) {
      this.#groups.push(shiftGroup(group, shift));
      this.#rows += group.num_rows;
    }
    this.#schema ??= schema;
    this.#written += body.length;
    return body;
  }

  /** Its last bytes. At least one file has been added. */
  end(): Uint8Array {
    if (this.#schema === null) throw new Error("got no Parquet file to join, expected one, if without rows");
    const writer = new ByteWriter();
    const footer = new ParquetWriter({ writer, schema: this.#schema, statisticsTruncateLength: Infinity });
    footer.row_groups = this.#groups;
    footer.num_rows = this.#rows;
    void footer.finish();
    // It has begun a file of its own.
    return writer.getBytes().subarray(MAGIC_BYTES);
  }
}

function shiftGroup(group: RowGroup, shift: bigint): RowGroup {
  const moved = (offset: bigint | undefined): bigint | undefined =>
    offset === undefined ? undefined : offset + shift;
  return {
    ...group,
    columns: group.columns.map((column) => {
      const { meta_data: about } = column;
      if (about === undefined || column.offset_index_offset !== undefined) {
        throw new Error("got a Parquet column without metadata or with an index, expected it to be plain");
      }
      const dictionary = moved(about.dictionary_page_offset);
      return {
        file_offset: column.file_offset + shift,
        meta_data: {
          ...about,
          data_page_offset: about.data_page_offset + shift,
          ...(dictionary !== undefined && { dictionary_page_offset: dictionary }),
        },
      };
    }),
  };
}
