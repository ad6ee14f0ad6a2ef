// A look at a file before it is imported.
import { api, asForm, asked } from "../../api/client";
import type { Preview } from "./mapping";

/** So much of a text is enough for its first rows; a workbook is told at its end and goes whole. */
const BEGINNING = 262_144;

/** The file's columns and first rows, of whatever kind it is: the server reads it as the import will. */
export async function firstRows(file: File): Promise<Preview> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = first === 0x50 && second === 0x4b;
  return asked(api.POST("/v1/imports/preview", { body: { file: packed ? file : file.slice(0, BEGINNING) }, bodySerializer: asForm }));
}
