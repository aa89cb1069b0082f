import { useMutation } from "@tanstack/react-query";
import { FileUp, Inbox } from "lucide-react";
import { useState } from "react";
import { DropZone, FileTrigger, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Field, Select, Tick } from "../app/pieces";
import { lookAtUsage, useBringUsage, type Columns, type Imported, type Mapping } from "./api";
import css from "./rights.module.css";

const NAMES = ["line", "work", "amount", "currency", "day", "units", "use", "territory", "channel", "payer", "listener", "revision"] as const;
const NEEDED = ["line", "work", "amount", "currency", "day"] as const;
const FIXED = ["currency", "day"] as const;
const DATES = ["iso", "dmy", "mdy", "dotted", "compact"] as const;
const NOTHING = "-";
/** How many columns of a file are shown. */
const SEEN = 8;

/** A report of usage: dropped, its columns told, then taken in; what came of it line by line. */
export function BringUsage() {
  const { t } = useTranslation();
  const [source, setSource] = useState("");
  const [file, setFile] = useState<File>();
  const [mapping, setMapping] = useState<Mapping>();
  const [correct, setCorrect] = useState(false);
  const look = useMutation({ mutationFn: (one: File) => lookAtUsage(one, source.trim()), onSuccess: (found) => setMapping(found.mapping) });
  const bring = useBringUsage();
  const take = (one: File | undefined): void => {
    if (one === undefined || source.trim() === "") return;
    setFile(one);
    bring.reset();
    look.mutate(one);
  };
  const again = (): void => {
    setFile(undefined);
    setMapping(undefined);
    look.reset();
    bring.reset();
  };
  const named = source.trim() !== "";
  return (
    <div className={css["stack"]}>
      <Field label={t("rights.money.usage.source")} help={t("rights.money.usage.sourceHelp")} value={source} onChange={setSource} maxLength={80} isDisabled={file !== undefined} />
      {file === undefined && (
        <DropZone
          className={css["zone"] ?? ""}
          isDisabled={!named}
          aria-label={t("rights.money.usage.drop")}
          onDrop={({ items }) => {
            const dropped = items.find((item) => item.kind === "file");
            if (dropped?.kind === "file") void dropped.getFile().then(take);
          }}
        >
          <Text slot="label">{t("rights.money.usage.drop")}</Text>
          <FileTrigger acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]} onSelect={(files) => take([...(files ?? [])][0])}>
            <Button icon={FileUp} isDisabled={!named}>{t("rights.money.usage.choose")}</Button>
          </FileTrigger>
        </DropZone>
      )}
      {file !== undefined && bring.data === undefined && look.data !== undefined && mapping !== undefined && (
        <>
          <Reading columns={look.data} mapping={mapping} onChange={setMapping} />
          <Tick isSelected={correct} onChange={setCorrect}>{t("rights.money.usage.correct")}</Tick>
          <div className={css["row"]}>
            <Button weight="strong" icon={Inbox} isDisabled={bring.isPending || lackingIn(mapping).length > 0} onPress={() => bring.mutate({ file, mapping, correct })}>
              {t("rights.money.usage.take")}
            </Button>
            <Button weight="quiet" onPress={again}>{t("rights.money.usage.again")}</Button>
          </div>
        </>
      )}
      {file !== undefined && look.isError && (
        <div className={css["row"]}>
          <Button onPress={again}>{t("rights.money.usage.again")}</Button>
        </div>
      )}
      {bring.data !== undefined && <Came made={bring.data} again={again} />}
    </div>
  );
}

const lackingIn = (mapping: Mapping): readonly (typeof NEEDED)[number][] =>
  NEEDED.filter((name) => mapping.columns[name] === undefined && !(FIXED.some((one) => one === name) && (mapping.fixed[name as "currency"] ?? "") !== ""));

