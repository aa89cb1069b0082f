import { createContext, use } from "react";
import { isEnabled, type Action } from "../app/actions";

/** The actions of the table by id: toolbar, strip, panels and menus show what the keys do. */
const Acts = createContext<ReadonlyMap<string, Action>>(new Map());
export const ActsProvider = Acts.Provider;

export function useActs(): (id: string) => Action | undefined {
  const all = use(Acts);
  return (id) => all.get(id);
}

/** Those of these that can be done now. */
export const possible = (actions: readonly (Action | undefined)[]): Action[] => actions.filter((one): one is Action => one !== undefined && isEnabled(one));

export const firstKey = (action: Action): string | undefined => (typeof action.key === "string" ? action.key : action.key?.[0]);
