// Why an order is held: a word from a list, by which others filter. What else is to be said stands in the reason, in any language.
import { Select } from "antd";
import { Field } from "../../framework/form";
import { t } from "../../framework/i18n";
import { choices } from "../../framework/words";

/** Those a person gives; that a tax is not determined the program says itself. */
export const heldChoices = () => choices("held").filter((one) => one.value !== "tax_not_determined");

/** Whether the word alone tells nothing. */
export const heldNeedsReason = (because: string | undefined) => because === "other";

export function HeldBecause({ value, change, disabled, wrong }: { value: string; change: (because: string) => void; disabled?: boolean; wrong?: string | undefined }) {
  return (
    <Field name={t("Held because")} wrong={wrong} hint={heldNeedsReason(value) ? t("Say below what it is.") : undefined}>
      <Select aria-label={t("Held because")} showSearch={{ optionFilterProp: "label" }} disabled={disabled ?? false} value={value || null} placeholder={t("Choose …")} onChange={(next: string) => change(next)} options={heldChoices()} />
    </Field>
  );
}
