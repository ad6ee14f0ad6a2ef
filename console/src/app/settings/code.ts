// The short names people give: what the API takes, of what was typed.
import { t } from "../../framework/i18n";

export const codeHint = () => t("Its short name, for ever: a–z, 0–9, _ and -.");
export const codeOf = (text: string | undefined) => (text ?? "").trim().toLowerCase().replaceAll(/\s+/g, "-");
