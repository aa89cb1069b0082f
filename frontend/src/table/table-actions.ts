import {
  AlignCenterHorizontal, AlignCenterVertical, AlignEndHorizontal, AlignEndVertical, AlignHorizontalDistributeCenter, AlignStartHorizontal,
  AlignStartVertical, AlignVerticalDistributeCenter, Columns3, Copy, Crosshair, Download, FileDown, Frame, Grid2x2, Group, Hand, Heart, History, ListTree, Maximize,
  MessageSquarePlus, MessagesSquare, MousePointer2, Move, PanelRight, Play, Redo2, Scan, Search, Spline, StickyNote, Trash2, Type, Undo2, Ungroup, Upload, ZoomIn, ZoomOut,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useExport } from "../api/queries";
import type { Action } from "../app/actions";
import { aligned, distributed, inGrid, inRow, type Edge, type Places } from "./arrange";
import { fitted, revealing, stepped, toTable, toWindow, zoomedAt, type Camera, type Margins, type Size } from "./camera";
import * as edits from "./document";
import { around, centre, type Point } from "./geometry";
import { glide } from "./gliding";
import { onTheTable } from "./keyboard";
import { focusFind } from "./finding";
import { NOTHING, only } from "./selection";
import { useUndoState, type Session, type Works } from "./session";
import type { Card } from "./shapes";
import type { Tool } from "./state";
import { tellError, tellNote } from "../app/pieces";

const SIZES = { note: { w: 240, h: 140 }, label: { w: 320, h: 44 }, frame: { w: 720, h: 480 } } as const;

/** So far from what it copies a copy lies, in table units. */
const COPIED = 24;
/** The least zoom at which one writes. */
const LEGIBLE = 0.8;

/** A new note, label or frame at a point, its words open to be written. */
export function placeNew(session: Session, kind: "note" | "label" | "frame", at: Point): void {
  const { board, table } = session;
  const size = SIZES[kind];
  session.undoing.cut();
  const [id] = edits.addCards(table, [{ kind, x: Math.round(at.x - (kind === "frame" ? 0 : size.w / 2)), y: Math.round(at.y - (kind === "frame" ? 0 : size.h / 2)), ...size }]);
  board.tool.set("select");
  if (id === undefined) return;
  // What is written is seen as it is written.
  const camera = board.camera.get();
  if (kind !== "frame" && camera.zoom < LEGIBLE) glide(board.camera, zoomedAt(camera, toWindow(camera, at), LEGIBLE));
  board.selection.set(only([id]));
  board.editing.set(id);
}

/** See all of the table, or all of what is selected. */
export function seeAll(session: Session, ids?: ReadonlySet<string>): void {
  const { board, table } = session;
  const cards = onTheTable(table.read().cards).filter((card) => ids === undefined || ids.has(card.id));
  const box = around(cards);
  if (box !== undefined) glide(board.camera, fitted(box, board.size.get(), board.selection.get().ids.size === 0 ? marginsOf(board.size.get()) : { ...marginsOf(board.size.get()), bottom: board.size.get().w < 940 ? 250 : 200 }, ids === undefined ? 1 : 1.4));
}

/** Tools stand at the left, the state of the table above, the view's buttons below; what is selected has its strip. */
export const marginsOf = (size: Size): Margins => (size.w < 600 ? { left: 16, top: 60, right: 64, bottom: 64 } : { left: 88, top: 76, right: 32, bottom: 80 });

/** The latest round in sight, near enough to be read; what is round it is a move of the hand away. */
export function viewOfSheets(session: Session, works: Works): Camera | undefined {
  const { board, table } = session;
  const size = board.size.get();
  const cards = onTheTable(table.read().cards);
  const roundOf = (card: Card): number => (card.work === undefined ? -1 : (works.get(card.work)?.round ?? -1));
  const latest = Math.max(...cards.map(roundOf));
  const drafts = cards.filter((card) => latest >= 0 && roundOf(card) === latest);
  const all = around(cards);
  if (all === undefined) return undefined;
  const whole = fitted(all, size, marginsOf(size), 1);
  const box = around(drafts) ?? all;
  return whole.zoom >= NEAR_ENOUGH ? whole : fitted(box, size, marginsOf(size), 1, NEAR_ENOUGH);
}

