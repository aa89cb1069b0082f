import { RotateCcw } from "lucide-react";
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, Waiting } from "../app/pieces";
import { useDials } from "./asking";
import css from "./explore.module.css";
import type { Source } from "./types";
import type { Boarded } from "./use-board";

/** A slider with what either end brings. */
export function Dialling({ label, less, more, value, onChange, least, most, step, signed = false, percent = false }: {
  label: string;
  less?: string;
  more?: string;
  value: number;
  onChange: (value: number) => void;
  least: number;
  most: number;
  step: number;
  signed?: boolean;
  percent?: boolean;
}) {
  const [from, at] = [signed ? 0 : least, value].map((one) => (one - least) / (most - least)) as [number, number];
  return (
    <Slider
      value={value}
      onChange={onChange}
      minValue={least}
      maxValue={most}
      step={step}
      formatOptions={percent ? { style: "percent" } : signed ? { signDisplay: "exceptZero", maximumFractionDigits: 1 } : { maximumFractionDigits: 1 }}
      className={css["dial"] ?? ""}
      data-turned={value !== 0 || undefined}
    >
      <Label>{label}</Label>
      <SliderOutput className={css["dialSaid"] ?? ""} />
      <SliderTrack className={css["track"] ?? ""}>
        <span className={css["fill"]} style={{ insetInlineStart: `${100 * Math.min(from, at)}%`, inlineSize: `${100 * Math.abs(at - from)}%` }} />
        <SliderThumb className={css["thumb"] ?? ""} />
      </SliderTrack>
      {(less ?? more) !== undefined && (
        <p className={css["ends"]} aria-hidden>
          <span>{less}</span>
          <span>{more}</span>
        </p>
      )}
    </Slider>
  );
}

/** Everything that can be turned, and what moves under the hand while it is. */
export function Dials({ boarded, from }: { boarded: Boarded; from: Source }) {
  const { t } = useTranslation();
  const dials = useDials(from);
  const { board } = boarded;
  if (dials.data === undefined) return <Waiting error={dials.error} again={() => void dials.refetch()} />;
  const turned = Object.values(board.dials).some((value) => value !== 0);
  return (
    <div className={css["steer"]}>
      <p className={css["help"]}>{t("explore.dials.help")}</p>
      <div className={css["dials"]}>
        {dials.data.map((dial) => (
          <Dialling
            key={dial.id}
            label={dial.name}
            less={dial.less}
            more={dial.more}
            value={board.dials[dial.id] ?? 0}
            onChange={(value) => boarded.steer({ dials: { ...board.dials, [dial.id]: value } })}
            least={-dial.most}
            most={dial.most}
            step={0.1}
            signed
          />
        ))}
      </div>
      <Button small icon={RotateCcw} isDisabled={!turned} onPress={() => boarded.steer({ dials: {} })}>
        {t("explore.dials.reset")}
      </Button>
    </div>
  );
}
