import { useState } from "react";
import { Link } from "react-router";
import { useTranslation } from "react-i18next";
import { contentOf } from "../api/addresses";
import { useChoices } from "../api/queries";
import { Button, Dialog, Field, Select, Tabs, tellError } from "../app/pieces";
import { drawPatterns, useMake, type UseWish } from "./asking";
import css from "./explore.module.css";
import { pictureOf } from "./state";
import type { Explorer, Kept, Look, Pattern, Source } from "./types";

const PLACES = ["beside", "under"] as const;
const FORMS = ["svg", "gif", "apng"] as const;

/** Make something of an emblem that was kept: a lockup with a name, a pattern, a turn into another; it comes onto the record and, in a project, on its table. */
export function Making({ from, emblem, others, name, groups, onClose }: {
  from: Source;
  emblem: Kept;
  others: readonly Kept[];
  /** What the lockup says unless something else is written. */
  name: string;
  groups: Explorer["groups"];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const make = useMake(from, emblem.work);
  // A button that were disabled meanwhile would lose the focus, and the dialog its keys.
  const go = (wish: UseWish): void => {
    if (!make.isPending) make.mutate(wish, { onError: (error) => tellError(error) });
  };
  const made = make.data;
  return (
    <Dialog title={t("explore.make.title", { title: emblem.title })} isOpen onClose={onClose} wide>
      <Tabs
        label={t("explore.make.ways")}
        tabs={[
          { id: "lockup", title: t("explore.make.lockup"), content: <Lockup name={name} go={go} /> },
          { id: "pattern", title: t("explore.make.pattern"), content: <Repeated emblem={emblem} groups={groups} go={go} /> },
          { id: "turn", title: t("explore.make.turn"), content: <Turning others={others} go={go} /> },
        ]}
      />
      <div className={css["outcome"]} aria-live="polite">
        {made !== undefined && (
          <>
            <img src={contentOf(made.work)} alt={made.title} />
            <p>
              {t(from.slug === undefined ? "explore.make.doneHome" : "explore.make.done")} <Link to={`/w/${made.work}`}>{made.title}</Link>
            </p>
            <p className={css["help"]}>{t("explore.kept.owes", { authors: made.authors.join(", ") })}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

interface WayProps {
  go: (wish: UseWish) => void;
}

function Lockup({ name, go }: WayProps & { name: string }) {
  const { t } = useTranslation();
  const pairings = useChoices().data?.pairings ?? [];
  const [said, setSaid] = useState(name);
  const [font, setFont] = useState<string>();
  const [place, setPlace] = useState<(typeof PLACES)[number]>("beside");
  const chosen = font ?? pairings[0]?.id;
  return (
    <div className={css["steer"]}>
      <Field label={t("explore.make.name")} value={said} onChange={setSaid} maxLength={60} />
      <Select label={t("explore.make.font")} value={chosen ?? null} onChange={setFont} options={pairings.map((one) => ({ id: one.id, name: one.label, note: one.headline }))} />
      <Select label={t("explore.make.place")} value={place} onChange={(id) => setPlace(PLACES.find((one) => one === id) ?? "beside")} options={PLACES.map((id) => ({ id, name: t(`explore.make.places.${id}`) }))} />
      <p className={css["row"]}>
        <Button weight="strong" isDisabled={said.trim() === ""} onPress={() => go({ kind: "lockup", body: { name: said.trim(), font: chosen ?? "", place } })}>
          {t("explore.make.lockupGo")}
        </Button>
      </p>
    </div>
  );
}

function Repeated({ emblem, groups, go }: WayProps & { emblem: Kept; groups: Explorer["groups"] }) {
  const { t } = useTranslation();
  const [group, setGroup] = useState("p2gg");
  const [shown, setShown] = useState<readonly Pattern[]>();
  const look: Look = { manner: "plain", frame: "none", inks: emblem.inks };
  const show = async (): Promise<void> => {
    if (emblem.point === null) return;
    try {
      setShown(await drawPatterns(emblem.point, look));
    } catch (error) {
      if (error instanceof Error) tellError(error);
    }
  };
  const seen = shown?.find((one) => one.id === group);
  return (
    <div className={css["steer"]}>
      <Select label={t("explore.make.group")} value={group} onChange={setGroup} options={groups.map((one) => ({ ...one, note: one.id }))} />
      {seen !== undefined && <span className={css["tiled"]} role="img" aria-label={seen.name} style={{ backgroundImage: `url("${pictureOf(seen.svg)}")`, backgroundSize: `96px ${(96 * seen.height) / seen.width}px` }} />}
      <p className={css["row"]}>
        <Button weight="strong" onPress={() => go({ kind: "pattern", body: { group } })}>
          {t("explore.make.patternGo")}
        </Button>
        {emblem.point !== null && shown === undefined && <Button onPress={() => void show()}>{t("explore.make.show")}</Button>}
      </p>
    </div>
  );
}

function Turning({ others, go }: WayProps & { others: readonly Kept[] }) {
  const { t } = useTranslation();
  const [into, setInto] = useState(others[0]?.work);
  const [form, setForm] = useState<(typeof FORMS)[number]>("svg");
  if (into === undefined) return <p className={css["help"]}>{t("explore.make.alone")}</p>;
  return (
    <div className={css["steer"]}>
      <Select label={t("explore.make.into")} value={into} onChange={setInto} options={others.map((one) => ({ id: one.work, name: one.title }))} />
      <Select label={t("explore.make.form")} value={form} onChange={(id) => setForm(FORMS.find((one) => one === id) ?? "svg")} options={FORMS.map((id) => ({ id, name: id.toUpperCase() }))} />
      <p className={css["row"]}>
        <Button weight="strong" onPress={() => go({ kind: "turn", body: { into, form } })}>
          {t("explore.make.turnGo")}
        </Button>
      </p>
    </div>
  );
}
