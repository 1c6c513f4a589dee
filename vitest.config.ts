import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What keeps nothing between one file and the next: a process of its own for each would cost most of the time. */
const light = [
  "{lib,components}/**/*.test.ts",
  "server/{alerts,clusters,history,http,jobs,metrics,schemas,serde}/**/*.test.ts",
  "server/kafka/{batch,protocol}/**/*.test.ts",
];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "light", include: light, isolate: false } },
      {
        extends: true,
        test: {
          name: "real",
          include: ["**/*.test.ts"],
          exclude: ["node_modules/**", ".next/**", ".rig/**", ...light],
        },
      },
    ],
  },
});
