// Stock knows variants by id; people know SKUs.
import { useQueries } from "@tanstack/react-query";
import { api, asked, type Schemas } from "../../api/client";

type Variant = Schemas["SkuWire"];

/** Variants by id, asked for a hundred at a time and kept. */
export function useVariants(ids: string[]): Record<string, Variant> {
  const parts = Array.from({ length: Math.ceil(ids.length / 100) }, (_, part) => ids.slice(part * 100, part * 100 + 100));
  const answers = useQueries({
    queries: parts.map((part) => ({
      queryKey: ["variants", part.join()],
      queryFn: () => asked(api.GET("/v1/variants", { params: { query: { variant: part.join(",") } } })),
      staleTime: 300_000,
    })),
  });
  const all = answers.flatMap((answer) => answer.data ?? []);
  return Object.fromEntries(all.map((one) => [one.variant, one]));
}
