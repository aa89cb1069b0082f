import { ArrowLeft, ArrowRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useMe } from "../api/queries";
import { Naming } from "../app/naming";
import { Button } from "../app/pieces";
import { useTitle } from "../app/title";
import { language } from "../app/words";
import { ReadingPanel, useReading } from "../brief/reading";
import { forgetAnswers, useAnswers, useFiles } from "./answers";
import { useBeginning } from "./beginning";
import css from "./new.module.css";
import { QUESTIONS, type Answering } from "./questions";

/** Six questions to a newcomer, with what they will print beside them; then the first ideas. */
export function NewProject() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const [brief, change] = useAnswers();
  const files = useFiles();
  const { logo, pictures } = files;
  const me = useMe().data;
  const [naming, setNaming] = useState(false);
  const [tried, setTried] = useState(false);
  const reading = useReading({ language: language(), ...brief });
  const begin = useBeginning();
  const last = QUESTIONS.length;
  const at = Math.min(Math.max(Number(search.get("q") ?? 1) || 1, 1), last);
  const question = QUESTIONS[at - 1] ?? QUESTIONS[0];
  const Fields = question.fields;
  const enough = (brief.title ?? "").trim() !== "" && (brief.about ?? "").trim() !== "";
  useTitle(t(`home.questions.${question.id}.ask`), t("shell.new"));
  const heading = useFocusOn(at);

  const go = (to: number): void => setSearch({ q: String(to) });
  const start = (): void => {
    if (!enough) {
      setTried(true);
      go(1);
      return;
    }
    // Once, before anything is signed in nobody's name; it can be skipped.
    if (me?.unnamed === true && !naming) setNaming(true);
    else first();
  };
  const first = (): void => {
    setNaming(false);
    begin.mutate(
      { brief, logo: logo?.file ?? null, pictures },
      {
        onSuccess: ({ slug, underWay }) => {
          forgetAnswers();
          void navigate(`/p/${slug}/${underWay ? "ideas" : "brief"}`);
        },
      },
    );
  };
  const answering: Answering = { brief, change, errors: reading?.errors ?? [], tried, ...files };

  return (
    <div className={css["page"]}>
      <Form
        className={css["asked"] ?? ""}
        onSubmit={(event) => {
          event.preventDefault();
          if (at === 1 && !enough) setTried(true);
          else if (at < last) go(at + 1);
          else start();
        }}
      >
        <nav aria-label={t("home.questions.all")} className={css["steps"]}>
          <ol>
            {QUESTIONS.map(({ id }, index) => (
              <li key={id}>
                <Link to={`?q=${index + 1}`} aria-current={index + 1 === at ? "step" : undefined} data-past={index + 1 < at || undefined}>
                  <span className="unseen">{t("home.questions.number", { number: index + 1, of: last })}</span> {t(`home.questions.${id}.name`)}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        <h1 ref={heading} tabIndex={-1}>
          {t(`home.questions.${question.id}.ask`)}
        </h1>
        <p className={css["hint"]}>{t(`home.questions.${question.id}.hint`)}</p>
        <div className={css["fields"]}>
          <Fields {...answering} />
        </div>
        <footer>
          {at > 1 && (
            <Button icon={ArrowLeft} onPress={() => go(at - 1)}>
              {t("home.questions.back")}
            </Button>
          )}
          {at < last ? (
            <Button type="submit" weight="strong" iconAfter={ArrowRight}>
              {t("home.questions.next")}
            </Button>
          ) : (
            <Button type="submit" weight="strong" isDisabled={begin.isPending || !files.back}>
              {begin.isPending ? t("home.questions.beginning") : t("home.questions.begin")}
            </Button>
          )}
          {at < last && enough && (
            <Button weight="quiet" onPress={start} isDisabled={begin.isPending || !files.back}>
              {begin.isPending ? t("home.questions.beginning") : t("home.questions.now")}
            </Button>
          )}
        </footer>
      </Form>
      <aside className={css["read"]}>
        <ReadingPanel brief={brief} reading={reading} logo={logo?.address} pictures={pictures.map(({ address }) => address)} patient onField={(field) => go(questionOf(field))} />
      </aside>
      <Naming isOpen={naming} onClose={() => setNaming(false)} now="" onGo={first} />
    </div>
  );
}

function questionOf(field: string): number {
  const found = QUESTIONS.findIndex(({ asks }) => asks.some((one) => field === one || field.startsWith(`${one}.`) || field.startsWith(`${one}[`)));
  return found < 0 ? 1 : found + 1;
}

/** Each question is read from its beginning, but the first: there, the page itself was just opened. */
function useFocusOn(at: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(at);
  useEffect(() => {
    if (before.current !== at) heading.current?.focus();
    before.current = at;
  }, [at]);
  return heading;
}
