// The page's own words. What routes say of themselves comes from the document; `x-summary-zh` and `x-description-zh` are used when there.

const words = {
  en: {
    search: 'Search routes…  ( / )', key: 'API key', keySet: 'Key set', theme: 'Light or dark', other: '中文',
    contents: 'Contents', needs: 'Needs', anyKey: 'any valid key', parameters: 'Parameters', body: 'Body', responses: 'Responses',
    required: 'required', example: 'Example', curl: 'curl', tryIt: 'Try it', send: 'Send', sending: 'Sending…', copy: 'Copy', copied: 'Copied',
    problems: 'Problems', problemsTold: 'Whatever goes wrong is answered as application/problem+json (RFC 9457). Branch on the code: it never changes its meaning.',
    keyTold: 'Kept in this tab only and sent to this server only. It is gone when you close the tab.', save: 'Keep', forget: 'Forget',
    nothing: 'Nothing found for', document: 'OpenAPI document', failed: 'No answer', noKey: 'Set an API key first: the button is at the top.',
    oneOf: 'one of', fields: 'fields', chars: 'characters', also: 'further fields', unreadable: 'The document cannot be read.', file: 'File',
  },
  zh: {
    search: '搜索接口…（ / ）', key: 'API 密钥', keySet: '已设密钥', theme: '浅色或深色', other: 'العربية',
    contents: '目录', needs: '所需权限', anyKey: '任意有效密钥', parameters: '参数', body: '请求体', responses: '响应',
    required: '必填', example: '示例', curl: 'curl', tryIt: '试一试', send: '发送', sending: '发送中…', copy: '复制', copied: '已复制',
    problems: '错误代码', problemsTold: '任何失败都以 application/problem+json（RFC 9457）回应。请按 code 判断：它的含义永不改变。',
    keyTold: '只保存在此标签页中，只发送给此服务器；关闭标签页即清除。', save: '保存', forget: '清除',
    nothing: '没有找到', document: 'OpenAPI 文档', failed: '没有回应', noKey: '请先设置 API 密钥：按钮在页面顶部。',
    oneOf: '以下之一', fields: '字段', chars: '字符', also: '其他字段', unreadable: '无法读取文档。', file: '文件',
  },
  ar: {
    search: 'ابحث في المسارات…  ( / )', key: 'مفتاح API', keySet: 'المفتاح مضبوط', theme: 'فاتح أو داكن', other: 'English',
    contents: 'المحتويات', needs: 'يتطلب', anyKey: 'أي مفتاح صالح', parameters: 'المعاملات', body: 'المتن', responses: 'الردود',
    required: 'مطلوب', example: 'مثال', curl: 'curl', tryIt: 'جرّبه', send: 'إرسال', sending: 'جارٍ الإرسال…', copy: 'نسخ', copied: 'نُسخ',
    problems: 'المشكلات', problemsTold: 'كل ما يفشل يُجاب عنه بصيغة application/problem+json (RFC 9457). اعتمد على الرمز code: معناه لا يتغير أبدًا.',
    keyTold: 'يُحفظ في هذا التبويب وحده ويُرسل إلى هذا الخادم وحده، ويزول بإغلاق التبويب.', save: 'حفظ', forget: 'نسيان',
    nothing: 'لا شيء عن', document: 'وثيقة OpenAPI', failed: 'لا رد', noKey: 'اضبط مفتاح API أولًا: الزر في أعلى الصفحة.',
    oneOf: 'واحد من', fields: 'الحقول', chars: 'محارف', also: 'حقول أخرى', unreadable: 'لا يمكن قراءة الوثيقة.', file: 'ملف',
  },
};

const TURN = { en: 'zh', zh: 'ar', ar: 'en' };
const kept = localStorage.getItem('hanse-language');
let current = kept in words ? kept : (Object.keys(words).find((one) => navigator.language.toLowerCase().startsWith(one)) ?? 'en');

export const language = () => current;
export const say = (name) => words[current][name] ?? name;
export function turnLanguage() {
  current = TURN[current];
  localStorage.setItem('hanse-language', current);
}
/** A text of the document in the page's language where it has one. */
export const told = (thing, name) => (current === 'zh' && thing[`x-${name}-zh`]) || thing[name] || '';

/** Makes an element: `el('p.note', { title: 'x' }, 'text', child)`. Text is always text, never markup. */
export function el(kind, given = {}, ...children) {
  const [tag, ...classes] = kind.split('.');
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(' ');
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(3).filter((child) => child != null && child !== false && child !== ''));
  return made;
}

/** Paragraphs of a description, with `code` shown as code. */
export function prose(text) {
  return (text ?? '').split(/\n\s*\n/).filter(Boolean).map((paragraph) =>
    el('p', {}, paragraph.split(/(`[^`]+`)/).map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`') ? el('code', {}, part.slice(1, -1)) : part)));
}

/** A block of code with a button that copies it. */
export function code(text) {
  const button = el('button.copy', { type: 'button', onclick: async () => {
    await navigator.clipboard?.writeText(block.textContent);
    button.textContent = say('copied');
    setTimeout(() => { button.textContent = say('copy'); }, 1200);
  } }, say('copy'));
  const block = el('pre', { tabindex: '0' }, text);
  return el('div.code', {}, block, button);
}