const NEAR_ENOUGH = 0.4;

const middle = ({ board }: Session): Point => ({ x: board.size.get().w / 2, y: board.size.get().h / 2 });

export function zoomTo(session: Session, zoom: number): void {
  session.board.camera.set(zoomedAt(session.board.camera.get(), middle(session), zoom));
}

/** What can be done on the table with what is selected. */
export function useTableActions(session: Session, selected: readonly Card[], works: Works, bring: () => void): Action[] {
  const { t } = useTranslation();
  const { board, table } = session;
  const undo = useUndoState(session);
  const many = selected.length >= 2;
  const some = selected.length > 0;
  const draft = selected.length === 1 && works.get(selected[0]?.work ?? "")?.kind === "draft" ? selected[0]?.work : undefined;
  const exports = useExport(session.slug);
  const exporting = (kind: "pdf" | "zip"): void => exports.mutate({ kind }, { onError: tellError });
  const arrange = (places: Places): void => {
    session.undoing.cut();
    edits.placeCards(table, places);
  };
  const tool = (name: Tool, key: string, icon: NonNullable<Action["icon"]>): Action => ({
    id: `tool.${name}`, label: `table.tools.${name}`, key, group: "table", icon, run: () => board.tool.set(name),
  });
  const make = (name: "note" | "label" | "frame", key: string, icon: NonNullable<Action["icon"]>): Action => ({
    id: `tool.${name}`, label: `table.tools.${name}`, key, group: "table", icon,
    run: () => board.tool.set(board.tool.get() === name ? "select" : name),
  });
  const align = (edge: Edge, icon: NonNullable<Action["icon"]>): Action => ({
    id: `align.${edge}`, label: `table.align.${edge}`, group: "table", icon, enabled: many, run: () => arrange(aligned(selected, edge)),
  });
  const toBin = (): void => {
    const ids = selected.map((card) => card.id);
    session.undoing.cut();
    edits.binCards(table, ids);
    tellNote(t("table.told.binned", { count: ids.length }), { label: t("table.act.takeBack"), run: () => edits.unbinCards(table, ids) });
  };
  // A work is on the record once, and lies on the table once: what people wrote beside them has copies.
  const written = selected.filter((card) => card.work === undefined && card.told === undefined);
  const copy = (): void => {
    session.undoing.cut();
    board.selection.set(only(edits.addCards(table, written.map(({ kind, x, y, w, h, text, title, url }) => ({ kind, x: x + COPIED, y: y + COPIED, w, h, text, title, url })))));
  };
  const present = (): void => {
    const shown = presentable(selected.length > 0 ? selected : onTheTable(table.read().cards), works, selected.length > 0);
    if (shown.length > 0) board.presented.set(shown);
    else tellNote(t("table.present.nothing"));
  };
  const panel = (name: "outline" | "side"): void => {
    const now = board.panels.get();
    board.panels.set({ ...now, [name]: !now[name] });
    board.part.set(board.part.get() === name ? "canvas" : name);
  };
  return [
    { id: "table.undo", label: "table.act.undo", key: "mod+z", group: "table", icon: Undo2, enabled: undo.undo, run: () => session.undoing.undo() },
    { id: "table.redo", label: "table.act.redo", key: ["mod+shift+z", "mod+y"], group: "table", icon: Redo2, enabled: undo.redo, run: () => session.undoing.redo() },
    tool("select", "v", MousePointer2),
    tool("hand", "h", Hand),
    { id: "tool.bring", label: "table.tools.bring", key: "i", group: "table", icon: Upload, run: bring },
    make("note", "n", StickyNote),
    make("label", "t", Type),
    make("frame", "f", Frame),
    {
      id: "tool.connect", label: "table.tools.connect", key: "l", group: "table", icon: Spline,
      run: () => {
        const [from, to] = selected;
        if (selected.length === 2 && from !== undefined && to !== undefined) edits.connect(table, from.id, to.id);
        else board.tool.set(board.tool.get() === "connect" ? "select" : "connect");
      },
    },
    {
      id: "tool.comment", label: "table.tools.comment", key: "m", group: "table", icon: MessageSquarePlus,
      run: () => {
        const [card] = selected;
        if (card === undefined) board.tool.set(board.tool.get() === "comment" ? "select" : "comment");
        else board.saying.set({ at: { x: card.x + card.w, y: card.y }, card: card.id });
      },
    },
    {
      id: "work.correct", label: "table.act.correct", key: "e", group: "work", icon: Crosshair, enabled: draft !== undefined,
      run: () => draft !== undefined && board.question.set({ kind: "correct", work: draft }),
    },
    { id: "table.all", label: "table.act.selectAll", key: "mod+a", group: "table", run: () => board.selection.set(only(onTheTable(table.read().cards).map((card) => card.id))) },
    { id: "table.bin", label: "table.act.bin", key: ["delete", "backspace"], group: "table", icon: Trash2, enabled: some, run: toBin },
    {
      id: "table.carry", label: "table.act.carry", group: "table", icon: Move, enabled: some,
      run: () => {
        board.carried.set(new Set(selected.map((card) => card.id)));
        tellNote(t("table.told.carrying", { count: selected.length }));
      },
    },
    { id: "table.copy", label: "table.act.copy", key: "mod+d", group: "table", icon: Copy, enabled: written.length > 0, run: copy },
    { id: "table.group", label: "table.act.group", key: "mod+g", group: "table", icon: Group, enabled: many, run: () => void edits.groupCards(table, selected.map((card) => card.id), "") },
    { id: "table.ungroup", label: "table.act.ungroup", key: "mod+shift+g", group: "table", icon: Ungroup, enabled: selected.some((card) => card.group !== undefined), run: () => edits.ungroupCards(table, selected.map((card) => card.id)) },
    {
      id: "table.disconnect", label: "table.act.disconnect", group: "table", icon: Spline,
      enabled: some && linksBetween(session, selected).length > 0, run: () => edits.disconnect(table, linksBetween(session, selected)),
    },
    align("left", AlignStartVertical),
    align("middle", AlignCenterVertical),
    align("right", AlignEndVertical),
    align("top", AlignStartHorizontal),
    align("centre", AlignCenterHorizontal),
    align("bottom", AlignEndHorizontal),
    { id: "arrange.across", label: "table.align.across", group: "table", icon: AlignHorizontalDistributeCenter, enabled: selected.length >= 3, run: () => arrange(distributed(selected, "across")) },
    { id: "arrange.down", label: "table.align.down", group: "table", icon: AlignVerticalDistributeCenter, enabled: selected.length >= 3, run: () => arrange(distributed(selected, "down")) },
    { id: "arrange.row", label: "table.align.row", group: "table", icon: Columns3, enabled: many, run: () => arrange(inRow(selected)) },
    { id: "arrange.grid", label: "table.align.grid", group: "table", icon: Grid2x2, enabled: many, run: () => arrange(inGrid(selected)) },
    { id: "view.all", label: "table.view.all", key: "0", group: "view", icon: Maximize, run: () => seeAll(session) },
    { id: "view.selected", label: "table.view.selected", key: "z", group: "view", icon: Scan, enabled: some, run: () => seeAll(session, new Set(selected.map((card) => card.id))) },
    { id: "view.true", label: "table.view.true", key: "shift+0", group: "view", run: () => zoomTo(session, 1) },
    { id: "view.nearer", label: "table.view.nearer", key: ["+", "="], group: "view", icon: ZoomIn, run: () => zoomTo(session, stepped(board.camera.get().zoom, 1)) },
    { id: "view.further", label: "table.view.further", key: "-", group: "view", icon: ZoomOut, run: () => zoomTo(session, stepped(board.camera.get().zoom, -1)) },
    { id: "view.outline", label: "table.view.outline", key: "o", group: "view", icon: ListTree, run: () => panel("outline") },
    {
      id: "table.find", label: "table.view.find", key: "mod+f", group: "view", icon: Search,
      run: () => {
        board.panels.set({ ...board.panels.get(), outline: true });
        board.part.set("outline");
        // Once the list is there.
        setTimeout(focusFind, 50);
      },
    },
    { id: "view.side", label: "table.view.side", key: "d", group: "view", icon: PanelRight, run: () => panel("side") },
    {
      id: "taste.show", label: "taste.show", group: "view", icon: Heart,
      run: () => {
        board.selection.set(NOTHING);
        board.panels.set({ ...board.panels.get(), side: true });
        board.part.set("side");
      },
    },
    { id: "view.present", label: "table.view.present", key: "p", group: "view", icon: Play, run: present },
    { id: "sheet.bin", label: "table.sheets.bin", group: "table", icon: Trash2, run: () => board.sheet.set("bin") },
    { id: "sheet.versions", label: "table.sheets.versions", group: "table", icon: History, run: () => board.sheet.set("versions") },
    { id: "sheet.comments", label: "table.sheets.comments", group: "table", icon: MessagesSquare, run: () => board.sheet.set("comments") },
    { id: "table.keep", label: "table.act.keepVersion", key: "mod+s", group: "table", icon: History, run: () => board.question.set({ kind: "version" }) },
    { id: "table.pdf", label: "table.act.pdf", group: "table", icon: FileDown, run: () => exporting("pdf") },
    { id: "table.zip", label: "table.act.zip", group: "table", icon: Download, run: () => exporting("zip") },
  ];
}

