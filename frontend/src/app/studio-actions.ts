import {
  CircleHelp, FileCheck2, FilePlus2, Frame, History, House, Languages, LayoutGrid, Lightbulb, Moon, Coins, Package, ScrollText, Signature, Search, Shapes, Sun, SunMoon, Users,
} from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useActions, type Action } from "./actions";
import { setTheme } from "./theme";
import { language, speak } from "./words";

type Panel = "palette" | "shortcuts" | null;

export const OPEN_PALETTE = "studio.palette";
export const OPEN_SHORTCUTS = "studio.shortcuts";

/** What can be done on every page: go somewhere, change language or light, open the palette and the list of keys. */
export function useStudioActions(slug: string | undefined): { palette: boolean; shortcuts: boolean; close: () => void } {
  const [panel, setPanel] = useState<Panel>(null);
  const navigate = useNavigate();
  const go = (to: string) => () => void navigate(to);
  const inProject: Action[] =
    slug === undefined
      ? []
      : [
          { id: "go.brief", label: "shell.tabs.brief", key: "1", group: "project", icon: ScrollText, run: go(`/p/${slug}/brief`) },
          { id: "go.ideas", label: "shell.tabs.ideas", key: "2", group: "project", icon: Lightbulb, run: go(`/p/${slug}/ideas`) },
          { id: "go.explore", label: "shell.tabs.explore", key: "7", group: "project", icon: Shapes, run: go(`/p/${slug}/explore`) },
          { id: "go.sheet", label: "shell.tabs.sheet", key: "6", group: "project", icon: LayoutGrid, run: go(`/p/${slug}/sheet`) },
          { id: "go.table", label: "shell.tabs.table", key: "3", group: "project", icon: Frame, run: go(`/p/${slug}/table`) },
          { id: "go.editions", label: "shell.tabs.editions", key: "4", group: "project", icon: Package, run: go(`/p/${slug}/editions`) },
          { id: "go.acts", label: "shell.tabs.record", key: "5", group: "project", icon: History, run: go(`/p/${slug}/record`) },
          { id: "go.rights", label: "shell.rights", key: "9", group: "project", icon: Signature, run: go(`/p/${slug}/rights`) },
        ];
  useActions([
    { id: OPEN_PALETTE, label: "shell.palette.open", key: "mod+k", group: "help", icon: Search, everywhere: true, unlisted: true, run: () => setPanel("palette") },
    { id: OPEN_SHORTCUTS, label: "shell.shortcuts.open", key: "?", group: "help", icon: CircleHelp, run: () => setPanel("shortcuts") },
    ...inProject,
    { id: "go.home", label: "shell.home", group: "go", icon: House, run: go("/") },
    { id: "go.new", label: "shell.new", group: "go", icon: FilePlus2, run: go("/new") },
    { id: "go.record", label: "shell.record", group: "go", icon: History, run: go("/record") },
    { id: "go.verify", label: "shell.verify", group: "go", icon: FileCheck2, run: go("/verify") },
    ...(slug === undefined ? [{ id: "go.explore", label: "shell.tabs.explore", group: "go" as const, icon: Shapes, run: go("/explore") }] : []),
    { id: "go.models", label: "shell.models", group: "go", icon: Users, run: go("/models") },
    { id: "go.money", label: "shell.money", group: "go", icon: Coins, run: go("/money") },
    { id: "studio.language", label: "shell.otherLanguage", group: "view", icon: Languages, run: () => void speak(language() === "fr" ? "en" : "fr") },
    { id: "studio.light", label: "shell.themes.light", group: "view", icon: Sun, run: () => setTheme("light") },
    { id: "studio.dark", label: "shell.themes.dark", group: "view", icon: Moon, run: () => setTheme("dark") },
    { id: "studio.system", label: "shell.themes.system", group: "view", icon: SunMoon, run: () => setTheme("system") },
  ]);
  return { palette: panel === "palette", shortcuts: panel === "shortcuts", close: () => setPanel(null) };
}
