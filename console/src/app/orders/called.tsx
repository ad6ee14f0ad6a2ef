// An order where others name it by its Hanse number: as its shop calls it, which people know it by.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, asked } from "../../api/client";
import { useMay } from "../../framework/session";
import { Id } from "../../framework/shown";

/** A paper or a reference: an order's number leads to it, anything else is shown as it is. */
export function Called({ of }: { of: string | null | undefined }) {
  const order = of?.startsWith("ord_") ? of : undefined;
  const may = useMay()("orders:read");
  // What it is called does not change.
  const found = useQuery({ queryKey: ["order-called", order], queryFn: async () => (await asked(api.GET("/v1/orders/{id}", { params: { path: { id: order ?? "" } } }))).external_number ?? null, enabled: Boolean(order) && may, staleTime: Number.POSITIVE_INFINITY, retry: false });
  if (!order) return <Id>{of ?? "—"}</Id>;
  return <Link to="/orders/$order" params={{ order }} title={order}><Id>{found.data ?? order}</Id></Link>;
}
