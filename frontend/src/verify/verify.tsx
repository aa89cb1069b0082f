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
import css from "./verify.module.css";

interface Looked {
  name: string;
  size: number;
  /** A picture of it, for those that a browser shows. */
  seen: string | null;
}

const CHOOSE = "choose-file";
const SEEN = ["image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"];

/** Any file, and what its credential is worth. Nothing of it is kept. */
export function VerifyPage() {
  const { t } = useTranslation();
  const [file, setFile] = useState<Looked>();
  const verify = useMutation({
    mutationFn: (one: File) => ask<Verified>(withQuery("/verify", { name: one.name }), { method: "POST", raw: one }),
    onSuccess: (found) => announce(`${found.name}: ${found.summary}`),
    meta: { quiet: true },
  });
  const look = (one: File): void => {
    setFile({ name: one.name, size: one.size, seen: SEEN.includes(one.type) ? URL.createObjectURL(one) : null });
    if (one.size === 0) verify.reset();
    else verify.mutate(one);
  };
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
        onDrop={({ items }) => void firstFile(items).then((one) => one !== undefined && look(one))}
      >
        <Text slot="label" className={css["drop"] ?? ""}>
          {t("verify.drop")}
        </Text>
        <FileTrigger onSelect={(files) => files?.[0] !== undefined && look(files[0])}>
          <Button id={CHOOSE} weight="strong" icon={FileSearch} shortcut="f">
            {t("verify.choose")}
          </Button>
        </FileTrigger>
        <p className={css["kept"]}>{t("verify.kept")}</p>
      </DropZone>
      {work.error !== null && <Trouble error={work.error} />}
      {file !== undefined && (
        <section className={css["result"]} aria-label={t("verify.of", { name: file.name })} aria-busy={verify.isPending}>
          <header>
            {file.seen !== null && <img src={file.seen} alt="" />}
            <div>
              <h2>{file.name}</h2>
              <p className={css["fact"]}>{weight(file.size)}</p>
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

async function firstFile(items: readonly DropItem[]): Promise<File | undefined> {
  for (const item of items) if (item.kind === "file") return item.getFile();
  return undefined;
}
