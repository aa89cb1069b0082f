import { useState } from "react";
import { useTranslation } from "react-i18next";
import { GROUPS, keysOf, lettersOn, setLetters, useOffered } from "./actions";
import { keyLabel } from "./keys";
import { Dialog, Switch } from "./pieces";
import css from "./shortcuts.module.css";

/** The keys that do something here, by what they are for; single letters can be turned off. */
export function ShortcutList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shell.shortcuts.title")} isOpen={isOpen} onClose={onClose} wide>
      <Keys />
    </Dialog>
  );
}

function Keys() {
  const { t } = useTranslation();
  const [letters, keep] = useState(lettersOn);
  const actions = useOffered().filter((action) => keysOf(action).length > 0);
  return (
    <>
      <Switch
        isSelected={letters}
        onChange={(on) => {
          setLetters(on);
          keep(on);
        }}
      >
        {t("shell.shortcuts.letters")}
      </Switch>
      <div className={css["parts"]}>
        {GROUPS.filter((group) => actions.some((action) => action.group === group)).map((group) => (
          <section key={group}>
            <h3>{t(`shell.groups.${group}`)}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.id}>
                    <dt>{t(action.label, action.words ?? {})}</dt>
                    <dd>
                      {keysOf(action).map((key) => (
                        <kbd key={key}>{keyLabel(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
