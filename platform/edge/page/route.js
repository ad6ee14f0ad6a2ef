// One route: what it wants, what it answers, how to call it, and a form that calls it.

import { code, el, prose, say, told } from './words.js';
import { example, field, resolve, tree, typeName } from './schema.js';

export const apiKey = () => sessionStorage.getItem('hanse-key') ?? '';
const drawKey = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Every route of the document, in its order, with what the page needs to know of it. */
export function routesOf(document) {
  const methods = ['get', 'post', 'put', 'patch', 'delete'];
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const contents = resolve(operation.requestBody).content ?? {};
      const media = Object.keys(contents)[0];
      return {
        path, method, operation, media,
        id: `${method}-${path}`,
        tag: operation.tags?.[0] ?? '—',
        scope: operation.security?.flatMap((one) => one.bearer ?? []).join(' '),
        parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve),
        body: media && contents[media].schema,
        bodyExample: media && (contents[media].example ?? example(contents[media].schema)),
        words: [path, method, operation.summary, operation.description, operation['x-summary-zh'], operation.tags?.join(' '),
          operation.operationId].join(' ').toLowerCase(),
      };
    }));
}

const isJson = (media) => /json/.test(media ?? '');
const shownPath = (path) => path.split(/(\{[^}]+\})/).map((part) => (part.startsWith('{') ? el('i', {}, part) : part));

/** A route, closed; what is inside is made when it is opened. */
export function card(route) {
  const { operation } = route;
  const box = el('details.route', { id: route.id, ontoggle: () => { if (box.open && box.children.length < 2) box.append(inside(route)); } },
    el('summary', {}, el(`span.method.${route.method}`, {}, route.method), el('code.path', {}, shownPath(route.path)),
      el('span.summary', {}, told(operation, 'summary') || operation.operationId)));
  return box;
}

function inside(route) {
  const { operation } = route;
  const answers = Object.entries(operation.responses ?? {});
  return el('div.route-inside', {},
    el('div.told', {},
      prose(told(operation, 'description')),
      el('p.scope', {}, `${say('needs')}: `, el('code', {}, route.scope || say('anyKey'))),
      route.parameters.length > 0 && [el('h4', {}, say('parameters')), el('ul.fields', {}, route.parameters.map((one) =>
        field(one.name, one.schema ?? {}, one.required, `${one.description ?? ''} (${one.in})`)))],
      route.body && [el('h4', {}, say('body'), el('small', {}, ` ${route.media} · ${typeName(route.body)}`)), tree(route.body)],
      el('h4', {}, say('responses')),
      el('ul.answers', {}, answers.map(([status, given]) => answer(status, resolve(given))))),
    el('div.doing', {},
      el('h4', {}, say('curl')), code(curl(route)),
      el('h4', {}, say('tryIt')), form(route)));
}

function answer(status, given) {
  const [media, content] = Object.entries(given.content ?? {})[0] ?? [];
  const head = [el(`b.status.s${status[0]}`, {}, status), ' ', given.description, content && el('span.type', {}, ` ${typeName(content.schema ?? {})}`)];
  if (!content?.schema) return el('li', {}, el('div.answer', {}, head));
  const box = el('details', { ontoggle: () => {
    if (!box.open || box.children.length > 1) return;
    box.append(tree(content.schema));
    if (isJson(media) && !/problem/.test(media)) box.append(code(JSON.stringify(content.example ?? example(content.schema), null, 2)));
  } }, el('summary', {}, head));
  return el('li', {}, box);
}

function curl(route) {
  const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;
  const lines = [`curl -X ${route.method.toUpperCase()} ${quoted(location.origin + route.path)}`, '-H "Authorization: Bearer $HANSE_KEY"'];
  for (const one of route.parameters) {
    if (one.in === 'header' && one.required) {
      lines.push(one.name === 'Idempotency-Key' ? '-H "Idempotency-Key: $(uuidgen)"' : `-H ${quoted(`${one.name}: ${one.example ?? example(one.schema)}`)}`);
    }
  }
  if (route.media) {
    if (!route.media.startsWith('multipart')) lines.push(`-H ${quoted(`Content-Type: ${route.media}`)}`);
    if (isJson(route.media)) lines.push(`-d ${quoted(JSON.stringify(route.bodyExample, null, 2))}`);
    else lines.push(route.media.startsWith('multipart') ? "-F 'file=@FILE'" : "--data-binary '@FILE'");
  }
  return lines.join(' \\\n  ');
}

