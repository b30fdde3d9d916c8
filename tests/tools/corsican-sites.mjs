import fs from "node:fs";
import path from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";

const GEOFABRIK = "https://download.geofabrik.de/europe/france";
/** Addresses of the real sites, and where their redirects lead. */
export const ADDRESSES = {
  structures: "https://www.data.gouv.fr/fr/datasets/r/31576dff-fd61-4de9-819f-32c2f880b142",
  structuresFile: "https://static.data.gouv.fr/resources/liste-des-structures-france-services/liste-fs.csv",
  population: "https://www.insee.fr/fr/statistiques/fichier/8735162/Filosofi2021_carreaux_200m_csv.zip",
  communes:
    "https://etalab-datasets.geo.data.gouv.fr/contours-administratifs/latest/geojson/communes-50m.geojson.gz",
  roads: `${GEOFABRIK}/corse-latest.osm.pbf`,
  roadsFile: `${GEOFABRIK}/corse-251128.osm.pbf`,
};

/**
 * @typedef {{ structures: Buffer, population: Buffer, communes: readonly Buffer[], roads: Buffer }} TerritoryFiles
 */

/**
 * The real files of Corsica in a folder of shared data; null where one is absent.
 *
 * @param {string} folder
 * @returns {TerritoryFiles | null}
 */
export function corsicanFiles(folder) {
  const read = (/** @type {string} */ name) => fs.readFileSync(path.join(folder, name));
  try {
    return {
      structures: read("france/liste-fs-20240801.csv"),
      population: read("corse/Filosofi2015_carreaux_1km_corse.csv"),
      communes: [
        read("corse/communes-2A-corse-du-sud.geojson"),
        read("corse/communes-2B-haute-corse.geojson"),
      ],
      roads: read("corse/corse-routes.osm.pbf"),
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Puts the files of a territory at the official addresses, packed and redirected as there.
 *
 * @param {import("./official-sites.mjs").OfficialSites} sites
 * @param {TerritoryFiles} files
 */
export function putTerritory(sites, { structures, population, communes, roads }) {
  sites.redirects.set(ADDRESSES.structures, ADDRESSES.structuresFile);
  sites.put(ADDRESSES.structuresFile, structures, { type: "text/csv" });
  sites.put(ADDRESSES.population, zipOf("carreaux_200m_met.csv", population), { type: "application/zip" });
  sites.put(ADDRESSES.communes, gzipSync(oneCollection(communes)), { type: "application/gzip" });
  sites.redirects.set(ADDRESSES.roads, ADDRESSES.roadsFile);
  sites.put(ADDRESSES.roadsFile, roads);
}

/** @param {readonly Buffer[]} collections */
function oneCollection(collections) {
  const features = collections.flatMap((text) => {
    const collection = /** @type {{ features: unknown[] }} */ (JSON.parse(text.toString("utf8")));
    return collection.features;
  });
  return JSON.stringify({ type: "FeatureCollection", features });
}

/**
 * An archive of one deflated file (APPNOTE 4.3): local header, data, central directory, its end.
 *
 * @param {string} name
 * @param {Buffer} content
 */
export function zipOf(name, content) {
  const data = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), data]);
  const central = Buffer.concat([
    Buffer.from("PK\u0001\u0002"),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
