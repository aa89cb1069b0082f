import { ArrowLeftRight } from "lucide-react";
import { useState } from "react";
import { Label, Link, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { contentOf } from "../api/addresses";
import type { WorkRow, WorkWhole } from "../api/types";
import { useActions, type Action } from "../app/actions";
import { announce } from "../app/announce";
import { moment } from "../app/dates";
import { Button, makersOf, MakersMark, Select, StateBadge, Thumb } from "../app/pieces";
import { nameOfKind } from "./names";
import { useAct } from "./queries";
import css from "./versions.module.css";

/** Every version of a design, the first first; any two of them one over the other. */
export function Versions({ whole }: { whole: WorkWhole }) {
  const { versions } = whole;
  // Texts and sounds have nothing to lay one over the other.
  const seen = versions.filter(hasPicture);
  const here = seen.findIndex((row) => row.id === whole.work.id);
  return (
    <>
      <ol className={css["list"]}>
        {versions.map((row) => (
          <Version key={row.id} row={row} here={row.id === whole.work.id} />
        ))}
      </ol>
      {seen.length > 1 && <Comparing versions={seen} before={here <= 0 ? 0 : here - 1} after={here <= 0 ? seen.length - 1 : here} />}
    </>
  );
}

const hasPicture = (row: WorkRow): boolean => row.image !== null || row.modality === "image";

function Version({ row, here }: { row: WorkRow; here: boolean }) {
  const { t } = useTranslation();
  const act = useAct(row.act).data;
  return (
    <li aria-current={here ? "true" : undefined}>
      {hasPicture(row) ? (
        <Link href={`/w/${row.id}`} aria-label={t("work.versions.open", { name: nameOfKind(t, row) })}>
          <Thumb work={row.id} alt="" width={row.width} height={row.height} refused={row.state === "refused"} />
        </Link>
      ) : (
        <Link href={`/w/${row.id}`}>{row.title}</Link>
      )}
      <div>
        <p>
          <b>{nameOfKind(t, row)}</b> <StateBadge state={row.state} />
        </p>
        <p>{row.headline}</p>
        <p className={css["quiet"]}>
          <MakersMark makers={makersOf(row)} /> {act?.by[0]?.["name"] ?? row.by.name}, {moment(row.at)}
        </p>
        {act !== undefined && act.because !== "" && <p className={css["because"]}>{t("work.because", { reason: act.because })}</p>}
      </div>
    </li>
  );
}

const name = (row: WorkRow): string => [row.number, row.headline ?? row.title].filter((part) => part !== null).join(" · ");

function Comparing({ versions, before, after }: { versions: readonly WorkRow[]; before: number; after: number }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(versions[before]?.id ?? "");
  const [right, setRight] = useState(versions[after]?.id ?? "");
  const [cut, setCut] = useState(50);
  const [one, other] = [versions.find((row) => row.id === left), versions.find((row) => row.id === right)];
  const options = versions.map((row) => ({ id: row.id, name: name(row) }));
  // At one end all of one is seen, at the other all of the other: a flip goes from end to end.
  const flip = (): void => {
    const next = cut < 50 ? 100 : 0;
    setCut(next);
    announce(t("work.versions.shown", { name: name((next === 100 ? one : other) as WorkRow) }));
  };
  const flipping: Action = { id: "work.flip", label: "work.versions.flip", key: "x", group: "view", icon: ArrowLeftRight, enabled: one !== undefined && other !== undefined, run: flip };
  useActions([flipping]);
  if (one === undefined || other === undefined) return null;
  const ratio = { aspectRatio: `${one.width ?? 4} / ${one.height ?? 5}` };
  return (
    <div className={css["comparing"]}>
      <div className={css["which"]}>
        <Select label={t("work.versions.left")} options={options} value={left} onChange={setLeft} />
        <Select label={t("work.versions.right")} options={options} value={right} onChange={setRight} />
        <Button icon={ArrowLeftRight} shortcut="x" onPress={flip}>
          {t("work.versions.flip")}
        </Button>
      </div>
      <Slider className={css["slider"] ?? ""} value={cut} onChange={setCut} minValue={0} maxValue={100}>
        <Label className="unseen">{t("work.versions.slider")}</Label>
        <SliderTrack className={css["track"] ?? ""} style={ratio}>
          <img src={contentOf(other.image ?? other.id)} alt={name(other)} draggable={false} />
          <img src={contentOf(one.image ?? one.id)} alt={name(one)} draggable={false} style={{ clipPath: `inset(0 ${100 - cut}% 0 0)` }} />
          <SliderThumb className={css["thumb"] ?? ""} />
        </SliderTrack>
      </Slider>
    </div>
  );
}
