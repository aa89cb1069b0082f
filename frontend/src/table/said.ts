import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { WorkRow } from "../api/types";
import type { Card } from "./shapes";

/** What a card is called, for those who hear the table: what it is, its state, who made it, what is wrong with it. */
export function useSaid(): (card: Card, row: WorkRow | undefined) => string {
  const { t } = useTranslation();
  return useCallback(
    (card, row) => {
      if (card.kind === "work") {
        if (row === undefined) return t("table.card.coming");
        const name = row.number !== null ? t("table.card.numbered", { number: row.number, title: row.title }) : row.title;
        const parts = [
          t(`table.kinds.${row.kind}`),
          name,
          row.headline !== null && row.headline !== row.title ? row.headline : "",
          row.kind === "draft" || row.kind === "idea" || row.state !== "open" ? t(`shell.states.${row.state}`) : "",
          t("table.card.by", { kind: t(`shell.kinds.${row.by.kind}`), name: row.by.name }),
          row.credential === null || row.kind !== "edition" ? "" : t(`shell.credentials.${row.credential}`, { defaultValue: row.credential }),
          row.reason,
          ...row.faults,
        ];
        return parts.filter((part) => part !== "").join(", ");
      }
      const words = card.kind === "frame" ? card.title : card.kind === "link" ? (card.title === "" ? card.url : card.title) : card.text;
      return words === "" ? t(`table.cards.${card.kind}`) : t("table.card.is", { kind: t(`table.cards.${card.kind}`), words: words.slice(0, 200) });
    },
    [t],
  );
}
