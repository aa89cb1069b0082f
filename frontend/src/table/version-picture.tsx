import { ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../app/pieces";
import { roomOf } from "./arrange";
import { fitted, panned, stepped, zoomedAt, type Camera, type Size } from "./camera";
import type { TableState } from "./document";
import { drawFar, inksOf } from "./far";
import { around } from "./geometry";
import { wordsOn } from "./labels";
import type { Works } from "./session";
import type { Card } from "./shapes";
import { openThumbnails, type Thumbnails } from "./thumbnails";
import css from "./versions.module.css";

const ROOM = { left: 18, top: 24, right: 18, bottom: 18 };
const NONE: ReadonlySet<string> = new Set();

/** A table as it stood, drawn as the living one is seen from far: it can be moved and come nearer to, and nothing else. */
export function VersionPicture({ state, works, label }: { state: TableState; works: Works; label: string }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const thumbs = useRef<Thumbnails>(undefined);
  const held = useRef<{ x: number; y: number }>(undefined);
  const [size, setSize] = useState<Size>();
  const [moved, setMoved] = useState<Camera>();
  const [arrived, setArrived] = useState(0);
  const cards = standing(state);
  const box = around(cards);
  const camera = moved ?? (size === undefined || box === undefined ? undefined : fitted(box, size, ROOM, 1));

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setSize({ w: element.clientWidth, h: element.clientHeight }));
    watch.observe(element);
    const opened = openThumbnails(() => setArrived((count) => count + 1));
    thumbs.current = opened;
    return () => {
      watch.disconnect();
      opened.close();
    };
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context == null || camera === undefined || size === undefined || thumbs.current === undefined) return;
    const pixels = Math.min(2, devicePixelRatio);
    element.width = Math.round(size.w * pixels);
    element.height = Math.round(size.h * pixels);
    const rooms = roomOf(cards.filter((card) => card.kind === "label"));
    drawFar(
      context,
      {
        camera, size, cards, works, links: state.links.values(), byId: state.cards, selected: NONE,
        moved: (card) => card,
        wordsOn: (card) => wordsOn(card, t, works),
        room: (card) => rooms.get(card.id) ?? 0,
      },
      inksOf(element),
      thumbs.current,
      pixels,
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cards are the state's; a picture that came is drawn.
  }, [state, works, size, camera?.x, camera?.y, camera?.zoom, arrived, t]);

  const zoom = (way: 1 | -1): void => {
    if (camera !== undefined && size !== undefined) setMoved(zoomedAt(camera, { x: size.w / 2, y: size.h / 2 }, stepped(camera.zoom, way)));
  };
  const drag = (event: PointerEvent<HTMLCanvasElement>): void => {
    const from = held.current;
    if (from === undefined || camera === undefined) return;
    held.current = { x: event.clientX, y: event.clientY };
    setMoved(panned(camera, event.clientX - from.x, event.clientY - from.y));
  };
  return (
    <div className={css["picture"]}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={drag}
        onPointerUp={() => (held.current = undefined)}
        onPointerCancel={() => (held.current = undefined)}
      />
      <div>
        <IconButton icon={ZoomOut} label={t("table.view.further")} onPress={() => zoom(-1)} />
        <IconButton icon={ZoomIn} label={t("table.view.nearer")} onPress={() => zoom(1)} />
      </div>
    </div>
  );
}

/** What lies on a table, the lowest first; the bin is not the table. */
export const standing = (state: TableState): Card[] => [...state.cards.values()].filter((card) => card.bin === undefined).toSorted((a, b) => a.z - b.z);
