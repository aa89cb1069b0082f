import type { ReactNode } from "react";
import css from "./page.module.css";

/** A page of words: its title, a sentence in the studio's voice, what can be done, then its parts. */
export function Page({ title, lead, actions, children }: { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={css["page"]}>
      <header className={css["head"]}>
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className={css["lead"]}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={css["actions"]}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page, under a rule: its name on the left as on a printed page, the rest beside it. */
export function Part({ title, note, id, children }: { title: string; note?: ReactNode; id?: string; children: ReactNode }) {
  return (
    <section className={css["part"]} {...(id === undefined ? {} : { id })}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <p>{note}</p>}
      </header>
      <div className={css["partBody"]}>{children}</div>
    </section>
  );
}
