import { RotateCcw, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { announce } from "../app/announce";
import { Button, Dialog, Empty, tellNote, Thumb } from "../app/pieces";
import { Remarks, sayWhen } from "./comments";
import { dropCards, unbinCards } from "./document";
import css from "./sheets.module.css";
import { useSaid } from "./said";
import { useHere, useShown, useTableState } from "./session";
import { useCell } from "./state";
import { Versions } from "./versions";

/** What opens from the side of the table: the bin, the named versions, what was said. */
export function Sheets() {
  const { t } = useTranslation();
  const { board } = useHere();
  const sheet = useCell(board.sheet);
  return (
    <Dialog side isOpen={sheet !== "none"} onClose={() => board.sheet.set("none")} title={sheet === "none" ? "" : t(`table.sheets.${sheet}`)}>
      {sheet === "bin" && <Bin />}
      {sheet === "versions" && <Versions />}
      {sheet === "comments" && <Remarks />}
    </Dialog>
  );
}

function Bin() {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const said = useSaid();
  const { cards } = useTableState(session);
  const binned = [...cards.values()].filter((card) => card.bin !== undefined).toSorted((a, b) => ((a.bin ?? "") < (b.bin ?? "") ? 1 : -1));
  if (binned.length === 0) return <Empty title={t("table.bin.none")}>{t("table.bin.help")}</Empty>;
  const back = (ids: readonly string[]): void => {
    unbinCards(session.table, ids);
    announce(t("table.bin.back", { count: ids.length }));
  };
  // A work stands on the record, and would be laid down again: what people wrote on the table alone is theirs to delete.
  const written = binned.filter((card) => card.work === undefined);
  const drop = (ids: readonly string[]): void => {
    session.undoing.cut();
    dropCards(session.table, ids);
    session.undoing.cut();
    tellNote(t("table.bin.dropped", { count: ids.length }), { label: t("shell.undo"), run: () => void session.undoing.undo() });
  };
  return (
    <>
      <p>{t("table.bin.help")}</p>
      {binned.length > 1 && (
        <div>
          <Button small icon={RotateCcw} onPress={() => back(binned.map((card) => card.id))}>
            {t("table.bin.all")}
          </Button>
          {written.length > 1 && (
            <Button small weight="quiet" icon={Trash2} onPress={() => drop(written.map((card) => card.id))}>
              {t("table.bin.dropAll")}
            </Button>
          )}
        </div>
      )}
      <ul className={css["list"]}>
        {binned.map((card) => {
          const row = card.work === undefined ? undefined : works.get(card.work);
          return (
            <li key={card.id}>
              {row !== undefined && <span className={css["thumb"]}><Thumb work={row.image ?? row.id} size={64} alt="" /></span>}
              <span className={css["words"]}>
                {said(card, row)}
                <small>{t("table.bin.since", { at: sayWhen(card.bin ?? "") })}</small>
              </span>
              <Button small icon={RotateCcw} onPress={() => back([card.id])}>
                {t("table.bin.putBack")}
              </Button>
              {card.work === undefined && (
                <Button small weight="quiet" icon={Trash2} onPress={() => drop([card.id])}>
                  {t("table.bin.drop")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
