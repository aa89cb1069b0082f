import { Download, FilterX, Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useActs, useProject } from "../api/queries";
import { useActions } from "../app/actions";
import { day as dayOf } from "../app/dates";
import { Button, ButtonLink, Empty, Page, Waiting } from "../app/pieces";
import { useTitle } from "../app/title";
import { useAct, useActsAgain } from "../work/queries";
import { byDay } from "./acts";
import { Chain, exportOf } from "./chain";
import { Filters, focusSearch } from "./filters";
import css from "./record.module.css";
import { ActRow } from "./row";
import { asked, isNarrow, readAddress } from "./sieve";

/** The record, of the studio or of a project: every act, the newest first, and a way back to each. */
export function RecordPage() {
  const { t } = useTranslation();
  const { slug } = useParams();
  const project = useProject(slug);
  const [search, setSearch] = useSearchParams();
  const looked = readAddress(search);
  const acts = useActs(asked(looked, slug));
  const rows = acts.data?.pages.flatMap((page) => page.items) ?? [];
  const again = useActsAgain();
  const told = project.data?.acts;
  // The project is read again whenever its record grows, by whoever's hand.
  useEffect(() => {
    if (told !== undefined) again();
  }, [told, again]);
  useTitle(t("shell.tabs.record"), project.data?.title);
  const clear = (): void => setSearch({});
  useActions([
    { id: "record.search", label: "record.search", key: "/", group: "view", icon: Search, run: focusSearch },
    { id: "record.clear", label: "record.clear", group: "view", icon: FilterX, enabled: isNarrow(looked), run: clear },
    { id: "record.export", label: "record.export", group: "project", icon: Download, run: () => location.assign(exportOf(slug)) },
  ]);
  return (
    <Page
      title={slug === undefined ? t("record.title") : t("record.titleOf")}
      lead={t("record.lead")}
      actions={
        <ButtonLink href={exportOf(slug)} download target="_self" icon={Download}>
          {t("record.export")}
        </ButtonLink>
      }
    >
      <Chain />
      <Asked seq={search.get("act")} onClose={() => setSearch((now) => without(now, "act"))} />
      <Filters key={slug ?? ""} inProject={slug !== undefined} />
      {acts.data === undefined ? (
        <Waiting error={acts.error} again={() => void acts.refetch()} />
      ) : rows.length === 0 ? (
        <Empty inside title={t(isNarrow(looked) ? "record.nothing.title" : "record.empty.title")} action={isNarrow(looked) ? <Button onPress={clear}>{t("record.clear")}</Button> : undefined}>
          {t(isNarrow(looked) ? "record.nothing.lead" : "record.empty.lead")}
        </Empty>
      ) : (
        byDay(rows).map(({ day, acts: ofDay }) => (
          <section key={day} className={css["day"]} aria-label={dayOf(`${day}T12:00:00`)}>
            <h2>{dayOf(`${day}T12:00:00`)}</h2>
            <ol>
              {ofDay.map((act) => (
                <ActRow key={act.seq} act={act} inProject={slug !== undefined} />
              ))}
            </ol>
          </section>
        ))
      )}
      {acts.hasNextPage && <More busy={acts.isFetchingNextPage} next={() => void acts.fetchNextPage()} />}
      {rows.length > 0 && !acts.hasNextPage && <p className={css["end"]}>{t("record.end")}</p>}
    </Page>
  );
}

function without(search: URLSearchParams, name: string): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete(name);
  return next;
}

/** The one act that the address names, above the others. */
function Asked({ seq, onClose }: { seq: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct(seq !== null && /^[1-9]\d{0,14}$/.test(seq) ? Number(seq) : undefined);
  if (seq === null) return null;
  if (act.data === undefined) return act.error === null ? null : <Waiting error={act.error} />;
  return (
    <section className={css["asked"]} aria-label={t("record.act", { act: act.data.seq })}>
      <header>
        <h2>{t("record.act", { act: act.data.seq })}</h2>
        <Button small weight="quiet" onPress={onClose}>
          {t("record.all")}
        </Button>
      </header>
      <ol>
        <ActRow act={act.data} inProject={false} open />
      </ol>
    </section>
  );
}

/** The next page comes when its place is seen, or when it is asked for. */
function More({ busy, next }: { busy: boolean; next: () => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLParagraphElement>(null);
  const latest = useRef({ busy, next });
  useEffect(() => {
    latest.current = { busy, next };
  });
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && !latest.current.busy && latest.current.next(), { rootMargin: "400px" });
    if (place.current !== null) watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return (
    <p ref={place} className={css["end"]}>
      <Button isDisabled={busy} onPress={next}>
        {t(busy ? "shell.waiting" : "record.older")}
      </Button>
    </p>
  );
}
