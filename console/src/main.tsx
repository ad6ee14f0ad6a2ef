import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider, theme as antTheme } from "antd";
import type { Locale as AntLocale } from "antd/es/locale";
import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { Refused } from "./api/client";
import { speak } from "./framework/i18n";
import { nonce } from "./framework/nonce";
import { Door } from "./framework/session";
import { useSettings, useTheme, type Locale } from "./framework/settings";
import { router } from "./routes";
import "./framework/style.css";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the API refused it refuses again; what did not reach it may the next time.
      retry: (times, error) => times < 2 && !(error instanceof Refused && error.status > 0 && error.status < 500),
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

const ANT: Record<Locale, () => Promise<{ default: AntLocale }>> = {
  en: () => import("antd/es/locale/en_GB"),
  zh: () => Promise.all([import("antd/es/locale/zh_CN"), import("dayjs/locale/zh-cn")]).then(([locale]) => locale),
  ar: () => Promise.all([import("antd/es/locale/ar_EG"), import("dayjs/locale/ar")]).then(([locale]) => locale),
};

/** Whoever asked the device for less motion gets none. */
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const COLOURS = {
  light: { colorPrimary: "#0b5c7a", colorBgLayout: "#f3f5f7", colorText: "#16232d", colorTextPlaceholder: "#64727d", colorTextDescription: "#64727d", colorError: "#b3261e", colorWarning: "#855000" },
  dark: { colorPrimary: "#5cb8da", colorBgBase: "#0f151a", colorBgContainer: "#182027", colorBgElevated: "#1e2830", colorText: "#e4eaee", colorTextPlaceholder: "#94a3af", colorTextDescription: "#94a3af", colorTextLightSolid: "#07222d", colorError: "#ff9088" },
  contrast: { colorPrimary: "#6fe0ff", colorBgBase: "#000", colorBgElevated: "#0b0b0b", colorBorder: "#fff", colorText: "#fff", colorTextPlaceholder: "#e0e0e0", colorTextDescription: "#e0e0e0", colorTextLightSolid: "#000", colorError: "#ffaaa5" },
};

function Console() {
  const { locale } = useSettings();
  const theme = useTheme();
  const [spoken, setSpoken] = useState<{ locale: Locale; ant: AntLocale } | null>(null);
  useEffect(() => {
    let over = false;
    void Promise.all([speak(locale), ANT[locale]()]).then(([, ant]) => {
      const module = ant.default as AntLocale & { default?: AntLocale };
      if (!over) setSpoken({ locale, ant: module.default ?? module });
    });
    return () => {
      over = true;
    };
  }, [locale]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  if (!spoken) return null;
  return (
    <ConfigProvider
      // A language is all of the texts: the screens are drawn anew in it.
      key={spoken.locale}
      locale={spoken.ant}
      direction={spoken.locale === "ar" ? "rtl" : "ltr"}
      csp={{ nonce }}
      // Two signs are set as they are everywhere else, without a gap between them.
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: theme === "light" ? antTheme.defaultAlgorithm : antTheme.darkAlgorithm,
        token: { ...COLOURS[theme], borderRadius: 6, fontFamily: "var(--sans)", motion: !still, motionDurationMid: "0.12s", motionDurationSlow: "0.16s" },
      }}
    >
      <Door>
        <RouterProvider router={router} />
      </Door>
    </ConfigProvider>
  );
}

const place = document.getElementById("console");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Console />
      </QueryClientProvider>
    </StrictMode>,
  );
}
