import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { Input, TextArea, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isEnter } from "../app/keys";
import css from "./canvas.module.css";
import { followCard, wordedOf, wordsOf, writeWords } from "./document";
import { wordsOn } from "./labels";
import { useHere, useShown } from "./session";
import type { Card } from "./shapes";
import { moved, spliced, spliceOf } from "./splicing";

const MOST = 20_000;
type Place = HTMLInputElement | HTMLTextAreaElement;

/**
 * Write on a note, a label, a frame or a link, in its place. Each sign is on the table as soon as it is written, and what
 * others write on the same card meanwhile comes in where they write it; Escape and a press elsewhere end the writing.
 */
export function WordsEditor({ card }: { card: Card }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const field = wordedOf(card.kind);
  const titled = field === "title";
  const first = titled ? card.title : wordsOn(card, t, works);
  const [words, setWords] = useState(first);
  // What the table has, and what the field shows: others may write between two pictures of it.
  const shared = useRef(first);
  const shown = useRef(first);
  const place = useRef<Place>(null);
  const caret = useRef<readonly [number, number]>(undefined);
  // While a sign is put together (a dead key, an input method), nothing else is written into the field.
  const composing = useRef(false);
  const hear = useRef<() => void>(() => undefined);
  useEffect(() => {
    session.beacon?.tell({ editing: card.id });
    session.undoing.cut();
    hear.current = () => {
      if (composing.current) return;
      const now = wordsOf(session.table, card.id, field);
      if (now === undefined || now === shared.current || (shared.current === first && now === card.text)) return;
      const change = spliceOf(shared.current, now);
      shared.current = now;
      const element = place.current;
      if (element !== null) caret.current = [moved(element.selectionStart ?? 0, change), moved(element.selectionEnd ?? 0, change)];
      setWords(now);
    };
    const stop = followCard(session.table, card.id, () => hear.current());
    return () => {
      stop();
      session.undoing.cut();
      session.beacon?.tell({ editing: undefined });
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what stood there when writing began is what a rule's label begins with.
  }, [session, card.id, field]);
  useLayoutEffect(() => {
    shown.current = words;
    if (caret.current === undefined) return;
    place.current?.setSelectionRange(...caret.current);
    caret.current = undefined;
  }, [words]);
  const write = (next: string): void => {
    const before = shared.current;
    const written = spliceOf(shown.current, next);
    if (written === undefined) return;
    const late = spliceOf(shown.current, before);
    const after = spliced(before, { ...written, at: moved(written.at, late) });
    shared.current = after;
    shown.current = next;
    writeWords(session.table, card.id, field, before, after);
    setWords(after);
  };
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
      onChange={write}
      onCompositionStart={() => (composing.current = true)}
      onCompositionEnd={() => {
        composing.current = false;
        hear.current();
      }}
      onBlur={() => session.board.editing.get() === card.id && session.board.editing.set(undefined)}
      onKeyDown={(event) => {
        if (event.key === "Escape" || (isEnter(event) && (titled || card.kind === "label" || event.ctrlKey || event.metaKey))) end();
        else event.continuePropagation();
      }}
      className={css["writing"] ?? ""}
      data-kind={card.kind}
      data-over
      style={{ left: card.x, top: card.kind === "frame" ? card.y - 40 : card.y, width: card.w, height: card.kind === "frame" ? 40 : card.h }}
    >
      {titled || card.kind === "label" ? <Input ref={place as RefObject<HTMLInputElement>} /> : <TextArea ref={place as RefObject<HTMLTextAreaElement>} />}
    </TextField>
  );
}
