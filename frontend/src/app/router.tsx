import { createBrowserRouter } from "react-router";
import { Shell } from "./shell";

/** Every page has an address that a person can keep; pages come when they are opened. */
export const router = createBrowserRouter([
  {
    path: "/",
    Component: Shell,
    children: [{ index: true, lazy: async () => ({ Component: (await import("../home/home")).Home }) }],
  },
]);
