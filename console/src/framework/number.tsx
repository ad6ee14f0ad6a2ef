// The field for a number. What is typed stands as it was typed; where it is no number, or one that is not possible, the field says so, with its limits.
import { Input } from "antd";
import { useState } from "react";
import { number } from "./format";
import { t } from "./i18n";
import { read, type Limits, type Wrong } from "./numbers";

function possible({ min, max, above }: Limits): string {
  if (min !== undefined && max !== undefined) return min === max ? t("Possible: only {min}.", { min: number(min) }) : t("Possible: {min} to {max}.", { min: number(min), max: number(max) });
  if (above !== undefined && max !== undefined) return t("Possible: more than {above}, up to {max}.", { above: number(above), max: number(max) });
  if (above !== undefined) return t("Possible: more than {above}.", { above: number(above) });
  return min === undefined ? "" : t("Possible: {min} or more.", { min: number(min) });
}

/** Why a number is none, with what is possible. */
export function told(wrong: Wrong, limits: Limits): string {
  const why = {
    missing: () => t("A number is missing."),
    unreadable: () => t("This is not a number."),
    whole: () => t("Only whole numbers."),
    decimals: () => t("{count, plural, one {At most # decimal.} other {At most # decimals.}}", { count: limits.decimals ?? 0 }),
    range: () => "",
  }[wrong]();
  return [why, possible(limits)].filter(Boolean).join(" ");
}

export function NumberField({ label, value, change, limits = {}, wrong, placeholder, width }: {
  /** Its name, where no label stands around it. */
  label?: string;
  value: string;
  change: (text: string) => void;
  limits?: Limits;
  /** The API's word on it. */
  wrong?: string | undefined;
  placeholder?: string;
  width?: number;
}) {
  // What nobody has typed yet is not wrong yet.
  const [touched, setTouched] = useState(false);
  const { wrong: why } = read(value, limits);
  const says = why && (touched || value.trim() !== "") ? told(why, limits) : wrong;
  return (
    <span className="number" style={width ? { inlineSize: width } : undefined}>
      <Input
        {...(label ? { "aria-label": label } : {})}
        inputMode={limits.decimals ? "decimal" : "numeric"}
        value={value}
        placeholder={placeholder ?? ""}
        autoComplete="off"
        aria-invalid={Boolean(says)}
        {...(says ? { status: "error" as const } : {})}
        onChange={(event) => { setTouched(true); change(event.target.value); }}
      />
      {says && <span className="wrong" role="alert">{says}</span>}
    </span>
  );
}
