import i18next from "i18next";
import { MessageSquareQuote, X } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import {
  Button, Input, Text, TextField, UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Refused } from "../../api/client";
import type { Problem } from "../../api/types";
import { useActions } from "../actions";
import css from "./pieces.module.css";

interface Note {
  tone: "said" | "wrong";
  /** When it was said, in milliseconds. */
  at: number;
  title: string;
  more: string;
  act?: { label: string; run: () => void };
  /** What takes a reason for what was just done, if one wants to give it. */
  why?: (words: string) => void;
}

const notes = new ToastQueue<Note>({ maxVisibleToasts: 3 });

/**
 * Say something that passes; `act` offers one thing to do about it (undo), `why` a field for the reason, which is in
 * nobody's way. It is read aloud, and waits while a hand or the focus is on it.
 */
export function tellNote(title: string, act?: Note["act"], why?: Note["why"]): void {
  // Of what was done before nobody asks why any more.
  for (const { key, content } of notes.visibleToasts) if (why !== undefined && content.why !== undefined) notes.close(key);
  notes.add({ tone: "said", at: Date.now(), title, more: "", ...(act === undefined ? {} : { act }), ...(why === undefined ? {} : { why }) }, { timeout: why !== undefined ? 15_000 : act === undefined ? 5_000 : 10_000 });
}

/** What was said as one left a page goes with one; what was said before stays there. */
const LEAVING = 1500;

/** Another page: what was said on the one before is not said on this one. */
export function settleNotes(): void {
  for (const { key, content } of notes.visibleToasts) if (content.tone === "said" && Date.now() - content.at > LEAVING) notes.close(key);
}

/** Say what was refused, and what to do; it stays until it is closed. */
export function tellProblem(problem: Problem): void {
  const title = problem.detail === "" ? i18next.t("shell.unreachable.title") : problem.detail;
  if (notes.visibleToasts.some(({ content }) => content.title === title && content.more === problem.remedy)) return;
  notes.add({ tone: "wrong", at: Date.now(), title, more: problem.remedy });
}

export function tellError(error: Error): void {
  if (error instanceof Refused) tellProblem(error.problem);
  else tellProblem({ status: 0, code: "unreachable", detail: "", place: "", remedy: i18next.t("shell.unreachable.remedy"), errors: [] });
}

const WHY = "[data-why] input";

/** Whether a reason may be given now. */
const asksWhy = (): boolean => notes.visibleToasts.some(({ content }) => content.why !== undefined);

export function Toasts() {
  const { t } = useTranslation();
  const asking = useSyncExternalStore((heard) => notes.subscribe(heard), asksWhy);
  useActions([{ id: "decide.why", label: "shell.why.say", key: "w", group: "decide", icon: MessageSquareQuote, enabled: asking, run: () => document.querySelector<HTMLInputElement>(WHY)?.focus() }]);
  return (
    <ToastRegion queue={notes} aria-label={t("shell.notes")} className={css["toasts"] ?? ""}>
      {({ toast }) => (
        <AriaToast toast={toast} className={css["toast"] ?? ""} data-tone={toast.content.tone}>
          <ToastContent className={css["toastWords"]}>
            <Text slot="title">{toast.content.title}</Text>
            {toast.content.more !== "" && <Text slot="description">{toast.content.more}</Text>}
          </ToastContent>
          {toast.content.why !== undefined && <Why give={toast.content.why} done={() => notes.close(toast.key)} />}
          {toast.content.act !== undefined && (
            <Button
              className={css["toastAct"] ?? ""}
              onPress={() => {
                toast.content.act?.run();
                notes.close(toast.key);
              }}
            >
              {toast.content.act.label}
            </Button>
          )}
          <Button slot="close" aria-label={t("shell.close")} className={css["toastClose"] ?? ""}>
            <X aria-hidden size={18} />
          </Button>
        </AriaToast>
      )}
    </ToastRegion>
  );
}

/** Why, in a line: Enter gives it, Escape and silence give none. */
function Why({ give, done }: { give: (words: string) => void; done: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  return (
    <form
      className={css["toastWhy"]}
      data-why
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== "") give(words.trim());
        done();
      }}
    >
      <TextField aria-label={t("shell.why.label")} value={words} onChange={setWords} maxLength={2000} onKeyDown={(event) => (event.key === "Escape" ? done() : event.continuePropagation())}>
        <Input placeholder={t("shell.why.label")} />
      </TextField>
      {words.trim() !== "" && (
        <Button type="submit" className={css["toastAct"] ?? ""}>
          {t("shell.why.give")}
        </Button>
      )}
    </form>
  );
}
