// Money is whole fen. It is cut as text, never divided: a division would make a floating point number of it.

export type Fen = number | bigint;

/** 123456 → ¥1,234.56. Nothing for no value. */
export function money(fen: Fen | null | undefined): string {
  if (fen === null || fen === undefined) return '';
  const text = digitsOf(fen);
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '−' : ''}¥${yuan}.${digits.slice(-2)}`;
}

/** For axes and tight places: ¥1.2万 in Chinese, ¥12k in English. Rounded, so never where an amount is to be read exactly. */
export function roughMoney(fen: Fen, language: string): string {
  const yuan = Number(BigInt(digitsOf(fen)) / 100n);
  const size = Math.abs(yuan);
  const [unit, word] = language.startsWith('zh')
    ? size >= 1e8 ? [1e8, '亿'] : size >= 1e4 ? [1e4, '万'] : [1, '']
    : size >= 1e6 ? [1e6, 'm'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  const value = yuan / (unit as number);
  return `¥${value.toLocaleString('en-US', { maximumFractionDigits: 1 })}${word}`;
}

/** What a person typed, as fen; null if it is not an amount. */
export function parseMoney(text: string): bigint | null {
  const match = /^\s*[¥￥]?\s*([−-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*$/.exec(text);
  if (!match) return null;
  const fen = BigInt(match[2]!.replaceAll(',', '') + (match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -fen : fen;
}

function digitsOf(fen: Fen): string {
  if (typeof fen === 'number' && !Number.isSafeInteger(fen)) throw new RangeError(`${fen} is not a whole number of fen that can be shown exactly`);
  return fen.toString();
}
