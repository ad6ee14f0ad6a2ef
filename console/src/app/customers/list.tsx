import { Link } from "@tanstack/react-router";
import { api, asked, questions } from "../../api/client";
import { asks, coded, one } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { sheetTime } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Id, Pill, Time } from "../../framework/shown";
import { choices, word } from "../../framework/words";
import { FindPerson } from "./find";

asks("/customers", { kind: coded("customer_kind"), sort: one("created_at") });

export default function Customers() {
  const [search, ask] = useQuestions();
  const query = questions("/v1/customers", search, ["kind", "sort"]);
  return (
    <Page fills name={t("Customers")} title={t("Customers")} tools={<FindPerson />}>
      <List
        name="customers"
        title={t("Customers")}
        live
        question={query}
        load={(cursor, signal, limit) => asked(api.GET("/v1/customers", { params: { query: { ...query, cursor, limit } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/customers/${one.id}`}
        columns={[
          { id: "id", name: t("Customer"), text: (one) => one.id, show: (one) => <><Link to="/customers/$customer" params={{ customer: one.id }}><Id>{one.id}</Id></Link><div className="narrow-only quiet" style={{ fontSize: 12 }}>{one.legal_name ?? <Time at={one.created_at} />}</div></> },
          { id: "kind", name: t("Kind"), text: (one) => word("customer_kind", one.kind), show: (one) => <Pill kind="customer_kind" value={one.kind} /> },
          { id: "legal_name", name: t("Legal name"), wide: true, text: (one) => one.legal_name, show: (one) => one.legal_name ?? "—" },
          { id: "vat_id", wide: true, name: t("VAT id"), text: (one) => one.vat_id, show: (one) => <Id>{one.vat_id ?? "—"}</Id> },
          { id: "region", wide: true, name: t("Region of the data"), text: (one) => one.home_region, show: (one) => one.home_region },
          { id: "merged", wide: true, name: t("Merged into"), text: (one) => one.merged_into, show: (one) => (one.merged_into ? <Id>{one.merged_into}</Id> : "—") },
          { id: "created_at", wide: true, name: t("Known since"), sort: { down: "*", up: "created_at" }, text: (one) => sheetTime(one.created_at), show: (one) => <Time at={one.created_at} /> },
        ]}
        filters={<Filters page="customers" of={[{ id: "kind", name: t("Kind"), kind: "one", choices: choices("customer_kind") }]} />}
        empty={<NothingFits filtered={Boolean(search.kind)} nothing={t("No customers yet")} clear={() => ask({ kind: undefined })} />}
      />
    </Page>
  );
}
