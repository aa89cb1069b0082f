import { useEffect, useEffectEvent, useRef, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { toTable } from "./camera";
import { addCards } from "./document";
import { freeNear } from "./arrange";
import type { Box, Point } from "./geometry";
import { hostOf } from "./cards";
import { onTheTable } from "./keyboard";
import { brought, type Brought } from "./pasting";
import { only } from "./selection";
import type { Session } from "./session";
import { inSight } from "./table-actions";

/** Files, words and addresses that are pasted, dropped or chosen: files are asked about, the rest lies on the table at once. */
export function useBringing(session: Session): {
  choose: () => void;
  input: ReactNode;
  drop: { onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void };
} {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const take = ({ files, links, notes }: Brought, at: Point, dropped = false): void => {
    // What is dropped lies where it was dropped; the rest on nothing that is there.
    if (files.length > 0) session.board.question.set({ kind: "bring", files, at, free: !dropped });
    const cards = [
      ...links.map((url, index) => ({ kind: "link" as const, url, title: hostOf(url), x: at.x, y: at.y + index * 110, w: 280, h: 90 })),
      ...notes.map((text, index) => ({ kind: "note" as const, text, x: at.x + index * 30, y: at.y + index * 30, w: 260, h: Math.min(480, 90 + Math.ceil(text.length / 28) * 26) })),
    ];
    if (cards.length === 0) return;
    const taken: Box[] = onTheTable(session.table.read().cards).filter((card) => card.kind !== "frame");
    const free = cards.map((card) => {
      const place = dropped ? card : freeNear(card, taken);
      const laid = { ...card, x: Math.round(place.x), y: Math.round(place.y) };
      taken.push(laid);
      return laid;
    });
    session.undoing.cut();
    session.board.selection.set(only(addCards(session.table, free)));
  };

  const paste = useEffectEvent((event: ClipboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.clipboardData === null || target?.closest("input,textarea,[contenteditable=true],[role=dialog]") != null) return;
    const what = brought(event.clipboardData);
    if (what.files.length + what.links.length + what.notes.length === 0) return;
    event.preventDefault();
    take(what, inSight(session));
  });
  useEffect(() => {
    const hear = (event: ClipboardEvent): void => paste(event);
    window.addEventListener("paste", hear);
    return () => window.removeEventListener("paste", hear);
  }, []);

  return {
    choose: () => chooser.current?.click(),
    input: (
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t("table.tools.bring")}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) take({ files, links: [], notes: [] }, inSight(session));
        }}
      />
    ),
    drop: {
      onDragOver: (event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDrop: (event) => {
        event.preventDefault();
        const host = (event.target as Element).closest("[data-tool]")?.getBoundingClientRect();
        const at = host === undefined ? inSight(session) : toTable(session.board.camera.get(), { x: event.clientX - host.left, y: event.clientY - host.top });
        take(brought(event.dataTransfer), at, true);
      },
    },
  };
}
