import { Ellipsis } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button as AriaButton, TooltipTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Hint, IconButton, Menu } from "../app/pieces";
import { firstKey, possible, useActs } from "./acting";
import { saveCopy } from "./copying";
import { useHere, useLiveState } from "./session";
import { useCell } from "./state";
import css from "./tools.module.css";

const TOOLS = ["tool.select", "tool.hand", "tool.bring", "tool.note", "tool.label", "tool.frame", "tool.connect", "tool.comment"];
const MORE = ["table.all", "sheet.comments", "sheet.bin", "sheet.versions", "table.keep", "view.present", "work.tournament", "table.pdf", "table.zip"];

/** What the hand does on the table. */
export function Tools() {
  const { t } = useTranslation();
  const { board } = useHere();
  const act = useActs();
  const tool = useCell(board.tool);
  return (
    <div role="toolbar" aria-label={t("table.tools.title")} aria-orientation="vertical" className={css["tools"]} data-over>
      {TOOLS.map((id) => {
        const action = act(id);
        const Icon = action?.icon;
        if (action === undefined || Icon === undefined) return null;
        return (
          <TooltipTrigger key={id} delay={400}>
            <AriaButton aria-label={t(action.label)} {...(id === "tool.bring" ? {} : { "aria-pressed": id === `tool.${tool}` })} className={css["tool"] ?? ""} data-on={id === `tool.${tool}` || undefined} onPress={action.run}>
              <Icon aria-hidden size={20} />
            </AriaButton>
            <Hint shortcut={firstKey(action)}>{t(action.label)}</Hint>
          </TooltipTrigger>
        );
      })}
    </div>
  );
}

/** How far one is, and the ways back and forth; whether all is kept. */
export function ViewBar() {
  const { t } = useTranslation();
  const session = useHere();
  const act = useActs();
  const { camera } = session.board;
  // Only the percentage: where one looks changes with every frame.
  const percent = useSyncExternalStore(camera.subscribe, () => Math.round(camera.get().zoom * 100));
  const button = (id: string) => {
    const action = act(id);
    return action?.icon === undefined ? null : <IconButton small icon={action.icon} label={t(action.label)} shortcut={firstKey(action)} isDisabled={action.enabled === false} onPress={action.run} />;
  };
  return (
    <div role="toolbar" aria-label={t("table.view.title")} className={css["view"]} data-over>
      {button("table.undo")}
      {button("table.redo")}
      <span className={css["rule"]} aria-hidden />
      {button("view.further")}
      <AriaButton className={css["zoom"] ?? ""} aria-label={t("table.view.zoomIs", { percent })} onPress={() => act("view.true")?.run()}>
        {t("table.view.percent", { percent })}
      </AriaButton>
      {button("view.nearer")}
      {button("view.all")}
    </div>
  );
}

/** The state of the line and of what was done here, and what else the table can. */
export function Status() {
  const { t } = useTranslation();
  const act = useActs();
  const { board } = useHere();
  const panels = useCell(board.panels);
  const more = possible(MORE.map(act));
  const toggle = (id: string, on: boolean) => {
    const action = act(id);
    return action?.icon === undefined ? null : <IconButton small icon={action.icon} label={t(action.label)} shortcut={firstKey(action)} aria-pressed={on} onPress={action.run} />;
  };
  return (
    <div className={css["status"]} data-over>
      <Saved />
      <span className={css["wide"]}>{toggle("view.outline", panels.outline)}</span>
      <span className={css["wide"]}>{toggle("view.side", panels.side)}</span>
      <Menu label={t("table.more")} actions={more} trigger={<IconButton small icon={Ellipsis} label={t("table.more")} />} />
    </div>
  );
}

function Saved() {
  const { t } = useTranslation();
  const live = useLiveState(useHere());
  const key = live.link === "ended" ? "ended" : live.link === "connecting" ? "connecting" : live.link === "apart" ? (live.open > 0 ? "apartOpen" : "apart") : live.saved;
  return (
    <p role="status" className={css["saved"]} data-state={key}>
      {t(`table.saved.${key}`, { count: live.open })}
    </p>
  );
}

/** Ends after which this browser holds what the studio does not take. */
const KEPT_HERE: ReadonlySet<string> = new Set(["full", "large", "unreadable"]);

/** The line was ended for good: why, and what can be done. */
export function Ended() {
  const { t } = useTranslation();
  const session = useHere();
  const live = useLiveState(session);
  if (live.link !== "ended" || live.ended === undefined) return null;
  return (
    <div role="alert" className={css["ended"]} data-over>
      <p>
        <b>{t(`table.ended.${live.ended}.title`)}</b> {t(`table.ended.${live.ended}.remedy`)}
      </p>
      {KEPT_HERE.has(live.ended) && (
        <>
          <AriaButton onPress={() => saveCopy(session.table, session.slug)}>{t("table.ended.copy")}</AriaButton>
          <AriaButton onPress={() => void session.live.forget().then(() => location.reload())}>{t("table.ended.theirs")}</AriaButton>
        </>
      )}
      <AriaButton onPress={() => (live.ended === "signed-out" ? location.reload() : session.live.again())}>{t("shell.again")}</AriaButton>
    </div>
  );
}
