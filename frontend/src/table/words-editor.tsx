import { useEffect, useRef, useState } from "react";
import { Input, TextArea, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import css from "./canvas.module.css";
import { changeCard } from "./document";
import { wordsOn } from "./labels";
import { useHere } from "./session";
import type { Card } from "./shapes";

const MOST = 20_000;

/** Write on a note, a label, a frame or a link, in its place; Escape and a press elsewhere keep what was written. */
export function WordsEditor({ card }: { card: Card }) {
  const { t } = useTranslation();
  const session = useHere();
  const titled = card.kind === "frame" || card.kind === "link";
  const first = titled ? card.title : wordsOn(card, t);
  const [words, setWords] = useState(first);
  const latest = useRef(first);
  useEffect(() => {
    session.beacon?.tell({ editing: card.id });
    session.undoing.cut();
    return () => {
      session.beacon?.tell({ editing: undefined });
      if (latest.current !== first) changeCard(session.table, card.id, titled ? { title: latest.current } : { text: latest.current });
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was there when writing began is what is compared.
  }, [session, card.id]);
  const end = (): void => {
    session.board.editing.set(undefined);
    session.board.focus.set(session.board.focus.get() + 1);
  };
  return (
    <TextField
      aria-label={t("table.write", { kind: t(`table.cards.${card.kind}`) })}
      value={words}
      maxLength={titled ? 400 : MOST}
      autoFocus
      onChange={(next) => {
        latest.current = next;
        setWords(next);
      }}
      onBlur={() => session.board.editing.get() === card.id && session.board.editing.set(undefined)}
      onKeyDown={(event) => {
        if (event.key === "Escape" || (event.key === "Enter" && (titled || card.kind === "label" || event.ctrlKey || event.metaKey))) end();
        else event.continuePropagation();
      }}
      className={css["writing"] ?? ""}
      data-kind={card.kind}
      data-over
      style={{ left: card.x, top: card.kind === "frame" ? card.y - 40 : card.y, width: card.w, height: card.kind === "frame" ? 40 : card.h }}
    >
      {titled || card.kind === "label" ? <Input /> : <TextArea />}
    </TextField>
  );
}
