import { ArrowRight, FileCheck2, FilePen } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/queries";
import { Button, ButtonLink, Dialog, Field, tellNote, Tick } from "../app/pieces";
import { usePermit, type Conflict } from "./api";
import css from "./rights.module.css";
import { Stating } from "./stating";

/** Which clauses of which works collide, and what would resolve it; a permission can be noted at once. */
export function Conflicts({ conflicts, slug, result, resolved = false }: { conflicts: readonly Conflict[]; slug: string | undefined; result: string; resolved?: boolean }) {
  const { t } = useTranslation();
  const [permitting, setPermitting] = useState<{ way: Conflict["resolutions"][number]; conflict: Conflict }>();
  const [stating, setStating] = useState(false);
  if (resolved) {
    return (
      <div className={css["said"]} data-good role="status">
        <p>{t("rights.conflict.resolved")}</p>
        {slug !== undefined && <ButtonLink small icon={ArrowRight} href={`/p/${slug}/editions?of=${result}`}>{t("rights.conflict.toEditions")}</ButtonLink>}
      </div>
    );
  }
  return (
    <section className={css["conflicts"]} aria-label={t("rights.conflict.title")}>
      {conflicts.map((conflict) => (
        <div key={conflict.says} className={css["conflict"]}>
          <p>{conflict.says}</p>
          <ul className={css["clash"]}>
            {byWork(conflict).map(({ work, title, says }) => (
              <li key={work}>
                <b>{work === "result" || work === result ? title : <Link href={`/w/${work}`}>{title}</Link>}</b>
                {says.map((one) => (
                  <span key={one}>{letter(one)}</span>
                ))}
              </li>
            ))}
          </ul>
          <div className={css["block"]}>
            <h3>{t("rights.conflict.ways")}</h3>
            <ul className={css["ways"]}>
              {conflict.resolutions.map((way) => (
                <li key={way.says}>
                  <span>{way.says}</span>
                  {way.kind === "permission" && way.works.length > 0 && (
                    <Button small icon={FileCheck2} onPress={() => setPermitting({ way, conflict })}>
                      {t("rights.conflict.permit")}
                    </Button>
                  )}
                  {way.kind === "another-licence" && (
                    <Button small icon={FilePen} onPress={() => setStating(true)}>
                      {t("rights.state.act")}
                    </Button>
                  )}
                  {way.kind === "another-work" && slug !== undefined && (
                    <ButtonLink small icon={ArrowRight} href={`/w/${result}?correct`}>
                      {t("rights.conflict.replace")}
                    </ButtonLink>
                  )}
                  {way.kind === "grant" && way.works[0] !== undefined && (
                    <ButtonLink small icon={ArrowRight} href={`/w/${way.works[0]}#rights`}>
                      {t("rights.conflict.askGrant")}
                    </ButtonLink>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ))}
      <p className={css["small"]}>{t("rights.conflict.note")}</p>
      {permitting !== undefined && <Permitting {...permitting} slug={slug} onClose={() => setPermitting(undefined)} />}
      {stating && <Stating work={result} onClose={() => setStating(false)} />}
    </section>
  );
}

const letter = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The clauses of a conflict, those of one work together. */
function byWork(conflict: Conflict): { work: string; title: string; says: string[] }[] {
  const found = new Map<string, { work: string; title: string; says: string[] }>();
  for (const one of conflict.clauses) {
    const known = found.get(one.work) ?? { work: one.work, title: one.work === "result" ? letter(one.title) : one.title, says: [] };
    known.says.push(one.says);
    found.set(one.work, known);
  }
  return [...found.values()];
}

/** What a clause is called in this conflict; its key where it is not told. */
const calledIn = (conflict: Conflict, clause: string): string => conflict.clauses.find((one) => one.clause === clause)?.says ?? clause;

function Permitting({ way, conflict, slug, onClose }: { way: Conflict["resolutions"][number]; conflict: Conflict; slug: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe().data?.party?.name;
  const permit = usePermit();
  const [holder, setHolder] = useState(way.parties[0] ?? "");
  const [clauses, setClauses] = useState<readonly string[]>(way.clauses);
  const [because, setBecause] = useState("");
  const [credit, setCredit] = useState("");
  const own = holder.trim() !== "" && holder.trim() === me;
  const keep = async (): Promise<void> => {
    for (const work of way.works) await permit.mutateAsync({ work, holder: holder.trim(), clauses: [...clauses], because, credit: credit.trim(), ...(slug === undefined ? {} : { project: slug }) });
    tellNote(t("rights.conflict.done"));
    onClose();
  };
  return (
    <Dialog
      title={t("rights.conflict.permitTitle")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" isDisabled={permit.isPending || holder.trim() === "" || clauses.length === 0 || (!own && because.trim() === "")} onPress={() => void keep().catch(() => undefined)}>
            {t("rights.conflict.keep")}
          </Button>
        </>
      }
    >
      <p>{t("rights.conflict.permitNote")}</p>
      <Field label={t("rights.conflict.holder")} value={holder} onChange={setHolder} maxLength={200} isRequired />
      <div role="group" aria-label={t("rights.conflict.clauses")} className={css["ticks"]}>
        {way.clauses.map((clause) => (
          <Tick key={clause} isSelected={clauses.includes(clause)} onChange={(on) => setClauses(on ? [...clauses, clause] : clauses.filter((one) => one !== clause))}>
            {letter(calledIn(conflict, clause))}
          </Tick>
        ))}
      </div>
      <Field label={t("rights.conflict.evidence")} help={t("rights.conflict.evidenceHelp")} value={because} onChange={setBecause} lines={2} maxLength={2000} isRequired={!own} />
      <Field label={t("rights.conflict.credit")} help={t("rights.conflict.creditHelp")} value={credit} onChange={setCredit} maxLength={400} />
      {!own && holder.trim() !== "" && <p className={css["small"]}>{t("rights.conflict.reported", { who: holder.trim() })}</p>}
    </Dialog>
  );
}
