import { Equal, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/queries";
import { Button, DayField, Dialog, Field, IconButton, tellNote, Tick } from "../app/pieces";
import { usePropose, type Holdings } from "./api";
import { sumOf } from "./money";
import css from "./rights.module.css";

interface Row {
  key: number;
  name: string;
  share: string;
}

/** A split sheet, filled in: names and shares that come to 100 % exactly, told as one writes. */
export function Proposing({ work, title, holdings, onClose }: { work: string; title: string; holdings: Holdings | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const propose = usePropose(work);
  const mine = me?.party != null && !me.unnamed ? me.party.name : "";
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const held = (holdings?.holders ?? []).map((one) => ({ name: one.name, share: one.percent }));
    const first = held.length > 0 ? held : [{ name: mine, share: "100" }];
    return first.map((one, key) => ({ key, ...one }));
  });
  const [since, setSince] = useState("");
  const [because, setBecause] = useState("");
  const [sign, setSign] = useState(mine !== "");
  const change = (key: number, part: Partial<Row>): void => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const names = rows.map((row) => row.name.trim().replace(/\s+/g, " "));
  const sum = sumOf(rows.map((row) => row.share));
  const twice = new Set(names).size < names.length;
  const sound = sum.whole && !twice && names.every((name) => name !== "");
  const told = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(sum.value);
  const says = !sum.sound || names.includes("") ? t("rights.sheet.unfit") : twice ? t("rights.sheet.twice") : sum.whole ? t("rights.sheet.whole") : t("rights.sheet.notWhole", { sum: told });
  const keep = (): void =>
    propose.mutate(
      { shares: rows.map((row, place) => ({ name: names[place] ?? "", share: row.share.trim() })), because, sign: sign && names.includes(mine), ...(since === "" ? {} : { since }) },
      { onSuccess: () => (tellNote(t("rights.sheet.done")), onClose()) },
    );
  return (
    <Dialog
      title={t("rights.sheet.title")}
      isOpen
      wide
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" isDisabled={!sound || propose.isPending} onPress={keep}>
            {t("rights.sheet.keep")}
          </Button>
        </>
      }
    >
      <p>{t("rights.sheet.about", { title })}</p>
      <ul className={css["people"]}>
        {rows.map((row, place) => (
          <li key={row.key} className={css["person"]}>
            <Field label={t("rights.sheet.nameOf", { number: place + 1 })} value={row.name} onChange={(name) => change(row.key, { name })} maxLength={200} />
            <Field label={t("rights.sheet.shareOf", { number: place + 1 })} value={row.share} onChange={(share) => change(row.key, { share })} inputMode="decimal" maxLength={40} />
            <IconButton icon={X} label={t("rights.sheet.drop", { name: row.name })} isDisabled={rows.length === 1} onPress={() => setRows(rows.filter((one) => one.key !== row.key))} />
          </li>
        ))}
      </ul>
      <div className={css["row"]}>
        <Button small icon={Plus} onPress={() => setRows([...rows, { key: Math.max(...rows.map((row) => row.key)) + 1, name: "", share: "" }])}>
          {t("rights.sheet.add")}
        </Button>
        <Button small icon={Equal} onPress={() => setRows(rows.map((row) => ({ ...row, share: 100 % rows.length === 0 ? String(100 / rows.length) : `100/${rows.length}` })))}>
          {t("rights.sheet.equal")}
        </Button>
      </div>
      <p className={css["sum"]} data-whole={sound} role="status">
        {says}
      </p>
      <DayField label={t("rights.sheet.since")} value={since} onChange={setSince} />
      <p className={css["small"]}>{t("rights.sheet.sinceHelp")}</p>
      <Field label={t("rights.sheet.because")} value={because} onChange={setBecause} lines={2} maxLength={2000} />
      {mine === "" ? <p className={css["small"]}>{t("rights.sheet.nobody")}</p> : <Tick isSelected={sign} onChange={setSign}>{t("rights.sheet.sign")}</Tick>}
    </Dialog>
  );
}
