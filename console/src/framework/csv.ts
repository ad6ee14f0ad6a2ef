// What a spreadsheet opens: UTF-8 with its mark, commas, lines ended as RFC 4180 has them.

export const MARK = "\uFEFF";

/** One line. A text that a spreadsheet would run as a formula is kept a text; figures stay figures. */
export function csvLine(cells: (string | number | null | undefined)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows pasted from a spreadsheet, or of a file with another sign between its cells: quotes around cells with a line end in them. */
export function pasted(text: string, delimiter = "\t"): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  const put = (more: string) => {
    const row = rows.at(-1) as string[];
    row[row.length - 1] += more;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') put(text[++at] as string);
      else if (sign === '"') quoted = false;
      else put(sign);
    } else if (sign === '"' && rows.at(-1)?.at(-1) === "") quoted = true;
    else if (sign === delimiter) rows.at(-1)?.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") put(sign);
  }
  if (rows.at(-1)?.join("") === "") rows.pop();
  return rows.map((row) => row.map((one) => one.trim()));
}
