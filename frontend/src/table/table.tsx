import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Popover, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useMe, useProject, useWorks } from "../api/queries";
import { useActions, type Action } from "../app/actions";
import { ActionMenu, Button, ButtonLink, Empty, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import { ActsProvider, possible } from "./acting";
import { useArrivals } from "./arrivals";
import { Canvas } from "./canvas";
import { useDecideActions } from "./deciding";
import type { Point } from "./geometry";
import type { Deeds } from "./gestures";
import { onTheTable } from "./keyboard";
import { useNarrow } from "./narrow";
import { inReading } from "./neighbours";
import { Outline } from "./outline";
import { Presenting } from "./presenting";
import { Questions } from "./questions";
import { RecordStrip } from "./record-strip";
import { pruned } from "./selection";
import { SessionProvider, useBeacon, useLiveState, useOthers, useSession, useTableState, WorksProvider, type Session } from "./session";
import type { Card } from "./shapes";
import { safeUrl } from "./shapes";
import { Sheets } from "./sheets";
import { useShownWorks } from "./shown";
import { Side } from "./side";
import { useCell } from "./state";
import { DockedStrip } from "./strip";
import { inSight, placeNew, useTableActions } from "./table-actions";
import css from "./table.module.css";
import { Ended, Status, Tools, ViewBar } from "./tools";
import { useBringing } from "./use-bringing";

/** The table of a project. */
export function TablePage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const project = useProject(slug);
  const me = useMe().data;
  useTitle(t("shell.tabs.table"), project.data?.title);
  // A copy of another home's project of the same name is another copy.
  const session = useSession(slug, project.data === undefined ? undefined : `${slug}-${project.data.first}`);
  useBeacon(session, me === undefined ? undefined : me.unnamed ? null : me.party);
  if (session === undefined) {
    return (
      <div>
        <Waiting error={project.error} again={() => void project.refetch()} />
      </div>
    );
  }
  return (
    <SessionProvider value={session}>
      <Table session={session} />
    </SessionProvider>
  );
}

function Table({ session }: { session: Session }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { board, slug } = session;
  const rows = useWorks(slug);
  const works = useShownWorks(rows.data);
  const others = useOthers(session);
  const state = useTableState(session);
  const live = useLiveState(session);
  const selection = useCell(board.selection);
  const panels = useCell(board.panels);
  const part = useCell(board.part);
  const narrow = useNarrow();
  const [menu, setMenu] = useState<Point>();
  const selected = useMemo(() => [...selection.ids].flatMap((id) => state.cards.get(id) ?? []).filter((card) => card.bin === undefined), [selection, state.cards]);
  const count = useMemo(() => onTheTable(state.cards).length, [state.cards]);

  const [search] = useSearchParams();
  const see = search.get("see");
  useEffect(() => {
    if (see === null) return;
    board.awaited.set(see);
    board.part.set("canvas");
  }, [board, see]);

  const bringing = useBringing(session);
  const decide = useDecideActions(session, selected, works);
  const act = useTableActions(session, selected, works, bringing.choose);
  const actions: readonly Action[] = [...act, ...decide];
  useActions(actions);
  const byId = new Map(actions.map((action) => [action.id, action]));

  useArrivals(session, works, count > 0 && rows.data !== undefined && (live.ready || live.link === "apart"));
  useEffect(() => {
    const now = pruned(board.selection.get(), (id) => state.cards.get(id)?.bin === undefined && state.cards.has(id));
    // One card is always the one that Tab comes to.
    const first = now.active === undefined ? inReading(onTheTable(state.cards), undefined, 1) : undefined;
    board.selection.set(first === undefined ? now : { ...now, active: first.id });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- whatever selects nothing leaves the table without its Tab stop.
  }, [board, selection, state.cards]);
  useEffect(() => session.beacon?.tell({ selected: [...selection.ids].slice(0, 200) }), [session, selection]);

  const open = useCallback(
    (card: Card): void => {
      if (card.kind === "link") {
        const url = safeUrl(card.url);
        if (url !== undefined) window.open(url, "_blank", "noopener,noreferrer");
      } else if (card.work === undefined) board.editing.set(card.id);
      else void navigate(`/w/${card.work}`);
    },
    [board, navigate],
  );
  const deeds = useRef<Deeds>({ open, place: (kind, at) => placeNew(session, kind, at), menu: setMenu });
  useEffect(() => {
    deeds.current = { open, place: (kind, at) => placeNew(session, kind, at), menu: setMenu };
  }, [open, session]);

  const show = { outline: narrow ? part === "outline" : panels.outline, canvas: !narrow || part === "canvas", side: narrow ? part === "side" : panels.side };
  return (
    <WorksProvider value={works}>
      <ActsProvider value={byId}>
        <div className={css["page"]} data-outline={(show.outline && !narrow) || undefined} data-side={(show.side && !narrow) || undefined} {...bringing.drop}>
          <h1 className="unseen">{t("shell.tabs.table")}</h1>
          {narrow && (
            <ToggleButtonGroup aria-label={t("table.parts.title")} selectionMode="single" disallowEmptySelection selectedKeys={[part]} onSelectionChange={(keys) => board.part.set([...keys][0] as "canvas")} className={css["parts"] ?? ""}>
              {(["outline", "canvas", "side"] as const).map((one) => (
                <ToggleButton key={one} id={one}>
                  {t(`table.parts.${one}`)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          )}
          {show.outline && (
            <nav className={css["outline"]} aria-label={t("table.outline.title")}>
              <Outline open={open} />
            </nav>
          )}
          {show.canvas && (
            <div className={css["canvas"]}>
              <Canvas deeds={deeds} others={others}>
                <Tools />
                <Status />
                <ViewBar />
                <Ended />
                {count === 0 && live.ready && <Nothing slug={slug} write={() => placeNew(session, "note", inSight(session))} />}
              </Canvas>
              {menu !== undefined && <CardMenu at={menu} actions={possible([...decide, ...act.filter((one) => MENU.includes(one.id))])} onClose={() => setMenu(undefined)} />}
            </div>
          )}
          {show.side && <Side cards={selected} />}
          {narrow && <DockedStrip cards={selected} />}
          <RecordStrip slug={slug} />
        </div>
        {bringing.input}
        <Questions />
        <Sheets />
        <Presenting />
      </ActsProvider>
    </WorksProvider>
  );
}

const MENU = ["tool.connect", "tool.comment", "table.carry", "table.group", "table.ungroup", "table.disconnect", "arrange.row", "arrange.grid", "view.selected", "view.present", "table.bin"];

/** What can be done with the cards under the pointer, where it is. */
function CardMenu({ at, actions, onClose }: { at: Point; actions: readonly Action[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLSpanElement | null>(null);
  return (
    <>
      <span ref={setAnchor} style={{ position: "fixed", left: at.x, top: at.y }} />
      {anchor !== null && (
        <Popover triggerRef={{ current: anchor }} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom start" className={css["menu"] ?? ""}>
          <ActionMenu label={t("table.moreActions")} groups actions={actions} onClose={onClose} />
        </Popover>
      )}
    </>
  );
}

function Nothing({ slug, write }: { slug: string; write: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css["nothing"]} data-over>
      <Empty
        title={t("table.empty.title")}
        action={
          <>
            <ButtonLink weight="strong" href={`/p/${slug}/ideas`}>
              {t("table.empty.ideas")}
            </ButtonLink>
            <Button onPress={write}>{t("table.empty.note")}</Button>
          </>
        }
      >
        {t("table.empty.help")}
      </Empty>
    </div>
  );
}
