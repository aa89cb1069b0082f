import { Check, Crosshair, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { FileTrigger, ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useChoices, useElements } from "../api/queries";
import type { Edit, WorkRow, WorkWhole } from "../api/types";
import { isEnter } from "../app/keys";
import { announce } from "../app/announce";
import { Button, Field, Select } from "../app/pieces";
import { useCorrecting } from "../correct/correcting";
import { ForeseenFormats } from "../correct/foreseen";
import { Going } from "../correct/going";
import { Replacing } from "../correct/replacing";
import css from "./corrections.module.css";
import { Nudges } from "./nudging";
import { useHere } from "./session";

/** Change a design by hand: each change is a new version by a person; what breaks a check is told and may be kept. */
export function Corrections({ row, whole }: { row: WorkRow; whole: WorkWhole }) {
  const { t } = useTranslation();
  const session = useHere();
  const correcting = useCorrecting(row);
  const { send, going, made } = correcting;
  // The new version is what one goes on with.
  useEffect(() => {
    if (made === undefined) return;
    announce(t("table.correct.done"));
    session.board.awaited.set(made);
  }, [made, session, t]);

  return (
    <div className={css["corrections"]}>
      <Going correcting={correcting} />
      <ForeseenFormats work={row.id} />
      <div>
        <Button icon={Crosshair} shortcut="e" onPress={() => session.board.question.set({ kind: "correct", work: row.id })}>
          {t("table.act.correct")}
        </Button>
      </div>
      <Words key={`${row.id} words`} row={row} whole={whole} send={send} disabled={going} />
      <Colours row={row} send={send} disabled={going} />
      <Replace send={send} disabled={going} />
      <Nudges key={`${row.id} nudge`} row={row} send={send} disabled={going} />
      <Hiding row={row} send={send} disabled={going} />
    </div>
  );
}

interface PartProps {
  send: (edit: Edit) => void;
  disabled: boolean;
}

const word = (value: unknown): string => (typeof value === "string" ? value : "");

function Words({ row, whole, send, disabled }: PartProps & { row: WorkRow; whole: WorkWhole }) {
  const { t } = useTranslation();
  const first = { headline: word(whole.copy["headline"]) || (row.headline ?? ""), line: word(whole.copy["line"]) };
  const [headline, setHeadline] = useState(first.headline);
  const [line, setLine] = useState(first.line);
  const changed = headline.trim() !== first.headline || line.trim() !== first.line;
  const done = (): void => {
    if (!changed || headline.trim() === "") return;
    send({ ...(headline.trim() === first.headline ? {} : { headline: headline.trim() }), ...(line.trim() === first.line ? {} : { line: line.trim() }) });
  };
  return (
    <form
      className={css["words"]}
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
    >
      <Field label={t("table.correct.headline")} lines={2} value={headline} onChange={setHeadline} maxLength={300} onKeyDown={(event) => (isEnter(event) && !event.shiftKey ? done() : event.continuePropagation())} />
      <Field label={t("table.correct.line")} lines={2} value={line} onChange={setLine} maxLength={500} onKeyDown={(event) => (isEnter(event) && !event.shiftKey ? done() : event.continuePropagation())} />
      {changed && (
        <Button type="submit" weight="strong" icon={Check} isDisabled={disabled || headline.trim() === ""}>
          {t("table.correct.setWords")}
        </Button>
      )}
    </form>
  );
}

/** The house's scheme that a palette is made from: one that is set round a brand, or changed by hand, says so after its name. */
export const schemeOf = (palette: string | null): string | undefined => palette?.split(/[-+]/)[0];

function Colours({ row, send, disabled }: PartProps & { row: WorkRow }) {
  const { t } = useTranslation();
  const palettes = useChoices().data?.palettes ?? [];
  return (
    <div>
      <h3>{t("table.correct.palette")}</h3>
      <ToggleButtonGroup
        aria-label={t("table.correct.palette")}
        selectionMode="single"
        selectedKeys={palettes.filter((one) => one.id === schemeOf(row.palette)).map((one) => one.id)}
        isDisabled={disabled}
        className={css["palettes"] ?? ""}
        onSelectionChange={(keys) => {
          const [id] = [...keys];
          if (id !== undefined && id !== row.palette) send({ palette: String(id) });
        }}
      >
        {palettes.map((one) => (
          <ToggleButton key={String(one["id"])} id={String(one["id"])} aria-label={String(one["label"])} className={css["palette"] ?? ""}>
            <span className={css["swatches"]} aria-hidden>
              {Object.values((one["colours"] ?? {}) as Record<string, string>).map((colour, index) => (
                <i key={`${colour}${index}`} style={{ background: colour }} />
              ))}
            </span>
            <small aria-hidden>{String(one["label"])}</small>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

/** The same as on the picture, and a file that is brought in first. */
function Replace({ send, disabled }: PartProps) {
  const { t } = useTranslation();
  const session = useHere();
  return (
    <Replacing slug={session.slug} send={send} disabled={disabled}>
      <FileTrigger acceptedFileTypes={["image/png", "image/jpeg", "image/svg+xml", "image/webp"]} onSelect={(files) => files !== null && files.length > 0 && session.board.question.set({ kind: "bring", files: [...files], at: { x: 0, y: 0 } })}>
        <Button small>{t("table.correct.bring")}</Button>
      </FileTrigger>
    </Replacing>
  );
}

function Hiding({ row, send, disabled }: PartProps & { row: WorkRow }) {
  const { t } = useTranslation();
  const found = useElements(row.id).data;
  const hidden = found?.hidden ?? [];
  const names = [...new Set((found?.elements ?? []).filter((one) => one.can.includes("hide")).map(({ name }) => name))];
  const [wanted, setElement] = useState<string>();
  const element = names.find((name) => name === wanted) ?? names[0];
  if (element === undefined && hidden.length === 0) return null;
  return (
    <div>
      <h3>{t("table.correct.hide")}</h3>
      {element !== undefined && (
        <div className={css["nudge"]}>
          <Select bare label={t("table.correct.element")} options={names.map((id) => ({ id, name: t(`table.elements.${id}`, { defaultValue: id }) }))} value={element} onChange={setElement} />
          <Button small icon={EyeOff} isDisabled={disabled} onPress={() => send({ hide: [element] })}>
            {t("table.correct.hideIt")}
          </Button>
        </div>
      )}
      {hidden.length > 0 && (
        <ul className={css["hidden"]}>
          {hidden.map((id) => (
            <li key={id}>
              {t(`table.elements.${id}`, { defaultValue: id })}
              <Button small icon={Eye} isDisabled={disabled} onPress={() => send({ show: [id] })}>
                {t("table.correct.showIt")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
