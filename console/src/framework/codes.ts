// What countries, currencies and zones there are, to choose from. The API knows the same: one it does not know it refuses.
import { country } from "./format";
import { i18n } from "@lingui/core";
import { TAG } from "./i18n";
import type { Locale } from "./settings";

export type Choice = { value: string; label: string };

/** ISO 3166-1, as `platform/kernel/src/place.rs` has them. */
const COUNTRIES = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split(" ");

const tag = () => TAG[i18n.locale as Locale];
const byName = (all: Choice[]) => all.toSorted((a, b) => a.label.localeCompare(b.label, tag()));

export const countries = (): Choice[] => byName(COUNTRIES.map((value) => ({ value, label: `${country(value)} · ${value}` })));

/** Those in use: a currency that is no more has the years it was in its English name. */
export function currencies(): Choice[] {
  const [names, english] = [tag(), "en"].map((one) => new Intl.DisplayNames(one, { type: "currency" }));
  const all = Intl.supportedValuesOf("currency").filter((code) => !/\d{4}/.test(english?.of(code) ?? ""));
  return all.map((value) => ({ value, label: `${value} · ${names?.of(value) ?? value}` }));
}

export const zones = (): Choice[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value }));
