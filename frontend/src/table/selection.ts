/** What is selected, and which of it is active: the one that keys speak to. Empty and one-element sets are plain values too. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly active: string | undefined;
}

export const NOTHING: Selection = { ids: new Set(), active: undefined };

/** Only these; the last is active. */
export function only(ids: readonly string[], active: string | undefined = ids.at(-1)): Selection {
  return { ids: new Set(ids), active };
}

/** More of them, or fewer: all in when one of them was out, else all out. */
export function toggled(selection: Selection, ids: readonly string[]): Selection {
  const all = new Set(selection.ids);
  const add = ids.some((id) => !all.has(id));
  for (const id of ids) {
    if (add) all.add(id);
    else all.delete(id);
  }
  return { ids: all, active: ids.at(-1) ?? selection.active };
}

/** The selection without what is not on the table any more; the same one when nothing went. */
export function pruned(selection: Selection, isThere: (id: string) => boolean): Selection {
  const left = [...selection.ids].filter(isThere);
  const active = selection.active !== undefined && isThere(selection.active) ? selection.active : undefined;
  return left.length === selection.ids.size && active === selection.active ? selection : { ids: new Set(left), active };
}
