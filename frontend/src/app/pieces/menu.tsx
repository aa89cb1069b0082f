import type { ReactElement } from "react";
import { Header, Keyboard, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover, Separator, Text } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isEnabled, keysOf, type Action } from "../actions";
import { keyLabel } from "../keys";
import css from "./pieces.module.css";

/** A menu of actions; it opens from its first child, a button. `groups` parts it by their groups. */
export function Menu({ label, trigger, actions, groups = false }: {
  label: string;
  trigger: ReactElement;
  actions: readonly Action[];
  groups?: boolean;
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={css["popover"] ?? ""}>
        <ActionMenu label={label} actions={actions} groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** The list itself, for a popover of one's own (the menu of a card under the pointer). */
export function ActionMenu({ label, actions, groups = false, onClose }: {
  label: string;
  actions: readonly Action[];
  groups?: boolean;
  onClose?: () => void;
}) {
  const { t } = useTranslation();
  const disabled = actions.filter((action) => !isEnabled(action)).map((action) => action.id);
  const item = (action: Action) => {
    const [key] = keysOf(action);
    const Icon = action.icon;
    const words = t(action.label, action.words ?? {});
    return (
      <MenuItem key={action.id} id={action.id} textValue={words} onAction={action.run} className={css["menuItem"] ?? ""}>
        {Icon !== undefined && <Icon aria-hidden size={17} />}
        <Text slot="label">{words}</Text>
        {key !== undefined && <Keyboard>{keyLabel(key)}</Keyboard>}
      </MenuItem>
    );
  };
  const parts = groups ? [...new Set(actions.map((action) => action.group))] : [];
  return (
    <AriaMenu aria-label={label} className={css["menu"] ?? ""} disabledKeys={disabled} {...(onClose === undefined ? {} : { onClose })}>
      {groups
        ? parts.map((group) => (
            <MenuSection key={group} className={css["menuPart"] ?? ""}>
              <Header>{t(`shell.groups.${group}`)}</Header>
              {actions.filter((action) => action.group === group).map(item)}
            </MenuSection>
          ))
        : actions.map(item)}
    </AriaMenu>
  );
}

export { Separator };
