import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf, thumbOf } from "../api/addresses";
import type { WorkRow } from "../api/types";
import { IconButton, Mark, StateBadge } from "../app/pieces";
import css from "./presenting.module.css";
import { wordsOn } from "./labels";
import { useHere, useShown, useTableState } from "./session";
import type { Card } from "./shapes";
import { useCell } from "./state";
import { useWho } from "./who";

/** One work a screen: arrows and space go on, Escape comes back to the table. */
export function Presenting() {
  const { t } = useTranslation();
  const session = useHere();
  const { board } = session;
  const works = useShown();
  const presented = useCell(board.presented);
  const { cards } = useTableState(session);
  const screens = (presented ?? []).flatMap((id): ScreenOf[] => {
    const row = works.get(id);
    const card = cards.get(id);
    return row !== undefined ? [{ id, row }] : card !== undefined ? [{ id, card }] : [];
  });
  return (
    <ModalOverlay isOpen={screens.length > 0} onOpenChange={(open) => !open && board.presented.set(undefined)} className={css["veil"] ?? ""}>
      <Modal className={css["modal"] ?? ""}>
        <Dialog aria-label={t("table.present.title")} className={css["dialog"] ?? ""}>
          {screens.length > 0 && <Screens screens={screens} close={() => board.presented.set(undefined)} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** One screen: a work, or words that somebody laid on the table. */
type ScreenOf = { id: string; row: WorkRow; card?: undefined } | { id: string; card: Card; row?: undefined };

function Screens({ screens, close }: { screens: readonly ScreenOf[]; close: () => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const screen = screens[Math.min(at, screens.length - 1)];
  if (screen === undefined) return null;
  const step = (by: number): void => setAt((now) => Math.max(0, Math.min(screens.length - 1, now + by)));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of a show are heard wherever the focus is in it.
    <div
      ref={begin}
      tabIndex={-1}
      role="group"
      aria-roledescription={t("table.present.screen")}
      aria-label={t("table.present.at", { at: at + 1, of: screens.length })}
      className={css["screen"]}
      onKeyDown={(event) => {
        if (["ArrowRight", "ArrowDown", "PageDown"].includes(event.key)) step(1);
        else if (["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) step(-1);
        else if (event.key === "Home") setAt(0);
        else if (event.key === "End") setAt(screens.length - 1);
        else return;
        event.preventDefault();
      }}
    >
      <div className={css["work"]}>{screen.row === undefined ? <Said card={screen.card} /> : <Shown key={screen.id} row={screen.row} />}</div>
      <footer aria-live="polite">{screen.row === undefined ? <Whose by={screen.card.by} /> : <Facts row={screen.row} />}</footer>
      <div className={css["buttons"]}>
        <IconButton icon={ChevronLeft} label={t("table.present.before")} shortcut="arrowleft" isDisabled={at === 0} onPress={() => step(-1)} />
        <span>
          {at + 1} / {screens.length}
        </span>
        <IconButton icon={ChevronRight} label={t("table.present.next")} shortcut="arrowright" isDisabled={at === screens.length - 1} onPress={() => step(1)} />
        <IconButton icon={X} label={t("table.present.end")} shortcut="escape" onPress={close} />
      </div>
    </div>
  );
}

/** The show itself has the focus, and no button whose hint Escape would close first. */
const begin = (element: HTMLElement | null): void => element?.focus();

function Shown({ row }: { row: WorkRow }) {
  const [source, setSource] = useState(() => contentOf(row.image ?? row.id));
  if (row.modality === "audio") {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what a sound is, its title and credits say beside it.
    return <audio controls src={contentOf(row.id)} aria-label={row.title} />;
  }
  if (row.kind === "idea" || row.kind === "line") return <blockquote>{row.headline ?? row.title}</blockquote>;
  // The picture itself, on however large a screen; the small one is there at once, and stays where there is no other.
  const small = thumbOf(row.image ?? row.id, 1024);
  return <img src={source} alt={row.headline ?? row.title} style={{ backgroundImage: `url(${small})` }} onError={() => setSource(small)} />;
}

function Said({ card }: { card: Card }) {
  const { t } = useTranslation();
  const works = useShown();
  const words = card.kind === "frame" || card.kind === "link" ? card.title || card.url : wordsOn(card, t, works);
  return <blockquote data-long={words.length > 120 || undefined}>{words}</blockquote>;
}

function Facts({ row }: { row: WorkRow }) {
  return (
    <>
      <span>
        {row.number !== null && <b>{row.number}</b>} {row.title}
      </span>
      <span>
        <Mark kind={row.by.kind} /> {row.by.name}
      </span>
      <StateBadge state={row.state} />
    </>
  );
}

function Whose({ by }: { by: string }) {
  const party = useWho(by);
  return party === undefined ? null : (
    <span>
      <Mark kind={party.kind} /> {party.name}
    </span>
  );
}
