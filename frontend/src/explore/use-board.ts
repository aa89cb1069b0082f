import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/client";
import { announce } from "../app/announce";
import { tellError } from "../app/pieces";
import { askNine, drawFields, drawFigures, sendChoice, spaceKey, takeBackChoice } from "./asking";
import { latest } from "./latest";
import { EMPTY, isSteered, LOOK, marked, MOST_BACK, MOST_PINS, renewed, steerOf, type Board, type Pin } from "./state";
import type { Figure, Look, Nine, Source, Steer } from "./types";

/** So long after the last move of a hand figures are drawn in full, in milliseconds. */
const SETTLED = 140;
/** Where too much is asked at once, so long until it is asked again, and so often. */
const AGAIN = 500;
const PATIENCE = 20;

/** What a hand wants to see: figures as they are steered, finished in a look, or, without one, as a preview. */
interface Moved {
  steer: Steer;
  look: Look | undefined;
}

/** Figures as they are wished for; where the model has too much to do, again in a moment. */
async function drawMoved(from: Source, { steer, look }: Moved, signal: AbortSignal): Promise<Int8Array | Figure[]> {
  for (let times = 1; ; times += 1) {
    try {
      if (from.model !== undefined) return await drawFigures(from, { ...steer, look: look ?? LOOK }, signal, look === undefined);
      return await (look === undefined ? drawFields(steer, signal) : drawFigures(from, { ...steer, look }, signal));
    } catch (error) {
      if (times === PATIENCE || signal.aborted || !(error instanceof Refused) || error.problem.status !== 429) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}

const told = (error: unknown): void => void (error instanceof Error && tellError(error));

/** The explorer's nine: what they are, how a hand steers them, and the way back. */
export function useBoard(from: Source, inks: Look["inks"] | undefined) {
  const { slug, model } = from;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [board, setBoard] = useState<Board>(EMPTY);
  const [past, setPast] = useState<readonly Board[]>([]);
  const [pins, setPins] = useState<readonly Pin[]>([]);
  const [spread, setSpread] = useState(0.3);
  const [look, setLook] = useState<Look>(LOOK);
  const [heard, setHeard] = useState<Pick<Nine, "heard" | "unknown">>({ heard: [], unknown: [] });
  const [busy, setBusy] = useState(false);
  /** The fields of what is being moved, and nothing when the finished drawings are shown. */
  const [fields, setFields] = useState<Int8Array>();
  const now = useRef({ board, pins, spread, look });
  useEffect(() => {
    now.current = { board, pins, spread, look };
  });

  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  // One thing at a time, previews and finished drawings alike: what was begun is worked on to its end on the other side.
  const asking = useMemo(
    () =>
      latest(
        (moved: Moved, signal: AbortSignal) => drawMoved({ slug, model }, moved, signal),
        (answer, isOvertaken) => {
          if (answer instanceof Int8Array) setFields(answer);
          // The hand has moved on: what is seen goes on moving with it. Of pictures each answer is what is seen.
          else if (!isOvertaken || model !== undefined) {
            setBoard((held) => ({ ...held, figures: answer }));
            setFields(undefined);
          }
        },
        told,
      ),
    [slug, model],
  );
  useEffect(
    () => () => {
      clearTimeout(settling.current);
      asking.stop();
    },
    [asking],
  );

  /** Move the figures with a hand: quickly while it moves, in full when it rests. */
  const move = useCallback(
    (next: Board, nextPins: readonly Pin[], nextSpread: number) => {
      const steer = steerOf(next, nextPins, nextSpread);
      asking.wish({ steer, look: undefined });
      clearTimeout(settling.current);
      settling.current = setTimeout(() => asking.wish({ steer, look: now.current.look }), SETTLED);
    },
    [asking],
  );

  const remember = (): void => {
    const { board: held } = now.current;
    if (held.figures.length > 0) setPast((before) => [...before, held].slice(-MOST_BACK));
  };
  const stopMoving = (): void => {
    clearTimeout(settling.current);
    asking.stop();
    setFields(undefined);
  };
  const steer = (change: Partial<Board>): void => {
    const next = { ...now.current.board, ...change };
    if (!isSteered(now.current.board)) remember();
    setBoard(next);
    move(next, now.current.pins, now.current.spread);
  };

  /** Other figures in the place of these. */
  const show = (figures: readonly Figure[], more: Partial<Board> = {}): void => {
    stopMoving();
    remember();
    setBoard((held) => renewed(held, figures, more));
    announce(t("explore.nine.came", { count: figures.length }));
  };

  /** The next nine; what was picked and refused of these is recorded first, and leads on. */
  const goOn = async (asked: { words?: string; like?: readonly string[]; chance?: boolean; parents?: readonly string[]; first?: Figure; look?: Look } = {}): Promise<void> => {
    const { board: held } = now.current;
    const how = asked.look ?? now.current.look;
    const words = asked.words ?? held.words;
    setBusy(true);
    setLook(how);
    try {
      let choice: number | undefined;
      if (held.picked.length + held.refused.length > 0) {
        const said = await sendChoice(from, { points: held.figures.map((one) => one.point), picked: [...held.picked], refused: [...held.refused] });
        choice = said.act;
        queries.setQueryData(spaceKey(from), said.space);
        void queries.invalidateQueries({ queryKey: ["acts"] });
      }
      const seed = held.seed + 1;
      const found = await askNine(from, { words, like: [...(asked.like ?? [])], seed, chance: asked.chance === true, look: how });
      setHeard(found);
      const figures = asked.first === undefined ? found.figures : [asked.first, ...found.figures.slice(0, 8)];
      show(figures, { words, seed, choice, parents: asked.parents ?? (asked.like === undefined ? [] : held.parents) });
    } catch (error) {
      told(error);
    } finally {
      setBusy(false);
    }
  };

  const back = async (): Promise<void> => {
    const before = past.at(-1);
    if (before === undefined) return;
    stopMoving();
    const { choice } = now.current.board;
    setPast(past.slice(0, -1));
    setBoard({ ...before });
    announce(t("explore.nine.back"));
    asking.wish({ steer: steerOf(before, now.current.pins, now.current.spread), look: now.current.look });
    if (choice === undefined || before.choice === choice) return;
    try {
      queries.setQueryData(spaceKey(from), await takeBackChoice(from, choice));
    } catch (error) {
      told(error);
    }
  };

  const mark = (place: number, how: "picked" | "refused"): void => setBoard((held) => marked(held, place, how));
  const pick = (place: number): void => setBoard((held) => ({ ...held, current: place }));

  const pin = (figure: { point: string; svg: string; work?: string | undefined }): void => {
    const held = now.current.pins;
    const has = held.some((one) => one.point === figure.point);
    if (!has && held.length >= MOST_PINS) return;
    const nextPins = has ? held.filter((one) => one.point !== figure.point) : [...held, { point: figure.point, svg: figure.svg, work: figure.work, weight: 1 }];
    setPins(nextPins);
    announce(t(has ? "explore.mix.unpinned" : "explore.mix.pinned", { count: nextPins.length }));
    const held2 = now.current.board;
    const crossed = held2.cross !== undefined && !nextPins.some((one) => one.point === held2.cross?.point);
    const mixing = held2.mixing && nextPins.length > 1;
    if (crossed || mixing !== held2.mixing || mixing) {
      const changed = { ...held2, mixing, cross: crossed ? undefined : held2.cross };
      setBoard(changed);
      move(changed, nextPins, now.current.spread);
    }
  };
  const weigh = (point: string, weight: number): void => {
    const nextPins = now.current.pins.map((one) => (one.point === point ? { ...one, weight } : one));
    if (nextPins.every((one) => one.weight === 0)) return;
    setPins(nextPins);
    if (now.current.board.mixing) move(now.current.board, nextPins, now.current.spread);
  };
  const stray = (value: number): void => {
    setSpread(value);
    if (now.current.board.mixing) move(now.current.board, now.current.pins, value);
  };
  const mixThem = (on: boolean): void => {
    const works = now.current.pins.flatMap((one) => one.work ?? []);
    steer({ mixing: on, parents: on ? works : [], picked: [], refused: [], current: 0 });
  };

  const wear = (change: Partial<Look>): void => {
    const next = { ...now.current.look, ...change };
    setLook(next);
    const { board: held, pins: with_, spread: wide } = now.current;
    if (held.points.length > 0) asking.wish({ steer: steerOf(held, with_, wide), look: next });
  };

  // The first nine, as soon as there is a model and colours to draw them in: a project begins in its own.
  const begun = useRef(false);
  useEffect(() => {
    if (inks === undefined || begun.current) return;
    begun.current = true;
    void goOn({ words: "", look: { ...LOOK, inks } });
  });

  return { board, past, pins, spread, look, heard, busy, fields, steer, show, next: goOn, back, mark, pick, pin, weigh, stray, mixThem, wear };
}

export type Boarded = ReturnType<typeof useBoard>;