/** The form that calls the route with the key of this tab. */
function form(route) {
  const inputs = route.parameters.filter((one) => one.in !== 'cookie').map((one) => {
    const start = one.name === 'Idempotency-Key' ? drawKey() : one.in === 'query' && !one.required ? '' : one.example ?? resolve(one.schema).example ?? '';
    return { one, input: el('input', { value: start, placeholder: typeName(one.schema ?? {}), required: one.required ?? false, autocomplete: 'off', spellcheck: 'false' }) };
  });
  const files = route.media && !isJson(route.media) ? el('input', { type: 'file' }) : null;
  const body = isJson(route.media) ? el('textarea', { spellcheck: 'false', rows: Math.min(18, JSON.stringify(route.bodyExample, null, 2).split('\n').length + 1), 'aria-label': say('body') }) : null;
  if (body) body.value = JSON.stringify(route.bodyExample, null, 2);
  const out = el('div.out', { 'aria-live': 'polite' });
  const button = el('button.send', { type: 'submit' }, say('send'));

  const submit = async (event) => {
    event.preventDefault();
    if (!apiKey()) { out.replaceChildren(el('p.warn', {}, say('noKey'))); return; }
    button.disabled = true;
    out.replaceChildren(el('p', {}, say('sending')));
    out.replaceChildren(...await call(route, inputs, body, files));
    button.disabled = false;
    const again = inputs.find(({ one }) => one.name === 'Idempotency-Key');
    if (again) again.input.value = drawKey();
  };
  return el('form.try', { onsubmit: submit },
    inputs.map(({ one, input }) => el('label', {}, el('span', {}, one.name, one.required && el('span.required', {}, ' *')), input)),
    files && el('label', {}, el('span', {}, say('file')), files), body, button, out);
}

async function call(route, inputs, body, files) {
  let path = route.path;
  const query = new URLSearchParams();
  const headers = { Authorization: `Bearer ${apiKey()}`, 'Accept-Language': document.documentElement.lang };
  for (const { one, input } of inputs) {
    if (one.in === 'path') path = path.replace(`{${one.name}}`, encodeURIComponent(input.value));
    else if (!input.value) continue;
    else if (one.in === 'query') query.append(one.name, input.value);
    else headers[one.name] = input.value;
  }
  let sent = body?.value;
  if (files?.files[0]) {
    sent = files.files[0];
    if (route.media.startsWith('multipart')) { sent = new FormData(); sent.append('file', files.files[0]); }
  }
  if (route.media && !route.media.startsWith('multipart') && sent) headers['Content-Type'] = route.media;
  const begun = performance.now();
  try {
    const response = await fetch(path + (query.size ? `?${query}` : ''), { method: route.method.toUpperCase(), headers, body: sent });
    const text = await response.text();
    let shown = text;
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* not JSON: shown as it came */ }
    const kept = ['etag', 'retry-after', 'location', 'x-request-id'].filter((name) => response.headers.has(name));
    return [
      el('p', {}, el(`b.status.s${String(response.status)[0]}`, {}, `${response.status} ${response.statusText}`), ` ${Math.round(performance.now() - begun)} ms`),
      kept.length > 0 && el('p.limits', {}, kept.map((name) => `${name}: ${response.headers.get(name)}`).join(' · ')),
      shown && code(shown.length > 100000 ? `${shown.slice(0, 100000)}\n…` : shown),
    ].filter(Boolean);
  } catch (failure) {
    return [el('p.warn', {}, `${say('failed')}: ${failure.message}`)];
  }
}
