import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Edit, WorkRow, WorkWhole } from "../api/types";
import { Button, IconButton, Select, Thumb } from "../app/pieces";
import css from "./corrections.module.css";

/** One press of an arrow, as a share of the page. */
const NUDGE = 0.01;
/** What a design can move, and how far at most, as a share of the page. */
const MOVES = ["headline", "line", "facts", "logo", "mark", "picture"] as const;
const MOST = 0.5;

const ARROWS = [
  { way: "left", icon: ArrowLeft, by: [-NUDGE, 0] },
  { way: "up", icon: ArrowUp, by: [0, -NUDGE] },
  { way: "down", icon: ArrowDown, by: [0, NUDGE] },
  { way: "right", icon: ArrowRight, by: [NUDGE, 0] },
] as const;

type Way = readonly [number, number];
const percent = (share: number): number => Math.round(share * 1000) / 10;
const held = (share: number): number => Math.min(MOST, Math.max(-MOST, share));

/** Move an element: by arrows, Shift going five times as far, or by drawing the way on the picture; it is set in one go. */
export function Nudges({ row, whole, send, disabled }: { row: WorkRow; whole: WorkWhole; send: (edit: Edit) => void; disabled: boolean }) {
  const { t } = useTranslation();
  const [element, setElement] = useState<string>("mark");
  const [by, setBy] = useState<Way>([0, 0]);
  const names = MOVES.filter((name) => name !== "picture" || whole.pieces.some((piece) => piece["role"] === "photo" || piece["role"] === "picture"));
  const move = (dx: number, dy: number): void => setBy(([x, y]) => [held(x + dx), held(y + dy)]);
  const moved = by[0] !== 0 || by[1] !== 0;
  return (
    <div>
      <h3>{t("table.correct.nudge")}</h3>
      <div className={css["nudge"]}>
        <Select bare label={t("table.correct.element")} options={names.map((id) => ({ id, name: t(`table.elements.${id}`) }))} value={element} onChange={(next) => { setElement(next); setBy([0, 0]); }} />
        <div role="group" aria-label={t("table.correct.nudge")}>
          {ARROWS.map(({ way, icon, by: [dx, dy] }) => (
            <IconButton key={way} small icon={icon} label={t(`table.correct.ways.${way}`)} isDisabled={disabled} onPress={({ shiftKey }) => (shiftKey ? move(5 * dx, 5 * dy) : move(dx, dy))} />
          ))}
        </div>
      </div>
      {row.image !== null && <Pad row={row} by={by} set={setBy} disabled={disabled} />}
      {moved && (
        <div className={css["row"]}>
          <span role="status">{t("table.correct.moved", { x: percent(by[0]), y: percent(by[1]) })}</span>
          <Button small weight="strong" isDisabled={disabled} onPress={() => { send({ nudge: { [element]: [Number(by[0].toFixed(4)), Number(by[1].toFixed(4))] } }); setBy([0, 0]); }}>
            {t("table.correct.setMove")}
          </Button>
          <Button small weight="quiet" onPress={() => setBy([0, 0])}>
            {t("table.correct.drop")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The picture in little: a hand draws on it how far, in its own proportions. Without a hand the arrows do the same. */
function Pad({ row, by, set, disabled }: { row: WorkRow; by: Way; set: (by: Way) => void; disabled: boolean }) {
  const { t } = useTranslation();
  const from = useRef<{ x: number; y: number; by: Way }>(undefined);
  const [start, setStart] = useState<Way>([0.5, 0.5]);
  return (
    <div className={css["padRow"]}>
      <div
        className={css["pad"]}
        data-disabled={disabled || undefined}
        onPointerDown={(event) => {
          if (disabled) return;
          const box = event.currentTarget.getBoundingClientRect();
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, y: event.clientY, by };
          setStart([(event.clientX - box.left) / box.width - by[0], (event.clientY - box.top) / box.height - by[1]]);
        }}
        onPointerMove={(event) => {
          const begun = from.current;
          if (begun === undefined) return;
          const box = event.currentTarget.getBoundingClientRect();
          set([held(begun.by[0] + (event.clientX - begun.x) / box.width), held(begun.by[1] + (event.clientY - begun.y) / box.height)]);
        }}
        onPointerUp={() => (from.current = undefined)}
        onPointerCancel={() => (from.current = undefined)}
      >
        <Thumb work={row.image} alt="" width={row.width} height={row.height} />
        {(by[0] !== 0 || by[1] !== 0) && (
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
            <path d={`M${start[0]} ${start[1]}l${by[0]} ${by[1]}`} vectorEffect="non-scaling-stroke" />
          </svg>
        )}
      </div>
      <p>{t("table.correct.pad")}</p>
    </div>
  );
}
