import { ChevronDown, Command, Moon, Sun, SunMoon, UserRound } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Link as AriaLink, ToggleButton, ToggleButtonGroup, TooltipTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMe } from "../api/queries";
import type { ProjectRow } from "../api/types";
import { offered, run, type Action } from "./actions";
import css from "./bar.module.css";
import { Naming } from "./naming";
import { Hint, IconButton, Menu } from "./pieces";
import { reachPresent, usePresent, type Present } from "./presence";
import { OPEN_PALETTE, OPEN_SHORTCUTS } from "./studio-actions";
import { TabStrip } from "./tab-strip";
import { theme } from "./theme";
import { language, LANGUAGES, speak, type Language } from "./words";

const TABS = ["brief", "ideas", "explore", "sheet", "table", "editions", "rights", "record"] as const;

/** The bar: the seal, where one is, the pages there, who is there, and how the page is shown. */
export function Bar({ slug, project }: { slug: string | undefined; project: ProjectRow | undefined }) {
  const { t } = useTranslation();
  return (
    <header className={css["bar"]}>
      <AriaLink href="/" aria-label={t("shell.home")} className={css["seal"] ?? ""}>
        <span aria-hidden>Œ</span>
      </AriaLink>
      <div className={css["where"]}>
        <strong>{project?.title ?? (slug === undefined ? "Oeuvre" : "")}</strong>
        {project !== undefined && project.client !== "" && <span>{project.client}</span>}
      </div>
      <TabStrip label={t(slug === undefined ? "shell.studioPages" : "shell.projectPages")}>
        {slug === undefined ? <StudioTabs /> : TABS.map((tab) => <NavLink key={tab} to={`/p/${slug}/${tab}`}>{t(`shell.tabs.${tab}`)}</NavLink>)}
      </TabStrip>
      <div className={css["tools"]}>
        <People />
        <LanguageSwitch />
        <ThemeMenu />
        <span className={css["find"]}>
          <IconButton icon={Command} onBar label={t("shell.palette.open")} shortcut="mod+k" onPress={() => run(OPEN_PALETTE)} />
        </span>
        <MyMenu />
      </div>
    </header>
  );
}

function StudioTabs() {
  const { t } = useTranslation();
  return (
    <>
      <NavLink to="/" end>{t("shell.projects")}</NavLink>
      <NavLink to="/record">{t("shell.tabs.record")}</NavLink>
      <NavLink to="/explore">{t("shell.tabs.explore")}</NavLink>
      <NavLink to="/verify">{t("shell.verifyShort")}</NavLink>
      <NavLink to="/models">{t("shell.modelsShort")}</NavLink>
      <NavLink to="/money">{t("shell.money")}</NavLink>
    </>
  );
}

export const initials = (name: string): string =>
  name.split(/[\s’'-]+/u).filter((word) => word !== "").map((word) => word[0]).slice(0, 2).join("").toUpperCase();

/** Black or white, whichever is read better on a colour: `#RRGGBB`, by its relative luminance (WCAG 2). */
export function inkOn(colour: string): string {
  const parts = /^#(..)(..)(..)$/.exec(colour)?.slice(1).map((part) => Number.parseInt(part, 16) / 255) ?? [1, 1, 1];
  const [red = 1, green = 1, blue = 1] = parts.map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#15120e" : "#ffffff";
}

/** Who else has this project open; the bar of a single person shows nobody. */
function People() {
  const { t } = useTranslation();
  const present = usePresent();
  // One's own other windows, and the one that was here before a reload, are nobody else.
  const mine = new Set(present.filter((one) => one.me).map((one) => one.id));
  const others = [...new Map(present.filter((one) => !mine.has(one.id)).map((one) => [one.id, one])).values()];
  if (others.length === 0) return null;
  return (
    <ul className={css["people"]} aria-label={t("shell.present", { count: others.length })}>
      {others.slice(0, 5).map((one) => (
        <li key={one.id}>
          <Face one={one} />
        </li>
      ))}
      {others.length > 5 && <li className={css["face"]}>+{others.length - 5}</li>}
    </ul>
  );
}

/** Somebody who is here: pressed, one is led to where they are. */
function Face({ one }: { one: Present }) {
  const { t } = useTranslation();
  return (
    <TooltipTrigger delay={200}>
      <AriaButton className={css["face"] ?? ""} data-kind={one.kind} style={{ background: one.colour, color: inkOn(one.colour) }} aria-label={t("shell.reach", { name: one.name })} onPress={() => reachPresent(one.id)}>
        <span aria-hidden data-initials={initials(one.name)} />
      </AriaButton>
      <Hint>{t("shell.reach", { name: one.name })}</Hint>
    </TooltipTrigger>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      aria-label={t("shell.language")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language()]}
      onSelectionChange={(keys) => void speak([...keys][0] as Language)}
      className={css["languages"] ?? ""}
    >
      {LANGUAGES.map((one) => (
        <ToggleButton key={one} id={one} aria-label={t(`shell.languages.${one}`)} lang={one}>
          {one.toUpperCase()}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const LIGHTS = { light: Sun, dark: Moon, system: SunMoon } as const;

function ThemeMenu() {
  const { t } = useTranslation();
  const [now, keep] = useState(theme);
  const actions: Action[] = (["light", "dark", "system"] as const).map((one) => ({
    id: `studio.${one}`,
    label: `shell.themes.${one}`,
    group: "view",
    icon: LIGHTS[one],
    run: () => {
      run(`studio.${one}`);
      keep(one);
    },
  }));
  return <Menu label={t("shell.theme")} actions={actions} trigger={<IconButton icon={LIGHTS[now]} onBar label={t("shell.theme")} />} />;
}

/** Who acts in this window, and the other pages of the studio. */
function MyMenu() {
  const { t } = useTranslation();
  const me = useMe().data;
  const [naming, setNaming] = useState(false);
  const unnamed = me === undefined || me.unnamed || me.party === null;
  const name = unnamed ? t("shell.unnamed") : (me.party?.name ?? "");
  const elsewhere = ["go.home", "go.new", "go.record", "go.verify", "go.models", "go.money", "go.rights", "go.explore", "studio.language", OPEN_PALETTE, OPEN_SHORTCUTS];
  const actions: Action[] = [
    { id: "me.name", label: unnamed ? "shell.me.say" : "shell.me.change", group: "me", icon: UserRound, run: () => setNaming(true) },
    ...offered().filter((action) => elsewhere.includes(action.id)),
  ];
  return (
    <>
      <Menu
        label={t("shell.me.menu")}
        actions={actions}
        groups
        trigger={
          <AriaButton className={css["me"] ?? ""} aria-label={t("shell.me.is", { name })}>
            <span className={css["face"]} data-me aria-hidden data-initials={unnamed ? "●" : initials(name)} />
            <ChevronDown aria-hidden size={16} />
          </AriaButton>
        }
      />
      <Naming isOpen={naming} onClose={() => setNaming(false)} now={unnamed ? "" : name} />
    </>
  );
}
