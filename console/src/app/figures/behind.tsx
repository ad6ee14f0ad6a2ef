import { Link, useParams } from "@tanstack/react-router";
import { Tag } from "antd";
import { api, asked, questions, type Schemas } from "../../api/client";
import { figureText } from "./morning";
import { after, asks, coded, currency, day as aDay, lands, text } from "../../framework/asks";
import { country, day, later, sheetTime } from "../../framework/format";
import { t } from "../../framework/i18n";
import { List, NothingFits } from "../../framework/list";
import { Page } from "../../framework/page";
import { useQuestions } from "../../framework/search";
import { Empty } from "../../framework/states";
import { useSettings } from "../../framework/settings";
import { Id, Money, Time } from "../../framework/shown";
import { word } from "../../framework/words";

asks("/figures/$measure", { from: aDay, until: after("from"), country: lands, market: text, channel: text, category: text, sku: text, currency, entity: text, status: coded("status"), tax_status: coded("tax_status"), warehouse: text, age: coded("age") });

const NAMES = ["from", "until", "country", "market", "channel", "category", "sku", "currency", "entity", "status", "tax_status", "warehouse", "age"] as const;
type Row = Schemas["BehindRowWire"];
const isMoney = (part: Row["part"]): part is Schemas["FigureAmount"] => Boolean(part) && typeof part !== "number";

/** The rows behind a number: what it was counted from. */
export default function Behind() {
  const { measure } = useParams({ strict: false }) as { measure: string };
  const { zone } = useSettings();
  const [search, ask] = useQuestions();
  const query = questions("/v1/figures/rows", search, NAMES);
  const told = NAMES.filter((name) => search[name]);
  const shown = (name: string, value: string) => (name === "country" ? country(value) : name === "from" ? day(value) : name === "until" ? day(later(value, -1)) : name === "age" ? word("age", value) : name === "status" ? word("status", value) : name === "tax_status" ? word("tax_status", value) : value);
  if (measure === "average") {
    return (
      <Page name={word("measure", measure)} title={word("measure", measure)} up={{ to: "/", name: t("Morning round") }}>
        <Empty title={t("An average has no rows of its own")} actions={(["sales", "orders"] as const).map((one) => <Link key={one} className="ant-btn" to="/figures/$measure" params={{ measure: one }} search={search}>{word("measure", one)}</Link>)}>{t("It is the sales, shared over the orders. Both have rows.")}</Empty>
      </Page>
    );
  }
  return (
    <Page
      fills
      name={word("measure", measure)}
      title={word("measure", measure)}
      up={{ to: "/", name: t("Morning round") }}
      about={<span className="row">{told.map((name) => <Tag key={name} closable={name !== "from" && name !== "until"} onClose={() => ask({ [name]: undefined })}>{shown(name, search[name] ?? "")}</Tag>)}</span>}
    >
      <List<Row>
        name="behind"
        of="figures"
        title={word("measure", measure)}
        question={{ measure, zone, ...query }}
        load={(cursor, signal, limit) => asked(api.GET("/v1/figures/rows", { params: { query: { measure, zone, ...query, cursor, limit } }, signal }))}
        id={(row) => `${row.order}/${row.line}/${row.at}/${row.happened}/${row.sku}/${row.warehouse}`}
        columns={[
          { id: "at", name: t("When"), text: (row) => sheetTime(row.at, zone), show: (row) => <><Time at={row.at} /><div className="narrow-only quiet" style={{ fontSize: 12 }}>{word("happened", row.happened)}</div></> },
          { id: "happened", wide: true, name: t("What happened"), text: (row) => word("happened", row.happened), show: (row) => word("happened", row.happened) },
          { id: "order", name: t("Order"), text: (row) => row.order_number ?? row.order, show: (row) => <>{(row.order ? <Link to="/orders/$order" params={{ order: row.order }}><Id>{row.order_number ?? row.order}</Id></Link> : "—")}<div className="narrow-only quiet" style={{ fontSize: 12 }}><Id>{row.sku ?? ""}</Id></div></> },
          { id: "line", wide: true, name: t("Line"), end: true, text: (row) => row.line || null, show: (row) => row.line || "—" },
          { id: "sku", wide: true, name: "SKU", text: (row) => row.sku, show: (row) => (row.sku ? <Id>{row.sku}</Id> : "—") },
          { id: "warehouse", wide: Boolean(search.from), name: t("Warehouse"), extra: !measure.startsWith("stock") && measure !== "shortfall", text: (row) => row.warehouse, show: (row) => row.warehouse ?? "—" },
          { id: "part", name: t("Part of the figure"), end: true, text: (row) => (isMoney(row.part) ? row.part.amount : row.part), show: (row) => (isMoney(row.part) ? <Money of={row.part} /> : figureText(row.part)) },
          { id: "currency", name: t("Currency"), extra: true, text: (row) => (isMoney(row.part) ? row.part.currency : null), show: (row) => (isMoney(row.part) ? row.part.currency : "—") },
        ]}
        empty={<NothingFits filtered={false} nothing={t("Nothing is behind this figure")} clear={() => undefined} />}
      />
    </Page>
  );
}
