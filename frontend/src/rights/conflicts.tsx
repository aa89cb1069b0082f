import { FileCheck2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Dialog, Field, tellNote, Tick } from "../app/pieces";
import { usePermit, type Conflict } from "./api";
import css from "./rights.module.css";

/** Which clauses of which works collide, and what would resolve it; a permission can be noted at once. */
export function Conflicts({ conflicts, slug, result }: { conflicts: readonly Conflict[]; slug: string | undefined; result: string }) {
  const { t } = useTranslation();
  const [permitting, setPermitting] = useState<Conflict["resolutions"][number]>();
  return (
    <section className={css["conflicts"]} aria-label={t("rights.conflict.title")}>
      {conflicts.map((conflict) => (
        <div key={conflict.says} className={css["conflict"]}>
          <p>{conflict.says}</p>
          <ul className={css["clash"]}>
            {conflict.clauses.map((one) => (
              <li key={`${one.work} ${one.clause}`}>
                <b>{one.work === "result" || one.work === result ? one.title : <Link href={`/w/${one.work}`}>{one.title}</Link>}</b>
                {one.says}
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
                    <Button small icon={FileCheck2} onPress={() => setPermitting(way)}>
                      {t("rights.conflict.permit")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        </div>
      ))}
      <p className={css["small"]}>{t("rights.conflict.note")}</p>
      {permitting !== undefined && <Permitting way={permitting} slug={slug} onClose={() => setPermitting(undefined)} />}
    </section>
  );
}

function Permitting({ way, slug, onClose }: { way: Conflict["resolutions"][number]; slug: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const permit = usePermit();
  const [holder, setHolder] = useState(way.parties[0] ?? "");
  const [clauses, setClauses] = useState<readonly string[]>(way.clauses);
  const [because, setBecause] = useState("");
  const keep = async (): Promise<void> => {
    for (const work of way.works) await permit.mutateAsync({ work, holder: holder.trim(), clauses: [...clauses], because, ...(slug === undefined ? {} : { project: slug }) });
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
          <Button weight="decision" isDisabled={permit.isPending || holder.trim() === "" || clauses.length === 0} onPress={() => void keep().catch(() => undefined)}>
            {t("rights.conflict.keep")}
          </Button>
        </>
      }
    >
      <p>{t("rights.conflict.permitNote")}</p>
      <Field label={t("rights.conflict.holder")} value={holder} onChange={setHolder} maxLength={200} isRequired />
      <div role="group" aria-label={t("rights.conflict.clauses")}>
        {way.clauses.map((clause) => (
          <Tick key={clause} isSelected={clauses.includes(clause)} onChange={(on) => setClauses(on ? [...clauses, clause] : clauses.filter((one) => one !== clause))}>
            <span className={css["code"]}>{clause}</span>
          </Tick>
        ))}
      </div>
      <Field label={t("rights.conflict.evidence")} help={t("rights.conflict.evidenceHelp")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
    </Dialog>
  );
}
