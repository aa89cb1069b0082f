import { memo } from "react";
import css from "./canvas.module.css";
import { NewRemark, RemarkPin } from "./comments";
import { around } from "./geometry";
import type { Present } from "./presence";
import { useHere, useTableState } from "./session";
import { useCell } from "./state";
import { WordsEditor } from "./words-editor";

/** What stands over the cards, in their coordinates: others' cursors, snapping lines, what is being drawn, written or decided. */
export const Overlay = memo(function Overlay({ others }: { others: readonly Present[] }) {
  const session = useHere();
  const { board } = session;
  const { cards, remarks } = useTableState(session);
  const marquee = useCell(board.marquee);
  const drag = useCell(board.drag);
  const resize = useCell(board.resize);
  const selection = useCell(board.selection);
  const saying = useCell(board.saying);
  const editing = useCell(board.editing);
  const tool = useCell(board.tool);
  const selected = [...selection.ids].flatMap((id) => {
    const card = cards.get(id);
    return card === undefined || card.bin !== undefined ? [] : [resize?.id === id ? { ...card, w: resize.w, h: resize.h } : card];
  });
  const box = around(selected);
  const alone = selected.length === 1 ? selected[0] : undefined;
  const edited = editing === undefined ? undefined : cards.get(editing);
  return (
    <>
      {box !== undefined && selected.length > 1 && drag === undefined && <span className={css["selected"]} style={{ left: box.x, top: box.y, width: box.w, height: box.h }} aria-hidden />}
      {alone !== undefined && drag === undefined && tool === "select" && (
        <span className={css["handle"]} data-resize={alone.id} style={{ left: alone.x + alone.w, top: alone.y + alone.h }} aria-hidden />
      )}
      {marquee !== undefined && <span className={css["marquee"]} style={{ left: marquee.x, top: marquee.y, width: marquee.w, height: marquee.h }} aria-hidden />}
      {drag?.lines.map((line) => (
        <span
          key={`${line.way}${line.at}`}
          className={css["snap"]}
          data-way={line.way}
          style={line.way === "down" ? { left: line.at, top: line.from, height: line.to - line.from } : { left: line.from, top: line.at, width: line.to - line.from }}
          aria-hidden
        />
      ))}
      {[...remarks.values()].map((remark) => {
        const card = remark.card === undefined ? undefined : cards.get(remark.card);
        return remark.done || card?.bin !== undefined ? null : <RemarkPin key={remark.id} remark={remark} card={card} />;
      })}
      {saying !== undefined && <NewRemark key={`${saying.at.x} ${saying.at.y}`} at={saying.at} card={saying.card} />}
      {edited !== undefined && <WordsEditor key={edited.id} card={edited} />}
      {others.map((other) => other.cursor !== undefined && (
        <span key={other.client} className={css["cursor"]} style={{ left: other.cursor.x, top: other.cursor.y, color: other.colour }} aria-hidden>
          <svg width="16" height="20" viewBox="0 0 16 20">
            <path d="M1 1l13 9-6 1-3 7z" fill="currentcolor" stroke="var(--card)" strokeWidth="1.5" />
          </svg>
          <b style={{ background: other.colour }}>{other.name}</b>
        </span>
      ))}
    </>
  );
});
