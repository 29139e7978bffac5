import { expect, it } from 'vitest';
import { en } from './en';
import { zh } from './zh';

function placeholders(texts: object, path = ''): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, (value.match(/\{\{\w+\}\}/g) ?? []).sort().join()]] : Object.entries(placeholders(value as object, `${path}${key}.`))));
}

it('both languages say the same things with the same parts to fill in', () => expect(placeholders(en)).toEqual(placeholders(zh)));
