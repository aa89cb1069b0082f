import { Archive, Download, Signature } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { zipOf } from "../api/addresses";
import { isOver } from "../api/jobs";
import { useJobs, useProject, useWork, useWorks } from "../api/queries";
import type { WorkRow, WorkWhole } from "../api/types";
import { useActions } from "../app/actions";
import { JobHere } from "../app/jobs";
import { ButtonLink, Empty, Page, Part, Select, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import css from "./editions.module.css";
import { FormatCard, formatsOf } from "./format";
import { EditionConflicts } from "../rights/edition-conflicts";
import { HeldBack } from "./held";

/** The chosen design in every format: to download, with what its credential says and what was left out. */
export function EditionsPage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const project = useProject(slug);
  const [search, setSearch] = useSearchParams();
  const drafts = useWorks(slug);
  // A design that was chosen, or whose editions were made before the choice went to another.
  const chosen = (drafts.data ?? []).filter((row) => row.kind === "draft" && (row.state === "chosen" || row.credential !== null)).toSorted(latestChoice);
  const wanted = chosen.find((row) => row.id === search.get("of")) ?? chosen[0];
  const work = useWork(wanted?.id);
  const making = useJobs(slug).find((job) => !isOver(job) && (job.kind === "editions" || job.kind === "edit"));
  useTitle(t("shell.tabs.editions"), project.data?.title);
  useActions([{ id: "editions.zip", label: "editions.zip", group: "project", icon: Archive, run: () => location.assign(zipOf(slug)) }]);
  if (drafts.data === undefined) return <Waiting error={drafts.error} again={() => void drafts.refetch()} />;
  if (wanted === undefined) {
    return (
      <Empty title={t("editions.empty.title")} action={<ButtonLink href={`/p/${slug}/table`} weight="strong">{t("editions.empty.table")}</ButtonLink>}>
        {t("editions.empty.lead")}
      </Empty>
    );
  }
  if (work.data === undefined) return <Waiting error={work.error} again={() => void work.refetch()} />;
  const count = new Set(work.data.editions.map((edition) => edition.format)).size;
  return (
    <Page
      title={t("editions.title")}
      lead={making !== undefined ? t("editions.going") : t("editions.lead", { count, title: work.data.headline === "" ? wanted.title : work.data.headline })}
      actions={
        <>
          <ButtonLink href={`/p/${slug}/rights`} icon={Signature}>
            {t("shell.rights")}
          </ButtonLink>
          <ButtonLink href={zipOf(slug)} download target="_self" weight="strong" icon={Download}>
            {t("editions.zip")}
          </ButtonLink>
        </>
      }
    >
      {chosen.length > 1 && (
        <div className={css["which"]}>
          <Select label={t("editions.which")} value={wanted.id} onChange={(id) => setSearch({ of: id })} options={chosen.map((row) => ({ id: row.id, name: nameOf(row, t("editions.draft", { number: row.number ?? 0 })) }))} />
        </div>
      )}
      {making !== undefined && (
        <div className={css["making"]}>
          <JobHere job={making} />
        </div>
      )}
      <Made slug={slug} whole={work.data} making={making !== undefined} />
    </Page>
  );
}

const latestChoice = (one: WorkRow, other: WorkRow): number => Number(other.state === "chosen") - Number(one.state === "chosen") || other.act - one.act;
const nameOf = (row: WorkRow, draft: string): string => (row.headline === null || row.headline === "" ? draft : `${draft} · ${row.headline}`);

function Made({ whole, slug, making }: { slug: string; whole: WorkWhole; making: boolean }) {
  const { t } = useTranslation();
  const credential = whole.credential;
  const sentences = Array.isArray(credential?.["sentences"]) ? (credential["sentences"] as string[]) : [];
  return (
    <>
      <Part title={t("editions.files")} note={t("editions.filesNote")}>
        {whole.editions.length === 0 ? (
          <p>{t(making ? "editions.coming" : "editions.none")}</p>
        ) : (
          <ul className={css["formats"]}>
            {formatsOf(whole.editions).map((format) => (
              <FormatCard key={format.id} format={format} />
            ))}
          </ul>
        )}
      </Part>
      {whole.failed.length > 0 && !making && (
        <Part title={t("editions.failed", { count: whole.failed.length })} note={t("editions.failedNote")}>
          <HeldBack formats={whole.failed} slug={slug} />
          <EditionConflicts design={whole.work.id} slug={slug} busy={making} />
        </Part>
      )}
      {credential !== null && (
        <Part title={t("editions.credential")} note={t("editions.credentialNote")}>
          <div className={css["credential"]}>
            <p className={css["state"]} data-state={String(credential["state"])}>
              {String(credential["title"])}
            </p>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            <dl>
              <div>
                <dt>{t("editions.made")}</dt>
                <dd>{String(credential["maker"])}</dd>
              </div>
              <div>
                <dt>{t("editions.signer")}</dt>
                <dd>{String(credential["signer"])}</dd>
              </div>
              {whole.terms.length > 0 && (
                <div>
                  <dt>{t("editions.terms")}</dt>
                  <dd>{whole.terms.join(" · ")}</dd>
                </div>
              )}
            </dl>
            <ButtonLink href={`/w/${whole.work.id}`}>{t("editions.work")}</ButtonLink>
          </div>
        </Part>
      )}
    </>
  );
}
