import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useBrands, useChoices, useRound } from "../api/queries";
import type { RoundKind, Trait, WorkRow } from "../api/types";
import { Button, Dialog, Field, Select, tellNote, Tick } from "../app/pieces";
import { nameOfKind } from "./names";
import css from "./work.module.css";

/** The rounds that start from one work. */
export const ROUNDS = ["more", "less", "opposite", "palette"] as const satisfies readonly RoundKind[];
const TRAITS: readonly Trait[] = ["family", "palette", "mark", "copy"];
const COUNTS = ["6", "12", "24"];

/** Make a work, however old or refused, the start of a round. */
export function Round({ kind, row, slug, onClose }: { kind: (typeof ROUNDS)[number]; row: WorkRow; slug: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const begin = useRound(slug);
  const brands = useBrands().data ?? [];
  const choices = useChoices().data;
  const [keep, setKeep] = useState<readonly Trait[]>([]);
  const [count, setCount] = useState("12");
  const [because, setBecause] = useState("");
  const [palette, setPalette] = useState("ours");
  const palettes = [
    { id: "ours", name: t("table.round.ours"), colours: [] as string[] },
    ...brands.filter((kit) => kit.colours.length > 0).map((kit) => ({ id: `brand:${kit.id}`, name: kit.name, colours: kit.colours })),
    ...(choices?.palettes ?? []).map((one) => ({ id: one.id, name: one.label, colours: Object.values(one.colours) })),
  ];
  const ask = (): void => {
    const colours = kind === "palette" ? (palettes.find((one) => one.id === palette)?.colours ?? []).slice(0, 8) : [];
    begin.mutate({ kind, like: [row.id], keep: [...keep], count: Number(count), because: because.trim(), colours }, { onSuccess: () => tellNote(t("table.round.begun"), { label: t("work.table"), run: () => void navigate(`/p/${slug}/table`) }) });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`table.round.${kind}`, { name: nameOfKind(t, row) })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="strong" onPress={ask}>
            {t("table.round.begin", { count: Number(count) })}
          </Button>
        </>
      }
    >
      <p>{t(`table.round.help.${kind}`)}</p>
      {kind === "palette" && <Select label={t("table.round.colours")} options={palettes} value={palette} onChange={setPalette} />}
      {(kind === "more" || kind === "opposite") && (
        <div role="group" aria-label={t("table.round.keep")} className={css["ticks"]}>
          <b>{t("table.round.keep")}</b>
          {TRAITS.map((trait) => (
            <Tick key={trait} isSelected={keep.includes(trait)} onChange={(on) => setKeep(on ? [...keep, trait] : keep.filter((one) => one !== trait))}>
              {t(`table.traits.${trait}`)}
            </Tick>
          ))}
        </div>
      )}
      <Select label={t("table.round.count")} options={COUNTS.map((id) => ({ id, name: t("table.round.variants", { count: Number(id) }) }))} value={count} onChange={setCount} />
      <Field label={t("table.round.because")} help={t("table.round.becauseHelp")} value={because} onChange={setBecause} maxLength={2000} autoFocus onKeyDown={(event) => (event.key === "Enter" ? ask() : event.continuePropagation())} />
    </Dialog>
  );
}
