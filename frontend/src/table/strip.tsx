import { Ellipsis, Spline, Trash2 } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, Menu } from "../app/pieces";
import { firstKey, possible, useActs } from "./acting";
import { toWindow } from "./camera";
import type { Box } from "./geometry";
import { useHere, useShown } from "./session";
import type { Card } from "./shapes";
import css from "./strip.module.css";
import { useNarrow } from "./narrow";

const DECIDE = ["decide.choose", "decide.refuse", "decide.keep"];
const ROUNDS = ["round.more", "round.less", "round.mix", "round.opposite", "round.palette", "round.none"];
const MORE = [
  "decide.undo", "work.correct", "work.open", "work.compare", "work.tournament", "table.carry", "table.group", "table.ungroup", "table.disconnect", "arrange.row", "arrange.grid", "arrange.across", "arrange.down",
  "align.left", "align.middle", "align.right", "align.top", "align.centre", "align.bottom", "view.selected",
];

/** From this zoom on the strip lies by the card; further away it would lie over its neighbours. */
const NEAR = 0.6;

/** The buttons of the view stand in the lower left corner: so wide and so high, with the gaps round them, in pixels. */
const VIEW_BAR = { w: 304, h: 62 } as const;

/** Below this width of the window the details are a drawer of this width, in pixels. */
const DRAWER = { below: 1100, w: 300 } as const;

/** Under what is selected: choose, refuse, keep, ask for more; each button is the action that its key does. */
export function Strip({ cards, box }: { cards: readonly Card[]; box: Box }) {
  const narrow = useNarrow();
  const { board } = useHere();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const put = (): void => {
      const camera = board.camera.get();
      const whole = board.size.get();
      // On a tablet the details lie over the table.
      const drawer = board.panels.get().side && innerWidth < DRAWER.below ? DRAWER.w : 0;
      const size = { w: whole.w - drawer, h: whole.h };
      const foot = toWindow(camera, { x: box.x + box.w / 2, y: box.y + box.h });
      element.style.maxInlineSize = `${Math.max(240, size.w - 96)}px`;
      const { offsetWidth: w, offsetHeight: h } = element;
      // Under what is selected while there it hides little; from afar, or where there is no room, in the lower right corner.
      const under = camera.zoom >= NEAR && foot.y > 0 && foot.y + 18 + h < size.h - 12 && foot.x > 0 && foot.x < size.w;
      element.toggleAttribute("data-corner", !under);
      const x = under ? Math.min(Math.max(foot.x - w / 2, 84), Math.max(84, size.w - w - 12)) : Math.max(84, size.w - w - 12);
      const y = under ? foot.y + 18 : size.h - h - 12 - (x < VIEW_BAR.w ? VIEW_BAR.h : 0);
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    };
    put();
    const watch = new ResizeObserver(put);
    watch.observe(element);
    const stops = [board.camera.subscribe(put), board.size.subscribe(put), board.panels.subscribe(put)];
    return () => {
      watch.disconnect();
      for (const stop of stops) stop();
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- on a screen that was narrow there was nothing to place.
  }, [board, box.x, box.y, box.w, box.h, narrow]);
  if (narrow) return null;
  return (
    <div ref={place} className={css["anchor"]} data-over>
      <Inner cards={cards} />
    </div>
  );
}

/** The same at the foot of a narrow screen. */
export function DockedStrip({ cards }: { cards: readonly Card[] }) {
  const narrow = useNarrow();
  if (!narrow || cards.length === 0) return null;
  return (
    <div className={css["docked"]}>
      <Inner cards={cards} />
    </div>
  );
}

function Inner({ cards }: { cards: readonly Card[] }) {
  const { t } = useTranslation();
  const act = useActs();
  const works = useShown();
  const rows = cards.flatMap((card) => (card.work === undefined ? [] : (works.get(card.work) ?? [])));
  const deciding = rows.some((row) => row.kind === "draft" || row.kind === "idea");
  const compare = act("work.compare");
  const several = compare !== undefined && compare.enabled !== false;
  // Of several works none can be chosen; they are compared, before anything else.
  const decide = deciding ? DECIDE.flatMap((id) => act(id) ?? []).filter((action) => !several || action.enabled !== false) : [];
  const rounds = possible(ROUNDS.map(act));
  const more = possible(MORE.map(act)).filter((action) => !several || action.id !== "work.compare");
  const row = rows.length === 1 && cards.length === 1 ? rows[0] : undefined;
  return (
    <div role="toolbar" aria-label={t("table.strip", { count: cards.length })} className={css["strip"]}>
      <div className={css["row"]}>
        {several && (
          <Button icon={compare.icon ?? Spline} shortcut="k" onPress={compare.run}>
            {t(compare.label)}
          </Button>
        )}
        {decide.map((action) => (
          <Button key={action.id} weight={action.id === "decide.choose" ? "decision" : "plain"} shortcut={firstKey(action)} isDisabled={action.enabled === false} onPress={action.run}>
            {t(action.label)}
          </Button>
        ))}
        {cards.length === 2 && act("tool.connect") !== undefined && <IconButton icon={Spline} label={t("table.act.join")} shortcut="l" onPress={() => act("tool.connect")?.run()} />}
        <IconButton icon={Trash2} label={t("table.act.bin")} shortcut="delete" onPress={() => act("table.bin")?.run()} />
        {more.length > 0 && <Menu label={t("table.moreActions")} groups actions={more} trigger={<IconButton icon={Ellipsis} label={t("table.moreActions")} />} />}
      </div>
      {rounds.length > 0 && (
        <div className={css["rounds"]} role="group" aria-label={t("shell.groups.round")}>
          {rounds.map((action) => (
            <Button key={action.id} small icon={action.icon ?? Spline} aria-label={t(action.label)} onPress={action.run}>
              {t(`table.short.${action.id.slice("round.".length)}`)}
            </Button>
          ))}
        </div>
      )}
      {row !== undefined && row.kind === "draft" && (
        <p className={css["checks"]}>{row.faults.length === 0 ? t("table.checks.sound") : row.faults.join(" ")}</p>
      )}
    </div>
  );
}
