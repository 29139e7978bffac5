/** A line of a body as it is shown, and where in the body it stands. */
export interface BodyLine { text: string; path?: string }

/** JSON and XML are laid out, each line knowing its path (items[].amount; Envelope/Body/Reserve/orderNo); what cannot be read is shown as it came. */
export function layOutBody(text: string, contentType: string): BodyLine[] {
  try {
    if (/json/i.test(contentType)) return text.trim().split('\n').filter(Boolean).flatMap((one) => jsonLines(JSON.parse(one), '', 0, ''));
  } catch {
    try {
      return jsonLines(JSON.parse(text), '', 0, '');
    } catch {
      return plain(text);
    }
  }
  if (/xml/i.test(contentType)) return xmlLines(text) ?? plain(text);
  return plain(text);
}

const plain = (text: string): BodyLine[] => text.split(/\r?\n/).map((line) => ({ text: line }));

function jsonLines(value: unknown, path: string, depth: number, name: string, last = true): BodyLine[] {
  const pad = '  '.repeat(depth);
  const head = name === '' ? pad : `${pad}${JSON.stringify(name)}: `;
  const end = last ? '' : ',';
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ text: `${head}[]${end}`, path }];
    return [{ text: `${head}[`, path }, ...value.flatMap((v, i) => jsonLines(v, `${path}[]`, depth + 1, '', i === value.length - 1)), { text: `${pad}]${end}`, path }];
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 0) return [{ text: `${head}{}${end}`, path }];
    return [{ text: `${head}{`, path }, ...entries.flatMap(([k, v], i) => jsonLines(v, path ? `${path}.${k}` : k, depth + 1, k, i === entries.length - 1)), { text: `${pad}}${end}`, path }];
  }
  return [{ text: `${head}${JSON.stringify(value)}${end}`, path }];
}

function xmlLines(text: string): BodyLine[] | undefined {
  if (typeof DOMParser === 'undefined') return undefined;
  const document = new DOMParser().parseFromString(text, 'application/xml');
  if (document.querySelector('parsererror')) return undefined;
  const lines: BodyLine[] = [];
  const declaration = /^\s*<\?xml[^>]*\?>/.exec(text)?.[0];
  if (declaration) lines.push({ text: declaration.trim() });
  const escape = (s: string) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const walk = (element: Element, path: string, depth: number) => {
    const pad = '  '.repeat(depth);
    const own = path ? `${path}/${element.localName}` : element.localName;
    const attributes = [...element.attributes].map((a) => ` ${a.name}="${escape(a.value).replaceAll('"', '&quot;')}"`).join('');
    const children = [...element.children];
    const inner = children.length === 0 ? escape(element.textContent ?? '') : '';
    if (children.length === 0) lines.push({ text: inner === '' ? `${pad}<${element.tagName}${attributes}/>` : `${pad}<${element.tagName}${attributes}>${inner}</${element.tagName}>`, path: own });
    else {
      lines.push({ text: `${pad}<${element.tagName}${attributes}>`, path: own });
      for (const child of children) walk(child, own, depth + 1);
      lines.push({ text: `${pad}</${element.tagName}>`, path: own });
    }
  };
  walk(document.documentElement, '', 0);
  return lines;
}

/** The last name of a path, for finding its like in another form of the same message. */
export const lastName = (path: string) => (path.replace(/\[\]|\[\d+\]/g, '').split(/[./@]/).filter(Boolean).at(-1) ?? '').toLowerCase();

/** Whether a line holds what a path names: the same path, or a longer one that ends with it, or at least the same last name. */
export function holds(line: BodyLine, paths: readonly string[]): boolean {
  if (!line.path) return false;
  const own = line.path.replaceAll('/', '.').toLowerCase();
  return paths.some((p) => {
    const wanted = p.replaceAll('/', '.').replace(/^\.+/, '').toLowerCase();
    return own === wanted || own.endsWith(`.${wanted}`) || (lastName(line.path!) === lastName(p) && lastName(p) !== '');
  });
}
