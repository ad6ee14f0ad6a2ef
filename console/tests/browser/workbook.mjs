// The smallest Excel workbook: one sheet, its texts in the cells, packed without being pressed.
import { crc32 } from "node:zlib";

const xml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const column = (at) => String.fromCharCode(65 + at);

/** Cells that are numbers are kept as numbers, all others as texts. */
export function workbook(rows) {
  const cell = (value, row, at) => (typeof value === "number" ? `<c r="${column(at)}${row + 1}"><v>${value}</v></c>` : `<c r="${column(at)}${row + 1}" t="inlineStr"><is><t>${xml(value)}</t></is></c>`);
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const files = {
    "[Content_Types].xml": `${head}<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row.map((value, place) => cell(value, at, place)).join("")}</row>`).join("")}</sheetData></worksheet>`,
  };
  const [parts, places] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [label, body] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(33, 8);
    facts.writeUInt32LE(crc32(body), 10);
    facts.writeUInt32LE(body.length, 14);
    facts.writeUInt32LE(body.length, 18);
    facts.writeUInt16LE(label.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), facts, label, body);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    places.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), facts, place, label);
    at += 30 + label.length + body.length;
  }
  const [count, size] = [Object.keys(files).length, places.reduce((all, one) => all + one.length, 0)];
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...places, Buffer.from("PK\x05\x06"), end]);
}
