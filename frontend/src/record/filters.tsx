import { FilterX, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useMe, useParties, useProjects } from "../api/queries";
import type { Party } from "../api/types";
import { Button, DayField, Field, Select } from "../app/pieces";
import css from "./record.module.css";
import { changed, isNarrow, KINDS, readAddress, type Looked } from "./sieve";

/** How long one types before the record is looked through, in milliseconds. */
const PAUSE = 300;
const SEARCH = "record-search";
const ORDER = ["person", "model", "rule", "collective"];
const ALL = "all";

export const focusSearch = (): void => document.querySelector<HTMLInputElement>(`#${SEARCH} input`)?.focus();

/** Who, what, when, in which words, of which project: all of it in the address. */
export function Filters({ inProject }: { inProject: boolean }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const looked = readAddress(search);
  const [authors, setAuthors] = useState(false);
  const parties = useParties().data ?? [];
  const me = useMe().data?.party?.id;
  const projects = useProjects().data ?? [];
  const set = (change: Partial<Looked>): void => setSearch((now) => changed(now, change), { preventScrollReset: true });
  const one = (value: string): string => (value === ALL ? "" : value);
  const kinds = Object.keys(KINDS).map((id) => ({ id, name: t(`record.kinds.${id}`) }));
  if (looked.kind !== "" && !(looked.kind in KINDS)) kinds.push({ id: looked.kind, name: t(`table.acts.${looked.kind}`, { defaultValue: looked.kind }) });
  return (
    <form className={css["filters"]} role="search" aria-label={t("record.filters")} onSubmit={(event) => event.preventDefault()}>
      <Words value={looked.q} onChange={(q) => setSearch((now) => (readAddress(now).q === q ? now : changed(now, { q })), { replace: true, preventScrollReset: true })} />
      <Select label={t("record.who")} value={looked.party === "" ? ALL : looked.party} onChange={(party) => set({ party: one(party) })} options={[{ id: ALL, name: t("record.anyone") }, ...whom(parties, { me, authors, looked: looked.party }).map((party) => ({ id: party.id, name: party.name, note: t(party.library ? "record.ofLibrary" : `shell.kinds.${party.kind}`) }))]} />
      {parties.some((party) => party.library) && (
        <ToggleButton className={css["mine"] ?? ""} isSelected={authors} onChange={setAuthors}>
          {t("record.withAuthors")}
        </ToggleButton>
      )}
      {me !== undefined && (
        <ToggleButton className={css["mine"] ?? ""} isSelected={looked.party === me} onChange={(on) => set({ party: on ? me : "" })}>
          {t("record.mine")}
        </ToggleButton>
      )}
      <Select label={t("record.what")} value={looked.kind === "" ? ALL : looked.kind} onChange={(kind) => set({ kind: one(kind) })} options={[{ id: ALL, name: t("record.anything") }, ...kinds]} />
      {!inProject && (
        <Select label={t("record.project")} value={looked.project === "" ? ALL : looked.project} onChange={(project) => set({ project: one(project) })} options={[{ id: ALL, name: t("record.anyProject") }, ...projects.map((project) => ({ id: project.slug, name: project.title }))]} />
      )}
      <DayField label={t("record.since")} value={looked.since} onChange={(since) => set({ since })} />
      <DayField label={t("record.until")} value={looked.until} onChange={(until) => set({ until })} />
      {(isNarrow(looked) || search.has("act")) && (
        <div className={css["narrow"]}>
          {looked.work !== "" && (
            <Button small icon={X} onPress={() => set({ work: "" })}>
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

/** Who can be looked for: oneself, people and models first; authors of the library only when they are asked for. */
export function whom(parties: readonly Party[], { me, authors, looked }: { me: string | undefined; authors: boolean; looked: string }): Party[] {
  return parties
    .filter((party) => authors || !party.library || party.id === looked)
    .toSorted((a, b) => Number(b.id === me) - Number(a.id === me) || Number(a.library) - Number(b.library) || byKind(a, b));
}

const byKind = (one: Party, other: Party): number => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.name.localeCompare(other.name);

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
