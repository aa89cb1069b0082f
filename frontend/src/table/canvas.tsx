import { useEffect, useLayoutEffect, useMemo, useRef, type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { inOrder, roomOf } from "./arrange";
import { revealing } from "./camera";
import css from "./canvas.module.css";
import { CardView } from "./cards";
import { useFarCanvas } from "./far-canvas";
import { around } from "./geometry";
import { useGestures, type Deeds } from "./gestures";
import { pressKey } from "./keyboard";
import { Lines } from "./lines";
import { useMounted } from "./mounting";
import { Overlay } from "./overlay";
import type { Present } from "./presence";
import { useHere, useShown, useTableState, type Session } from "./session";
import { useCell } from "./state";
import { Strip } from "./strip";
import { Grid } from "./windowing";

/** Spacing of the paper's dots, in table units. */
const DOTS = 40;

/** The table itself: paper, lines, the cards in and round the view, and what stands over them. */
export function Canvas({ deeds, others, children }: { deeds: RefObject<Deeds>; others: readonly Present[]; children?: ReactNode }) {
  const { t } = useTranslation();
  const session = useHere();
  const works = useShown();
  const { board } = session;
  const state = useTableState(session);
  const grid = useMemo(() => new Grid(), []);
  const host = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  const far = useRef<HTMLCanvasElement>(null);
  const tool = useCell(board.tool);
  const selection = useCell(board.selection);
  const editing = useCell(board.editing);
  const mounted = useMounted(session, state, grid);

  useSize(host, board.size);
  useGestures(host, session, grid, deeds);
  useView(session, paper, world, over);
  useDragged(session, world);
  useFarCanvas(far, session, state, works, grid);
  useActiveFocus(session, host, mounted.ids);

  const order = useMemo(() => {
    const cards = [...state.cards.values()].filter((card) => card.bin === undefined);
    return new Map(inOrder(cards).map((card, index) => [card.id, index + 1]));
  }, [state.cards]);
  const rooms = useMemo(() => roomOf([...state.cards.values()].filter((card) => card.kind === "label" && card.bin === undefined)), [state.cards]);
  // Who writes on a card is told before who has merely picked it.
  const held = useMemo(() => new Map([...others.flatMap((other) => other.selected.map((id) => [id, other] as const)), ...others.flatMap((other) => (other.editing === undefined ? [] : [[other.editing, other] as const]))]), [others]);
  const shown = mounted.ids.flatMap((id) => {
    const card = state.cards.get(id);
    return card === undefined || card.bin !== undefined ? [] : [card];
  });
  const reachable = selection.active !== undefined && state.cards.has(selection.active);

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears for the list within it, and for the pointer.
    <div ref={host} className={css["host"]} data-tool={tool} tabIndex={-1} onKeyDown={(event) => onTheHost(event) && pressKey(event, session, (card) => deeds.current.open(card))}>
      <canvas ref={far} className={css["far"]} aria-hidden hidden={!mounted.far} />
      <div
        ref={world}
        className={css["world"]}
        data-far={mounted.far || undefined}
        data-small={mounted.zoom < 0.7 || undefined}
        style={{ "--legible": Math.min(2.9, Math.max(1, 0.85 / mounted.zoom)), "--back": 1 / mounted.zoom } as CSSProperties}
        onFocus={(event) => bringToSight(session, event.target)}
        {...(order.size > 0 ? { role: "listbox", "aria-multiselectable": true, "aria-label": t("table.canvas", { count: order.size }), tabIndex: reachable ? -1 : 0 } : {})}
      >
        <div ref={paper} className={css["paper"]} role="presentation" />
        {!mounted.far && <Lines />}
        {shown.map((card) => {
          const other = held.get(card.id);
          return (
            <CardView
              key={card.id}
              card={card}
              row={card.work === undefined ? undefined : works.get(card.work)}
              selected={selection.ids.has(card.id)}
              active={selection.active === card.id}
              zoom={mounted.zoom}
              place={order.get(card.id) ?? 1}
              of={order.size}
              held={other?.colour}
              heldBy={other === undefined ? "" : other.editing === card.id ? t("table.writes", { name: other.name }) : other.name}
              editing={editing === card.id}
              room={rooms.get(card.id)}
            />
          );
        })}
      </div>
      <div ref={over} className={css["over"]}>
        <Overlay others={others} />
      </div>
      <SelectedStrip />
      {children}
    </div>
  );
}

/** The strip of what is selected, while nothing is under the hand. */
function SelectedStrip() {
  const session = useHere();
  const { board } = session;
  const { cards } = useTableState(session);
  const selection = useCell(board.selection);
  const busy = [useCell(board.drag), useCell(board.resize), useCell(board.editing), useCell(board.marquee), useCell(board.pull)].some((one) => one !== undefined);
  const selected = [...selection.ids].flatMap((id) => cards.get(id) ?? []).filter((card) => card.bin === undefined);
  const box = around(selected);
  return box === undefined || busy ? null : <Strip cards={selected} box={box} />;
}

