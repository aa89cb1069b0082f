import i18next from "i18next";
import { X } from "lucide-react";
import {
  Button, Text, UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Refused } from "../../api/client";
import type { Problem } from "../../api/types";
import css from "./pieces.module.css";

interface Note {
  tone: "said" | "wrong";
  title: string;
  more: string;
  act?: { label: string; run: () => void };
}

const notes = new ToastQueue<Note>({ maxVisibleToasts: 3 });

/** Say something that passes; `act` offers one thing to do about it (undo). It is read aloud. */
export function tellNote(title: string, act?: Note["act"]): void {
  notes.add({ tone: "said", title, more: "", ...(act === undefined ? {} : { act }) }, { timeout: act === undefined ? 5_000 : 10_000 });
}

/** Say what was refused, and what to do; it stays until it is closed. */
export function tellProblem(problem: Problem): void {
  const title = problem.detail === "" ? i18next.t("shell.unreachable.title") : problem.detail;
  if (notes.visibleToasts.some(({ content }) => content.title === title && content.more === problem.remedy)) return;
  notes.add({ tone: "wrong", title, more: problem.remedy });
}

export function tellError(error: Error): void {
  if (error instanceof Refused) tellProblem(error.problem);
  else tellProblem({ status: 0, code: "unreachable", detail: "", place: "", remedy: i18next.t("shell.unreachable.remedy"), errors: [] });
}

export function Toasts() {
  const { t } = useTranslation();
  return (
    <ToastRegion queue={notes} aria-label={t("shell.notes")} className={css["toasts"] ?? ""}>
      {({ toast }) => (
        <AriaToast toast={toast} className={css["toast"] ?? ""} data-tone={toast.content.tone}>
          <ToastContent className={css["toastWords"]}>
            <Text slot="title">{toast.content.title}</Text>
            {toast.content.more !== "" && <Text slot="description">{toast.content.more}</Text>}
          </ToastContent>
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
