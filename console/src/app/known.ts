// What many screens know by heart: warehouses, markets, entities, and what the API's refusals say. Fetched once, kept long.
import { useQuery } from "@tanstack/react-query";
import { api, asked } from "../api/client";
import { i18n } from "@lingui/core";

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

/** What a refusal's code says, before it is met. */
export function useRefusalTitle(): (code: string) => string {
  const texts = useQuery({ queryKey: ["refusals"], queryFn: async () => (await fetch("/docs/problems.json")).json() as Promise<Sentences>, staleTime: Number.POSITIVE_INFINITY });
  return (code) => texts.data?.[code]?.[i18n.locale]?.title ?? texts.data?.[code]?.en?.title ?? code.replaceAll("_", " ");
}
