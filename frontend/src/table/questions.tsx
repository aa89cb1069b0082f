import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrands, useChoices, useKeepVersion, useRefuseRound, useRound } from "../api/queries";
import type { RoundKind, Trait } from "../api/types";
import { announce } from "../app/announce";
import { Button, Dialog, Field, Select, tellError, tellNote, Tick } from "../app/pieces";
import { BringDialog } from "./bringing";
import { nameOf, useDecisions } from "./deciding";
import css from "./questions.module.css";
import { Reasons } from "./reasons";
import { useHere, useShown } from "./session";
import { useCell, type Question } from "./state";

/** What an action asks before it is done. */
export function Questions() {
  const { board } = useHere();
  const question = useCell(board.question);
  const close = (): void => board.question.set(undefined);
  if (question === undefined) return null;
  if (question.kind === "refuse") return <RefuseDialog works={question.works} onClose={close} />;
  if (question.kind === "refuse-round") return <RefuseRoundDialog round={question.round} onClose={close} />;
  if (question.kind === "round") return <RoundDialog question={question} onClose={close} />;
  if (question.kind === "bring") return <BringDialog files={question.files} at={question.at} onClose={close} />;
  return <VersionDialog onClose={close} />;
}

function RefuseDialog({ works, onClose }: { works: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const shown = useShown();
  const decide = useDecisions(slug);
  const [because, setBecause] = useState("");
  const rows = works.flatMap((id) => shown.get(id) ?? []);
  const refuse = (): void => {
    onClose();
    void decide(rows, "refuse", because.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.refuse.title", { count: rows.length, name: rows.map(nameOf).join(", ") })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" onPress={refuse}>
            {t("table.act.refuse")}
          </Button>
        </>
      }
    >
      <Reasons value={because} onChange={setBecause} onEnter={refuse} />
    </Dialog>
  );
}

function RefuseRoundDialog({ round, onClose }: { round: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const refusing = useRefuseRound(slug);
  const [because, setBecause] = useState("");
  const refuse = (): void => {
    refusing.mutate(
      { round, because: because.trim() },
      {
        onSuccess: ({ acts }) => {
          tellNote(t("table.refuse.roundDone", { count: acts.length }));
        },
        onError: tellError,
      },
    );
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={round === 0 ? t("table.refuse.sheet") : t("table.refuse.round", { number: round })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="decision" onPress={refuse}>
            {t("table.refuse.all")}
          </Button>
        </>
      }
    >
      <p>{t("table.refuse.roundHelp")}</p>
      <Reasons value={because} onChange={setBecause} onEnter={refuse} />
    </Dialog>
  );
}

const TRAITS: readonly Trait[] = ["family", "palette", "mark", "copy"];
const KEPT = "oeuvre.round";

function RoundDialog({ question, onClose }: { question: Extract<Question, { kind: "round" }>; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const shown = useShown();
  const begin = useRound(slug);
  const brands = useBrands().data ?? [];
  const choices = useChoices().data;
  const [keep, setKeep] = useState<readonly Trait[]>(() => (question.round === "more" ? readKept() : []));
  const [count, setCount] = useState("12");
  const [because, setBecause] = useState("");
  const [palette, setPalette] = useState("ours");
  const rows = question.works.flatMap((id) => shown.get(id) ?? []);
  const palettes = [
    { id: "ours", name: t("table.round.ours"), colours: [] as string[] },
    ...brands.filter((kit) => kit.colours.length > 0).map((kit) => ({ id: `brand:${kit.id}`, name: kit.name, colours: kit.colours })),
    ...(choices?.palettes ?? []).map((one) => ({ id: String(one["id"]), name: String(one["label"]), colours: Object.values((one["colours"] ?? {}) as Record<string, string>) })),
  ];
  const ask = (): void => {
    if (question.round === "more") localStorage.setItem(KEPT, keep.join());
    const colours = question.round === "palette" ? (palettes.find((one) => one.id === palette)?.colours ?? []).slice(0, 8) : [];
    begin.mutate(
      { kind: question.round, like: [...question.works], keep: [...keep], count: Number(count), because: because.trim(), colours },
      { onError: tellError, onSuccess: () => announce(t("table.round.begun")) },
    );
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`table.round.${question.round}`, { name: rows.map(nameOf).join(" × ") })}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="strong" onPress={ask}>
            {t("table.round.begin", { count: Number(count) })}
          </Button>
        </>
      }
    >
      <p>{t(`table.round.help.${question.round satisfies RoundKind}`)}</p>
      {question.round === "palette" && <Select label={t("table.round.colours")} options={palettes} value={palette} onChange={setPalette} />}
      {(question.round === "more" || question.round === "opposite") && (
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
      <Field label={t("table.round.because")} help={t("table.round.becauseHelp")} value={because} onChange={setBecause} maxLength={2000} autoFocus onKeyDown={(event) => (event.key === "Enter" ? ask() : event.continuePropagation())} />
    </Dialog>
  );
}

const readKept = (): Trait[] => TRAITS.filter((trait) => (localStorage.getItem(KEPT) ?? "").split(",").includes(trait));

function VersionDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const keeping = useKeepVersion(slug);
  const [name, setName] = useState("");
  const keep = (): void => {
    if (name.trim() === "") return;
    keeping.mutate({ name: name.trim() }, { onError: tellError, onSuccess: () => tellNote(t("table.versions.kept", { name: name.trim() })) });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("table.act.keepVersion")}
      foot={
        <>
          <Button onPress={onClose}>{t("shell.cancel")}</Button>
          <Button weight="strong" isDisabled={name.trim() === ""} onPress={keep}>
            {t("table.versions.keep")}
          </Button>
        </>
      }
    >
      <Field label={t("table.versions.name")} autoFocus value={name} onChange={setName} maxLength={120} onKeyDown={(event) => (event.key === "Enter" ? keep() : event.continuePropagation())} />
    </Dialog>
  );
}
