import { useEffect, useRef, useState, type ReactNode } from "react";
import { useLocation } from "react-router";
import css from "./bar.module.css";

/** So much of a tab may stand out before it is said that there is more, in pixels. */
const SLACK = 4;

/** The pages' tabs in one line: where they run out of the window they slide, and are seen to; the current one is in sight. */
export function TabStrip({ label, children }: { label: string; children: ReactNode }) {
  const strip = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const [hidden, setHidden] = useState({ before: false, after: false });

  useEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const look = (): void => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      const now = { before: scrollLeft > SLACK, after: scrollLeft + clientWidth < scrollWidth - SLACK };
      setHidden((was) => (was.before === now.before && was.after === now.after ? was : now));
    };
    const watch = new ResizeObserver(look);
    watch.observe(element);
    // Another language makes the tabs longer and the strip no wider.
    for (const tab of element.children) watch.observe(tab);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- other tabs are other elements to watch.
  }, [children]);

  useEffect(() => {
    const element = strip.current;
    const current = element?.querySelector<HTMLElement>("[aria-current=page]");
    if (element === null || current == null) return;
    // Only the strip is moved, never the page that it stands on.
    element.scrollLeft = current.offsetLeft - (element.clientWidth - current.offsetWidth) / 2;
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- where one has gone, and in which language.
  }, [pathname, label]);

  return (
    <nav ref={strip} className={css["tabs"]} aria-label={label} data-before={hidden.before || undefined} data-after={hidden.after || undefined}>
      {children}
    </nav>
  );
}
