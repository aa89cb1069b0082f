import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { readBrief } from "../api/queries";
import type { Brief, Finding, Reading } from "../api/types";
import { Mark } from "../app/pieces";
import css from "./reading.module.css";
import { fieldOf, isLacking, tidy } from "./values";

/** What a brief will print, read again shortly after each change. */
export function useReading(brief: Brief, project?: string): Reading | undefined {
  const [settled, settle] = useState(brief);
  useEffect(() => {
    const soon = setTimeout(() => settle(brief), 350);
    return () => clearTimeout(soon);
  }, [brief]);
  const wanted = tidy(settled);
  return useQuery({
    queryKey: ["reading", project ?? "", wanted],
    queryFn: ({ signal }) => readBrief(wanted, project, signal),
    placeholderData: keepPreviousData,
    enabled: Object.keys(wanted).length > 0,
    gcTime: 30_000,
  }).data;
}

export interface ReadingProps {
  brief: Brief;
  reading: Reading | undefined;
  /** Addresses of the logo and of the pictures that were brought. */
  logo?: string | undefined;
  pictures?: readonly string[];
  /** What is not wrong yet while one is still answering: fields not come to. */
  patient?: boolean;
  onField?: (field: string) => void;
}

/** The live reading: what will stand on the page, what the rules understood, and what is wrong. */
export function ReadingPanel({ brief, reading, logo, pictures = [], patient = false, onField }: ReadingProps) {
  const { t } = useTranslation();
  const errors = (reading?.errors ?? []).filter((error) => !isLacking(error) || (!patient && isEmpty(brief, fieldOf(error))));
  const title = brief.copy?.headline || brief.title || "";
  const colours = (brief.brand?.colours ?? []).filter((colour) => HEX.test(colour));
  return (
    <section className={css["panel"]} aria-label={t("brief.reading.title")}>
      <h2>{t("brief.reading.title")}</h2>
      <div className={css["sheet"]}>
        <p className={css["headline"]} data-empty={title === "" || undefined}>
          {title === "" ? t("brief.reading.noTitle") : title}
        </p>
        {reading?.lines[0] !== undefined && <p className={css["line"]}>{reading.lines[0]}</p>}
        {(reading?.facts.length ?? 0) > 0 && (
          <ul className={css["facts"]}>
            {reading?.facts.map((fact) => (
              <li key={`${fact["kind"]} ${fact["text"]}`}>{fact["text"]}</li>
            ))}
          </ul>
        )}
        {(logo !== undefined || (brief.client !== undefined && brief.client !== "")) && (
          <p className={css["client"]}>
            {logo !== undefined && <img src={logo} alt="" />}
            {brief.client}
          </p>
        )}
        {pictures.length > 0 && (
          <div className={css["shown"]}>
            {pictures.slice(0, 4).map((address) => (
              <img key={address} src={address} alt="" />
            ))}
          </div>
        )}
        {colours.length > 0 && (
          <p className={css["inks"]} role="img" aria-label={t("brief.reading.colours", { colours: colours.join(", ") })}>
            {colours.map((colour) => (
              <i key={colour} style={{ background: colour }} />
            ))}
          </p>
        )}
      </div>
      <div aria-live="polite">{errors.length > 0 && <Findings errors={errors} onField={onField} />}</div>
      {reading !== undefined && reading.errors.length === 0 && <Understood reading={reading} title={title} />}
    </section>
  );
}

/** Whether a field of the first level has nothing in it now; of what lies deeper the reading knows. */
const isEmpty = (brief: Brief, field: string): boolean => {
  const value: unknown = (brief as Record<string, unknown>)[field];
  return typeof value !== "string" || value.trim() === "";
};

const HEX = /^#[0-9a-f]{6}$/i;

function Findings({ errors, onField }: { errors: readonly Finding[]; onField: ((field: string) => void) | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={css["findings"]}>
      {errors.map((error) => {
        const field = fieldOf(error);
        const key = `brief.fields.${field.replace(/\[\d+\]/g, "").replace(".", "_")}`;
        return (
          <li key={`${error.place} ${error.message}`}>
            <CircleAlert aria-hidden size={18} />
            <div>
              {field !== "" && i18n.exists(key) && (
                <a
                  href={`#${field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onField?.(field);
                  }}
                >
                  {t(key)}
                </a>
              )}{" "}
              {isLacking(error) && i18n.exists(key) ? t("brief.reading.lacks") : error.message} {!isLacking(error) && <span>{error.remedy}</span>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Understood({ reading, title }: { reading: Reading; title: string }) {
  const { t } = useTranslation();
  const headlines = reading.headlines.filter((headline) => headline !== title).slice(0, 5);
  return (
    <>
      {headlines.length > 0 && (
        <div className={css["said"]}>
          <h3>
            <Mark kind="rule" /> {t("brief.reading.headlines")}
          </h3>
          <ul>
            {headlines.map((headline) => (
              <li key={headline}>{headline}</li>
            ))}
          </ul>
        </div>
      )}
      <dl className={css["understood"]}>
        {reading.trades.length > 0 && (
          <div>
            <dt>{t("brief.reading.trades")}</dt>
            <dd>{reading.trades.slice(0, 3).join(", ")}</dd>
          </div>
        )}
        <div>
          <dt>{t("brief.reading.language")}</dt>
          <dd>{languageName(reading.language, t("brief.reading.unknownLanguage"))}</dd>
        </div>
        <div>
          <dt>{t("brief.reading.formats")}</dt>
          <dd>{reading.formats.length}</dd>
        </div>
      </dl>
      {reading.little.length > 0 && (
        <ul className={css["little"]}>
          {reading.little.map((code) => (
            <li key={code}>{t(`brief.little.${code}`)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function languageName(tag: string, unknown: string): string {
  if (tag === "und") return unknown;
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
