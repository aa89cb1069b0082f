import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isBegunHere } from "../api/begun";
import { isOver } from "../api/jobs";
import { useJobs } from "../api/queries";
import { announce } from "../app/announce";
import { tellNote } from "../app/pieces";
import { fitted, revealing, seen, type Camera } from "./camera";
import { around, overlaps } from "./geometry";
import { glide } from "./gliding";
import { onTheTable } from "./keyboard";
import { only } from "./selection";
import { useTableState, type Session, type Works } from "./session";
import type { Card } from "./shapes";
import { useCell } from "./state";
import { marginsOf, viewOfSheets } from "./table-actions";

/** Cards come one by one; so long after the last of them one speaks of them all, in milliseconds. */
const TOGETHER = 900;
/** What is brought into sight is near enough to be told apart. */
const NEAR = 0.3;
/** One card that was asked for by name is seen with what lies round it. */
const CLOSE = 0.7;

/** Begin where one was when one left, else with the latest round in sight; the view grows with what comes until a hand moves it. */
export function useArrivals(session: Session, works: Works, there: boolean): void {
  const { t } = useTranslation();
  const { board, slug } = session;
  const state = useTableState(session);
  const size = useCell(board.size);
  const awaited = useCell(board.awaited);
  const jobs = useJobs(slug);
  const known = useRef<ReadonlySet<string>>(undefined);
  const fresh = useRef(new Set<string>());
  const placed = useRef<Camera>(undefined);
  const led = useRef<{ job: string; to: Camera }>(undefined);
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ works, jobs, t });
  useEffect(() => {
    latest.current = { works, jobs, t };
  });

  useEffect(() => {
    if (!there || size.w === 0) return;
    if (placed.current === undefined) {
      placed.current = keptView(slug) ?? viewOfSheets(session, works) ?? board.camera.get();
      board.camera.set(placed.current);
    }
    const now = new Set(onTheTable(state.cards).flatMap((card) => card.work ?? []));
    if (known.current !== undefined) for (const id of now) if (!known.current.has(id) && state.cards.get(id)?.by !== session.table.who.id) fresh.current.add(id);
    known.current = now;
    if (fresh.current.size === 0) return;
    clearTimeout(soon.current);
    soon.current = setTimeout(() => {
      const ids = [...fresh.current];
      fresh.current.clear();
      const cards = ids.flatMap((id) => session.table.read().cards.get(id) ?? []);
      announce(latest.current.t("table.arrived", { count: cards.length }));
      const found = ids.flatMap((id) => latest.current.works.get(id) ?? []).filter((row) => row.kind === "idea" || row.kind === "line");
      const composing = latest.current.jobs.some((job) => job.kind === "drafts" && found.some((row) => job.works.includes(row.id)));
      // Who asked for drafts did not ask for ideas: that one came is said.
      if (composing && found[0] !== undefined) tellNote(latest.current.t("table.told.ideaFound", { count: found.length, name: found[0].headline ?? found[0].title }));
      const mine = latest.current.jobs.find((job) => isBegunHere(job.id) && (!isOver(job) || ids.some((id) => job.works.includes(id))));
      const untouched = board.camera.get() === placed.current;
      // One is led once to what one asked for, and on with it; who goes elsewhere meanwhile is left alone.
      const leads = mine !== undefined && (led.current?.job !== mine.id || led.current.to === board.camera.get());
      const to = untouched ? viewOfSheets(session, latest.current.works) : leads ? viewOf(session, cards) : undefined;
      if (mine !== undefined) led.current = { job: mine.id, to: to ?? board.camera.get() };
      if (to === undefined || isBusy(session)) return;
      if (untouched) placed.current = to;
      glide(board.camera, to);
    }, TOGETHER);
  }, [state.cards, there, size.w, session, works, board, slug]);

  // What somebody is waiting for is selected as soon as it lies here, and seen.
  useEffect(() => {
    const card = awaited === undefined || !there || size.w === 0 ? undefined : state.cards.get(awaited);
    if (card === undefined || card.bin !== undefined) return;
    board.awaited.set(undefined);
    fresh.current.delete(card.id);
    board.selection.set(only([card.id]));
    const camera = board.camera.get();
    const near = camera.zoom < NEAR ? fitted(card, size, marginsOf(size), CLOSE) : camera;
    glide(board.camera, revealing(near, card, size, 80));
  }, [awaited, state.cards, board, there, size]);

  useEffect(
    () => () => {
      clearTimeout(soon.current);
      if (placed.current !== undefined) sessionStorage.setItem(SEEN + slug, JSON.stringify(board.camera.get()));
    },
    [board, slug],
  );
}

const SEEN = "oeuvre.table.camera.";

function keptView(slug: string): Camera | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SEEN + slug) ?? "null") as Camera | null;
    return kept !== null && [kept.x, kept.y, kept.zoom].every(Number.isFinite) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Nobody's hand is led away: not while it draws, drags or writes. */
const isBusy = ({ board }: Session): boolean => [board.drag, board.resize, board.marquee, board.pull, board.editing, board.saying].some((cell) => cell.get() !== undefined);

/** These cards in sight, moving as little as may be; the same view when some of them are seen already. */
function viewOf({ board }: Session, cards: readonly Card[]): Camera | undefined {
  const camera = board.camera.get();
  const size = board.size.get();
  const box = around(cards);
  const view = seen(camera, size);
  if (box === undefined || (camera.zoom >= NEAR && cards.every((card) => overlaps(card, view)))) return undefined;
  return fitted(box, size, marginsOf(size), Math.max(NEAR, camera.zoom), NEAR);
}
