import { Link } from "@tanstack/react-router";
import { api, asked, questions, type Schemas } from "../../api/client";
import { asks, coded, one } from "../../framework/asks";
import { Filters } from "../../framework/filters";
import { sheetTime } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Id, Pill, Time } from "../../framework/shown";
import { choices, word } from "../../framework/words";

asks("/returns", { state: coded("return_state"), sort: one("requested_at") });

const sum = (one: Schemas["ReturnDetail"], what: "quantity" | "received" | "restocked") => one.lines.reduce((all, line) => all + line[what], 0);

export default function Returns() {
  const [search, ask] = useQuestions();
  const query = questions("/v1/returns", search, ["state", "sort"]);
  return (
    <Page fills name={t("Returns")} title={t("Returns")} about={t("A return is opened on the page of its order.")}>
      <List
        name="returns"
        title={t("Returns")}
        live
        question={query}
        load={(cursor, signal, limit) => asked(api.GET("/v1/returns", { params: { query: { ...query, cursor, limit } }, signal }))}
        id={(one) => one.id}
        to={(one) => `/returns/${one.id}`}
        columns={[
          { id: "id", name: t("Return"), text: (one) => one.id, show: (one) => <Link to="/returns/$return" params={{ return: one.id }}><Id>{one.id}</Id></Link> },
          { id: "order", name: t("Order"), text: (one) => one.order_number ?? one.order, show: (one) => <Link to="/orders/$order" params={{ order: one.order }}><Id>{one.order_number ?? one.order}</Id></Link> },
          { id: "state", name: t("State"), text: (one) => word("return_state", one.state), show: (one) => <Pill kind="return_state" value={one.state} /> },
          { id: "reason", name: t("Reason"), text: (one) => word("return_reason", one.reason), show: (one) => word("return_reason", one.reason) },
          { id: "asked", name: t("Pieces asked for"), end: true, text: (one) => sum(one, "quantity"), show: (one) => sum(one, "quantity") },
          { id: "received", name: t("Received"), end: true, text: (one) => sum(one, "received"), show: (one) => sum(one, "received") },
          { id: "restocked", name: t("Restocked"), end: true, text: (one) => sum(one, "restocked"), show: (one) => sum(one, "restocked") },
          { id: "requested_at", name: t("Requested"), sort: { down: "*", up: "requested_at" }, text: (one) => sheetTime(one.requested_at), show: (one) => <Time at={one.requested_at} /> },
          { id: "received_at", name: t("Arrived"), text: (one) => sheetTime(one.received_at), show: (one) => <Time at={one.received_at} /> },
        ]}
        filters={<Filters page="returns" of={[{ id: "state", name: t("State"), kind: "several", choices: choices("return_state") }]} />}
        empty={<NothingFits filtered={Boolean(search.state)} nothing={t("No returns yet")} clear={() => ask({ state: undefined })} />}
      />
    </Page>
  );
}
