import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Check, Eye, EyeOff, Shapes, TextCursorInput } from "lucide-react";
import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { contentOf } from "../api/addresses";
import { useElements } from "../api/queries";
import type { ElementOf, WorkRow } from "../api/types";
import { Button, IconButton, Waiting } from "../app/pieces";
import css from "./correct.module.css";
import type { Correcting } from "./correcting";
import { byKey, directions, further, isMoved, NOWHERE, partOf, STEP, type By } from "./moving";
import { Picking, type Replaced } from "./picking";
import { Retyping } from "./retyping";

/** A hand that trembles drags nothing, in pixels of the window. */
const TREMBLE = 4;
const MOST = { headline: 300, line: 500 } as const;
const ARROWS = [
  { way: "left", icon: ArrowLeft, by: [-STEP, 0] },
  { way: "up", icon: ArrowUp, by: [0, -STEP] },
  { way: "down", icon: ArrowDown, by: [0, STEP] },
  { way: "right", icon: ArrowRight, by: [STEP, 0] },
] as const;

/**
 * A design to be corrected where it is seen: a press on words retypes them, a hand or the arrows move what is picked,
 * Delete hides it. What is moved is shown before it is set.
 */
export function Touching({ row, slug, correcting }: { row: WorkRow; slug: string; correcting: Correcting }) {
  const { t } = useTranslation();
  const elements = useElements(row.id);
  const page = useRef<HTMLDivElement>(null);
  const from = useRef<{ name: string; x: number; y: number; by: By; dragged: boolean }>(undefined);
  const [picked, setPicked] = useState<string>();
  const [by, setBy] = useState<By>(NOWHERE);
  const [typing, setTyping] = useState(false);
  const [replaced, setReplaced] = useState<Replaced>();
  const { going, send } = correcting;
  if (elements.data === undefined) return <Waiting error={elements.error} again={() => void elements.refetch()} />;
  const found = elements.data.elements;
  const one = found.find((element) => element.name === picked);
  const nameOf = (name: string): string => t(`table.elements.${name}`, { defaultValue: name });
  const pick = (element: ElementOf | undefined): void => {
    setPicked(element?.name);
    setBy(NOWHERE);
    setTyping(false);
  };
  const change = (edit: Parameters<typeof send>[0]): void => {
    pick(undefined);
    send(edit);
  };
  const setMove = (): void => {
    if (one !== undefined) change({ nudge: { [one.name]: [by[0], by[1]] } });
  };
  const hide = (element: ElementOf): void => {
    if (element.can.includes("hide")) change({ hide: [element.name] });
  };
  const press = (element: ElementOf): void => {
    pick(element);
    setTyping(element.can.includes("retype"));
  };

  const hold = (event: PointerEvent<HTMLButtonElement>, element: ElementOf): void => {
    if (going || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { name: element.name, x: event.clientX, y: event.clientY, by: picked === element.name ? by : NOWHERE, dragged: false };
  };
  const drag = (event: PointerEvent<HTMLButtonElement>, element: ElementOf): void => {
    const start = from.current;
    const sheet = page.current;
    if (start === undefined || sheet === null || !element.can.includes("nudge")) return;
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
    if (!start.dragged && Math.hypot(dx, dy) < TREMBLE) return;
    if (!start.dragged && picked !== element.name) pick(element);
    start.dragged = true;
    setTyping(false);
    setBy(further(start.by, dx / sheet.clientWidth, dy / sheet.clientHeight));
  };
  const keys = (event: KeyboardEvent<HTMLButtonElement>, element: ElementOf): void => {
    if (going) return;
    const next = element.can.includes("nudge") ? byKey(picked === element.name ? by : NOWHERE, event.key, event.shiftKey) : undefined;
    if (next !== undefined) {
      if (picked !== element.name) pick(element);
      setBy(next);
    } else if (event.key === "Enter" && picked === element.name && isMoved(by)) setMove();
    else if (event.key === "Delete" || event.key === "Backspace") hide(element);
    else if (event.key === "Escape" && picked !== undefined) pick(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={css["touching"]}>
      <div className={css["frame"]}>
        <div ref={page} className={css["page"]} style={{ aspectRatio: elements.data.ratio, "--ratio": elements.data.ratio } as CSSProperties} data-going={going || undefined}>
          <img src={contentOf(row.image ?? row.id)} alt={row.headline ?? row.title} draggable={false} />
          {found.map((element) => (
            <button
              key={element.name}
              type="button"
              className={css["element"]}
              style={place(element)}
              data-large={element.w * element.h > 0.5 || undefined}
              aria-pressed={picked === element.name}
              aria-label={element.words === "" ? nameOf(element.name) : t("table.correct.says", { element: nameOf(element.name), words: element.words })}
              aria-disabled={going}
              onPointerDown={(event) => hold(event, element)}
              onPointerMove={(event) => drag(event, element)}
              onPointerUp={() => setTimeout(() => (from.current = undefined))}
              onPointerCancel={() => (from.current = undefined)}
              onClick={() => !going && from.current?.dragged !== true && press(element)}
              onKeyDown={(event) => keys(event, element)}
            >
              <span aria-hidden>{nameOf(element.name)}</span>
            </button>
          ))}
          {one !== undefined && isMoved(by) && (
            <span className={css["ghost"]} aria-hidden style={{ ...place(one, by), backgroundImage: `url(${contentOf(row.image ?? row.id)})`, backgroundSize: partOf(one).size, backgroundPosition: partOf(one).position }} />
          )}
          {one !== undefined && typing && (
            <Retyping key={one.name} name={nameOf(one.name)} words={one.words} most={MOST[one.name as "line"] ?? 500} place={{ left: `${100 * Math.min(one.x, 0.4)}%`, top: `${100 * one.y}%`, minHeight: `${100 * one.h}%` }} leave={() => setTyping(false)} set={(words) => change(one.name === "line" ? { line: words } : { headline: words })} />
          )}
        </div>
      </div>
      <div className={css["bar"]} role="group" aria-label={one === undefined ? t("table.correct.onPicture") : nameOf(one.name)}>
        {one === undefined ? (
          <p>{t("table.correct.howTo")}</p>
        ) : (
          <>
            <b>{nameOf(one.name)}</b>
            {one.can.includes("retype") && (
              <Button small icon={TextCursorInput} isDisabled={going} onPress={() => setTyping(true)}>
                {t("table.correct.retype")}
              </Button>
            )}
            {one.can.includes("nudge") && (
              <span role="group" aria-label={t("table.correct.nudge")}>
                {ARROWS.map(({ way, icon, by: [dx, dy] }) => (
                  <IconButton key={way} small icon={icon} label={t(`table.correct.ways.${way}`)} isDisabled={going} onPress={({ shiftKey }) => setBy(further(by, shiftKey ? 5 * dx : dx, shiftKey ? 5 * dy : dy))} />
                ))}
              </span>
            )}
            {one.can.includes("swap") && (
              <Button small icon={Shapes} isDisabled={going} onPress={() => setReplaced(one.name === "picture" ? "picture" : "mark")}>
                {t("table.correct.replaceIt")}
              </Button>
            )}
            {one.can.includes("hide") && (
              <Button small icon={EyeOff} shortcut="delete" isDisabled={going} onPress={() => hide(one)}>
                {t("table.correct.hideIt")}
              </Button>
            )}
            {isMoved(by) && (
              <>
                <span role="status">{directions(by).map(({ way, share }) => t(`table.correct.by.${way}`, { share })).join(", ")}</span>
                <Button small weight="strong" icon={Check} shortcut="enter" isDisabled={going} onPress={setMove}>
                  {t("table.correct.setMove")}
                </Button>
                <Button small weight="quiet" onPress={() => setBy(NOWHERE)}>
                  {t("table.correct.drop")}
                </Button>
              </>
            )}
          </>
        )}
      </div>
      <Picking
        slug={slug}
        what={replaced}
        onClose={() => setReplaced(undefined)}
        onPick={(id) => {
          setReplaced(undefined);
          if (replaced !== undefined) change({ [replaced]: id });
        }}
      />
      {elements.data.hidden.length > 0 && (
        <div className={css["bar"]} role="group" aria-label={t("table.correct.hiddenNow")}>
          <span>{t("table.correct.hiddenNow")}</span>
          {elements.data.hidden.map((name) => (
            <Button key={name} small icon={Eye} isDisabled={going} aria-label={t("table.correct.showOne", { element: nameOf(name) })} onPress={() => change({ show: [name] })}>
              {nameOf(name)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

const place = (element: ElementOf, way: By = NOWHERE): CSSProperties => ({
  left: `${100 * (element.x + way[0])}%`,
  top: `${100 * (element.y + way[1])}%`,
  width: `${100 * element.w}%`,
  height: `${100 * element.h}%`,
});
