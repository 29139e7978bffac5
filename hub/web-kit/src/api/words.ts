import type { TFunction } from 'i18next';
import { ApiProblem, type FieldProblem } from './client';

/** A problem in the reader's language. */
export function problemWords(t: TFunction, problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t('kit:problem.other', { code: String(problem) });
  return say(t, 'problem', problem.code, problem.body);
}

/** A refusal's reason in the app's own words (its texts under group): what the server says as a code. */
export function refusalWords(t: TFunction, problem: unknown, group = 'refusal'): string {
  if (!(problem instanceof ApiProblem)) return problemWords(t, problem);
  const reasons = t(group, { returnObjects: true }) as Record<string, string>;
  const reason = reasons[String(problem.body.reason)] ?? reasons[problem.code];
  return reason ? say(t, 'problem', 'request.refused', { reason }) : problemWords(t, problem);
}

export function fieldWords(t: TFunction, problem: FieldProblem): string {
  return say(t, 'field', problem.code, problem.args ?? {});
}

function say(t: TFunction, group: string, code: string, args: object): string {
  // Codes have dots, which i18next would read as a path.
  const texts = t(`kit:${group}`, { returnObjects: true }) as Record<string, string>;
  const text = texts[code] ?? texts.other ?? code;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(({ code, ...args } as Record<string, unknown>)[name] ?? ''));
}

/** billing/BIL-1 → 计费 BIL-1; a rule's peer* → the peer hubs. */
export function systemWords(t: TFunction, source: string): string {
  const [system = '', part] = source.split('/');
  const name = system.replace(/[*\d]+$/, '').replace(/[-.].*$/, '');
  // n97 is a name of its own; peer2 is a peer.
  const word = t(`kit:system.${system}`, { defaultValue: t(`kit:system.${name}`, { defaultValue: system.replace('*', '') }) });
  return part ? `${word} ${part}` : word;
}

/** contacts[1].name → ['contacts', 1, 'name'], as Ant Design's forms name their fields. */
export function fieldPath(field: string): (string | number)[] {
  return field.split(/[.[\]]+/).filter(Boolean).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What Form.setFields takes. */
export function formErrors(t: TFunction, problem: unknown): { name: (string | number)[]; errors: string[] }[] {
  return problem instanceof ApiProblem ? problem.fields.map((f) => ({ name: fieldPath(f.field), errors: [fieldWords(t, f)] })) : [];
}
