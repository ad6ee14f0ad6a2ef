import type { Schemas } from "../../api/client";
import { number } from "../../framework/format";
import { t } from "../../framework/i18n";

/** For how long what is available lasts; where nothing was sold that is no number. */
export function Cover({ of }: { of: Schemas["ShelfWire"] }) {
  const days = of.days_of_cover;
  if (days === undefined || days === null) return <span className="quiet">{t("No sales")}</span>;
  const pace = t("{count, plural, one {# piece left for buyers in the last 30 days} other {# pieces left for buyers in the last 30 days}}", { count: of.shipped_30_days });
  return <span className={days === 0 ? "down" : undefined} title={pace}>{number(days)}</span>;
}
