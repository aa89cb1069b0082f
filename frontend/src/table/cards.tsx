import { AudioLines, ExternalLink, FileText } from "lucide-react";
import { memo, useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { thumbOf, type ThumbSize } from "../api/addresses";
import { useRounds } from "../api/queries";
import type { WorkRow } from "../api/types";
import { useFace } from "../app/faces";
import { CredentialBadge, Mark, StateBadge } from "../app/pieces";
import css from "./cards.module.css";
import { wordsOn } from "./labels";
import { deedOf, useHeard } from "./said";
import { useHere, useShown } from "./session";
import { isStruck, struckIn } from "./shown";
import type { Card } from "./shapes";
import { thumbSize } from "./thumbs";
import { useWho } from "./who";

export interface CardProps {
  readonly card: Card;
  readonly row: WorkRow | undefined;
  readonly selected: boolean;
  readonly active: boolean;
  readonly zoom: number;
  readonly place: number;
  readonly of: number;
  /** Who else has it in hand: the colour of their mark. */
  readonly held: string | undefined;
  readonly heldBy: string;
  readonly editing: boolean;
  /** How wide the words over a row may run, in table units. */
  readonly room?: number | undefined;
}

/** Words over a row run no further, in table units. */
const LONGEST = 2400;

/** A card so low has no room for words beside its picture: they are heard only. */
const FLAT = 110;

/** A card on the table: an option of the list that the table is, with all that it says in its name. */
export const CardView = memo(function CardView({ card, row, selected, active, zoom, place, of, held, heldBy, editing, room }: CardProps) {
  const heard = useHeard();
  return (
    <div
      role="option"
      id={`card-${card.id}`}
      data-card={card.id}
      data-kind={card.kind}
      data-state={row?.state}
      data-flat={card.kind === "work" && card.h < FLAT ? true : undefined}
      aria-selected={selected}
      aria-posinset={place}
      aria-setsize={of}
      tabIndex={active ? 0 : -1}
      className={css["card"]}
      style={{ left: card.x, top: card.y, width: card.w, height: card.h, zIndex: Math.round(card.z), ...(room === undefined ? {} : { "--room": `${Math.min(room, LONGEST)}px` }) } as CSSProperties}
    >
      {card.kind === "work" ? <WorkFace card={card} row={row} zoom={zoom} /> : <Words card={card} hidden={editing} />}
      <span className="unseen">, {heard(card, row)}</span>
      {held !== undefined && (
        <span className={css["held"]} style={{ borderColor: held, background: held }} aria-hidden>
          {heldBy}
        </span>
      )}
    </div>
  );
});

function WorkFace({ card, row, zoom }: { card: Card; row: WorkRow | undefined; zoom: number }) {
  const { t } = useTranslation();
  if (row === undefined) return <p className={css["missing"]}>{t("table.card.coming")}</p>;
  if (row.kind === "idea" || row.kind === "line") return <IdeaFace row={row} />;
  const picture = row.image !== null || row.modality === "image" || row.modality === "design";
  return (
    <>
      <div className={css["picture"]} data-sound={row.modality === "audio" || undefined}>
        {picture ? (
          <Picture work={row.image ?? row.id} size={thumbSize(zoom, card.w, devicePixelRatio)} />
        ) : row.modality === "audio" ? (
          <AudioLines aria-hidden size={48} strokeWidth={1.5} />
        ) : row.modality === "font" ? (
          <Specimen work={row.id} />
        ) : (
          <FileText aria-hidden size={48} strokeWidth={1.25} />
        )}
      </div>
      <div className={css["caption"]}>
        <span className={css["title"]}>
          {row.number !== null && <b>{row.number}</b>} {row.title}
        </span>
        <span className={css["by"]}>
          {row.state === "refused" && row.reason !== "" ? (
            <>
              <Mark kind={row.decided_by?.kind ?? "rule"} quiet /> {row.reason}
            </>
          ) : row.faults.length > 0 ? (
            <>
              <Mark kind="rule" quiet /> {row.faults[0]}
            </>
          ) : (
            <>
              {row.kind === "edition" && <CredentialBadge credential={row.credential} />} <Mark kind={row.by.kind} quiet /> <i>{t(`table.by.${deedOf(row)}`)}</i>
            </>
          )}
        </span>
      </div>
      <span className={css["badge"]}>
        <StateBadge state={row.state} struck={isStruck(row)} />
      </span>
    </>
  );
}

/** Two letters of a font, as it draws them. */
function Specimen({ work }: { work: string }) {
  const family = useFace(work);
  return (
    <span className={css["face"]} aria-hidden style={family === undefined ? undefined : { fontFamily: `"${family}"` }}>
      Aa
    </span>
  );
}

/** A picture in the size that the zoom needs; the one before it stays until the next is there. */
function Picture({ work, size }: { work: string; size: ThumbSize }) {
  const [shown, setShown] = useState<ThumbSize>(size);
  const [broken, setBroken] = useState(false);
  if (broken) return <FileText aria-hidden size={40} strokeWidth={1.25} />;
  return (
    <>
      <img src={thumbOf(work, shown)} alt="" decoding="async" draggable={false} onError={() => setBroken(true)} />
      {shown !== size && <img className={css["next"]} src={thumbOf(work, size)} alt="" decoding="async" draggable={false} onLoad={() => setShown(size)} />}
    </>
  );
}

function IdeaFace({ row }: { row: WorkRow }) {
  const { t } = useTranslation();
  return (
    <div className={css["idea"]}>
      <p>{row.headline ?? row.title}</p>
      {row.headline !== null && row.headline !== row.title && <small>{row.title}</small>}
      <div className={css["caption"]}>
        <span className={css["title"]}>
          <Mark kind={row.by.kind} quiet /> {row.by.name}
        </span>
        <span className={css["by"]}>{row.state === "open" || row.state === "draft" ? t("table.card.act", { act: row.act }) : t(`shell.states.${row.state}`)}</span>
      </div>
    </div>
  );
}

function Words({ card, hidden }: { card: Card; hidden: boolean }) {
  const { t } = useTranslation();
  if (hidden) return null;
  if (card.kind === "frame") {
    return (
      <p className={css["frameTitle"]}>
        {card.title === "" ? t("table.card.frame") : card.title} <Whose by={card.by} />
      </p>
    );
  }
  if (card.kind === "label") return <LabelWords card={card} />;
  if (card.kind === "link") {
    return (
      <div className={css["link"]}>
        <ExternalLink aria-hidden size={18} />
        <p>{card.title === "" ? hostOf(card.url) : card.title}</p>
        <small>{hostOf(card.url)}</small>
        <Whose by={card.by} />
      </div>
    );
  }
  return (
    <>
      <p className={css["note"]}>{card.text === "" ? <span className={css["hint"]}>{t("table.card.emptyNote")}</span> : card.text}</p>
      <Whose by={card.by} />
    </>
  );
}

/** Whose a card is that somebody wrote: their mark and their name. */
function Whose({ by }: { by: string }) {
  const party = useWho(by);
  return party === undefined ? null : (
    <span className={css["whose"]}>
      <Mark kind={party.kind} quiet /> {party.name}
    </span>
  );
}

export function hostOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return host + (pathname === "/" ? "" : pathname);
  } catch {
    return url;
  }
}

/** What led to a row, and how much of it the checks struck out. */
function LabelWords({ card }: { card: Card }) {
  const { t } = useTranslation();
  const works = useShown();
  const { slug } = useHere();
  const struck = struckIn(card.told?.act, works).length;
  const act = card.told?.act;
  const short = useRounds(slug).data?.find((round) => round.act === act && round.short);
  const made = short?.works.filter((id) => works.get(id) !== undefined).length ?? 0;
  return (
    <p className={css["label"]}>
      {wordsOn(card, t, works)}
      {short !== undefined && <small> · {t("table.rows.short", { made: made - struck, asked: short.asked })}</small>}
      {struck > 0 && <small> · {t("table.struck.count", { count: struck })}</small>}
    </p>
  );
}
