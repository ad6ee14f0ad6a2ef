// What is in the box: which piece a code is, what is still missing, what is one too many. Nothing here asks the network.
import type { Schemas } from "../../api/client";
import type { Parcel } from "../../framework/outbox";

export type Pick = Schemas["PickBody"];
export type PickLine = Pick["lines"][number];
/** Pieces in the box, by line. */
export type Packed = Record<number, number>;

export type Said = { is: "counted" | "surplus"; line: PickLine } | { is: "wrong"; code: string };

const folded = (code: string) => code.trim().toLowerCase();
const isCode = (line: PickLine, code: string) => line.codes.some((one) => folded(one) === folded(code));

/** One scanned code: the piece it is, or why it does not belong into the box. */
export function scanned(lines: PickLine[], packed: Packed, code: string): Said {
  const fitting = lines.filter((line) => isCode(line, code));
  const open = fitting.find((line) => (packed[line.line] ?? 0) < line.left);
  if (open) return { is: "counted", line: open };
  const full = fitting[0];
  return full ? { is: "surplus", line: full } : { is: "wrong", code: code.trim() };
}

export const piecesIn = (packed: Packed): number => Object.values(packed).reduce((sum, one) => sum + one, 0);
export const piecesLeft = (pick: Pick): number => pick.lines.reduce((sum, line) => sum + line.left, 0);

/** What is still to be picked, when what was packed here and not yet sent is taken off. What the server refused did not leave. */
export function stillToPick(picks: Pick[], parcels: Parcel[]): Pick[] {
  const gone = new Map<string, number>();
  for (const parcel of parcels.filter((one) => !one.refused)) {
    for (const line of parcel.body.lines ?? []) gone.set(`${parcel.order} ${line.line}`, (gone.get(`${parcel.order} ${line.line}`) ?? 0) + line.quantity);
  }
  return picks
    .map((pick) => ({ ...pick, lines: pick.lines.map((line) => ({ ...line, left: line.left - (gone.get(`${pick.order} ${line.line}`) ?? 0) })).filter((line) => line.left > 0) }))
    .filter((pick) => pick.lines.length > 0);
}

export type Needed = { sku: string; name: string; pieces: number; codes: string[]; of: { pick: Pick; pieces: number }[] };

/** What to fetch, product by product, and for which orders, as they stand in the list. */
export function neededOf(picks: Pick[]): Needed[] {
  const all = new Map<string, Needed>();
  for (const pick of picks) {
    for (const line of pick.lines) {
      const one = all.get(line.sku) ?? { sku: line.sku, name: line.name, pieces: 0, codes: line.codes, of: [] };
      one.pieces += line.left;
      const order = one.of.find((each) => each.pick.order === pick.order);
      if (order) order.pieces += line.left;
      else one.of.push({ pick, pieces: line.left });
      all.set(line.sku, one);
    }
  }
  return [...all.values()].toSorted((a, b) => a.sku.localeCompare(b.sku));
}

/** The order a code leads to: its own number, or the one that waits longest for such a piece. */
export function orderOf(picks: Pick[], code: string): Pick | undefined {
  const own = picks.find((pick) => folded(pick.number ?? "") === folded(code) || folded(pick.order) === folded(code));
  return own ?? picks.find((pick) => pick.lines.some((line) => isCode(line, code)));
}

const NAME = "hanse.packing";

/** What was scanned for an order on this device, also before a reload. */
export function packedOf(order: string): Packed {
  try {
    return JSON.parse(localStorage.getItem(`${NAME} ${order}`) ?? "{}") as Packed;
  } catch {
    return {};
  }
}

export function keepPacked(order: string, packed: Packed): void {
  if (piecesIn(packed) === 0) localStorage.removeItem(`${NAME} ${order}`);
  else localStorage.setItem(`${NAME} ${order}`, JSON.stringify(packed));
}
