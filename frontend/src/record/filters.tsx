import { ChevronRight, FilterX, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button as AriaButton, Disclosure, DisclosurePanel, ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useMe, useParties, useProjects } from "../api/queries";
import type { Party } from "../api/types";
import { Button, DayField, Field, Select } from "../app/pieces";
import { useNarrow } from "../table/narrow";
import css from "./record.module.css";
import { changed, isNarrow, KINDS, readAddress, type Looked } from "./sieve";

/** How long one types before the record is looked through, in milliseconds. */
const PAUSE = 300;
const SEARCH = "record-search";
const ALL = "all";

export const focusSearch = (): void => document.querySelector<HTMLInputElement>(`#${SEARCH} input`)?.focus();

/** Who, what, when, in which words, of which project: all of it in the address. On a phone only the words, until more is asked. */
export function Filters({ inProject }: { inProject: boolean }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const looked = readAddress(search);
  const narrow = useNarrow();
  const count = [looked.party, looked.kind, looked.since, looked.until, inProject ? "" : looked.project].filter((one) => one !== "").length;
  return (
    <form className={css["filters"]} role="search" aria-label={t("record.filters")} onSubmit={(event) => event.preventDefault()}>
      <Words value={looked.q} onChange={(q) => setSearch((now) => (readAddress(now).q === q ? now : changed(now, { q })), { replace: true, preventScrollReset: true })} />
      {narrow ? (
        <Disclosure className={css["folded"] ?? ""}>
          <AriaButton slot="trigger">
            <ChevronRight aria-hidden size={16} /> {count === 0 ? t("record.narrow") : t("record.narrowed", { count })}
          </AriaButton>
          <DisclosurePanel className={css["unfolded"] ?? ""}>
            <Sieves inProject={inProject} />
          </DisclosurePanel>
        </Disclosure>
      ) : (
        <Sieves inProject={inProject} />
      )}
      {(isNarrow(looked) || search.has("act")) && (
        <div className={css["narrow"]}>
          {looked.work !== "" && (
            <Button small icon={X} onPress={() => setSearch((now) => changed(now, { work: "" }), { preventScrollReset: true })}>
              {t("record.ofWork")}
            </Button>
          )}
          <Button small weight="quiet" icon={FilterX} onPress={() => setSearch({})}>
            {t("record.clear")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Who did it, what was done, between which days. */
function Sieves({ inProject }: { inProject: boolean }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const looked = readAddress(search);
  const parties = useParties().data ?? [];
  const me = useMe().data?.party?.id;
  const projects = useProjects().data ?? [];
  const set = (change: Partial<Looked>): void => setSearch((now) => changed(now, change), { preventScrollReset: true });
  const one = (value: string): string => (value === ALL ? "" : value);
  const kinds = Object.keys(KINDS).map((id) => ({ id, name: t(`record.kinds.${id}`) }));
  if (looked.kind !== "" && !(looked.kind in KINDS)) kinds.push({ id: looked.kind, name: t(`table.acts.${looked.kind}`, { defaultValue: looked.kind }) });
  const known = whom(parties, me);
  const who = known.find(({ id }) => id.split(",").includes(looked.party) || id === looked.party)?.id ?? looked.party;
  const mine = known.find(({ id }) => me !== undefined && id.split(",").includes(me))?.id;
  return (
    <>
      <Select label={t("record.who")} value={who === "" ? ALL : who} onChange={(party) => set({ party: one(party) })} options={[{ id: ALL, name: t("record.anyone") }, ...known.map(({ id, name, group }) => ({ id, name, group: t(`record.groups.${group}`) }))]} />
      {mine !== undefined && (
        <ToggleButton className={css["mine"] ?? ""} isSelected={who === mine} onChange={(on) => set({ party: on ? mine : "" })}>
          {t("record.mine")}
        </ToggleButton>
      )}
      <Select label={t("record.what")} value={looked.kind === "" ? ALL : looked.kind} onChange={(kind) => set({ kind: one(kind) })} options={[{ id: ALL, name: t("record.anything") }, ...kinds]} />
      {!inProject && (
        <Select label={t("record.project")} value={looked.project === "" ? ALL : looked.project} onChange={(project) => set({ project: one(project) })} options={[{ id: ALL, name: t("record.anyProject") }, ...projects.map((project) => ({ id: project.slug, name: project.title }))]} />
      )}
      <DayField label={t("record.since")} value={looked.since} onChange={(since) => set({ since })} />
      <DayField label={t("record.until")} value={looked.until} onChange={(until) => set({ until })} />
    </>
  );
}

const GROUPS = ["people", "models", "rules", "library"] as const;

export interface Whom {
  /** The party's id; of one who is on the record more than once under one name, all of them with commas between. */
  readonly id: string;
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
}

const groupOf = (party: Party): Whom["group"] => (party.library ? "library" : party.kind === "model" ? "models" : party.kind === "rule" ? "rules" : "people");

/** Who can be looked for, each name once in its group: people first, oneself before all, then models, rules, the library's authors. */
export function whom(parties: readonly Party[], me: string | undefined): Whom[] {
  const found = new Map<string, Whom & { mine: boolean }>();
  for (const party of parties) {
    const group = groupOf(party);
    const key = `${group} ${party.name}`;
    const before = found.get(key);
    found.set(key, { id: before === undefined ? party.id : `${before.id},${party.id}`, name: party.name, group, mine: before?.mine === true || party.id === me });
  }
  return [...found.values()]
    .toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name))
    .map(({ id, name, group }) => ({ id, name, group }));
}

function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState({ words: value, of: value });
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(soon.current), []);
  // The address changed: by what was typed here, which stays as it was typed, or by another way.
  if (typed.of !== value) setTyped({ words: typed.words.trim() === value ? typed.words : value, of: value });
  const write = (words: string): void => {
    setTyped({ words, of: value });
    clearTimeout(soon.current);
    soon.current = setTimeout(() => onChange(words.trim()), PAUSE);
  };
  return (
    <div id={SEARCH}>
      <Field label={t("record.search")} type="search" value={typed.words} onChange={write} placeholder={t("record.searchAs")} maxLength={200} />
    </div>
  );
}
