import type { TFunction } from "i18next";
import type { WorkRow } from "../api/types";

/** What a work is, in a word: a draft with its number. */
export const nameOfKind = (t: TFunction, row: Pick<WorkRow, "kind" | "number">): string =>
  row.kind === "draft" && row.number !== null ? t("work.numbered", { number: row.number }) : t(`work.kinds.${row.kind}`);

/** The role in which a work stands in an act; the record's own name of it where there is no word. */
export const nameOfRole = (t: TFunction, role: string): string => t(`work.roles.${role}`, { defaultValue: role });
