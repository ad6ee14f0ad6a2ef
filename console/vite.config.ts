import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { catalogs } from "./scripts/catalogs";

// `npm run dev` shows the sources with the API of a server on this machine behind them.
const api = process.env.CONSOLE_SERVER ?? "http://127.0.0.1:7300";

export default defineConfig({
  plugins: [react(), catalogs()],
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // antd's parts do nothing by being imported, and not all of them say so: what is not used of them is left out.
      treeshake: { moduleSideEffects: (id) => !/node_modules\/(@rc-component|@ant-design)\//.test(id) },
      output: {
        advancedChunks: {
          groups: [{ name: "react", test: /node_modules\/(react|react-dom|scheduler|@tanstack|@lingui|openapi-fetch)\// }],
        },
      },
    },
  },
  server: { proxy: { "/v1": api, "/docs": api } },
});
