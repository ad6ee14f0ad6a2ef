// Questions for figures, and the range they are about.
import { useQuery } from "@tanstack/react-query";
import { api, asked, type Schemas } from "../../api/client";
import { later, today } from "../../framework/format";
import { useLooks } from "../../framework/live";
import { useQuestions } from "../../framework/search";
import { useSettings } from "../../framework/settings";

export type Cell = Schemas["CellWire"];
export type FigureRow = Schemas["FigureRowWire"];

export type Range = { name: string; from: string; until: string; before: { from: string; until: string } };

/** The range asked for in the address, in days of the chosen zone; the period before is as long and ends where it begins. */
export function useRange(): Range {
  const [search] = useQuestions();
  const { zone } = useSettings();
  const name = search.range ?? "7";
  const end = later(today(zone), 1);
  const own = name === "own" && search.from && search.until;
  const from = own ? (search.from as string) : later(end, name === "own" ? -7 : -Number(name));
  const until = own ? (search.until as string) : end;
  const days = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
  return { name, from, until, before: { from: later(from, -days), until: from } };
}

export function useFigures(measures: string[], dimensions: string[], range: { from: string; until: string } | null) {
  const looks = useLooks(30_000);
  const { zone, currency } = useSettings();
  const body = { measures, dimensions, zone, currency, ...(range ? { from: range.from, until: range.until } : {}) };
  return useQuery({
    queryKey: ["figures", body],
    queryFn: ({ signal }) => asked(api.POST("/v1/figures", { body, signal })),
    refetchInterval: looks,
  });
}

/** A figure as a number, to compare and to draw; what is shown stays the API's text. */
export function amountOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined) return null;
  return typeof cell === "number" ? cell : Number(cell.amount);
}