function linksBetween({ table }: Session, selected: readonly Card[]): string[] {
  const ids = new Set(selected.map((card) => card.id));
  const touching = [...table.read().links.values()].filter((link) => (ids.size === 1 ? ids.has(link.from) || ids.has(link.to) : ids.has(link.from) && ids.has(link.to)));
  return touching.map((link) => link.id);
}

function byPlace(cards: readonly Card[]): Card[] {
  return cards.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

/**
 * What is shown, one a screen, in reading order: all of what was selected that has a picture, a sound or words. Of a whole
 * table, what was kept and chosen, with the notes beside it; while nothing is, all that was not refused.
 */
export function presentable(cards: readonly Card[], works: Works, picked: boolean): string[] {
  const order = byPlace(cards).filter((card) => {
    const row = card.work === undefined ? undefined : works.get(card.work);
    if (row === undefined) return card.work === undefined && (card.kind === "note" ? card.text !== "" : picked && card.kind !== "frame");
    return row.kind === "idea" || row.kind === "line" || row.image !== null || row.modality === "image" || row.modality === "audio";
  });
  if (picked) return order.map((card) => card.id);
  const stateOf = (card: Card): string | undefined => (card.work === undefined ? undefined : works.get(card.work)?.state);
  const kept = order.filter((card) => ["kept", "chosen"].includes(stateOf(card) ?? ""));
  const rest = kept.length > 0 ? [...kept, ...order.filter((card) => card.work === undefined)] : order.filter((card) => stateOf(card) !== "refused");
  return byPlace(rest).map((card) => card.id);
}

/** Where new things go: the middle of what is seen. */
export const inSight = (session: Session): Point => toTable(session.board.camera.get(), middle(session));

/** Bring a card into sight without changing what is selected. */
export function show(session: Session, card: Card): void {
  const { camera, size } = session.board;
  const at = camera.get();
  const near = at.zoom < 0.3 ? zoomedAt({ ...at, ...centre(card) }, { x: 0, y: 0 }, 0.7) : at;
  glide(camera, revealing(near, card, size.get(), 60));
}