/** Whatever takes the focus on the table is seen: by whichever way it came. */
function bringToSight({ board, table }: Session, target: Element): void {
  const id = target instanceof HTMLElement ? target.dataset["card"] : undefined;
  const card = id === undefined ? undefined : table.read().cards.get(id);
  if (card !== undefined) board.camera.set(revealing(board.camera.get(), card, board.size.get()));
}

/** Keys that were pressed on the table, and not in what stands over it or was opened from it. */
const onTheHost = (event: KeyboardEvent<HTMLElement>): boolean =>
  event.target instanceof Element && event.currentTarget.contains(event.target) && event.target.closest("[data-over]") === null;

function useSize(host: RefObject<HTMLElement | null>, size: Session["board"]["size"]): void {
  useLayoutEffect(() => {
    const element = host.current;
    if (element === null) return;
    const measure = (): void => size.set({ w: element.clientWidth, h: element.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, [host, size]);
}

/** Move the layers with the camera, at most once a frame, without rendering anything. */
function useView({ board }: Session, paper: RefObject<HTMLElement | null>, world: RefObject<HTMLElement | null>, over: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const layers = [world.current, over.current].filter((layer) => layer !== null);
    const ground = paper.current;
    let frame: number | undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    let zoom = 0;
    const apply = (): void => {
      frame = undefined;
      const camera = board.camera.get();
      const move = `translate(${-camera.x * camera.zoom}px, ${-camera.y * camera.zoom}px) scale(${camera.zoom})`;
      for (const layer of layers) layer.style.transform = move;
      if (zoom === camera.zoom) return;
      zoom = camera.zoom;
      over.current?.style.setProperty("--unzoom", String(1 / zoom));
      clearTimeout(rest);
      rest = setTimeout(sharpen, 200);
    };
    // A layer that moves is drawn once and shifted. When it has come to rest at another size it is drawn anew.
    const sharpen = (): void => {
      for (const layer of layers) layer.style.willChange = "auto";
      requestAnimationFrame(() => requestAnimationFrame(() => layers.forEach((layer) => layer.style.removeProperty("will-change"))));
    };
    // The paper is part of the world, as large as what is mounted: the cards on it are then one layer with it, not one each.
    const lay = (): void => {
      if (ground === null) return;
      const { x, y, w, h } = board.area.get();
      let gap = DOTS;
      while (gap * board.camera.get().zoom < 22) gap *= 2;
      const left = Math.floor(x / gap) * gap;
      const top = Math.floor(y / gap) * gap;
      Object.assign(ground.style, { left: `${left}px`, top: `${top}px`, width: `${w + gap}px`, height: `${h + gap}px` });
      ground.style.setProperty("--gap", `${gap}px`);
      ground.style.setProperty("--dot", `${1.1 / board.camera.get().zoom}px`);
    };
    const moved = (): void => {
      frame ??= requestAnimationFrame(apply);
    };
    apply();
    lay();
    const stops = [board.camera.subscribe(moved), board.area.subscribe(lay)];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(rest);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [board, paper, world, over]);
}

/** Cards under the hand follow it as elements; the document hears of it when they are put down. */
function useDragged({ board }: Session, world: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    let moved: HTMLElement[] = [];
    let frame: number | undefined;
    const apply = (): void => {
      frame = undefined;
      const drag = board.drag.get();
      const resize = board.resize.get();
      for (const element of moved) element.style.transform = "";
      moved = [];
      if (drag !== undefined) {
        for (const id of drag.ids) {
          const element = world.current?.querySelector<HTMLElement>(`#${CSS.escape(`card-${id}`)}`);
          if (element == null) continue;
          element.style.transform = `translate(${drag.dx}px, ${drag.dy}px)`;
          moved.push(element);
        }
      }
      const sized = resize === undefined ? null : world.current?.querySelector<HTMLElement>(`#${CSS.escape(`card-${resize.id}`)}`);
      if (resize !== undefined && sized != null) {
        sized.style.width = `${resize.w}px`;
        sized.style.height = `${resize.h}px`;
      }
    };
    const hear = (): void => {
      // What is put down is placed by the document in the same frame: no card jumps back between.
      frame ??= requestAnimationFrame(apply);
    };
    const stops = [board.drag.subscribe(hear), board.resize.subscribe(hear)];
    return () => {
      for (const stop of stops) stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [board, world]);
}

/** Give the focus to the active card when a key went to it, as soon as it is an element. */
function useActiveFocus({ board }: Session, host: RefObject<HTMLElement | null>, mounted: readonly string[]): void {
  const asked = useCell(board.focus);
  const given = useRef(asked);
  useEffect(() => {
    if (asked === given.current) return;
    const { active } = board.selection.get();
    const element = active === undefined ? null : host.current?.querySelector<HTMLElement>(`#${CSS.escape(`card-${active}`)}`);
    if (element == null) return;
    given.current = asked;
    element.focus({ preventScroll: true });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the card may become an element only later.
  }, [asked, board, host, mounted]);
}
