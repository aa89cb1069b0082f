import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./app/fonts.css";
import "./app/tokens.css";
import { Studio } from "./app/studio";
import { startWords } from "./app/words";
import { startTheme } from "./app/theme";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the studio.");
startTheme();
await startWords();
createRoot(root).render(
  <StrictMode>
    <Studio />
  </StrictMode>,
);
