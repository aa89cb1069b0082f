import { useEffect, useRef, useState } from "react";
import { seen } from "./camera";
import type { TableState } from "./document";
import { overscanned, within, type Box } from "./geometry";
import type { Session } from "./session";
import { FAR } from "./thumbs";
import { Grid, nextSlice, OVERSCAN } from "./windowing";

/** The cards that are elements now: those in and round the view, the active one, those under the hand. Whole only when near. */
export interface Mounted {
  readonly ids: readonly string[];
  readonly far: boolean;
  readonly zoom: number;
}

const NONE: Mounted = { ids: [], far: false, zoom: 1 };

export function useMounted({ board, table }: Session, state: TableState, grid: Grid): Mounted {
  const [mounted, setMounted] = useState<Mounted>(NONE);
  const now = useRef(NONE);
  const renew = useRef<() => void>(() => undefined);

  useEffect(() => {
    let window: Box | undefined;
    let zoom = 0;
    let frame: number | undefined;
    let settling: ReturnType<typeof setTimeout> | undefined;
    let wanted: ReadonlySet<string> = new Set();

    const show = (next: Mounted): void => {
      if (next.ids === now.current.ids && next.far === now.current.far && next.zoom === now.current.zoom) return;
      now.current = next;
      setMounted(next);
    };
    const step = (): void => {
      frame = undefined;
      const camera = board.camera.get();
      const cards = table.read().cards;
      const { mounted: ids, complete } = nextSlice(now.current.ids, wanted, (id) => cards.get(id), seen(camera, board.size.get()));
      show({ ids, far: camera.zoom < FAR, zoom: now.current.zoom });
      if (!complete) frame = requestAnimationFrame(step);
    };
    const look = (again: boolean): void => {
      const camera = board.camera.get();
      const size = board.size.get();
      if (size.w === 0) return;
      const view = seen(camera, size);
      // The size of pictures follows when the zoom has come to rest.
      if (camera.zoom !== zoom) {
        zoom = camera.zoom;
        clearTimeout(settling);
        settling = setTimeout(() => show({ ...now.current, zoom: board.camera.get().zoom }), now.current.ids.length === 0 ? 0 : 180);
      }
      const far = camera.zoom < FAR;
      const stays = window !== undefined && within(view, window) && view.w * 3 > window.w && far === now.current.far;
      if (stays && !again) return;
      window = overscanned(view, OVERSCAN);
      board.area.set(window);
      const found = far ? new Set<string>() : grid.within(window);
      const { active } = board.selection.get();
      if (active !== undefined) found.add(active);
      board.drag.get()?.ids.forEach((id) => far || found.add(id));
      wanted = found;
      frame ??= requestAnimationFrame(step);
    };
    renew.current = () => look(true);
    const moved = (): void => look(false);
    const again = (): void => look(true);
    const stops = [board.camera.subscribe(moved), board.size.subscribe(again), board.selection.subscribe(again)];
    look(true);
    return () => {
      for (const stop of stops) stop();
      clearTimeout(settling);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [board, table, grid]);

  useEffect(() => {
    // What is in the bin lies nowhere.
    for (const id of grid.ids()) if (state.cards.get(id)?.bin !== undefined || !state.cards.has(id)) grid.drop(id);
    for (const card of state.cards.values()) if (card.bin === undefined) grid.put(card.id, card);
    renew.current();
  }, [state.cards, grid]);

  return mounted;
}
