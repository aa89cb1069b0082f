import { useEffect, useRef } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useLocation, useMatches, useNavigate, useParams } from "react-router";
import { useProject, useProjectEvents } from "../api/queries";
import { useShortcuts } from "./actions";
import { Announcer } from "./announce";
import { Bar } from "./bar";
import { JobTray } from "./jobs";
import { Palette } from "./palette";
import { settleNotes, Toasts } from "./pieces";
import type { Handle } from "./router";
import css from "./shell.module.css";
import { ShortcutList } from "./shortcuts";
import { useStudioActions } from "./studio-actions";
import { useWhere } from "./where";

/** What stands round every page: the bar, the jobs under way, what is told and read aloud, the palette. */
export function Shell() {
  const { t } = useTranslation();
  const params = useParams();
  const where = useWhere();
  const slug = params["slug"] ?? where;
  const project = useProject(slug);
  const navigate = useNavigate();
  const handles = useMatches().map((match) => (match.handle ?? {}) as Handle);
  const full = handles.some((handle) => handle.full === true);
  const bare = handles.some((handle) => handle.bare === true);
  const main = useFocusOnArrival();
  useProjectEvents(slug);
  useShortcuts();
  const panels = useStudioActions(slug);
  return (
    <AriaRouter navigate={(to, options) => void navigate(to, options)}>
      <div className={`${css["shell"]} ${full ? css["full"] : ""}`}>
        <a className={css["skip"]} href="#main">
          {t("shell.skip")}
        </a>
        {!bare && <Bar slug={slug} project={project.data} />}
        <main id="main" ref={main} tabIndex={-1} className={css["main"]}>
          <Outlet />
        </main>
        <JobTray slug={slug} raised={full} />
      </div>
      <Palette isOpen={panels.palette} onClose={panels.close} />
      <ShortcutList isOpen={panels.shortcuts} onClose={panels.close} />
      <Toasts />
      <Announcer />
      <ScrollRestoration />
    </AriaRouter>
  );
}

/** A new page takes the focus, as a new document would; the first one leaves it where the browser has it. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) {
      main.current?.focus({ preventScroll: true });
      settleNotes();
    }
    before.current = pathname;
  }, [pathname]);
  return main;
}
