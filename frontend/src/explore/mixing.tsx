import { Blend, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton, Select } from "../app/pieces";
import { Dialling } from "./dials";
import css from "./explore.module.css";
import { pictureOf } from "./state";
import type { Boarded } from "./use-board";

/** Two to four figures, how much of each, and, where the model can be `crosses`ed, the detail of one on the form of all. */
export function Mixing({ boarded, crosses }: { boarded: Boarded; crosses: boolean }) {
  const { t } = useTranslation();
  const { board, pins, spread } = boarded;
  const sum = pins.reduce((all, one) => all + one.weight, 0);
  const crossed = pins.findIndex((one) => one.point === board.cross?.point);
  return (
    <div className={css["steer"]}>
      <p className={css["help"]}>{t("explore.mix.help")}</p>
      {pins.length > 0 && (
        <ol className={css["pins"]}>
          {pins.map((one, place) => (
            <li key={one.point}>
              <img src={pictureOf(one.svg)} alt={t("explore.mix.parent", { number: place + 1 })} />
              <Dialling label={t("explore.mix.share", { number: place + 1 })} value={one.weight} onChange={(weight) => boarded.weigh(one.point, weight)} least={0} most={2} step={0.05} />
              <IconButton small icon={X} label={t("explore.mix.unpin", { number: place + 1 })} onPress={() => boarded.pin(one)} />
            </li>
          ))}
        </ol>
      )}
      <p className={css["row"]}>
        <Button weight="strong" icon={Blend} isDisabled={pins.length < 2 || sum === 0} onPress={() => boarded.mixThem(!board.mixing)}>
          {t(board.mixing ? "explore.mix.stop" : "explore.mix.go")}
        </Button>
      </p>
      {board.mixing && <Dialling label={t("explore.mix.spread")} less={t("explore.mix.near")} more={t("explore.mix.far")} value={spread} onChange={boarded.stray} least={0} most={1} step={0.05} percent />}
      {crosses && pins.length > 0 && (
        <>
          <Select
            label={t("explore.mix.detail")}
            value={crossed < 0 ? "none" : String(crossed)}
            onChange={(id) => {
              const from = pins[Number(id)];
              boarded.steer({ cross: id === "none" || from === undefined ? undefined : { point: from.point, share: board.cross?.share ?? 1 } });
            }}
            options={[{ id: "none", name: t("explore.mix.own") }, ...pins.map((one, place) => ({ id: String(place), name: t("explore.mix.parent", { number: place + 1 }), picture: pictureOf(one.svg) }))]}
          />
          {board.cross !== undefined && (
            <Dialling
              label={t("explore.mix.much")}
              value={board.cross.share}
              onChange={(share) => board.cross !== undefined && boarded.steer({ cross: { ...board.cross, share } })}
              least={0}
              most={1}
              step={0.05}
              percent
            />
          )}
        </>
      )}
    </div>
  );
}
