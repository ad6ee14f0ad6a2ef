// Prices in a grid: what was typed or pasted over what holds.
import { read } from "../../framework/numbers";

export type Cell = { variant: string; min_quantity: number; list: string };
export type Edits = Record<string, string>;

export const keyOf = (cell: Cell) => `${cell.list} ${cell.variant} ${cell.min_quantity}`;

/** A price as typed or pasted, with a currency's sign before it or without, as the API writes it; null where it is none. */
export function priceOf(text: string): string | null {
  return read(text.trim().replace(/^(\p{Sc}|[A-Z]{3})\s*/u, ""), { min: 0, decimals: 6 }).value;
}

/** Rows of cells pasted with their corner on a cell of the grid; what falls over its edges is left out. */
export function laid(grid: Cell[][], row: number, column: number, rows: string[][]): Edits {
  const edits: Edits = {};
  rows.forEach((texts, down) => texts.forEach((text, right) => {
    const cell = grid[row + down]?.[column + right];
    if (cell) edits[keyOf(cell)] = text;
  }));
  return edits;
}

export type Change = Cell & { before: string | null; after: string | null };

/** What would be written: cells whose price is another than the one that holds; an emptied one ends. `wrong`: what is no price. */
export function changes(grid: Cell[][], holds: (cell: Cell) => string | null, edits: Edits): { changed: Change[]; wrong: string[] } {
  const changed: Change[] = [];
  const wrong: string[] = [];
  for (const cell of grid.flat()) {
    const text = edits[keyOf(cell)];
    if (text === undefined) continue;
    const before = holds(cell);
    const after = text.trim() === "" ? null : priceOf(text);
    if (after === null && text.trim() !== "") wrong.push(keyOf(cell));
    else if (after === null ? before !== null : before === null || Number(after) !== Number(before)) changed.push({ ...cell, before, after });
  }
  return { changed, wrong };
}
