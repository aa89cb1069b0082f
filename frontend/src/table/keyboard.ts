import type { KeyboardEvent } from "react";
import { lettersOn, isEnabled, keysOf, offered, type Group } from "../app/actions";
import { isPressed, needsModifier } from "../app/keys";
import { revealing } from "./camera";
import * as edits from "./document";
import { withWhatBelongs } from "./frames";
import { neighbour, inReading, type Way } from "./neighbours";
import { sizedTo } from "./resizing";
import { NOTHING, only, toggled } from "./selection";
import type { Session } from "./session";
import type { Card } from "./shapes";

const WAYS: Readonly<Record<string, Way>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const STEP = 8;

export const onTheTable = (cards: ReadonlyMap<string, Card>): Card[] => [...cards.values()].filter((card) => card.bin === undefined);

/** Make a card the active one, in sight and with the focus. */
export function goTo(session: Session, card: Card, more = false): void {
  const { board } = session;
  board.selection.set(more ? toggled(board.selection.get(), [card.id]) : only([card.id]));
  board.camera.set(revealing(board.camera.get(), card, board.size.get()));
  board.focus.set(board.focus.get() + 1);
}

/** Keys on the table: arrows go from card to card (with Ctrl they move what is selected, with Alt they make it larger or smaller), Enter opens, letters are actions. */
export function pressKey(event: KeyboardEvent, session: Session, open: (card: Card) => void): void {
  const { board, table } = session;
  const cards = table.read().cards;
  const { ids, active } = board.selection.get();
  const here = active === undefined ? undefined : cards.get(active);
  const way = WAYS[event.key];
  const taken = (): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  if (way !== undefined && (event.ctrlKey || event.metaKey) && ids.size > 0) {
    taken();
    const far = event.shiftKey ? 10 * STEP : STEP;
    const dx = way === "left" ? -far : way === "right" ? far : 0;
    const dy = way === "up" ? -far : way === "down" ? far : 0;
    edits.placeCards(table, new Map([...withWhatBelongs(ids, cards)].flatMap((id) => {
      const card = cards.get(id);
      return card === undefined ? [] : [[id, { x: card.x + dx, y: card.y + dy }] as const];
    })));
    return;
  }
  if (way !== undefined && event.altKey && ids.size > 0) {
    taken();
    const by = event.shiftKey ? 10 * STEP : STEP;
    edits.edit(table, () => {
      for (const id of ids) {
        const card = cards.get(id);
        if (card === undefined) continue;
        const across = way === "left" ? -by : way === "right" ? by : undefined;
        const down = way === "up" ? -by : way === "down" ? by : undefined;
        edits.changeCard(table, id, sizedTo(card, { ...(across === undefined ? {} : { w: card.w + across }), ...(down === undefined ? {} : { h: card.h + down }) }));
      }
    });
    return;
  }
  if (way !== undefined) {
    taken();
    const all = onTheTable(cards);
    const next = here === undefined ? inReading(all, undefined, 1) : neighbour(here, all, way);
    if (next !== undefined) goTo(session, next, event.shiftKey);
    return;
  }
  if (event.key === "Home" || event.key === "End" || event.key === "PageDown" || event.key === "PageUp") {
    taken();
    const all = onTheTable(cards);
    const step = event.key === "Home" || event.key === "PageDown" ? 1 : -1;
    const next = inReading(all, event.key.startsWith("Page") ? active : undefined, step);
    if (next !== undefined) goTo(session, next);
    return;
  }
  if (event.key === "Enter" && here !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    taken();
    open(here);
    return;
  }
  if (event.key === "Escape") {
    board.carried.set(undefined);
    board.tool.set("select");
    board.selection.set({ ...NOTHING, active });
    return;
  }
  // A list keeps its keys to itself (app/actions); on the table letters are deeds all the same.
  const action = actionFor(event.nativeEvent);
  if (action !== undefined) {
    taken();
    action.run();
  }
}

const HERE: readonly Group[] = ["decide", "work", "round", "table", "project", "go", "help", "view"];

function actionFor(event: globalThis.KeyboardEvent) {
  return offered()
    .toReversed()
    .find((action) => HERE.includes(action.group) && isEnabled(action) && keysOf(action).some((key) => isPressed(key, event) && (needsModifier(key) || lettersOn() || key.length > 1)));
}
