import { Search } from "lucide-react";
import {
  Autocomplete, Dialog, Header, Input, Keyboard, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField, Text, useFilter,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { GROUPS, isEnabled, keysOf, useOffered } from "./actions";
import { keyLabel } from "./keys";
import css from "./palette.module.css";

/** Every action that can be done here, found by a few letters of its name (accents do not count). */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable className={css["veil"] ?? ""}>
      <Modal className={css["modal"] ?? ""}>
        <Dialog aria-label={t("shell.palette.title")} className={css["dialog"] ?? ""}>
          <List onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function List({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { contains } = useFilter({ sensitivity: "base" });
  const actions = useOffered().filter((action) => action.unlisted !== true && isEnabled(action));
  const groups = GROUPS.map((group) => ({ group, actions: actions.filter((action) => action.group === group) })).filter((part) => part.actions.length > 0);
  return (
    <Autocomplete filter={contains}>
      <SearchField aria-label={t("shell.palette.say")} autoFocus className={css["search"] ?? ""}>
        <Search aria-hidden size={20} />
        <Input placeholder={t("shell.palette.say")} />
      </SearchField>
      <Menu aria-label={t("shell.palette.title")} className={css["list"] ?? ""} onClose={onClose} renderEmptyState={() => <p className={css["none"]}>{t("shell.palette.none")}</p>}>
        {groups.map(({ group, actions: these }) => (
          <MenuSection key={group} id={group} className={css["part"] ?? ""}>
            <Header>{t(`shell.groups.${group}`)}</Header>
            {these.map((action) => {
              const Icon = action.icon;
              const words = t(action.label, action.words ?? {});
              const [key] = keysOf(action);
              return (
                <MenuItem
                  key={action.id}
                  id={action.id}
                  textValue={words}
                  className={css["item"] ?? ""}
                  onAction={() => {
                    onClose();
                    // After the dialog has given the focus back, so that what the action focuses keeps it.
                    requestAnimationFrame(() => requestAnimationFrame(action.run));
                  }}
                >
                  <span aria-hidden>{Icon !== undefined && <Icon size={18} />}</span>
                  <Text slot="label">{words}</Text>
                  {key !== undefined && <Keyboard>{keyLabel(key)}</Keyboard>}
                </MenuItem>
              );
            })}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  );
}
