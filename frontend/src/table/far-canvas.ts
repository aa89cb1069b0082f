import { useEffect, useRef, type RefObject } from "react";
import { drawFar, inksOf } from "./far";
import { useTranslation } from "react-i18next";
import { roomOf } from "./arrange";
import { seen } from "./camera";
import type { TableState } from "./document";
import { wordsOn } from "./labels";
import { LineGrid } from "./line-grid";
import type { Session, Works } from "./session";
import type { Card } from "./shapes";
import { struckIn } from "./shown";
import { FAR } from "./thumbs";
import { openThumbnails } from "./thumbnails";
import type { Grid } from "./windowing";

/** Draw the table on one canvas while it is seen from far; one drawing a frame at most. */
export function useFarCanvas(canvas: RefObject<HTMLCanvasElement | null>, session: Session, state: TableState, works: Works, grid: Grid): void {
  const { t } = useTranslation();
  const latest = useRef({ state, works, t });
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context == null) return;
    const { board } = session;
    let frame: number | undefined;
    const soon = (): void => {
      if (board.camera.get().zoom < FAR) frame ??= requestAnimationFrame(draw);
    };
    const thumbs = openThumbnails(soon);
    const lines = new LineGrid();
    let inks = inksOf(element);
    let told: TableState["cards"] | undefined;
    let rooms: ReadonlyMap<string, number> | undefined;
    let order: { of: TableState["cards"]; cards: readonly Card[] } | undefined;

    const draw = (): void => {
      frame = undefined;
      const camera = board.camera.get();
      const size = board.size.get();
      if (camera.zoom >= FAR) return;
      const pixels = Math.min(2, devicePixelRatio);
      const width = Math.round(size.w * pixels);
      const height = Math.round(size.h * pixels);
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const { cards, links } = latest.current.state;
      const view = seen(camera, size);
      if (order?.of !== cards) order = { of: cards, cards: [...cards.values()].filter((card) => card.bin === undefined).toSorted((a, b) => a.z - b.z) };
      if (told !== cards) {
        told = cards;
        rooms = roomOf(order.cards.filter((card) => card.kind === "label"));
      }
      const drag = board.drag.get();
      const inView = order.cards.length > 300 ? grid.within(view) : undefined;
      drawFar(
        context,
        {
          camera, size, links: [...lines.within(view, latest.current.state)].flatMap((id) => links.get(id) ?? []), byId: cards, works: latest.current.works, selected: board.selection.get().ids,
          cards: inView === undefined || inView.size > order.cards.length * 0.8 ? order.cards : order.cards.filter((card) => inView.has(card.id) || drag?.ids.has(card.id)),
          moved: (card) => (drag?.ids.has(card.id) === true ? { ...card, x: card.x + drag.dx, y: card.y + drag.dy } : card),
          room: (card) => rooms?.get(card.id) ?? 0,
          wordsOn: (card) => {
            const { t: say, works: all } = latest.current;
            const struck = struckIn(card.told?.act, all).length;
            return struck === 0 ? wordsOn(card, say, all) : `${wordsOn(card, say, all)} · ${say("table.struck.count", { count: struck })}`;
          },
        },
        inks,
        thumbs,
        pixels,
      );
    };
    again.current = soon;
    const themed = new MutationObserver(() => {
      inks = inksOf(element);
      soon();
    });
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const stops = [board.camera, board.size, board.selection, board.drag].map((one) => one.subscribe(soon));
    soon();
    return () => {
      for (const stop of stops) stop();
      themed.disconnect();
      thumbs.close();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [canvas, session, grid]);

  useEffect(() => {
    latest.current = { state, works, t };
    again.current();
  }, [state, works, t]);
}
