// What a file is by its first bytes, whatever its name says.

const MAGIC: [kind: Unusable, bytes: number[]][] = [
  ["picture", [0x89, 0x50, 0x4e, 0x47]], ["picture", [0xff, 0xd8, 0xff]], ["picture", [0x47, 0x49, 0x46, 0x38]], ["picture", [0x42, 0x4d]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]], ["old_excel", [0xd0, 0xcf, 0x11, 0xe0]],
];
const ZIP = [0x50, 0x4b];
const GZIP = [0x1f, 0x8b];
/** Texts in two bytes a sign say so at their beginning. */
const WIDE = [[0xff, 0xfe], [0xfe, 0xff]];

export type Unusable = "picture" | "pdf" | "old_excel" | "no_workbook" | "no_table" | "empty";

/** Why a file cannot hold a table; null where it may. */
export function unusable(name: string, bytes: Uint8Array): Unusable | null {
  const begins = (signs: number[]) => signs.every((one, at) => bytes[at] === one);
  if (bytes.length === 0) return "empty";
  const known = MAGIC.find(([kind, signs]) => begins(signs) && (kind !== "picture" || signs.length > 2 || bytes.includes(0)));
  if (known) return known[0];
  if (begins(ZIP) || begins(GZIP)) return null;
  if (/\.xls[xm]?$/i.test(name)) return "no_workbook";
  return bytes.includes(0) && !WIDE.some(begins) ? "no_table" : null;
}
