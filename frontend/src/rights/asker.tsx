import { useTranslation } from "react-i18next";
import { useParties } from "../api/queries";
import { Field, Select } from "../app/pieces";

export interface Asker {
  /** The party of the record, by id; empty for a name that somebody typed. */
  party_id: string;
  party: string;
}

export const NOBODY: Asker = { party_id: "", party: "" };
const OTHER = "other";

/** Somebody on the record, chosen (authors of the library alone are no clients), or somebody else by a name: a name alone is nobody whom prices or rights are for. */
export function AskerField({ label, help, value, onChange, known: only = false }: { label: string; help?: string; value: Asker; onChange: (asker: Asker) => void; known?: boolean }) {
  const { t } = useTranslation();
  const known = (useParties().data ?? []).filter((one) => (one.kind === "person" || one.kind === "collective") && one.name !== "unnamed maker" && (only || !one.library));
  const names = known.map((one) => one.name);
  const options = known.map((one) => ({ id: one.id, name: one.name, ...(names.indexOf(one.name) === names.lastIndexOf(one.name) ? {} : { note: one.id.slice(0, 8) }) }));
  return (
    <>
      <Select
        label={label}
        value={value.party_id !== "" ? value.party_id : only ? null : OTHER}
        onChange={(id) => onChange(id === OTHER ? NOBODY : { party_id: id, party: known.find((one) => one.id === id)?.name ?? "" })}
        options={only ? options : [{ id: OTHER, name: t("rights.asker.other") }, ...options]}
        placeholder="…"
      />
      {value.party_id === "" && !only && <Field label={t("rights.asker.name")} {...(help === undefined ? {} : { help })} value={value.party} onChange={(party) => onChange({ party_id: "", party })} maxLength={200} />}
    </>
  );
}
