import { useMutation } from "@tanstack/react-query";
import { FileSearch } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { DropZone, FileTrigger, Text, type DropItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { contentOf, withQuery } from "../api/addresses";
import { ask, Refused } from "../api/client";
import { useWork } from "../api/queries";
import type { Verified } from "../api/types";
import { useActions } from "../app/actions";
import { announce } from "../app/announce";
import { weight } from "../app/dates";
import { Button, Page, Progress } from "../app/pieces";
import { useTitle } from "../app/title";
import { Result } from "./result";
import { paired, type Brought } from "./sidecar";
import css from "./verify.module.css";

interface Looked {
  name: string;
  size: number;
  /** The name of the credential that came with it. */
  beside: string | null;
  /** A picture of it, for those that a browser shows. */
  seen: string | null;
}

const CHOOSE = "choose-file";
const SEEN = ["image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"];

/** Any file, and what its credential is worth. Nothing of it is kept. */
export function VerifyPage() {
  const { t } = useTranslation();
  const [file, setFile] = useState<Looked>();
  const [lone, setLone] = useState(false);
  const verify = useMutation({
    // The credential of a file that holds none is sent after it, and so many bytes of the body are the credential's.
    mutationFn: ({ file: one, sidecar }: Brought) =>
      ask<Verified>(withQuery("/verify", { name: one.name, ...(sidecar === null ? {} : { sidecar: sidecar.size }) }), { method: "POST", raw: sidecar === null ? one : new Blob([one, sidecar]) }),
    onSuccess: (found) => announce(`${found.name}: ${found.summary}`),
    meta: { quiet: true },
  });
  const latest = useRef<File>(undefined);
  const take = (files: readonly File[]): void => {
    const brought = paired(files, latest.current);
    setLone(brought === undefined && files.length > 0);
    if (brought === undefined) return;
    const { file: one, sidecar } = brought;
    latest.current = one;
    setFile({ name: one.name, size: one.size, beside: sidecar?.name ?? null, seen: SEEN.includes(one.type) ? URL.createObjectURL(one) : null });
    if (one.size === 0) verify.reset();
    else verify.mutate(brought);
  };
  const look = (one: File): void => take([one]);
  useEffect(() => () => void (file?.seen != null && URL.revokeObjectURL(file.seen)), [file]);
  useTitle(t("shell.verify"));
  useActions([{ id: "verify.choose", label: "verify.choose", key: "f", group: "work", icon: FileSearch, run: () => document.getElementById(CHOOSE)?.click() }]);
  const work = useFromStudio(look);
  return (
    <Page title={t("verify.title")} lead={t("verify.lead")}>
      <DropZone
        className={css["zone"] ?? ""}
        data-done={file !== undefined || undefined}
        aria-label={t("verify.drop")}
        onDrop={({ items }) => void filesOf(items).then(take)}
      >
        <Text slot="label" className={css["drop"] ?? ""}>
          {t("verify.drop")}
        </Text>
        <FileTrigger allowsMultiple onSelect={(files) => take([...(files ?? [])])}>
          <Button id={CHOOSE} weight="strong" icon={FileSearch} shortcut="f">
            {t("verify.choose")}
          </Button>
        </FileTrigger>
        <p className={css["kept"]}>{t("verify.kept")}</p>
      </DropZone>
      {lone && (
        <p role="alert" className={css["trouble"]}>
          {t("verify.lone")}
        </p>
      )}
      {work.error !== null && <Trouble error={work.error} />}
      {file !== undefined && (
        <section className={css["result"]} aria-label={t("verify.of", { name: file.name })} aria-busy={verify.isPending}>
          <header>
            {file.seen !== null && <img src={file.seen} alt="" />}
            <div>
              <h2>{file.name}</h2>
              <p className={css["fact"]}>{weight(file.size)}</p>
              {file.beside !== null && <p className={css["fact"]}>{t("verify.beside", { name: file.beside })}</p>}
            </div>
          </header>
          {verify.isPending && <Progress label={t("verify.looking")} done={0} of={0} />}
          {file.size === 0 && <p role="alert">{t("verify.empty")}</p>}
          {verify.error !== null && <Trouble error={verify.error} />}
          {verify.data !== undefined && <Result found={verify.data} />}
        </section>
      )}
      {file === undefined && (
        <ul className={css["says"]}>
          {(["trusted", "intact", "altered", "none"] as const).map((state) => (
            <li key={state}>
              <b data-state={state}>{t(`shell.credentials.${state}`)}</b> {t(`verify.means.${state}`)}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

/** What was refused, and what to do. */
function Trouble({ error }: { error: Error }) {
  const { t } = useTranslation();
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <div role="alert" className={css["trouble"]}>
      <p>
        <b>{problem === null ? t("shell.unreachable.title") : problem.status === 413 ? t("verify.tooLarge") : problem.detail}</b>
      </p>
      <p>{problem === null ? t("shell.unreachable.remedy") : problem.remedy}</p>
    </div>
  );
}

/** A work of the studio, by `?work=`: its own bytes are looked at as those of any file. */
function useFromStudio(look: (file: File) => void): { error: Error | null } {
  const [search] = useSearchParams();
  const id = search.get("work") ?? undefined;
  const whole = useWork(id);
  const looked = useRef<string>(undefined);
  const [error, setError] = useState<Error | null>(null);
  const row = whole.data?.work;
  useEffect(() => {
    if (row === undefined || looked.current === row.id) return;
    looked.current = row.id;
    void bytesOf(row.id, row.title).then(look, setError);
  }, [row, look]);
  return { error: error ?? whole.error };
}

async function bytesOf(id: string, title: string): Promise<File> {
  const answer = await fetch(contentOf(id));
  if (!answer.ok) throw new Refused({ status: answer.status, code: "missing", detail: answer.statusText, place: "", remedy: "", errors: [], ...((await answer.json().catch(() => ({}))) as object) });
  const name = /filename="?([^";]+)/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  const blob = await answer.blob();
  return new File([blob], name ?? title, { type: blob.type });
}

const filesOf = (items: readonly DropItem[]): Promise<File[]> => Promise.all(items.flatMap((item) => (item.kind === "file" ? [item.getFile()] : [])));
