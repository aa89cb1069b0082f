import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf, thumbOf } from "../api/addresses";
import type { WorkRow } from "../api/types";
import { IconButton, Mark, StateBadge } from "../app/pieces";
import css from "./presenting.module.css";
import { useHere, useShown } from "./session";
import { useCell } from "./state";

/** One work a screen: arrows and space go on, Escape comes back to the table. */
export function Presenting() {
  const { t } = useTranslation();
  const { board } = useHere();
  const works = useShown();
  const presented = useCell(board.presented);
  const rows = (presented ?? []).flatMap((id) => works.get(id) ?? []);
  return (
    <ModalOverlay isOpen={rows.length > 0} onOpenChange={(open) => !open && board.presented.set(undefined)} className={css["veil"] ?? ""}>
      <Modal className={css["modal"] ?? ""}>
        <Dialog aria-label={t("table.present.title")} className={css["dialog"] ?? ""}>
          {rows.length > 0 && <Screens rows={rows} close={() => board.presented.set(undefined)} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Screens({ rows, close }: { rows: readonly WorkRow[]; close: () => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const row = rows[Math.min(at, rows.length - 1)];
  if (row === undefined) return null;
  const step = (by: number): void => setAt((now) => Math.max(0, Math.min(rows.length - 1, now + by)));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of a show are heard wherever the focus is in it.
    <div
      role="group"
      aria-roledescription={t("table.present.screen")}
      aria-label={t("table.present.at", { at: at + 1, of: rows.length })}
      className={css["screen"]}
      onKeyDown={(event) => {
        if (["ArrowRight", "ArrowDown", "PageDown"].includes(event.key)) step(1);
        else if (["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) step(-1);
        else if (event.key === "Home") setAt(0);
        else if (event.key === "End") setAt(rows.length - 1);
        else return;
        event.preventDefault();
      }}
    >
      <div className={css["work"]}>
        {row.modality === "audio" ? (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a sound is, its title and credits say beside it.
          <audio controls src={contentOf(row.id)} aria-label={row.title} />
        ) : row.kind === "idea" ? (
          <blockquote>{row.headline ?? row.title}</blockquote>
        ) : (
          <img src={thumbOf(row.image ?? row.id, 1024)} alt={row.headline ?? row.title} />
        )}
      </div>
      <footer aria-live="polite">
        <span>
          {row.number !== null && <b>{row.number}</b>} {row.title}
        </span>
        <span>
          <Mark kind={row.by.kind} /> {row.by.name}
        </span>
        <StateBadge state={row.state} />
      </footer>
      <div className={css["buttons"]}>
        <IconButton icon={ChevronLeft} label={t("table.present.before")} shortcut="arrowleft" isDisabled={at === 0} onPress={() => step(-1)} />
        <span>
          {at + 1} / {rows.length}
        </span>
        <IconButton icon={ChevronRight} label={t("table.present.next")} shortcut="arrowright" autoFocus isDisabled={at === rows.length - 1} onPress={() => step(1)} />
        <IconButton icon={X} label={t("table.present.end")} shortcut="escape" onPress={close} />
      </div>
    </div>
  );
}
