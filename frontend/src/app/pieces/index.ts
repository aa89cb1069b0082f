/** The pieces that every page is made of. */
export { CredentialBadge, StateBadge } from "./badge";
export { Button, ButtonLink, Hint, IconButton, type Weight } from "./button";
export { Combo } from "./combo";
export { DayField } from "./day-field";
export { Dialog } from "./dialog";
export { Empty, Waiting } from "./empty";
export { Face } from "./face";
export { Field, Select, Switch, Tick, type Option } from "./field";
export { makersIn, makersOf } from "./makers";
export { MakersMark, Mark } from "./mark";
export { ActionMenu, Menu } from "./menu";
export { Page, Part } from "./page";
export { Progress } from "./progress";
export { Tabs, type TabOf } from "./tabs";
export { Thumb } from "./thumb";
export { settleNotes, tellError, tellNote, tellProblem, Toasts } from "./toast";
