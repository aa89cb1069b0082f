import { createBrowserRouter, type RouteObject } from "react-router";
import { RouteTrouble } from "./trouble";
import { Shell } from "./shell";

/**
 * What a route says of itself: `full` pages fill the window and scroll within themselves; `bare` ones have no bar.
 */
export interface Handle {
  full?: boolean;
  bare?: boolean;
}

const full: Handle = { full: true };

/** What a project has an address for, under `/p/:slug`. */
const project: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./project")).WhereItStands }) },
  { path: "brief", lazy: async () => ({ Component: (await import("../brief/brief")).BriefPage }) },
  { path: "ideas", lazy: async () => ({ Component: (await import("../ideas/ideas")).IdeasPage }) },
  { path: "explore", lazy: async () => ({ Component: (await import("../explore/explore")).ExplorePage }) },
  { path: "sheet", lazy: async () => ({ Component: (await import("../sheet/sheet")).SheetPage }) },
  { path: "table", handle: full, lazy: async () => ({ Component: (await import("../table/table")).TablePage }) },
  { path: "compare", handle: full, lazy: async () => ({ Component: (await import("../compare/compare")).ComparePage }) },
  { path: "editions", lazy: async () => ({ Component: (await import("../editions/editions")).EditionsPage }) },
  { path: "record", lazy: async () => ({ Component: (await import("../record/record")).RecordPage }) },
  { path: "rights", lazy: async () => ({ Component: (await import("../rights/project-rights")).ProjectRights }) },
];

/** Every page has an address that a person can keep; pages come when they are opened. */
export const router = createBrowserRouter([
  {
    path: "/",
    Component: Shell,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary: RouteTrouble,
        children: [
          { index: true, lazy: async () => ({ Component: (await import("../home/home")).Home }) },
          { path: "new", lazy: async () => ({ Component: (await import("../home/new")).NewProject }) },
          { path: "p/:slug", children: project },
          { path: "w/:id", lazy: async () => ({ Component: (await import("../work/work")).WorkPage }) },
          { path: "record", lazy: async () => ({ Component: (await import("../record/record")).RecordPage }) },
          { path: "explore", lazy: async () => ({ Component: (await import("../explore/explore")).ExplorePage }) },
          { path: "verify", lazy: async () => ({ Component: (await import("../verify/verify")).VerifyPage }) },
          { path: "money", lazy: async () => ({ Component: (await import("../rights/money-page")).MoneyPage }) },
          { path: "money/:party/:period", lazy: async () => ({ Component: (await import("../rights/statement")).StatementPage }) },
          { path: "models", lazy: async () => ({ Component: (await import("../models/models")).ModelsPage }) },
          { path: "*", lazy: async () => ({ Component: (await import("./trouble")).NoPage }) },
        ],
      },
    ],
  },
]);