/** Which column holds what, beside the first lines as they would be read. */
function Reading({ columns, mapping, onChange }: { columns: Columns; mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const { t } = useTranslation();
  const put = (name: (typeof NAMES)[number], heading: string): void => {
    const next: Mapping["columns"] = { ...mapping.columns };
    if (heading === NOTHING) delete next[name];
    else next[name] = heading;
    onChange({ ...mapping, columns: next });
  };
  const fix = (name: (typeof FIXED)[number], value: string): void => {
    const next = { ...mapping.fixed };
    if (value.trim() === "") delete next[name];
    else next[name] = name === "currency" ? value.trim().toUpperCase() : value.trim();
    onChange({ ...mapping, fixed: next });
  };
  const lacking = lackingIn(mapping);
  const options = [{ id: NOTHING, name: t("rights.money.usage.none") }, ...[...new Set(columns.headings)].map((id) => ({ id, name: id }))];
  return (
    <section className={css["stack"]} aria-label={t("rights.money.usage.columns")}>
      <div className={css["block"]}>
        <h3>{t("rights.money.usage.columns")}</h3>
        <p className={css["small"]}>{columns.saved ? t("rights.money.usage.kept", { source: mapping.source }) : t("rights.money.usage.columnsNote")}</p>
      </div>
      <div className={css["columns"]}>
        {NAMES.map((name) => (
          <Select key={name} label={t(`rights.money.usage.names.${name}`)} value={String(mapping.columns[name] ?? NOTHING)} onChange={(id) => put(name, id)} options={options} />
        ))}
        <Select label={t("rights.money.usage.dates")} value={mapping.dates} onChange={(id) => onChange({ ...mapping, dates: id as Mapping["dates"] })} options={DATES.map((id) => ({ id, name: t(`rights.money.usage.dateForms.${id}`) }))} />
        {FIXED.filter((name) => mapping.columns[name] === undefined).map((name) => (
          <Field key={name} label={t("rights.money.usage.fixed", { name: t(`rights.money.usage.names.${name}`) })} value={mapping.fixed[name] ?? ""} onChange={(value) => fix(name, value)} maxLength={20} placeholder={name === "currency" ? "EUR" : "2026-10-31"} />
        ))}
      </div>
      {lacking.length > 0 && (
        <p className={css["sum"]} data-whole="false" role="status">
          {t("rights.money.usage.lacking", { names: lacking.map((name) => t(`rights.money.usage.names.${name}`)).join(", ") })}
        </p>
      )}
      <details className={css["fold"]} open>
        <summary>{t("rights.money.usage.preview")}</summary>
        <div className={css["wide"]}>
          <table className={css["table"]}>
            <thead>
              <tr>
                {columns.headings.slice(0, SEEN).map((heading, place) => (
                  <th key={`${heading} ${place}`} scope="col">{heading}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.rows.map((row) => (
                <tr key={row.join("\u0000")}>
                  {row.slice(0, SEEN).map((cell, place) => (
                    <td key={`${place} ${cell}`} data-label={columns.headings[place]}>{cell.length > 24 ? `${cell.slice(0, 22)}…` : cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** What came of a file, and the lines that did not come in, each with its reason. */
function Came({ made, again }: { made: Imported; again: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={css["said"]} data-good role="status">
        <p>
          {t("rights.money.usage.came", { count: made.imported })} {made.known > 0 && t("rights.money.usage.known", { count: made.known })}{" "}
          {made.corrected > 0 && t("rights.money.usage.corrected", { count: made.corrected })}
        </p>
        {made.waiting.length > 0 && <p>{t("rights.money.usage.waiting", { names: made.waiting.slice(0, 12).join(", ") })}</p>}
        {made.imported + made.corrected > 0 && <p>{t("rights.money.usage.next")}</p>}
      </div>
      {made.refused.length > 0 && (
        <div className={css["block"]}>
          <h3>{t("rights.money.usage.refused", { count: made.refused.length })}</h3>
          <ul className={css["facts"]}>
            {made.refused.slice(0, 200).map((one) => (
              <li key={one.place}>
                <span>{one.message}</span>
                <span className={css["small"]}>{one.remedy}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={css["row"]}>
        <Button onPress={again}>{t("rights.money.usage.again")}</Button>
      </div>
    </>
  );
}
