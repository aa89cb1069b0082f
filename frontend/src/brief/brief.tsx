import { Download, Save } from "lucide-react";
import { useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useBlocker, useNavigate, useSearchParams } from "react-router";
import { useBrief, useEarlierBrief, useProject, useSaveBrief } from "../api/queries";
import type { Brief, BriefShape } from "../api/types";
import { useActions } from "../app/actions";
import { Button, Dialog, Page, tellNote, Waiting } from "../app/pieces";
import { useSlug } from "../app/project";
import { useTitle } from "../app/title";
import css from "./brief.module.css";
import { PARTS } from "./parts";
import { ReadingPanel, useReading } from "./reading";
import { sameBrief, tidy } from "./values";

/** The brief of a project: every field of its TOML, and beside it what will be printed. */
export function BriefPage() {
  const { t } = useTranslation();
  const slug = useSlug();
  const project = useProject(slug);
  const brief = useBrief(slug);
  const from = useSearchParams()[0].get("from");
  const earlier = useEarlierBrief(slug, from);
  useTitle(t("shell.tabs.brief"), project.data?.title);
  if (brief.data === undefined) return <Waiting error={brief.error} again={() => void brief.refetch()} />;
  if (from !== null && earlier.data === undefined) return <Waiting error={earlier.error} again={() => void earlier.refetch()} />;
  return <Editor key={`${slug} ${from ?? ""}`} slug={slug} kept={brief.data} earlier={earlier.data} />;
}

/** The fields, as they are kept; or as an earlier brief had them, until that is kept anew or let go. */
function Editor({ slug, kept, earlier }: { slug: string; kept: BriefShape; earlier: BriefShape | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setSearch = useSearchParams()[1];
  const [brief, setBrief] = useState<Brief>(earlier?.brief ?? kept.brief);
  const [base, setBase] = useState(kept);
  const save = useSaveBrief(slug);
  const live = useReading(brief, slug);
  const changed = !sameBrief(brief, base.brief);
  // Somebody else's version comes in at once while nothing was changed here.
  if (kept.work !== base.work && !changed) {
    setBase(kept);
    setBrief(kept.brief);
  }
  const reading = live ?? base.reading;
  const wrong = reading.errors.length > 0;
  const back = earlier !== undefined && changed;
  const letGo = (): void => {
    setBase(kept);
    setBrief(kept.brief);
    setSearch({}, { replace: true });
  };
  const keep = (): void =>
    save.mutate({ brief: tidy(brief), base: base.work }, {
      onSuccess: (told) => {
        setBase(told);
        setBrief(told.brief);
        if (earlier !== undefined) setSearch({}, { replace: true });
        tellNote(t("brief.saved"), { label: t("brief.seeIdeas"), run: () => void navigate(`/p/${slug}/ideas`) });
      },
    });
  useActions([
    { id: "brief.save", label: "brief.save", key: "mod+s", group: "brief", icon: Save, everywhere: true, enabled: changed && !wrong && !save.isPending, run: keep },
    { id: "brief.toml", label: "brief.toml", group: "brief", icon: Download, run: () => download(`${slug}.toml`, base.toml) },
  ]);
  return (
    <Page
      title={t("brief.title")}
      lead={t("brief.lead")}
      actions={
        <>
          <Button icon={Download} onPress={() => download(`${slug}.toml`, base.toml)}>
            {t("brief.toml")}
          </Button>
          <Button weight="strong" icon={Save} onPress={keep} isDisabled={!changed || wrong || save.isPending}>
            {t(changed ? "brief.save" : "brief.upToDate")}
          </Button>
        </>
      }
    >
      {earlier !== undefined && (
        <div className={css["newer"]} role="status">
          <p>{t(back ? "brief.earlier.words" : "brief.earlier.same")}</p>
          {back && (
            <Button small weight="strong" onPress={keep} isDisabled={wrong || save.isPending}>
              {t("brief.earlier.take")}
            </Button>
          )}
          <Button small onPress={letGo}>
            {t(back ? "brief.earlier.leave" : "shell.close")}
          </Button>
        </div>
      )}
      {changed && kept.work !== base.work && (
        <div className={css["newer"]} role="alert">
          <p>{t("brief.newer.words")}</p>
          <Button
            small
            onPress={() => {
              setBase(kept);
              setBrief(kept.brief);
            }}
          >
            {t("brief.newer.take")}
          </Button>
          <Button small onPress={() => setBase({ ...kept, brief: base.brief })}>
            {t("brief.newer.stay")}
          </Button>
        </div>
      )}
      <div className={css["columns"]}>
        <Form className={css["parts"] ?? ""} onSubmit={(event) => event.preventDefault()}>
          {PARTS.map(({ id, fields: Fields }) => (
            <section key={id} id={`part-${id}`}>
              <h2>{t(`brief.parts.${id}`)}</h2>
              <div>
                <Fields slug={slug} brief={brief} change={setBrief} errors={reading.errors} />
              </div>
            </section>
          ))}
        </Form>
        <aside className={css["read"]}>
          <ReadingPanel brief={brief} reading={reading} onField={bring} />
        </aside>
      </div>
      <Leaving changed={changed} />
    </Page>
  );
}

/** Scroll to the part in which a field stands, and put the focus there. */
function bring(field: string): void {
  const part = PARTS.find(({ asks }) => asks.some((one) => field === one || field.startsWith(`${one}.`) || field.startsWith(`${one}[`)));
  const section = document.getElementById(`part-${part?.id ?? "what"}`);
  section?.scrollIntoView({ block: "start" });
  (section?.querySelector<HTMLElement>("[data-invalid] input, [data-invalid] textarea, [aria-invalid=true]") ?? section?.querySelector<HTMLElement>("input, textarea, button"))?.focus();
}

/** What was written and not kept is not left without a word. */
function Leaving({ changed }: { changed: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => changed && currentLocation.pathname !== nextLocation.pathname);
  return (
    <Dialog
      title={t("brief.leaving.title")}
      isOpen={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      foot={
        <>
          <Button onPress={() => blocker.proceed?.()}>{t("brief.leaving.drop")}</Button>
          <Button weight="strong" onPress={() => blocker.reset?.()} autoFocus>
            {t("brief.leaving.stay")}
          </Button>
        </>
      }
    >
      <p>{t("brief.leaving.words")}</p>
    </Dialog>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
