import { Check, X } from "lucide-react";
import type { TFunction } from "i18next";
import { memo, useEffect, useRef } from "react";
import { GridList, GridListItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { IconButton } from "../app/pieces";
import css from "./explore.module.css";
import { FIGURE, paint } from "./field";
import { pictureOf } from "./state";
import type { Explorer, Figure, Look } from "./types";
import type { Boarded } from "./use-board";

/** Pixels across a figure while it moves. */
const ACROSS = 176;

/** The nine, to be gone through by arrows; each can be picked and refused where it stands. */
export function NineGrid({ boarded, explorer }: { boarded: Boarded; explorer: Explorer }) {
  const { t } = useTranslation();
  const { board, fields, look } = boarded;
  const items = board.figures.map((figure, place) => ({ id: String(place), place, figure }));
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What measures how smoothly figures move reads these marks.
    if (fields !== undefined) performance.mark("oeuvre.explore.moved");
  }, [fields]);
  return (
    <div ref={shown} className={css["nineBox"]} data-busy={boarded.busy || undefined} data-moving={fields !== undefined || undefined}>
      <GridList
        aria-label={t("explore.nine.title")}
        items={items}
        layout="grid"
        dependencies={[board, fields, look]}
        selectionMode="single"
        disallowEmptySelection
        selectionBehavior="replace"
        keyboardNavigationBehavior="tab"
        selectedKeys={board.figures.length > 0 ? [String(board.current)] : []}
        onSelectionChange={(keys) => boarded.pick(Number(keys === "all" ? 0 : [...keys][0] ?? 0))}
        className={css["nine"] ?? ""}
      >
        {({ id, place, figure }) => {
          const state = board.picked.includes(place) ? "picked" : board.refused.includes(place) ? "refused" : "open";
          return (
            <GridListItem id={id} textValue={nameOf(t, place, figure, state)} className={css["cell"] ?? ""} data-state={state}>
              <Picture figure={figure} field={fields?.subarray(place * FIGURE, (place + 1) * FIGURE)} explorer={explorer} look={look} />
              <span className={css["marks"]}>
                <IconButton small icon={Check} label={t(state === "picked" ? "explore.nine.unpick" : "explore.nine.pick", { number: place + 1 })} aria-pressed={state === "picked"} onPress={() => boarded.mark(place, "picked")} />
                <IconButton small icon={X} label={t(state === "refused" ? "explore.nine.unrefuse" : "explore.nine.refuse", { number: place + 1 })} aria-pressed={state === "refused"} onPress={() => boarded.mark(place, "refused")} />
              </span>
            </GridListItem>
          );
        }}
      </GridList>
    </div>
  );
}

function nameOf(t: TFunction, place: number, figure: Figure, state: string): string {
  const [near] = figure.near;
  const name = near === undefined ? t("explore.nine.figure", { number: place + 1 }) : t("explore.nine.near", { number: place + 1, name: near.name.replaceAll("-", " ") });
  return state === "open" ? name : `${name}, ${t(`explore.nine.${state}`)}`;
}

/** A figure: its finished drawing, and over it, while a hand moves, its field. */
const Picture = memo(({ figure, field, explorer, look }: { figure: Figure; field: Int8Array | undefined; explorer: Explorer; look: Look }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const manner = explorer.manners.find((one) => one.id === look.manner);
    const frame = explorer.frames.find((one) => one.id === look.frame);
    if (canvas.current !== null && field !== undefined && field.length === FIGURE && manner !== undefined && frame !== undefined) {
      paint(canvas.current, field, manner, frame, look.inks, explorer.margin);
    }
  }, [field, explorer, look]);
  return (
    <span className={css["picture"]} style={{ background: look.inks[0] }}>
      {figure.svg === "" ? (
        <span className={css["lost"]} style={{ color: look.inks[1] }}>
          {figure.fault}
        </span>
      ) : (
        <img src={pictureOf(figure.svg)} alt="" draggable={false} decoding="sync" />
      )}
      <canvas ref={canvas} width={ACROSS} height={ACROSS} hidden={field === undefined} aria-hidden />
    </span>
  );
});
Picture.displayName = "Picture";
