import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const here = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname);

// The studio that `npm run dev` asks: `oeuvre studio --port 8460`, opened once by its own address for the cookie.
const studio = "http://127.0.0.1:8460";

/** The component library calls its hidden way out of a menu « Rejeter » in French, which refuses a work here: it closes. */
const closes: Plugin = {
  name: "closes",
  transform: (code, id) => (/intl[/\\]overlays[/\\]fr-FR\./.test(id) ? code.replace("Rejeter", "Fermer") : undefined),
};

export default defineConfig({
  plugins: [react(), closes],
  resolve: {
    alias: {
      "@words": here("../src/oeuvre/foundation/words"),
      "@fonts": here("../src/oeuvre/create/library/data/fonts"),
    },
  },
  server: {
    fs: { allow: [here("."), here("../src/oeuvre")] },
    proxy: { "/api": { target: studio, ws: true } },
  },
  build: {
    outDir: here("../src/oeuvre/api/static"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // One piece for what every page needs; pages come when they are opened.
    chunkSizeWarningLimit: 700,
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
