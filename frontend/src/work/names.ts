import type { TFunction } from "i18next";
import type { LineageNode, WorkRow } from "../api/types";

/** What a work is, in a word: a draft with its number. */
export const nameOfKind = (t: TFunction, row: Pick<WorkRow, "kind" | "number">): string =>
  row.kind === "draft" && row.number !== null ? t("work.numbered", { number: row.number }) : t(`work.kinds.${row.kind}`);

/** What a title says beyond that of the work whose page it is: of "Night · Card" beside "Night · 3", the card. */
export function beside(title: string, own: string): string {
  const stem = own.split(" · ").slice(0, -1).join(" · ");
  return stem !== "" && title.startsWith(`${stem} · `) ? title.slice(stem.length + 3) : title;
}

/** The same for a work of a lineage; a draft is called by its number. */
export function titleOf(t: TFunction, node: Pick<LineageNode, "title" | "role">, own: string): string {
  const name = beside(node.title, own);
  if (node.role === "draft" && /^\d+$/.test(name)) return t("work.numbered", { number: name });
  return node.role === "idea" && /^i\d+$/.test(name) ? t("work.ideaNumbered", { number: name.slice(1) }) : name;
}

/** The role in which a work stands in an act; the record's own name of it where there is no word. */
export const nameOfRole = (t: TFunction, role: string): string => t(`work.roles.${role}`, { defaultValue: role });
