import { useEffect, type RefObject } from "react";
import { panned, pinched, toTable, wheelFactor, zoomedAt } from "./camera";
import * as edits from "./document";
import { withWhatBelongs, groupOf } from "./frames";
import { around, between, overlaps, type Box, type Point } from "./geometry";
import { cardAt } from "./hit";
import { hearHolding } from "./holding";
import { placeCarried, resizedTo } from "./resizing";
import { NOTHING, only, toggled } from "./selection";
import type { Session } from "./session";
import type { Card } from "./shapes";
import { snapped } from "./snapping";
import type { Grid } from "./windowing";

/** What a press on the table has become. */
type Press =
  | { kind: "pan"; last: Point }
  | { kind: "card"; card: Card; start: Point; add: boolean }
  | { kind: "drag"; start: Point; ids: ReadonlySet<string>; box: Box; others: readonly Box[] }
  | { kind: "marquee"; start: Point; add: boolean }
  | { kind: "pull"; from: string }
  | { kind: "resize"; card: Card; start: Point };

const FURTHER = 4;
const SNAP = 6;

export interface Deeds {
  open(card: Card): void;
  place(tool: "note" | "label" | "frame", at: Point): void;
  menu(at: Point, card: Card | undefined): void;
}

/** Pan, zoom, select, drag, draw lines: by mouse, pen and fingers, on the element of the table. */
export function useGestures(element: RefObject<HTMLElement | null>, session: Session, grid: Grid, deeds: RefObject<Deeds>): void {
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const { board, table } = session;
    const fingers = new Map<number, Point>();
    let press: Press | undefined;
    let space = false;
    let spent = false;

    const place = (event: { clientX: number; clientY: number }): Point => {
      const box = host.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const cards = (): ReadonlyMap<string, Card> => table.read().cards;
    const under = (at: Point): Card | undefined => cardAt(at, board.camera.get(), grid, cards());

    const down = (event: PointerEvent): void => {
      if ((event.target as Element).closest("[data-over]") !== null) return;
      const at = place(event);
      if (event.pointerType === "touch") {
        fingers.set(event.pointerId, at);
        if (fingers.size === 2) {
          drop();
          return;
        }
      }
      if (event.button === 2) return;
      host.setPointerCapture(event.pointerId);
      press = begin(event, at);
      if (event.pointerType !== "touch") event.preventDefault();
      host.focus({ preventScroll: true });
    };

    const begin = (event: PointerEvent, at: Point): Press => {
      const tool = board.tool.get();
      const touch = event.pointerType === "touch";
      if (event.button === 1 || space || tool === "hand") {
        spent = true;
        return { kind: "pan", last: at };
      }
      if (board.carried.get() !== undefined) {
        placeCarried(session, toTable(board.camera.get(), at));
        return { kind: "pan", last: at };
      }
      const handle = (event.target as Element).closest<HTMLElement>("[data-resize]")?.dataset["resize"];
      const resized = handle === undefined ? undefined : cards().get(handle);
      if (resized !== undefined) return { kind: "resize", card: resized, start: at };
      const card = under(at);
      if (tool === "connect" && card !== undefined) {
        board.pull.set({ from: card.id, to: toTable(board.camera.get(), at) });
        return { kind: "pull", from: card.id };
      }
      if (card !== undefined && tool === "select") {
        // A finger moves only what it has taken before; else it moves the paper.
        if (touch && !board.selection.get().ids.has(card.id)) return { kind: "pan", last: at };
        return { kind: "card", card, start: at, add: event.shiftKey };
      }
      return touch ? { kind: "pan", last: at } : { kind: "marquee", start: at, add: event.shiftKey };
    };

    const startDrag = (card: Card, start: Point, add: boolean): Press => {
      if (!board.selection.get().ids.has(card.id)) {
        const ids = groupOf(card, cards());
        board.selection.set(add ? toggled(board.selection.get(), ids) : only(ids, card.id));
      }
      const ids = withWhatBelongs(board.selection.get().ids, cards());
      const boxes = [...ids].flatMap((id) => cards().get(id) ?? []);
      const camera = board.camera.get();
      const size = board.size.get();
      const view = { x: camera.x, y: camera.y, w: size.w / camera.zoom, h: size.h / camera.zoom };
      const others = [...grid.within(view)].filter((id) => !ids.has(id)).flatMap((id) => cards().get(id) ?? []);
      session.undoing.cut();
      return { kind: "drag", start, ids, box: around(boxes) ?? card, others: others.length > 300 ? [] : others };
    };

    const move = (event: PointerEvent): void => {
      const at = place(event);
      const camera = board.camera.get();
      session.beacon?.tell({ cursor: toTable(camera, at) });
      if (fingers.has(event.pointerId)) {
        if (fingers.size === 2) {
          const before = [...fingers.values()] as unknown as readonly [Point, Point];
          fingers.set(event.pointerId, at);
          board.camera.set(pinched(camera, before, [...fingers.values()] as unknown as readonly [Point, Point]));
          return;
        }
        fingers.set(event.pointerId, at);
      }
      if (press === undefined) return;
      if (press.kind === "card" && Math.hypot(at.x - press.start.x, at.y - press.start.y) > FURTHER) press = startDrag(press.card, press.start, press.add);
      if (press.kind === "pan") {
        board.camera.set(panned(camera, at.x - press.last.x, at.y - press.last.y));
        press = { ...press, last: at };
      } else if (press.kind === "drag") {
        const dx = (at.x - press.start.x) / camera.zoom;
        const dy = (at.y - press.start.y) / camera.zoom;
        const snap = event.altKey ? { dx: 0, dy: 0, lines: [] } : snapped({ ...press.box, x: press.box.x + dx, y: press.box.y + dy }, press.others, SNAP / camera.zoom);
        board.drag.set({ ids: press.ids, dx: dx + snap.dx, dy: dy + snap.dy, lines: snap.lines });
      } else if (press.kind === "marquee") board.marquee.set(between(toTable(camera, press.start), toTable(camera, at)));
      else if (press.kind === "pull") board.pull.set({ from: press.from, to: toTable(camera, at) });
      else if (press.kind === "resize") board.resize.set({ id: press.card.id, ...resizedTo(press.card, press.start, at, camera.zoom) });
    };

    const up = (event: PointerEvent): void => {
      const at = place(event);
      const was = press;
      const tapped = fingers.delete(event.pointerId) && fingers.size === 0 && was?.kind === "pan" && event.timeStamp - pressed < 350;
      press = undefined;
      if (was === undefined) return;
      const camera = board.camera.get();
      if (was.kind === "card") {
        const ids = event.altKey ? [was.card.id] : groupOf(was.card, cards());
        board.selection.set(was.add ? toggled(board.selection.get(), ids) : only(ids, was.card.id));
        board.focus.set(board.focus.get() + 1);
      } else if (was.kind === "drag") {
        const drag = board.drag.get();
        if (drag !== undefined) {
          const places = [...drag.ids].flatMap((id) => {
            const card = cards().get(id);
            return card === undefined ? [] : [[id, { x: card.x + drag.dx, y: card.y + drag.dy }] as const];
          });
          edits.edit(table, () => {
            edits.placeCards(table, new Map(places));
            if (places.length <= 20) edits.raiseCards(table, drag.ids);
          });
        }
        board.drag.set(undefined);
      } else if (was.kind === "marquee") endMarquee(was.add, at);
      else if (was.kind === "pull") {
        const to = under(at);
        if (to !== undefined && to.id !== was.from) edits.connect(table, was.from, to.id);
        board.pull.set(undefined);
        board.tool.set("select");
      } else if (was.kind === "resize") {
        const size = board.resize.get();
        if (size !== undefined) edits.changeCard(table, size.id, { w: Math.round(size.w), h: Math.round(size.h) });
        board.resize.set(undefined);
      } else if (tapped && Math.hypot(at.x - first.x, at.y - first.y) < 10) tap(at, toTable(camera, at));
    };

    const endMarquee = (add: boolean, at: Point): void => {
      const marquee = board.marquee.get();
      board.marquee.set(undefined);
      if (marquee === undefined) {
        tap(at, toTable(board.camera.get(), at));
        return;
      }
      const found = [...grid.within(marquee)].filter((id) => {
        const card = cards().get(id);
        return card !== undefined && (card.kind !== "frame" ? overlaps(card, marquee) : marquee.x <= card.x && marquee.y <= card.y && marquee.x + marquee.w >= card.x + card.w);
      });
      board.selection.set(add ? toggled(board.selection.get(), found) : found.length === 0 ? NOTHING : only(found));
    };

    /** A press that went nowhere. */
    const tap = (at: Point, point: Point): void => {
      const tool = board.tool.get();
      if (tool === "note" || tool === "label" || tool === "frame") {
        deeds.current?.place(tool, point);
        return;
      }
      const card = under(at);
      if (tool === "comment") {
        board.saying.set({ at: point, card: card?.id });
        board.tool.set("select");
        return;
      }
      board.selection.set(card === undefined ? NOTHING : only(groupOf(card, cards()), card.id));
      if (card !== undefined) board.focus.set(board.focus.get() + 1);
    };

    let pressed = 0;
    let first: Point = { x: 0, y: 0 };
    const noted = (event: PointerEvent): void => {
      host.dataset["by"] = "pointer";
      pressed = event.timeStamp;
      first = place(event);
    };

    const drop = (): void => {
      press = undefined;
      board.drag.set(undefined);
      board.marquee.set(undefined);
      board.pull.set(undefined);
      board.resize.set(undefined);
    };

    const cancel = (event: PointerEvent): void => {
      fingers.delete(event.pointerId);
      drop();
    };

    const wheel = (event: WheelEvent): void => {
      if ((event.target as Element).closest("[data-over]") !== null && !event.ctrlKey) return;
      event.preventDefault();
      const camera = board.camera.get();
      const unit = event.deltaMode === 1 ? 20 : 1;
      if (event.ctrlKey || event.metaKey) board.camera.set(zoomedAt(camera, place(event), camera.zoom * wheelFactor(event.deltaY * unit)));
      else if (event.shiftKey && event.deltaX === 0) board.camera.set(panned(camera, -event.deltaY * unit, 0));
      else board.camera.set(panned(camera, -event.deltaX * unit, -event.deltaY * unit));
    };

    const twice = (event: MouseEvent): void => {
      if ((event.target as Element).closest("[data-over]") !== null) return;
      const card = under(place(event));
      if (card !== undefined) deeds.current?.open(card);
      else if (board.tool.get() === "select") deeds.current?.place("note", toTable(board.camera.get(), place(event)));
    };

    const menuAt = (event: { clientX: number; clientY: number }): void => {
      const card = under(place(event));
      if (card !== undefined && !board.selection.get().ids.has(card.id)) board.selection.set(only(groupOf(card, cards()), card.id));
      deeds.current?.menu({ x: event.clientX, y: event.clientY }, card);
    };
    const menu = (event: MouseEvent): void => {
      if ((event.target as Element).closest("[data-over]") !== null) return;
      event.preventDefault();
      menuAt(event);
    };
    const stopHolding = hearHolding(host, (at) => {
      drop();
      menuAt(at);
    });

    const keyDown = (event: KeyboardEvent): void => {
      host.dataset["by"] = "key";
      if (event.key === "Escape") drop();
      if (event.key !== " " || event.repeat || !onTable(host, event.target)) return;
      space = true;
      spent = false;
      host.dataset["space"] = "held";
    };
    const keyUp = (event: KeyboardEvent): void => {
      if (event.key !== " " || !space) return;
      space = false;
      host.dataset["space"] = "";
      // Space that moved nothing selects, as in any list.
      const { active } = board.selection.get();
      if (!spent && active !== undefined) board.selection.set(toggled(board.selection.get(), [active]));
    };
    const left = (): void => session.beacon?.tell({ cursor: undefined });

    host.addEventListener("pointerdown", noted, { capture: true });
    host.addEventListener("pointerdown", down);
    host.addEventListener("pointermove", move);
    host.addEventListener("pointerup", up);
    host.addEventListener("pointercancel", cancel);
    host.addEventListener("pointerleave", left);
    host.addEventListener("wheel", wheel, { passive: false });
    host.addEventListener("dblclick", twice);
    host.addEventListener("contextmenu", menu);
    window.addEventListener("keydown", keyDown);
    window.addEventListener("keyup", keyUp);
    return () => {
      stopHolding();
      host.removeEventListener("pointerdown", noted, { capture: true });
      host.removeEventListener("pointerdown", down);
      host.removeEventListener("pointermove", move);
      host.removeEventListener("pointerup", up);
      host.removeEventListener("pointercancel", cancel);
      host.removeEventListener("pointerleave", left);
      host.removeEventListener("wheel", wheel);
      host.removeEventListener("dblclick", twice);
      host.removeEventListener("contextmenu", menu);
      window.removeEventListener("keydown", keyDown);
      window.removeEventListener("keyup", keyUp);
    };
  }, [element, session, grid, deeds]);
}

/** Whether a key was pressed on the table itself, and not in a field or on a button over it. */
const onTable = (host: HTMLElement, target: EventTarget | null): boolean =>
  target instanceof Element && host.contains(target) && target.closest("[data-over]") === null;
