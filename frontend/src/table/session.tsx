import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import * as Y from "yjs";
import { setPresent } from "../app/presence";
import type { Party, WorkRow } from "../api/types";
import { tellNote } from "../app/pieces";
import { openDocument, type TableDocument, type TableState } from "./document";
import { around, centre, type Point } from "./geometry";
import { glide } from "./gliding";
import { openLive, type Live, type LiveState } from "./live";
import { openBeacon, othersOf, people, type Beacon, type Present } from "./presence";
import { openBoard, type Board } from "./state";
import { openUndoing, type Undoing } from "./undoing";

/** A table that is open in this window: the shared document, the line to the others, and what this window shows of it. */
export interface Session {
  readonly slug: string;
  readonly table: TableDocument;
  readonly undoing: Undoing;
  readonly live: Live;
  readonly board: Board;
  /** Says where one is; set when one's name is known. */
  beacon: Beacon | undefined;
}

function open(slug: string, copy: string): Session {
  const table = openDocument(new Y.Doc());
  return { slug, table, undoing: openUndoing(table), live: openLive(table, slug, copy), board: openBoard(), beacon: undefined };
}

function close(session: Session): void {
  session.beacon?.close();
  session.undoing.close();
  session.live.close();
  session.table.close();
  session.table.doc.destroy();
  setPresent([]);
}

/** The table of a project; `copy` names this browser's own copy of it. Both must be known. */
export function useSession(slug: string, copy: string | undefined): Session | undefined {
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    if (copy === undefined) return;
    const opened = open(slug, copy);
    // oxlint-disable-next-line react/set-state-in-effect -- a line to others is opened by an effect, once it can be closed by one.
    setSession(opened);
    return () => {
      setSession(undefined);
      close(opened);
    };
  }, [slug, copy]);
  return session;
}

/** Show oneself to the others under one's name, if one has said it. */
export function useBeacon(session: Session | undefined, me: Party | null | undefined): void {
  const id = me?.id;
  const name = me?.name ?? "";
  const kind = me?.kind ?? "person";
  useEffect(() => {
    if (session === undefined || me === undefined) return;
    const who = { id: id ?? `window-${session.table.doc.clientID}`, name };
    session.table.who = { id: id ?? "", name };
    session.beacon = openBeacon(session.live.awareness, { ...who, kind });
    return () => {
      session.beacon?.close();
      session.beacon = undefined;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the name is what is told, not the object.
  }, [session, me === undefined, id, name, kind]);
}

const Here = createContext<Session | undefined>(undefined);
export const SessionProvider = Here.Provider;

export function useHere(): Session {
  const session = use(Here);
  if (session === undefined) throw new Error("There is no table here.");
  return session;
}

export const useTableState = ({ table }: Session): TableState => useSyncExternalStore(table.subscribe, table.read);
export const useLiveState = ({ live }: Session): LiveState => useSyncExternalStore(live.subscribe, live.state);
export const useUndoState = ({ undoing }: Session): { undo: boolean; redo: boolean } => useSyncExternalStore(undoing.subscribe, undoing.state);

/** Who else is here; the bar of the page is told too. */
export function useOthers(session: Session): readonly Present[] {
  const { t } = useTranslation();
  const somebody = t("table.somebody");
  const [found, setOthers] = useState<readonly Present[]>([]);
  const others = useMemo(() => found.map((other) => (other.name === "" ? { ...other, name: somebody } : other)), [found, somebody]);
  useEffect(() => {
    const { awareness } = session.live;
    let waiting: number | undefined;
    const read = (): void => {
      waiting = undefined;
      // One's own other windows, and the one that was here before a reload, are nobody else.
      setOthers(othersOf(awareness).filter((other) => other.id !== session.table.who.id));
    };
    const hear = (): void => {
      waiting ??= requestAnimationFrame(read);
    };
    awareness.on("change", hear);
    read();
    return () => {
      awareness.off("change", hear);
      if (waiting !== undefined) cancelAnimationFrame(waiting);
    };
  }, [session]);
  const told = people(others).map(({ client, id, name, colour, kind }) => ({ client, id, name, colour, kind, me: false }));
  const sign = told.map((one) => `${one.id}:${one.name}`).join();
  useEffect(() => {
    setPresent(told, (id) => {
      const at = whereOf(othersOf(session.live.awareness).filter((other) => other.id === id), session.table.read());
      if (at === undefined) {
        tellNote(t("table.nowhere", { name: told.find((one) => one.id === id)?.name ?? somebody }));
        return;
      }
      const { board } = session;
      board.part.set("canvas");
      const { w, h } = board.size.get();
      const zoom = Math.max(board.camera.get().zoom, LEGIBLE);
      glide(board.camera, { x: at.x - w / 2 / zoom, y: at.y - h / 2 / zoom, zoom });
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- cursors move ten times a second; who is there changes seldom.
  }, [sign]);
  return others;
}

/** So near one sees what somebody is doing. */
const LEGIBLE = 0.4;

/** Where somebody is on the table: where they point, else what they have selected. */
export function whereOf(windows: readonly Present[], { cards }: TableState): Point | undefined {
  const pointing = windows.find((one) => one.cursor !== undefined)?.cursor;
  if (pointing !== undefined) return pointing;
  const box = around(windows.flatMap((one) => one.selected.flatMap((id) => cards.get(id) ?? [])).filter((card) => card.bin === undefined));
  return box === undefined ? undefined : centre(box);
}

/** The works of the project by id, as the table's cards show them. */
export type Works = ReadonlyMap<string, WorkRow>;
const Shown = createContext<Works>(new Map());
export const WorksProvider = Shown.Provider;
export const useShown = (): Works => use(Shown);
