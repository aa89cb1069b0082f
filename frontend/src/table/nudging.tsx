import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useElements } from "../api/queries";
import type { Edit, WorkRow } from "../api/types";
import { Button, IconButton, Select } from "../app/pieces";
import css from "./corrections.module.css";

/** One press of an arrow, as a share of the page. */
const NUDGE = 0.01;
/** How far at most. */
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

/** Move what can be moved on a design: arrows gather how far, Shift five times as far; it is set in one go. */
export function Nudges({ row, send, disabled }: { row: WorkRow; send: (edit: Edit) => void; disabled: boolean }) {
  const { t } = useTranslation();
  const found = useElements(row.id);
  const [wanted, setElement] = useState<string>();
  const [by, setBy] = useState<Way>([0, 0]);
  const movable = (found.data?.elements ?? []).filter((one) => one.can.includes("nudge"));
  const element = movable.find((one) => one.name === wanted) ?? movable[0];
  if (element === undefined) return null;
  const pick = (name: string): void => {
    if (name === element.name) return;
    setElement(name);
    setBy([0, 0]);
  };
  const move = (dx: number, dy: number): void => setBy(([x, y]) => [held(x + dx), held(y + dy)]);
  return (
    <div>
      <h3>{t("table.correct.nudge")}</h3>
      <div className={css["nudge"]}>
        <Select bare label={t("table.correct.element")} options={[...new Set(movable.map(({ name }) => name))].map((id) => ({ id, name: t(`table.elements.${id}`, { defaultValue: id }) }))} value={element.name} onChange={pick} />
        <div role="group" aria-label={t("table.correct.nudge")}>
          {ARROWS.map(({ way, icon, by: [dx, dy] }) => (
            <IconButton key={way} small icon={icon} label={t(`table.correct.ways.${way}`)} isDisabled={disabled} onPress={({ shiftKey }) => (shiftKey ? move(5 * dx, 5 * dy) : move(dx, dy))} />
          ))}
        </div>
      </div>
      {(by[0] !== 0 || by[1] !== 0) && (
        <div className={css["row"]}>
          <span role="status">{t("table.correct.moved", { x: percent(by[0]), y: percent(by[1]) })}</span>
          <Button small weight="strong" isDisabled={disabled} onPress={() => { send({ nudge: { [element.name]: [Number(by[0].toFixed(4)), Number(by[1].toFixed(4))] } }); setBy([0, 0]); }}>
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
