import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useProjectEvents, useWork } from "../api/queries";
import type { WorkWhole } from "../api/types";
import { Check, Crosshair } from "lucide-react";
import { useActions } from "../app/actions";
import { Button, ButtonLink, Page, Part, Waiting } from "../app/pieces";
import { CorrectLarge } from "../correct/large";
import { moment } from "../app/dates";
import { useTitle } from "../app/title";
import { useStandsIn } from "../app/where";
import { Aside } from "./aside";
import { Credential } from "./credential";
import { Credits } from "./credits";
import { Downloads } from "./downloads";
import { Inside, Settings } from "./inside";
import { nameOfKind } from "./names";
import { useAct, useActsAgain } from "./queries";
import { Versions } from "./versions";
import { Viewer } from "./viewer";
import css from "./work.module.css";

const WorkRights = lazy(async () => ({ default: (await import("../rights/work-rights")).WorkRights }));
const Lineage = lazy(async () => ({ default: (await import("./lineage")).Lineage }));

/** A work: what it shows, who made it of what, what was decided, what may be done with it. All of it is the record's. */
export function WorkPage() {
  const { id = "" } = useParams();
  const work = useWork(id);
  useTitle(work.data === undefined ? undefined : nameOf(work.data));
  if (work.data === undefined) return <Waiting error={work.error} again={() => void work.refetch()} />;
  return <Work key={id} whole={work.data} />;
}

const nameOf = (whole: WorkWhole): string => (whole.headline === "" ? whole.work.title : whole.headline);

function Work({ whole }: { whole: WorkWhole }) {
  const { t } = useTranslation();
  const act = useAct(whole.work.act).data;
  const [fold, setFold] = useState(200);
  const row = whole.work;
  const slug = act?.project ?? undefined;
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const correctable = row.kind === "draft" && slug !== undefined;
  const correcting = correctable && search.has("correct");
  const correct = (): void => setSearch(correcting ? {} : { correct: "" }, { replace: true, preventScrollReset: true });
  useActions([{ id: "work.correct", label: correcting ? "table.correct.end" : "table.act.correct", key: "e", group: "work", icon: correcting ? Check : Crosshair, enabled: correctable, run: correct }]);
  useEscape(correcting, correct);
  useStandsIn(slug);
  useProjectEvents(slug, useActsAgain());
  return (
    <Page
      title={nameOf(whole)}
      lead={t("work.lead", { kind: nameOfKind(t, row), name: row.by.name, at: moment(row.at) })}
      actions={
        slug !== undefined && (
          <>
            <ButtonLink href={`/p/${slug}/table?see=${row.id}`}>{t("work.table")}</ButtonLink>
            {correctable && (
              <Button weight={correcting ? "strong" : "plain"} icon={correcting ? Check : Crosshair} shortcut="e" onPress={correct}>
                {t(correcting ? "table.correct.end" : "table.act.correct")}
              </Button>
            )}
          </>
        )
      }
    >
      <div className={css["top"]}>
        <div className={css["picture"]}>
          {correcting ? <CorrectLarge row={row} slug={slug} onMade={(made) => void navigate(`/w/${made}?correct`)} /> : <Viewer whole={whole} />}
        </div>
        <Aside whole={whole} slug={slug} />
      </div>
      {whole.versions.length > 1 && (
        <Part title={t("work.versions.title")} note={t("work.versions.note")}>
          <Versions whole={whole} />
        </Part>
      )}
      {(whole.editions.length > 0 || whole.failed.length > 0) && (
        <Part title={t("work.editions.title")} note={t("work.editions.note")}>
          <Downloads whole={whole} slug={slug} />
        </Part>
      )}
      <Part id="credits" title={t("work.credits.title")} note={t("work.credits.note")}>
        <Credits whole={whole} />
      </Part>
      <Suspense fallback={<Waiting />}>
        <WorkRights work={row.id} slug={slug} />
      </Suspense>
      <Part title={t("work.credential.title")} note={t("work.credential.note")}>
        <Credential whole={whole} />
      </Part>
      <Part id="lineage" title={t("work.lineage.title")} note={t("work.lineage.note")}>
        <Suspense fallback={<Waiting />}>
          <Lineage work={row.id} fold={fold} onFold={setFold} />
        </Suspense>
      </Part>
      <Part title={t("work.inside.title")} note={t("work.inside.note")}>
        <Inside whole={whole} />
      </Part>
      <Part title={t("work.settings.title")} note={t("work.settings.note")}>
        <Settings whole={whole} act={act} />
      </Part>
    </Page>
  );
}

/** Escape ends what one is in, once nothing nearer has taken it: a list that is open, words that are written, an element that is picked. */
function useEscape(on: boolean, end: () => void): void {
  const latest = useRef(end);
  useEffect(() => {
    latest.current = end;
  });
  useEffect(() => {
    if (!on) return undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && document.querySelector("[role=dialog], [role=listbox], [role=menu]") === null) latest.current();
    };
    document.addEventListener("keydown", hear);
    return () => document.removeEventListener("keydown", hear);
  }, [on]);
}
