// What is asked of every product, new or known.
import type { Question } from "../../framework/questions";
import { countries } from "../../framework/codes";
import { t } from "../../framework/i18n";
import { choices } from "../../framework/words";

export const productQuestions = (): Question[] => [
  { id: "category", name: t("Category"), optional: true, hint: t("A path, the general first: home/kitchen/mugs.") },
  { id: "tax_class", name: t("Goods class"), kind: "one", choices: choices("tax_class"), hint: t("The tax rules tell goods apart by it.") },
  { id: "hs_code", name: t("HS code"), optional: true, half: true, hint: t("6, 8 or 10 digits.") },
  { id: "origin", name: t("Made in"), kind: "one", choices: countries(), optional: true, half: true },
];
