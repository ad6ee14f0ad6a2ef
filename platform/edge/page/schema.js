// Schemas as people read them, and examples made from them.

import { el, prose, say } from './words.js';

let whole = {};
export const useDocument = (document) => { whole = document; };

/** The thing a `$ref` points at, or the thing itself. */
export function resolve(thing) {
  let found = thing ?? {};
  for (let hops = 0; found.$ref && hops < 10; hops += 1) {
    const steps = found.$ref.replace(/^#\//, '').split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    found = steps.reduce((at, step) => at?.[step], whole) ?? {};
  }
  return found;
}

const refName = (schema) => schema?.$ref?.split('/').pop();
const types = (schema) => [schema.type ?? []].flat();

/** The fields of an object, those of `allOf` too. */
function fields(schema) {
  const own = { properties: { ...(schema.properties ?? {}) }, required: [...(schema.required ?? [])] };
  for (const part of schema.allOf ?? []) {
    const more = fields(resolve(part));
    Object.assign(own.properties, more.properties);
    own.required.push(...more.required);
  }
  return own;
}

/** The alternatives of a schema without "or nothing". */
const choices = (schema) => (schema.oneOf ?? schema.anyOf ?? []).filter((one) => resolve(one).type !== 'null');

/** A schema's type in a word or two: `string · date-time`, `[Line]`, `Money | null`. */
export function typeName(given) {
  const schema = resolve(given);
  const alternatives = choices(schema);
  const hasNull = types(schema).includes('null') || (schema.oneOf ?? schema.anyOf ?? []).length > alternatives.length;
  const plain = types(schema).filter((type) => type !== 'null');
  let name = refName(given) ?? '';
  if (alternatives.length) name = name || alternatives.map(typeName).join(' | ');
  else if (plain.includes('array')) name = `[${typeName(schema.items ?? {})}]`;
  else if (schema.const !== undefined) name = JSON.stringify(schema.const);
  else if (!name || !(plain.includes('object') || schema.allOf)) name = plain.join(' | ') + (schema.format ? ` · ${schema.format}` : '');
  return (name || 'any') + (hasNull ? ' | null' : '');
}

/** An example of a schema: its own where it has one, else the plainest value that fits. */
export function example(given, seen = []) {
  const schema = resolve(given);
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (seen.includes(schema) || seen.length > 8) return null;
  const deeper = [...seen, schema];
  const [first] = choices(schema);
  if (first) return example(first, deeper);
  const type = types(schema).find((one) => one !== 'null');
  if (type === 'object' || schema.properties || schema.allOf) {
    const { properties } = fields(schema);
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, example(one, deeper)]));
  }
  if (type === 'array') return schema.items ? [example(schema.items, deeper)] : [];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type !== 'string') return null;
  return { 'date-time': '2026-11-21T22:00:00Z', date: '2026-11-21', uuid: '00000000-0000-7000-8000-000000000000' }[schema.format] ?? 'text';
}

/** What a value may be, beyond its type. */
function limits(schema) {
  const said = [];
  if (schema.enum) said.push(`${say('oneOf')} ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`);
  for (const [name, sign] of [['minimum', '≥'], ['maximum', '≤'], ['exclusiveMinimum', '>'], ['exclusiveMaximum', '<']]) {
    if (schema[name] !== undefined) said.push(`${sign} ${schema[name]}`);
  }
  const [least, most] = [schema.minLength ?? schema.minItems, schema.maxLength ?? schema.maxItems];
  if (least !== undefined || most !== undefined) said.push(`${least ?? 0}–${most ?? '∞'} ${schema.items ? '' : say('chars')}`.trim());
  if (schema.pattern) said.push(`/${schema.pattern}/`);
  if (schema.default !== undefined && schema.default !== null) said.push(`= ${JSON.stringify(schema.default)}`);
  return said.join(' · ');
}

/** One named value: name, type, whether it must be there, what it means; what is inside opens on demand. */
export function field(name, given, required, description) {
  const schema = resolve(given);
  const shown = example(given);
  const isPlain = shown !== null && typeof shown !== 'object' && (schema.example !== undefined || schema.examples);
  return el('li.field', {},
    el('div.field-head', {}, el('code.name', {}, name), el('span.type', {}, typeName(given)),
      required && el('span.required', {}, say('required'))),
    prose(description ?? given?.description ?? schema.description),
    limits(schema) && el('p.limits', {}, limits(schema)),
    isPlain && el('p.limits', {}, `${say('example')}: `, el('code', {}, String(shown))),
    inside(given));
}

/** What is inside an object, a list or a choice, closed until asked for; nothing for plain values. */
function inside(given) {
  const schema = resolve(given);
  const opensTo = schema.items ? resolve(schema.items) : schema;
  const isDeep = Object.keys(fields(opensTo).properties).length || choices(opensTo).length || typeof opensTo.additionalProperties === 'object';
  if (!isDeep) return null;
  const box = el('details.inside', { ontoggle: () => { if (box.open && box.children.length < 2) box.append(tree(schema.items ?? given)); } },
    el('summary', {}, say('fields')));
  return box;
}

/** The fields of a schema as a list. */
export function tree(given) {
  const schema = resolve(given);
  if (schema.items) return tree(schema.items);
  const { properties, required } = fields(schema);
  const rows = Object.entries(properties).map(([name, one]) => field(name, one, required.includes(name)));
  for (const one of choices(schema)) rows.push(field(refName(one) ?? resolve(one).title ?? '—', one, false));
  if (typeof schema.additionalProperties === 'object') rows.push(field('*', schema.additionalProperties, false, say('also')));
  if (!rows.length) return el('p.limits', {}, typeName(given), ' ', limits(schema));
  return el('ul.fields', {}, rows);
}
