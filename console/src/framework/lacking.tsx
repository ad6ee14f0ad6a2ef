// A screen that the key may not open, reached by its address: which right is missing, and who gives it.
import { LockOutlined } from "@ant-design/icons";
import { t } from "./i18n";
import { State } from "./states";
import { word } from "./words";

export default function Lacking({ scopes }: { scopes: string[] }) {
  return (
    <State sign={<LockOutlined aria-hidden />} title={t("This key may not see this")}>
      {t("{count, plural, one {The right is missing:} other {These rights are missing:}}", { count: scopes.length })} {scopes.map((one, place) => <span key={one}>{place > 0 && " · "}<b>{word("scope", one)}</b> (<code className="id">{one}</code>)</span>)}. {t("Whoever manages keys issues one that has it.")}
    </State>
  );
}
