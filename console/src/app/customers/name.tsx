// A customer by its legal name, where it is a company; a person stays a number until somebody opens it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, asked } from "../../api/client";
import { useMay } from "../../framework/session";
import { Id } from "../../framework/shown";

export function CustomerName({ id }: { id: string }) {
  const may = useMay()("customers:read");
  const found = useQuery({ queryKey: ["customers", id, "name"], queryFn: async () => (await asked(api.GET("/v1/customers/{customer}", { params: { path: { customer: id } } }))).customer.legal_name ?? null, enabled: may, staleTime: 300_000, retry: false });
  return <Link to="/customers/$customer" params={{ customer: id }} title={id}>{found.data ?? <Id>{id}</Id>}</Link>;
}
