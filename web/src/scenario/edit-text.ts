import type { UnderstoodEdit } from "../../../server/schemas/scenario-answers.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { readEdit } from "./edits.ts";
import type { Edit } from "./edits.ts";

const words = scenarioMessages.edits;
const { types, formats } = scenarioMessages.change;

/** `Ouvrir une structure à Cargèse`: an edit in words. @param name of the structure, where it is known */
export function editText(word: string, understood: UnderstoodEdit | null, name: string | null): string {
  const edit = readEdit(word);
  if (edit === null) return words.unread(word);
  const commune = understood?.commune?.name ?? "";
  if (edit.action === "ajouter") {
    const what = edit.name === "" ? words.newOne : `« ${edit.name} »`;
    return [words.actions.ajouter, what, commune !== "" && words.at(commune)].filter(Boolean).join(" ");
  }
  const what = `« ${understood?.name ?? name ?? edit.id} »`;
  const where = edit.action === "deplacer" && commune !== "" && words.to(commune);
  return [words.actions[edit.action], what, where].filter(Boolean).join(" ");
}

/** What is told of an edit beside its words: road, whether it counts, what it changes. */
export function editDetails(word: string, understood: UnderstoodEdit | null): string[] {
  const edit = readEdit(word);
  const changes = edit?.action === "modifier" ? changesOf(edit) : [];
  if (understood === null) return changes;
  const { snapMeters, countedAfter, action } = understood;
  return [
    ...changes,
    ...(snapMeters === null ? [] : [words.road(snapMeters)]),
    ...(action === "fermer" ? [] : [countedAfter ? words.counted : words.notCounted]),
  ];
}

function changesOf({ type, format, hours }: Extract<Edit, { action: "modifier" }>): string[] {
  return [
    ...(type === undefined ? [] : [words.type(types[type] ?? type)]),
    ...(format === undefined ? [] : [words.format(formats[format] ?? format)]),
    ...(hours === undefined ? [] : [words.hours]),
  ];
}
