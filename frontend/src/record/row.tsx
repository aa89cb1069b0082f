import { ChevronRight, MoreHorizontal, PanelTop, Plus, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { thumbOf } from "../api/addresses";
import { ask } from "../api/client";
import { useProjects } from "../api/queries";
import type { Act, WorkWhole } from "../api/types";
import type { Action } from "../app/actions";
import { moment } from "../app/dates";
import { IconButton, Mark, Menu, tellError } from "../app/pieces";
import { useDecisions } from "../table/deciding";
import { language } from "../app/words";
import { nameOfRole, titleOf } from "../work/names";
import { actorOf, askerOf, canBeSeen, draftOf, kindOf, worksOf, type Shown } from "./acts";
import css from "./record.module.css";
import { settingsOf } from "./settings";

/** How many works a row shows; the rest are in its detail. */
const MOST = 6;

/** An act: who, what in words and why, when, on which works; and a way back to it. */
export function ActRow({ act, inProject, open = false }: { act: Act; inProject: boolean; open?: boolean }) {
  const { t, i18n } = useTranslation();
  const works = worksOf(act);
  const projects = useProjects().data ?? [];
  const time = new Intl.DateTimeFormat(i18n.language === "en" ? "en-GB" : "fr-FR", { hour: "2-digit", minute: "2-digit" }).format(new Date(act.at));
  const actor = actorOf(act);
  const asker = askerOf(act);
  return (
    <li className={css["act"]}>
      <time dateTime={act.at} title={moment(act.at)}>
        {time}
      </time>
      <div className={css["said"]}>
        <p>
          <Mark kind={kindOf(act)} /> {actor !== undefined && <b>{actor["name"]}</b>} {act.what}
          {asker !== undefined && (
            <span className={css["asker"]}>
              {t("record.askedBy")} <Mark kind={asker.kind} /> <Link href={`/record?party=${asker.id}`}>{asker.name}</Link>
            </span>
          )}
        </p>
        {act.because !== "" && <p className={css["why"]}>{t("work.because", { reason: act.because })}</p>}
        <div className={css["foot"]}>
        {!inProject && act.project !== null && (
          <Link href={`/p/${act.project}/record`} className={css["project"] ?? ""}>
            {t("record.in", { project: projects.find((one) => one.slug === act.project)?.title ?? act.project })}
          </Link>
        )}
        <Disclosure defaultExpanded={open} className={css["more"] ?? ""}>
          {({ isExpanded }) => (
            <>
              <AriaButton slot="trigger">
                <ChevronRight aria-hidden size={15} /> {t("record.act", { act: act.seq })}
              </AriaButton>
              <DisclosurePanel>{isExpanded && <Detail act={act} />}</DisclosurePanel>
            </>
          )}
        </Disclosure>
        </div>
      </div>
      <ul className={css["works"]}>
        {works.slice(0, MOST).map((one) => (
          <li key={`${one.work} ${one.role}`}>
            <Seen one={one} />
          </li>
        ))}
        {works.length > MOST && <li className={css["rest"]}>+{works.length - MOST}</li>}
      </ul>
      <Back act={act} works={works} />
    </li>
  );
}

/** A work in little; its title where it has no picture. */
function Seen({ one }: { one: Shown }) {
  const { t } = useTranslation();
  const [bare, setBare] = useState(!canBeSeen(one));
  const name = titleOf(t, one, one.title);
  return (
    <Link href={`/w/${one.work}`} className={css["seen"] ?? ""} data-bare={bare || undefined} aria-label={name}>
      {bare ? <span>{name}</span> : <img src={thumbOf(one.work, 256)} alt="" loading="lazy" onError={() => setBare(true)} data-refused={one.role === "refused" || undefined} />}
    </Link>
  );
}

/** What is behind an act: the works that it used and made, its settings, its number in the chain. */
function Detail({ act }: { act: Act }) {
  const { t } = useTranslation();
  const list = (name: "used" | "made") =>
    act[name].length > 0 && (
      <div>
        <dt>{t(`record.${name}`)}</dt>
        <dd>
          {act[name].map((one) => (
            <span key={`${one["work"]} ${one["role"]}`}>
              <Link href={`/w/${one["work"]}`}>{one["title"]}</Link> ({nameOfRole(t, one["role"] ?? "")})
            </span>
          ))}
        </dd>
      </div>
    );
  return (
    <dl className={css["detail"]}>
      <div>
        <dt>{t("record.when")}</dt>
        <dd>{moment(act.at)}</dd>
      </div>
      {act.by.length > 0 && (
        <div>
          <dt>{t("record.by")}</dt>
          <dd>
            {act.by.map((one) => (
              <span key={`${one["party"]} ${one["role"]}`}>
                <Link href={`/record?party=${one["party"]}`}>{one["name"]}</Link> ({t(`record.roles.${one["role"]}`, { defaultValue: one["role"] ?? "" })})
              </span>
            ))}
          </dd>
        </div>
      )}
      {list("used")}
      {list("made")}
      {settingsOf(act, language(), t).map(({ key, name, value }) => (
        <div key={key} className={css["setting"]}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Get back to this: the work as it was; a draft can be chosen again, or be the start of a round. */
function Back({ act, works }: { act: Act; works: readonly Shown[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decide = useDecisions(act.project ?? "");
  const [first] = works;
  const draft = draftOf(act);
  const brief = act.project === null ? undefined : works.find(({ role }) => role === "brief");
  if (first === undefined) return <span />;
  const again = (work: string): void => void ask<WorkWhole>(`/works/${encodeURIComponent(work)}`).then(({ work: row }) => decide([row], "choose"), tellError);
  const actions: Action[] = [
    { id: "record.open", label: "record.back.open", group: "work", icon: PanelTop, run: () => void navigate(`/w/${(draft ?? first).work}`) },
    ...(brief === undefined
      ? []
      : ([{ id: "record.brief", label: "record.back.brief", group: "brief", icon: RotateCcw, run: () => void navigate(`/p/${act.project}/brief?from=${brief.work}`) }] satisfies Action[])),
    ...(draft === undefined
      ? []
      : ([
          { id: "record.choose", label: "record.back.choose", group: "decide", icon: RotateCcw, run: () => again(draft.work) },
          { id: "record.round", label: "record.back.round", group: "round", icon: Plus, run: () => void navigate(`/w/${draft.work}?round=more`) },
        ] satisfies Action[])),
  ];
  return <Menu label={t("record.back.title", { act: act.seq })} actions={actions} trigger={<IconButton icon={MoreHorizontal} label={t("record.back.title", { act: act.seq })} />} />;
}
