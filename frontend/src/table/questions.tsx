import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { whenDone } from "../api/later";
import { useKeepVersion, useRefuseRound } from "../api/queries";
import { isEnter } from "../app/keys";
import { Button, Dialog, Field, tellNote } from "../app/pieces";
import { Reason } from "../compare/reason";
import { CorrectLarge } from "../correct/large";
import { BringDialog } from "./bringing";
import { nameOf, useDecisions } from "./deciding";
import { Reasons } from "./reasons";
import { RoundDialog } from "./rounding";
import { useHere, useShown } from "./session";
import { useCell, type Question } from "./state";

/** What an action asks before it is done. */
export function Questions() {
  const { board } = useHere();
  const question = useCell(board.question);
  const close = (): void => board.question.set(undefined);
  if (question === undefined) return null;
  if (question.kind === "refuse") return <RefuseDialog works={question.works} onClose={close} />;
  if (question.kind === "refuse-round") return <RefuseRoundDialog round={question.round} run={question.run} onClose={close} />;
  if (question.kind === "round") return <RoundQuestion question={question} onClose={close} />;
  if (question.kind === "correct") return <CorrectDialog key={question.work} work={question.work} onClose={close} />;
  if (question.kind === "bring") return <BringDialog files={question.files} at={question.at} free={question.free === true} onClose={close} />;
  return <VersionDialog onClose={close} />;
}

function RoundQuestion({ question, onClose }: { question: Extract<Question, { kind: "round" }>; onClose: () => void }) {
  const { slug } = useHere();
  const shown = useShown();
  const rows = question.works.flatMap((id) => shown.get(id) ?? []);
  return <RoundDialog kind={question.round} works={question.works} name={rows.map(nameOf).join(" × ")} slug={slug} onClose={onClose} />;
}

/** A selected draft, large, to be corrected on the picture: each version that comes of it is gone on with. */
function CorrectDialog({ work, onClose }: { work: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug, board } = useHere();
  const shown = useShown();
  const [at, setAt] = useState<readonly string[]>([work]);
  // The last version whose card has come.
  const row = at.flatMap((id) => shown.get(id) ?? []).at(-1);
  if (row === undefined) return null;
  const made = (version: string): void => {
    setAt([...at, version]);
    board.awaited.set(version);
  };
  return (
    <Dialog
      isOpen
      wide
      onClose={onClose}
      title={t("table.correct.title", { name: nameOf(row) })}
      foot={
        <Button weight="strong" icon={Check} onPress={onClose}>
          {t("table.correct.end")}
        </Button>
      }
    >
      <CorrectLarge row={row} slug={slug} onMade={made} />
    </Dialog>
  );
}

function RefuseDialog({ works, onClose }: { works: readonly string[]; onClose: () => void }) {
  const { slug } = useHere();
  const shown = useShown();
  const decide = useDecisions(slug);
  const rows = works.flatMap((id) => shown.get(id) ?? []);
  return <Reason rows={rows} onClose={onClose} refuse={(because) => void decide(rows, "refuse", because)} />;
}

function RefuseRoundDialog({ round, run, onClose }: { round: number; run: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const refusing = useRefuseRound(slug);
  const [because, setBecause] = useState("");
  const refuse = (): void => {
    whenDone(refusing.mutateAsync({ round, run, because: because.trim() }), ({ acts }) => tellNote(t("table.refuse.roundDone", { count: acts.length })));
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

function VersionDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { slug } = useHere();
  const keeping = useKeepVersion(slug);
  const [name, setName] = useState("");
  const keep = (): void => {
    if (name.trim() === "") return;
    whenDone(keeping.mutateAsync({ name: name.trim() }), () => tellNote(t("table.versions.kept", { name: name.trim() })));
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
      <Field label={t("table.versions.name")} autoFocus value={name} onChange={setName} maxLength={120} onKeyDown={(event) => (isEnter(event) ? keep() : event.continuePropagation())} />
    </Dialog>
  );
}
