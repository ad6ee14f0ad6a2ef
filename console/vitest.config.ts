import { defineConfig } from "vitest/config";
import { catalogs } from "./scripts/catalogs";

export default defineConfig({ plugins: [catalogs()], test: { include: ["tests/*.test.ts"] } });
