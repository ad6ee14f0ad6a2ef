// What many screens know by heart: warehouses, markets, entities, and what the API's refusals say. Fetched once, kept long.
import { useQuery } from "@tanstack/react-query";
import { api, asked } from "../api/client";
import { i18n } from "@lingui/core";
import { named } from "../framework/i18n";
import { useMay } from "../framework/session";

const LONG = { staleTime: 300_000 };

export const useWarehouses = () => useQuery({ queryKey: ["warehouses"], queryFn: () => asked(api.GET("/v1/warehouses")), ...LONG });
export const useMarkets = () => useQuery({ queryKey: ["markets"], queryFn: () => asked(api.GET("/v1/markets")), ...LONG });
export const useEntities = () => useQuery({ queryKey: ["entities"], queryFn: () => asked(api.GET("/v1/entities")), ...LONG });

/** A warehouse's code by its id. */
export function useWarehouseName(): (id: string | null | undefined) => string {
  const all = useWarehouses().data;
  return (id) => all?.find((one) => one.id === id)?.code ?? id ?? "—";
}

type Sentences = Record<string, Record<string, { title: string; detail: string }>>;

/** What a refusal's code says, before it is met: its title, and its sentence with the facts in it. */
export function useRefusals(): (code: string, facts?: Record<string, string>) => { title: string; detail: string } {
  const texts = useQuery({ queryKey: ["refusals"], queryFn: async () => (await fetch("/docs/problems.json")).json() as Promise<Sentences>, staleTime: Number.POSITIVE_INFINITY });
  return (code, facts = {}) => {
    const said = texts.data?.[code]?.[i18n.locale] ?? texts.data?.[code]?.en;
    // A sentence whose facts are not all there would have holes.
    const detail = said?.detail.replaceAll(/\{(\w+)\}/g, (hole, name: string) => facts[name] ?? hole) ?? "";
    return { title: said?.title ?? code.replaceAll("_", " "), detail: /\{\w+\}/.test(detail) ? "" : detail };
  };
}

/** Its title alone. */
export function useRefusalTitle(): (code: string) => string {
  const says = useRefusals();
  return (code) => says(code).title;
}

/** An account's name by its code, in the reader's language. */
export function useAccountName(entity: string | undefined): (code: string) => string {
  const may = useMay();
  const all = useQuery({ queryKey: ["ledger", "accounts", entity], queryFn: () => asked(api.GET("/v1/ledger/accounts", { params: { query: { entity } } })), enabled: Boolean(entity) && may("ledger:read"), ...LONG });
  return (code) => named(all.data?.items.find((one) => one.code === code)?.names, code);
}
