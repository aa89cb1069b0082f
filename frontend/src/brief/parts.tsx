import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Brief, Finding } from "../api/types";
import { Field, Tick } from "../app/pieces";
import { FormatPicker } from "./formats";
import { ColourList, WordList } from "./lists";
import { Kits } from "./branding";
import { Logo, PartnerLogos, References } from "./files";
import { Fonts } from "./fonts";
import { Programme } from "./programme";
import { withTable, wrongWith } from "./values";

/** What a part of the editor is given. */
export interface Editing {
  slug: string;
  brief: Brief;
  change: (change: (brief: Brief) => Brief) => void;
  errors: readonly Finding[];
}

interface PartOf {
  id: string;
  /** The fields of the brief that stand in it. */
  asks: readonly string[];
  fields: (editing: Editing) => ReactNode;
}

type Plain = "title" | "about" | "client" | "language" | "audience" | "goal";

function Text({ field, lines = 1, help, brief, change, errors }: Editing & { field: Plain; lines?: number; help?: string }) {
  const { t } = useTranslation();
  const required = field === "title" || field === "about";
  const lacks = required && (brief[field] ?? "").trim() === "" ? t("home.questions.required") : undefined;
  return (
    <Field label={t(`brief.fields.${field}`)} {...(help === undefined ? {} : { help: t(`brief.help.${help}`) })} lines={lines} value={brief[field] ?? ""}
      onChange={(text) => change((now) => ({ ...now, [field]: text }))} error={lacks ?? wrongWith(errors, field)} validationBehavior="aria"
      isRequired={required} />
  );
}

function What(editing: Editing) {
  return (
    <>
      <Text {...editing} field="title" help="title" />
      <Text {...editing} field="about" lines={4} help="about" />
      <Text {...editing} field="client" help="client" />
      <Text {...editing} field="language" help="language" />
    </>
  );
}

function Steer(editing: Editing) {
  const { t } = useTranslation();
  const { brief, change, errors } = editing;
  return (
    <>
      <Text {...editing} field="audience" lines={2} help="steer" />
      <Text {...editing} field="goal" lines={2} help="steer" />
      <WordList label={t("brief.fields.mood")} help={t("brief.help.list")} words={brief.mood ?? []} most={12} suggestions={t("brief.moods").split(", ")}
        onChange={(mood) => change((now) => ({ ...now, mood }))} error={wrongWith(errors, "mood")} />
    </>
  );
}

const FACTS = ["date", "place", "price", "product", "promise", "url"] as const;

function Facts({ brief, change, errors }: Editing) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {FACTS.map((fact) => (
        <Field key={fact} label={t(`brief.fields.facts_${fact}`)} value={brief.facts?.[fact] ?? ""} error={wrongWith(errors, `facts.${fact}`)}
          {...(i18n.exists(`brief.help.facts_${fact}`) ? { help: t(`brief.help.facts_${fact}`) } : {})}
          onChange={(text) => change((now) => withTable(now, "facts", { [fact]: text }))} />
      ))}
      <Tick isSelected={brief.facts?.qr ?? false} onChange={(qr) => change((now) => withTable(now, "facts", { qr }))}>
        {t("brief.fields.facts_qr")}
      </Tick>
      <WordList label={t("brief.fields.facts_people")} help={t("brief.help.facts_people")} words={brief.facts?.people ?? []} most={60}
        onChange={(people) => change((now) => withTable(now, "facts", { people }))} error={wrongWith(errors, "facts.people")} />
    </>
  );
}

function Words({ brief, change, errors }: Editing) {
  const { t } = useTranslation();
  return (
    <>
      {(["use", "avoid"] as const).map((list) => (
        <WordList key={list} label={t(`brief.fields.words_${list}`)} help={t(list === "use" ? "brief.help.words_use" : "brief.help.list")} words={brief.words?.[list] ?? []} most={60}
          onChange={(words) => change((now) => withTable(now, "words", { [list]: words }))} error={wrongWith(errors, `words.${list}`)} />
      ))}
      {(["headline", "line", "action", "small"] as const).map((field) => (
        <Field key={field} label={t(`brief.fields.copy_${field}`)} {...(field === "headline" ? { help: t("brief.help.copy_headline") } : {})} lines={field === "small" ? 2 : 1}
          value={brief.copy?.[field] ?? ""} onChange={(text) => change((now) => withTable(now, "copy", { [field]: text }))} error={wrongWith(errors, `copy.${field}`)} />
      ))}
    </>
  );
}

function Brand(editing: Editing) {
  const { t } = useTranslation();
  const { brief, change, errors } = editing;
  return (
    <>
      <Kits {...editing} />
      <ColourList label={t("brief.fields.brand_colours")} help={t("brief.help.brand_colours")} colours={brief.brand?.colours ?? []} most={12}
        onChange={(colours) => change((now) => withTable(now, "brand", { colours }))} error={wrongWith(errors, "brand.colours")} />
      <Fonts {...editing} />
      <Logo {...editing} />
      <PartnerLogos {...editing} />
    </>
  );
}

function Pictures(editing: Editing) {
  const { t } = useTranslation();
  const { brief, change } = editing;
  return (
    <>
      <References {...editing} />
      {(["share_alike", "credit_line"] as const).map((field) => (
        <Tick key={field} isSelected={brief.art?.[field] ?? false} onChange={(on) => change((now) => withTable(now, "art", { [field]: on }))}>
          {t(`brief.fields.art_${field}`)}
        </Tick>
      ))}
    </>
  );
}

function Formats({ brief, change, errors }: Editing) {
  return <FormatPicker chosen={brief.formats ?? []} onChange={(formats) => change((now) => ({ ...now, formats }))} error={wrongWith(errors, "formats")} />;
}

/** What limits of licences ask about, with words that they use; countries are codes. */
const LIMITS = [
  ["territories", ["FR", "BE", "CH", "WORLD"]],
  ["purposes", ["editorial", "advertising", "packaging"]],
  ["media", ["print", "web"]],
  ["channels", []],
  ["industries", []],
  ["audiences", []],
] as const;
const RIGHTS_HELP = { territories: "brief.help.rights_territories", purposes: "brief.help.rights" } as const;

function Rights({ brief, change, errors }: Editing) {
  const { t } = useTranslation();
  return (
    <>
      {LIMITS.map(([limit, suggestions]) => (
        <WordList key={limit} label={t(`brief.fields.rights_${limit}`)} {...(limit in RIGHTS_HELP ? { help: t(RIGHTS_HELP[limit as keyof typeof RIGHTS_HELP]) } : {})}
          words={brief.rights?.[limit] ?? []} most={60} suggestions={suggestions} error={wrongWith(errors, `rights.${limit}`)}
          onChange={(words) => change((now) => withTable(now, "rights", { [limit]: limit === "territories" ? words.map((word) => word.toUpperCase()) : words }))} />
      ))}
    </>
  );
}

export const PARTS: readonly PartOf[] = [
  { id: "what", asks: ["title", "about", "client", "language"], fields: What },
  { id: "steer", asks: ["audience", "goal", "mood"], fields: Steer },
  { id: "facts", asks: ["facts"], fields: Facts },
  { id: "programme", asks: ["programme"], fields: Programme },
  { id: "words", asks: ["words", "copy"], fields: Words },
  { id: "brand", asks: ["brand"], fields: Brand },
  { id: "pictures", asks: ["references", "art"], fields: Pictures },
  { id: "formats", asks: ["formats"], fields: Formats },
  { id: "rights", asks: ["rights"], fields: Rights },
];
