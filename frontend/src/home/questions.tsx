import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useBrands } from "../api/queries";
import type { Brief, Finding } from "../api/types";
import { Button, Field } from "../app/pieces";
import { applyKit } from "../brief/kits";
import { ColourList, WordList } from "../brief/lists";
import { FormatPicker } from "../brief/formats";
import { PictureDrop, PictureRow } from "../brief/pictures";
import { withTable, wrongWith } from "../brief/values";
import { brought, type Files } from "./answers";
import css from "./new.module.css";

/** What a question is given: the answers so far, how to change them, what is wrong. */
export interface Answering extends Omit<Files, "back"> {
  brief: Brief;
  change: (change: (brief: Brief) => Brief) => void;
  errors: readonly Finding[];
  /** Whether somebody tried to go on without what is required. */
  tried: boolean;
}

export interface Question {
  id: "what" | "who" | "facts" | "mood" | "brand" | "formats";
  /** The fields of the brief that it asks for. */
  asks: readonly string[];
  fields: (answering: Answering) => ReactNode;
}

function What({ brief, change, errors, tried }: Answering) {
  const { t } = useTranslation();
  const missing = (text: string | undefined): string | undefined => (tried && (text ?? "").trim() === "" ? t("home.questions.required") : undefined);
  const wrong = (field: string, text: string | undefined) => missing(text) ?? wrongWith(errors, field);
  return (
    <>
      <Field label={t("brief.fields.title")} help={t("brief.help.title")} placeholder={t("home.questions.what.title")} value={brief.title ?? ""} isRequired
        onChange={(title) => change((now) => ({ ...now, title }))} error={wrong("title", brief.title)} validationBehavior="aria" />
      <Field label={t("brief.fields.about")} help={t("brief.help.about")} placeholder={t("home.questions.what.about")} lines={4} value={brief.about ?? ""} isRequired
        onChange={(about) => change((now) => ({ ...now, about }))} error={wrong("about", brief.about)} validationBehavior="aria" />
      <Field label={t("brief.fields.client")} help={t("brief.help.client")} placeholder={t("home.questions.what.client")} value={brief.client ?? ""}
        onChange={(client) => change((now) => ({ ...now, client }))} error={wrongWith(errors, "client")} />
    </>
  );
}

function Who({ brief, change, errors }: Answering) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t("brief.fields.audience")} placeholder={t("home.questions.who.audience")} lines={2} value={brief.audience ?? ""}
        onChange={(audience) => change((now) => ({ ...now, audience }))} error={wrongWith(errors, "audience")} />
      <Field label={t("brief.fields.goal")} placeholder={t("home.questions.who.goal")} lines={2} value={brief.goal ?? ""}
        onChange={(goal) => change((now) => ({ ...now, goal }))} error={wrongWith(errors, "goal")} />
    </>
  );
}

const FACTS = ["date", "place", "price", "url", "promise"] as const;

function Facts({ brief, change, errors }: Answering) {
  const { t } = useTranslation();
  return FACTS.map((fact) => (
    <Field key={fact} label={t(`brief.fields.facts_${fact}`)} placeholder={t(`home.questions.facts.${fact}`)} value={brief.facts?.[fact] ?? ""}
      onChange={(text) => change((now) => withTable(now, "facts", { [fact]: text }))} error={wrongWith(errors, `facts.${fact}`)} />
  ));
}

function Mood({ brief, change, errors }: Answering) {
  const { t } = useTranslation();
  return (
    <WordList label={t("brief.fields.mood")} help={t("brief.help.list")} words={brief.mood ?? []} most={12} suggestions={t("brief.moods").split(", ")}
      onChange={(mood) => change((now) => ({ ...now, mood }))} error={wrongWith(errors, "mood")} />
  );
}

function Brand({ brief, change, errors, logo, setLogo, pictures, setPictures, lost }: Answering) {
  const { t } = useTranslation();
  const kits = useBrands().data ?? [];
  const owner = brief.client ?? "";
  return (
    <>
      {kits.length > 0 && (
        <fieldset className={css["kits"]}>
          <legend>{t("brief.kits.take")}</legend>
          {kits.map((kit) => (
            <Button key={kit.id} small onPress={() => change((now) => applyKit(now, kit))}>
              {kit.name}
            </Button>
          ))}
        </fieldset>
      )}
      <ColourList label={t("brief.fields.brand_colours")} help={t("brief.help.brand_colours")} colours={brief.brand?.colours ?? []} most={12}
        onChange={(colours) => change((now) => withTable(now, "brand", { colours }))} error={wrongWith(errors, "brand.colours")} />
      {lost.length > 0 && (
        <p role="alert" className={css["lost"]}>
          {t("home.questions.lost", { count: lost.length, names: lost.join(", ") })}
        </p>
      )}
      <div className={css["files"]}>
        <h2>{t("brief.fields.brand_logo")}</h2>
        {logo === null ? (
          <PictureDrop several={false} onFiles={([file]) => file !== undefined && setLogo(file)}>
            {t("brief.dropLogo")}
          </PictureDrop>
        ) : (
          <p className={css["logo"]}>
            <img src={logo.address} alt="" />
            {logo.file.name}{" "}
            <Button small onPress={() => setLogo(null)}>
              {t("brief.takeOut", { word: logo.file.name })}
            </Button>
          </p>
        )}
      </div>
      <div className={css["files"]}>
        <h2>{t("brief.fields.references")}</h2>
        <ul>
          {pictures.map((one) => (
            <PictureRow key={one.id} name={one.file.name} address={one.address} author={one.author} licence={one.licence} recolour={one.recolour}
              onChange={(fields) => setPictures((all) => all.map((other) => (other.id === one.id ? { ...other, ...fields } : other)))}
              onDrop={() => setPictures((all) => all.filter((other) => other.id !== one.id))} />
          ))}
        </ul>
        <PictureDrop onFiles={(files) => setPictures((all) => [...all, ...files.map((file) => brought(file, owner))].slice(0, 24))}>{t("brief.dropPictures")}</PictureDrop>
      </div>
    </>
  );
}

function Formats({ brief, change, errors }: Answering) {
  return <FormatPicker chosen={brief.formats ?? []} onChange={(formats) => change((now) => ({ ...now, formats }))} error={wrongWith(errors, "formats")} />;
}

export const QUESTIONS: readonly [Question, ...Question[]] = [
  { id: "what", asks: ["title", "about", "client"], fields: What },
  { id: "who", asks: ["audience", "goal"], fields: Who },
  { id: "facts", asks: ["facts"], fields: Facts },
  { id: "mood", asks: ["mood"], fields: Mood },
  { id: "brand", asks: ["brand", "references"], fields: Brand },
  { id: "formats", asks: ["formats"], fields: Formats },
];
