import { createHash } from "node:crypto";
import preact from "@preact/preset-vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const WORKER = "sw.js";

export default defineConfig({
  base: "./",
  plugins: [preact(), shell()],
  build: {
    outDir: "../app/page",
    emptyOutDir: true,
    target: ["es2022", "safari16.4", "chrome109"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licences.json" },
    rolldownOptions: {
      input: { index: "index.html", worker: "src/service_worker.ts" },
      output: { entryFileNames: ({ name }) => (name === "worker" ? WORKER : "assets/[name]-[hash].js") },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    // Of this library there is one for Node too, which would be taken.
    alias: { "tus-js-client": "tus-js-client/lib.esm/browser/index.js" },
    server: { deps: { inline: ["tus-js-client"] } },
  },
});

/** Tells the service worker which files the page is made of. */
function shell(): Plugin {
  return {
    name: "shell",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`There is no ${WORKER}.`);
      const others = Object.values(bundle).filter((file) => file !== worker);
      const contents = createHash("sha256");
      for (const file of others) contents.update(file.type === "chunk" ? file.code : file.source);
      const files = others.map(({ fileName }) => fileName).filter((name) => name !== "index.html");
      const filled = { version: contents.digest("hex").slice(0, 12), files: files.sort() };
      worker.code = worker.code.replaceAll("__SHELL__", JSON.stringify(filled));
    },
  };
}
