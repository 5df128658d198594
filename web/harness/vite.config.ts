import { defineConfig } from "vite";

/** The parts of the page that tests look at by themselves: `vite build harness --outDir <folder>`. */
export default defineConfig({
  base: "./",
  build: { emptyOutDir: true, target: ["es2022", "safari16.4", "chrome109"], assetsInlineLimit: 0 },
  worker: { format: "es" },
});
