// Over which days the figures are told, and in which currency.
import { DatePicker, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { useEntities } from "../known";
import { useRange } from "./ask";
import { t } from "../../framework/i18n";
import { useQuestions } from "../../framework/search";
import { choose, useSettings } from "../../framework/settings";

export default function Tools() {
  const [search, ask] = useQuestions();
  const { currency } = useSettings();
  const range = useRange();
  const entities = useEntities();
  const currencies = [...new Set([currency, "EUR", "USD", "GBP", "CNY", ...(entities.data?.items ?? []).map((one) => one.base_currency)])];
  return (
    <>
      <Segmented
        aria-label={t("Range")}
        value={range.name}
        onChange={(value) => ask(value === "own" ? { range: "own", from: range.from, until: range.until } : { range: value, from: undefined, until: undefined }, false)}
        options={[{ value: "1", label: t("Today") }, { value: "7", label: t("7 days") }, { value: "30", label: t("30 days") }, { value: "365", label: t("A year") }, { value: "own", label: t("Own range") }]}
      />
      {search.range === "own" && (
        <DatePicker.RangePicker
          allowClear={false}
          value={[dayjs(range.from), dayjs(range.until).subtract(1, "day")]}
          onChange={(days) => days?.[0] && days[1] && ask({ from: days[0].format("YYYY-MM-DD"), until: days[1].add(1, "day").format("YYYY-MM-DD") })}
        />
      )}
      <Select aria-label={t("Currency of the figures")} value={currency} onChange={(value) => choose({ currency: value })} options={currencies.map((value) => ({ value, label: value }))} style={{ inlineSize: 88 }} />
    </>
  );
}
