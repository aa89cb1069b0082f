import { ArrowLeft, Bookmark, Check, FlipHorizontal2, Maximize, X, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useRef, useState, type Dispatch, type RefObject, type SetStateAction } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { thumbOf } from "../api/addresses";
import type { WorkRow } from "../api/types";
import { useActions, type Action } from "../app/actions";
import { Button, IconButton, Mark, StateBadge } from "../app/pieces";
import { nameOf, useDecisions } from "../table/deciding";
import css from "./compare.module.css";
import { Reason } from "./reason";
import { inFront, nearer, shifted, transformOf, WHOLE, type View } from "./view";

const STEP = 0.15;

/** Two to nine works in frames of one shape, looked at alike: what is near in one is near in all. */
export function SideBySide({ slug, rows }: { slug: string; rows: readonly WorkRow[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decide = useDecisions(slug);
  const [view, setView] = useState<View>(WHOLE);
  const [active, setActive] = useState(0);
  const [flipped, setFlipped] = useState<0 | 1>();
  const [refusing, setRefusing] = useState<WorkRow>();
  // What keys and buttons act on is what is seen: while one flips, the one of the two that is shown.
  const row = inFront(rows, active, flipped);
  const flip = (): void => setFlipped((now) => (now === undefined ? 0 : now === 0 ? 1 : 0));
  const actions: Action[] = [
    { id: "decide.choose", label: "table.act.choose", key: "c", group: "decide", icon: Check, enabled: row?.kind === "draft" && row.state !== "chosen", run: () => row !== undefined && void decide([row], "choose") },
    { id: "decide.refuse", label: "table.act.refuse", key: "r", group: "decide", icon: X, enabled: row?.kind === "draft" && row.state !== "refused", run: () => setRefusing(row) },
    { id: "decide.keep", label: "table.act.keep", key: "g", group: "decide", icon: Bookmark, enabled: row?.kind === "draft" && row.state !== "kept", run: () => row !== undefined && void decide([row], "keep") },
    { id: "compare.flip", label: "compare.flip", key: "f", group: "view", icon: FlipHorizontal2, run: flip },
    { id: "compare.all", label: "compare.all", key: "escape", group: "view", enabled: flipped !== undefined, run: () => setFlipped(undefined) },
    { id: "compare.nearer", label: "table.view.nearer", key: ["+", "="], group: "view", icon: ZoomIn, run: () => setView(nearer(view, 1.4)) },
    { id: "compare.further", label: "table.view.further", key: "-", group: "view", icon: ZoomOut, run: () => setView(nearer(view, 1 / 1.4)) },
    { id: "compare.whole", label: "compare.whole", key: "0", group: "view", icon: Maximize, run: () => setView(WHOLE) },
    { id: "compare.left", label: "compare.moves.left", key: "shift+arrowleft", group: "view", unlisted: true, run: () => setView(shifted(view, STEP, 0)) },
    { id: "compare.right", label: "compare.moves.right", key: "shift+arrowright", group: "view", unlisted: true, run: () => setView(shifted(view, -STEP, 0)) },
    { id: "compare.up", label: "compare.moves.up", key: "shift+arrowup", group: "view", unlisted: true, run: () => setView(shifted(view, 0, STEP)) },
    { id: "compare.down", label: "compare.moves.down", key: "shift+arrowdown", group: "view", unlisted: true, run: () => setView(shifted(view, 0, -STEP)) },
    { id: "compare.next", label: "compare.next", key: "arrowright", group: "view", unlisted: true, run: () => setActive((active + 1) % rows.length) },
    { id: "compare.before", label: "compare.before", key: "arrowleft", group: "view", unlisted: true, run: () => setActive((active + rows.length - 1) % rows.length) },
    { id: "compare.back", label: "compare.back", group: "go", icon: ArrowLeft, run: () => void navigate(`/p/${slug}/table`) },
  ];
  useActions(actions);
  const stage = useRef<HTMLDivElement>(null);
  useLook(stage, setView);
  const shown = flipped === undefined || row === undefined ? rows : [row];
  return (
    <div className={css["page"]}>
      <header className={css["bar"]}>
        <IconButton icon={ArrowLeft} label={t("compare.back")} onPress={() => void navigate(`/p/${slug}/table`)} />
        <h1>{t("compare.heading", { count: rows.length })}</h1>
        <div role="toolbar" aria-label={t("compare.look")} className={css["look"]}>
          <Button small icon={FlipHorizontal2} shortcut="f" onPress={flip}>
            {t("compare.flip")}
          </Button>
          {flipped !== undefined && (
            <Button small shortcut="escape" onPress={() => setFlipped(undefined)}>
              {t("compare.all")}
            </Button>
          )}
          <IconButton small icon={ZoomOut} label={t("table.view.further")} shortcut="-" onPress={() => setView(nearer(view, 1 / 1.4))} />
          <span className={css["zoom"]}>{t("table.view.percent", { percent: Math.round(view.zoom * 100) })}</span>
          <IconButton small icon={ZoomIn} label={t("table.view.nearer")} shortcut="+" onPress={() => setView(nearer(view, 1.4))} />
          <IconButton small icon={Maximize} label={t("compare.whole")} shortcut="0" onPress={() => setView(WHOLE)} />
        </div>
      </header>
      <div ref={stage} className={css["stage"]} data-count={shown.length}>
        {shown.map((one) => (
          <Frame key={flipped === undefined ? one.id : "flipped"} row={one} view={view} active={one === row} pick={() => flipped === undefined && setActive(rows.indexOf(one))} />
        ))}
      </div>
      <footer data-foot className={css["foot"]}>
        {row !== undefined && (
          <>
            <strong aria-live="polite">{nameOf(row)}</strong>
            {actions.slice(0, 3).map((action) => (
              <Button key={action.id} weight={action.id === "decide.choose" ? "decision" : "plain"} shortcut={String(action.key)} isDisabled={action.enabled === false} onPress={action.run}>
                {t(action.label)}
              </Button>
            ))}
          </>
        )}
      </footer>
      {refusing !== undefined && <Reason rows={[refusing]} onClose={() => setRefusing(undefined)} refuse={(because) => void decide([refusing], "refuse", because)} />}
    </div>
  );
}

function Frame({ row, view, active, pick }: { row: WorkRow; view: View; active: boolean; pick: () => void }) {
  const { t } = useTranslation();
  return (
    <figure className={css["frame"]} data-active={active || undefined} data-state={row.state} onPointerDown={pick}>
      <div className={css["crop"]}>
        <img src={thumbOf(row.image ?? row.id, 1024)} alt={row.headline ?? row.title} draggable={false} style={{ transform: transformOf(view) }} />
      </div>
      <figcaption>
        <Button small weight={active ? "strong" : "quiet"} aria-pressed={active} onPress={pick}>
          {nameOf(row)}
        </Button>
        <span>
          <Mark kind={row.by.kind} /> {row.faults.length > 0 ? row.faults[0] : row.reason !== "" ? row.reason : t("table.checks.sound")}
        </span>
        <StateBadge state={row.state} />
      </figcaption>
    </figure>
  );
}

/** The wheel goes nearer where it points, the hand moves; all frames follow. */
function useLook(stage: RefObject<HTMLDivElement | null>, setView: Dispatch<SetStateAction<View>>): void {
  useEffect(() => {
    const host = stage.current;
    if (host === null) return;
    let last: { x: number; y: number; w: number; h: number } | undefined;
    const cropOf = (event: Event): DOMRect | undefined => (event.target as Element).closest(`.${css["crop"]}`)?.getBoundingClientRect();
    const wheel = (event: WheelEvent): void => {
      const box = cropOf(event);
      if (box === undefined) return;
      event.preventDefault();
      const at = { x: (event.clientX - box.left) / box.width - 0.5, y: (event.clientY - box.top) / box.height - 0.5 };
      setView((view) => nearer(view, Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.01), at));
    };
    const down = (event: PointerEvent): void => {
      const box = cropOf(event);
      if (box === undefined) return;
      last = { x: event.clientX, y: event.clientY, w: box.width, h: box.height };
      host.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent): void => {
      if (last === undefined) return;
      const [dx, dy] = [(event.clientX - last.x) / last.w, (event.clientY - last.y) / last.h];
      setView((view) => shifted(view, dx, dy));
      last = { ...last, x: event.clientX, y: event.clientY };
    };
    const up = (): void => {
      last = undefined;
    };
    host.addEventListener("wheel", wheel, { passive: false });
    host.addEventListener("pointerdown", down);
    host.addEventListener("pointermove", move);
    host.addEventListener("pointerup", up);
    host.addEventListener("pointercancel", up);
    return () => {
      host.removeEventListener("wheel", wheel);
      host.removeEventListener("pointerdown", down);
      host.removeEventListener("pointermove", move);
      host.removeEventListener("pointerup", up);
      host.removeEventListener("pointercancel", up);
    };
  }, [stage, setView]);
}
