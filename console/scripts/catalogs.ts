// Messages become what the browser runs (ICU is parsed here, not there). The English text is its own key; `text|where` tells apart
// what is one word in English and two elsewhere.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const FOLDER = resolve(import.meta.dirname, "../src/locales");
const NAME = "virtual:catalog/";

type Texts = Record<string, string>;

export function texts(locale: string): Texts {
  const read = (name: string) => JSON.parse(readFileSync(resolve(FOLDER, `${name}.json`), "utf8")) as Texts;
  if (locale !== "en") return read(locale);
  return Object.fromEntries(Object.keys(read("zh")).map((key) => [key, key.split("|")[0] ?? key]));
}

export function catalogs(): Plugin {
  return {
    name: "catalogs",
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return null;
      const locale = id.slice(NAME.length + 1);
      this.addWatchFile(resolve(FOLDER, `${locale === "en" ? "zh" : locale}.json`));
      const compiled = Object.entries(texts(locale)).map(([key, text]) => [key, compileMessage(text)]);
      return `export default ${JSON.stringify(Object.fromEntries(compiled))}`;
    },
  };
}
