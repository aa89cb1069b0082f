import { useState } from "react";
import { Link } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { whenDone } from "../api/later";
import { useBrands, useBrief, useChoices, useRound } from "../api/queries";
import type { RoundKind, Trait } from "../api/types";
import { isEnter } from "../app/keys";
import { announce } from "../app/announce";
import { Button, Dialog, Field, Select, tellNote, Tick } from "../app/pieces";
import { usePictures } from "../brief/files";
import { logoWork } from "../brief/kits";
import { useColoursOf } from "./logo-colours";
import css from "./questions.module.css";
import { TasteLine } from "./taste";

const TRAITS: readonly Trait[] = ["family", "palette", "mark", "copy"];
const KEPT = "oeuvre.round";

/** Ask for a round from one work or two: what stays, how many, and why. */
export function RoundDialog({ kind, works, name, slug, onClose, begun }: {
  kind: RoundKind;
  works: readonly string[];
  /** What the works are called. */
  name: string;
  slug: string;
  onClose: () => void;
  begun?: () => void;
}) {
  const { t } = useTranslation();
  const begin = useRound(slug);
  const brands = useBrands().data ?? [];
  const choices = useChoices().data;
  const [keep, setKeep] = useState<readonly Trait[]>(() => (kind === "more" ? readKept() : []));
  const [count, setCount] = useState("12");
  const [because, setBecause] = useState("");
  const brief = useBrief(slug).data?.brief;
  const own = brief?.brand?.colours ?? [];
  const pictures = usePictures(slug);
  const seen = useColoursOf(kind === "palette" && own.length === 0 && brief !== undefined ? (logoWork(brief, pictures) ?? undefined) : undefined);
  const [wanted, setPalette] = useState<string>();
  // A brief without colours has none to offer.
  const palettes = [
    ...(own.length > 0 ? [{ id: "ours", name: t("table.round.ours"), colours: [] as string[] }] : []),
    ...(own.length === 0 && seen.length > 0 ? [{ id: "logo", name: t("table.round.ofLogo"), colours: [...seen] }] : []),
    ...brands.filter((kit) => kit.colours.length > 0).map((kit) => ({ id: `brand:${kit.id}`, name: kit.name, colours: kit.colours })),
    ...(choices?.palettes ?? []).map((one) => ({ id: one.id, name: one.label, colours: Object.values(one.colours) })),
  ];
  const palette = wanted ?? palettes[0]?.id ?? null;
  const ask = (): void => {
    if (kind === "more") localStorage.setItem(KEPT, keep.join());
    const colours = kind === "palette" ? (palettes.find((one) => one.id === palette)?.colours ?? []).slice(0, 8) : [];
    whenDone(begin.mutateAsync({ kind: kind, like: [...works], keep: [...keep], count: Number(count), because: because.trim(), colours }), (job) => {
      if (begun === undefined) announce(t("table.round.begun"));
      else begun();
      // What its reason was understood to want, or that it was not.
      if (job.said !== "") tellNote(job.said);
    });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(kind === "palette" && own.length === 0 ? "table.round.paletteOther" : `table.round.${kind}`, { name })}
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
      <TasteLine slug={slug} />
      {kind === "palette" && own.length === 0 && (
        <p>
          {t(seen.length > 0 ? "table.round.noneOursLogo" : "table.round.noneOurs")} <Link href={`/p/${slug}/brief`}>{t("table.round.giveThem")}</Link>
        </p>
      )}
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
      <Select label={t("table.round.count")} options={["6", "12", "24"].map((id) => ({ id, name: t("table.round.variants", { count: Number(id) }) }))} value={count} onChange={setCount} />
      <Field label={t("table.round.because")} help={t("table.round.becauseHelp")} value={because} onChange={setBecause} maxLength={2000} autoFocus onKeyDown={(event) => (isEnter(event) ? ask() : event.continuePropagation())} />
    </Dialog>
  );
}

const readKept = (): Trait[] => TRAITS.filter((trait) => (localStorage.getItem(KEPT) ?? "").split(",").includes(trait));
