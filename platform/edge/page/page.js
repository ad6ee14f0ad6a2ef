// The API page: reads /v1/openapi.json and shows it. No framework, nothing from elsewhere.

import { el, language, prose, say, told, turnLanguage } from './words.js';
import { useDocument } from './schema.js';
import { apiKey, card, routesOf } from './route.js';

const find = (id) => document.getElementById(id);
let whole = null;
let problems = {};
let routes = [];

function grouped(shown) {
  const groups = new Map();
  for (const route of shown) groups.set(route.tag, [...(groups.get(route.tag) ?? []), route]);
  return groups;
}

const tagNamed = (name) => whole.tags?.find((tag) => tag.name === name) ?? {};
const anchor = (id) => `#${encodeURI(id)}`;

function matching() {
  const asked = find('search').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return routes.filter((route) => asked.every((word) => route.words.includes(word)));
}

function matchingProblems() {
  const asked = find('search').value.trim().toLowerCase();
  return Object.entries(problems).filter(([code, texts]) =>
    !asked || code.includes(asked) || Object.values(texts).some((text) => text.title.toLowerCase().includes(asked)));
}

function contents(groups, codes) {
  const links = [...groups].map(([tag, inGroup]) => el('section', {},
    el('a.tag', { href: anchor(`tag-${tag}`) }, tag),
    el('ul', {}, inGroup.map((route) => el('li', {}, el('a', { href: anchor(route.id) },
      el(`span.dot.${route.method}`, { title: route.method }), told(route.operation, 'summary') || route.path))))));
  if (codes.length) links.push(el('section', {}, el('a.tag', { href: '#problems' }, say('problems'))));
  const isWide = matchMedia('(min-width: 60rem)').matches;
  return el('details', { open: isWide }, el('summary', {}, say('contents')), links);
}

function problemList(codes) {
  return el('section', { id: 'problems' }, el('h2', {}, say('problems')), el('p', {}, say('problemsTold')),
    el('ul.problems', {}, codes.map(([code, texts]) => {
      const text = texts[language()] ?? texts.en;
      return el('li', { id: `problem-${code}` }, el('code', {}, code), el('b', {}, text.title), prose(text.detail),
        text.help && el('div.help', {}, prose(text.help)));
    })));
}

function draw() {
  document.documentElement.lang = language();
  document.documentElement.dir = language() === 'ar' ? 'rtl' : 'ltr';
  find('search').placeholder = say('search');
  find('search').setAttribute('aria-label', say('search'));
  find('language').textContent = say('other');
  find('theme').title = say('theme');
  find('theme').setAttribute('aria-label', say('theme'));
  find('key').textContent = apiKey() ? say('keySet') : say('key');
  find('key').classList.toggle('set', Boolean(apiKey()));
  if (!whole) return;
  find('version').textContent = whole.info.version;
  document.title = whole.info.title;
  const groups = grouped(matching());
  const codes = matchingProblems();
  const asked = find('search').value.trim();
  find('contents').replaceChildren(contents(groups, codes));
  find('main').replaceChildren(...[
    !asked && el('section.intro', { id: 'top' }, el('h1', {}, whole.info.title), prose(told(whole.info, 'description')),
      el('p', {}, el('a', { href: '/v1/openapi.json' }, say('document')))),
    ...[...groups].map(([tag, inGroup]) => el('section', { id: `tag-${tag}` }, el('h2', {}, tag), prose(told(tagNamed(tag), 'description')), inGroup.map(card))),
    codes.length > 0 && problemList(codes),
    asked && !groups.size && !codes.length && el('p', {}, `${say('nothing')} “${asked}”`),
  ].filter(Boolean));
}

/** Opens and shows what the address names. */
function follow() {
  const wanted = find(decodeURI(location.hash.slice(1)));
  if (!wanted) return;
  if (wanted.tagName === 'DETAILS') wanted.open = true;
  wanted.scrollIntoView({ behavior: 'instant' });
}

function askKey() {
  const input = el('input', { type: 'password', value: apiKey(), placeholder: 'hk_…', autocomplete: 'off', 'aria-label': say('key') });
  const done = (value) => {
    if (value) sessionStorage.setItem('hanse-key', value);
    else sessionStorage.removeItem('hanse-key');
    find('key-dialog').close();
    find('key').textContent = apiKey() ? say('keySet') : say('key');
    find('key').classList.toggle('set', Boolean(apiKey()));
  };
  find('key-dialog').replaceChildren(el('form', { method: 'dialog', onsubmit: (event) => { event.preventDefault(); done(input.value.trim()); } },
    el('h3', {}, say('key')), el('p', {}, say('keyTold')), input,
    el('div.buttons', {}, el('button', { type: 'button', onclick: () => done('') }, say('forget')), el('button.send', { type: 'submit' }, say('save')))));
  find('key-dialog').showModal();
}

function turnTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('hanse-theme', root.dataset.theme);
}

async function begin() {
  const theme = localStorage.getItem('hanse-theme');
  if (theme) document.documentElement.dataset.theme = theme;
  draw();
  find('search').addEventListener('input', draw);
  find('language').addEventListener('click', () => { turnLanguage(); draw(); follow(); });
  find('theme').addEventListener('click', turnTheme);
  find('key').addEventListener('click', askKey);
  addEventListener('hashchange', follow);
  addEventListener('keydown', (event) => {
    const isTyping = /INPUT|TEXTAREA/.test(document.activeElement?.tagName);
    if (event.key === '/' && !isTyping) { event.preventDefault(); find('search').focus(); }
  });
  try {
    const read = (path) => fetch(path).then((response) => response.json());
    [whole, problems] = await Promise.all([read('/v1/openapi.json'), read('/docs/problems.json')]);
  } catch {
    find('main').replaceChildren(el('p.warn', {}, say('unreadable')));
    return;
  }
  useDocument(whole);
  routes = routesOf(whole);
  draw();
  follow();
}

begin();
