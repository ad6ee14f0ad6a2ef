// A company that has sold nothing yet: what there is already, and what comes next, in its order.
import { CheckCircleFilled } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, asked } from "../../api/client";
import { t } from "../../framework/i18n";
import { useMay } from "../../framework/session";
import { Card } from "../../framework/shown";
import { useMarkets, useEntities, useWarehouses } from "../known";

export default function Beginning() {
  const may = useMay();
  const entities = useEntities();
  const warehouses = useWarehouses();
  const markets = useMarkets();
  const whole = may("orders:read") && may("ledger:read") && may("stock:read") && may("prices:read") && may("catalogue:read") && may("tax:read");
  const places = warehouses.data;
  const rest = useQuery({
    queryKey: ["orders", "beginning", places?.map((one) => one.id)],
    queryFn: async () => {
      const one = { params: { query: { limit: 1 } } };
      const [orders, lists, products, stock, registrations, lanes] = await Promise.all([
        asked(api.GET("/v1/orders", one)), asked(api.GET("/v1/price-lists", one)), asked(api.GET("/v1/products", one)), asked(api.GET("/v1/stock", one)), asked(api.GET("/v1/tax/registrations")),
        Promise.all((places ?? []).map(({ id }) => asked(api.GET("/v1/lanes", { params: { query: { warehouse: id } } })))),
      ]);
      return { orders: orders.items.length > 0, lists: lists.items.length > 0, product: products.items[0]?.id, stock: stock.items.length > 0, registered: registrations.length > 0, lanes: lanes.some((one) => one.length > 0) };
    },
    enabled: whole && places !== undefined,
    // What was founded meanwhile is looked for when one comes back here.
    staleTime: 0,
  });
  const known = rest.data;
  if (!known || !entities.data || !markets.data || known.orders) return null;
  const settings = (tab: string) => ({ to: "/settings", search: { tab } });
  const steps: { id: string; done: boolean; name: string; why: string; to: string; search?: Record<string, string> }[] = [
    { id: "entity", done: entities.data.items.length > 0, name: t("An entity"), why: t("The company that sells, with its books and its base currency."), ...settings("entities") },
    { id: "registration", done: known.registered, name: t("A tax registration"), why: t("Without one the tax of most sales is not determined."), ...settings("registrations") },
    { id: "warehouse", done: (places ?? []).length > 0, name: t("A warehouse"), why: t("Where the goods lie."), ...settings("warehouses") },
    { id: "lane", done: known.lanes, name: t("A way out of it"), why: t("What a parcel costs and how long it takes: without one no order leaves."), ...settings("warehouses") },
    { id: "market", done: markets.data.items.length > 0, name: t("A market"), why: t("To which countries is sold, and in which currency."), ...settings("markets") },
    { id: "list", done: known.lists, name: t("A price list"), why: t("Where the prices of a market stand."), ...settings("prices") },
    { id: "product", done: Boolean(known.product), name: t("A product, with its prices"), why: t("Its names, its variants and their SKUs; prices are typed on its page."), to: known.product ? `/products/${known.product}` : "/products" },
    { id: "stock", done: known.stock, name: t("Stock"), why: t("Receive the first goods."), to: "/inventory" },
    { id: "order", done: false, name: t("The first order"), why: t("By hand, or from a file."), to: "/orders/new" },
  ];
  // Each rests on those before it.
  const first = steps.find((one) => !one.done);
  return (
    <Card title={t("How to begin")} more={<span className="quiet">{t("{done} of {all} done", { done: steps.filter((one) => one.done).length, all: steps.length })}</span>}>
      <ol className="beginning">
        {steps.map((one, place) => (
          <li key={one.id} className={one.done ? "done" : one.id === first?.id ? "now" : undefined} {...(one.id === first?.id ? { "aria-current": "step" as const } : {})}>
            <span className="mark" aria-hidden>{one.done ? <CheckCircleFilled /> : place + 1}</span>
            <div><Link to={one.to} search={one.search ?? {}}>{one.name}</Link>{one.done && <span className="hidden"> {t("Done")}</span>}<div className="quiet">{one.why}</div></div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
