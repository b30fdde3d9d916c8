import type { Desk } from "./desks.ts";
import type { DemoPlan } from "./plan.ts";
import type { Plane } from "./plane.ts";

/** Columns of ANCT's list of France Services structures, as published on 1 August 2024. */
export const DESK_COLUMNS = [
  ..."id_fs insee_dep lib_fs adresse complement_adresse insee_com code_postal lib_com latitude longitude".split(
    " ",
  ),
  ..."mail telephone h_lundi h_mardi h_mercredi h_jeudi h_vendredi h_samedi prise_rdv commentaire".split(" "),
  ..."type_fs format_fs groupe_fs labellisation_fs".split(" "),
] as const;

type Row = Record<string, string | number>;

export const DESK_HEADER = `${DESK_COLUMNS.map(quote).join(",")}\n`;

/** The rows of the list as ANCT writes it, without its header: texts quoted, numbers and empty fields bare. */
export function formatDesks(plan: DemoPlan, desks: readonly Desk[], plane: Plane): string {
  const rows = desks.map((desk) => toRow(plan, desk, plane));
  if (plan.structures.withDefects) rows.push(...spoil(rows));
  const lines: string[] = [];
  for (const row of rows) lines.push(DESK_COLUMNS.map((column) => formatField(row[column])).join(","));
  return lines.map((line) => `${line}\n`).join("");
}

function toRow(plan: DemoPlan, desk: Desk, plane: Plane): Row {
  const [lon, lat] = plane.toLonLat(desk.point);
  const { commune, hours } = desk;
  return {
    id_fs: String(desk.id),
    insee_dep: plan.departement.code,
    lib_fs: desk.name,
    adresse: desk.address,
    complement_adresse: desk.id % 7 === 0 ? "Mairie" : "",
    insee_com: commune.code,
    code_postal: commune.postcode,
    lib_com: commune.name,
    latitude: lat,
    longitude: lon,
    // Domain reserved for examples (RFC 2606), numbers reserved for fiction (ARCEP, decision 2018-0881).
    mail: `accueil${desk.id}@france-services.example`,
    telephone: `01 99 00 ${String(Math.floor(desk.id / 100)).padStart(2, "0")} ${String(desk.id % 100).padStart(2, "0")}`,
    h_lundi: hours[0],
    h_mardi: hours[1],
    h_mercredi: hours[2],
    h_jeudi: hours[3],
    h_vendredi: hours[4],
    h_samedi: hours[5],
    prise_rdv: desk.id % 3 === 0 ? "Oui" : "Non",
    commentaire: desk.comment,
    type_fs: desk.type,
    format_fs: desk.format,
    groupe_fs: desk.group,
    labellisation_fs: `Espace labellisé ${desk.labelled}`,
  };
}

/** Rows with the faults that lists have in life: each must show up in the reader's report. */
function spoil(rows: readonly Row[]): Row[] {
  const model = rows[0];
  const next = rows.length + 1;
  const named = (id: number, fault: string): Row => ({
    ...model,
    id_fs: String(id),
    lib_fs: `France services (fictive) - ${fault}`,
  });
  return [
    { ...named(next, "coordonnées inversées"), latitude: model["longitude"], longitude: model["latitude"] },
    { ...model, lib_fs: `${model["lib_fs"]} (doublon)` },
    { ...named(next + 1, "hors de France"), latitude: 12.5, longitude: 103.25 },
    { ...named(next + 2, "commune inconnue"), insee_com: "99999", lib_com: "Commune-Perdue" },
  ];
}

function formatField(value: string | number): string {
  if (typeof value === "number") return String(value);
  return value === "" ? "" : quote(value);
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
