import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { WorkRow } from "../api/types";
import { wordsOn } from "./labels";
import { useShown } from "./session";
import type { Card } from "./shapes";

/** What whoever made it did, in a word (`table.by.*`). */
export function deedOf(row: WorkRow): string {
  if (row.kind === "draft") return row.by.kind === "rule" ? "composed" : row.by.kind === "model" ? "proposed" : "corrected";
  return row.kind === "edition" ? "edition" : "brought";
}

const isOpen = (row: WorkRow): boolean => row.state === "open" || row.state === "draft";
const joined = (parts: readonly string[], by: string): string => parts.filter((part) => part !== "").join(by);

/** What is heard of a card after what is read on it. */
export function useHeard(): (card: Card, row: WorkRow | undefined) => string {
  const { t } = useTranslation();
  return useCallback((card, row) => (card.kind !== "work" ? t(`table.cards.${card.kind}`) : row === undefined ? "" : joined(heard(row, t), ", ")), [t]);
}

/** What a card is called, for those who hear the table: what is read on it first, word for word, then what its picture says to the eye. */
export function useSaid(): (card: Card, row: WorkRow | undefined) => string {
  const { t } = useTranslation();
  const works = useShown();
  return useCallback(
    (card, row) => {
      if (card.kind === "work") return row === undefined ? t("table.card.coming") : joined([readOn(row, t), ...heard(row, t)], ", ");
      const words = card.kind === "frame" ? card.title : card.kind === "link" ? card.title || card.url : wordsOn(card, t, works);
      const kind = t(`table.cards.${card.kind}`);
      return words === "" ? kind : t("table.card.is", { words: words.slice(0, 200), kind });
    },
    [t, works],
  );
}

function readOn(row: WorkRow, t: TFunction): string {
  if (row.kind === "idea" || row.kind === "line") {
    const title = row.headline !== null && row.headline !== row.title ? row.title : "";
    return joined([row.headline ?? row.title, title, row.by.name, isOpen(row) ? t("table.card.act", { act: row.act }) : t(`shell.states.${row.state}`)], " ");
  }
  const number = row.number === null ? "" : String(row.number);
  const deed = row.state === "refused" && row.reason !== "" ? row.reason : (row.faults[0] ?? t(`table.by.${deedOf(row)}`));
  return joined([number, row.title, deed, isOpen(row) ? "" : t(`shell.states.${row.state}`)], " ");
}

function heard(row: WorkRow, t: TFunction): string[] {
  const idea = row.kind === "idea" || row.kind === "line";
  return [
    t(`table.kinds.${row.kind}`),
    idea || row.headline === null ? "" : row.headline,
    (row.kind === "draft" || idea) && isOpen(row) ? t("shell.states.open") : "",
    idea ? "" : t("table.card.by", { kind: t(`shell.kinds.${row.by.kind}`), name: row.by.name }),
    row.kind === "edition" && row.credential !== null ? t(`shell.credentials.${row.credential}`, { defaultValue: row.credential }) : "",
    ...row.faults.slice(1),
  ];
}
