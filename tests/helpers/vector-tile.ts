import { PbfReader } from "pbf";

export interface DecodedFeature {
  readonly type: "point" | "line" | "polygon";
  /** Paths of `[x, y]` in tile units; rings without their closing point. */
  readonly paths: readonly (readonly [number, number])[][];
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

export interface DecodedLayer {
  readonly name: string;
  readonly version: number;
  readonly extent: number;
  readonly features: readonly DecodedFeature[];
}

/** Reads a vector tile by the letter of the specification 2.1, independently of the code that writes ours. */
export function decodeTile(bytes: Uint8Array): Map<string, DecodedLayer> {
  const layers = new Map<string, DecodedLayer>();
  new PbfReader(bytes).readFields((tag, _, pbf) => {
    if (tag !== 3) throw new Error(`tile field: got ${tag}, expected 3`);
    const layer = readLayer(pbf);
    if (layers.has(layer.name)) throw new Error(`two layers are named ${layer.name}`);
    layers.set(layer.name, layer);
  }, null);
  return layers;
}

type Value = string | number | boolean;

interface RawFeature {
  type: number;
  tags: number[];
  commands: number[];
}

function readLayer(pbf: PbfReader): DecodedLayer {
  const raw = {
    name: "",
    version: 1,
    extent: 4096,
    keys: [] as string[],
    values: [] as Value[],
    features: [] as RawFeature[],
  };
  pbf.readMessage((tag, layer, reader) => {
    if (tag === 15) layer.version = reader.readVarint();
    else if (tag === 1) layer.name = reader.readString();
    else if (tag === 2) layer.features.push(readFeature(reader));
    else if (tag === 3) layer.keys.push(reader.readString());
    else if (tag === 4) layer.values.push(readValue(reader));
    else if (tag === 5) layer.extent = reader.readVarint();
    else throw new Error(`layer field: got ${tag}`);
  }, raw);
  const { name, version, extent, keys, values } = raw;
  const features = raw.features.map((feature) => ({
    type: typeName(feature.type),
    paths: readPaths(feature.commands),
    properties: readProperties(feature.tags, keys, values),
  }));
  return { name, version, extent, features };
}

function readFeature(pbf: PbfReader): RawFeature {
  const raw: RawFeature = { type: 0, tags: [], commands: [] };
  return pbf.readMessage((tag, feature, reader) => {
    if (tag === 2) reader.readPackedVarint(feature.tags);
    else if (tag === 3) feature.type = reader.readVarint();
    else if (tag === 4) reader.readPackedVarint(feature.commands);
  }, raw);
}

function readValue(pbf: PbfReader): Value {
  const read: { value: Value | null } = { value: null };
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) into.value = reader.readString();
    else if (tag === 3) into.value = reader.readDouble();
    else if (tag === 5) into.value = reader.readVarint();
    else if (tag === 6) into.value = reader.readSVarint();
    else if (tag === 7) into.value = reader.readBoolean();
  }, read);
  if (read.value === null) throw new Error("a value of a type that these tiles do not use");
  return read.value;
}

function readProperties(tags: number[], keys: string[], values: Value[]): Record<string, Value> {
  const properties: Record<string, Value> = {};
  for (let i = 0; i < tags.length; i += 2) {
    const key = keys[tags[i]];
    const value = values[tags[i + 1]];
    if (key === undefined || value === undefined)
      throw new Error(`tag ${tags[i]} or ${tags[i + 1]} is not in the layer`);
    properties[key] = value;
  }
  return properties;
}

function readPaths(commands: number[]): [number, number][][] {
  const paths: [number, number][][] = [];
  let x = 0;
  let y = 0;
  let i = 0;
  while (i < commands.length) {
    const id = commands[i] & 7;
    const count = commands[i++] >> 3;
    if (id === 7) continue;
    for (let step = 0; step < count; step++) {
      x += unzigzag(commands[i++]);
      y += unzigzag(commands[i++]);
      if (id === 1) paths.push([]);
      paths[paths.length - 1].push([x, y]);
    }
  }
  return paths;
}

function unzigzag(value: number): number {
  return (value >> 1) ^ -(value & 1);
}

function typeName(type: number): DecodedFeature["type"] {
  const name = (["point", "line", "polygon"] as const)[type - 1];
  if (name === undefined) throw new Error(`geometry type: got ${type}`);
  return name;
}
