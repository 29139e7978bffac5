import { StarFilled, StarOutlined, CrownFilled } from '@ant-design/icons';
import { StateTag, systemWords, type Tone } from '@integration/web-kit';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAsked, useOrgUnits, useRight } from '../api/client';

/** A title that is data, in the reader's language. */
export const inLanguage = (title: { zh: string; en: string } | undefined, language: string) => (title ? (language === 'en' ? title.en : title.zh) || title.zh || title.en : '');

/** A code in the reader's language; one that has no word yet is shown as it is. */
export const codeWords = (t: TFunction, group: string, code: string | undefined): string => (code ? t(`code.${group}.${code}`, { defaultValue: t(`oc.${group}.${code}`, { defaultValue: code }) }) : '');

/** operator@billing → 运维（计费）. */
export const roleWords = (t: TFunction, role: string): string => { const [of, system] = role.split('@'); return `${codeWords(t, 'role', of)}${system ? `（${systemWords(t, system)}）` : ''}`; };

const tones: Record<string, Tone> = {
  active: 'good', paid: 'good', settled: 'good', completed: 'good', resolved: 'good', closed: 'good', accepted: 'good', posted: 'good',
  prospect: 'accent', new: 'accent', issued: 'accent', inProgress: 'accent', acknowledged: 'accent', pending: 'accent', submitted: 'accent', pendingActive: 'accent',
  suspended: 'warn', partiallyPaid: 'warn', held: 'warn', open: 'warn', due: 'warn', lockedOut: 'warn', pendingTerminate: 'warn', partial: 'warn',
  waiting: 'quiet', undoing: 'warn', undoFailed: 'bad',
  overdue: 'bad', failed: 'bad', rejected: 'bad', locked: 'bad',
};

export function CodeState({ group, code }: { group: string; code: string | undefined }) {
  const { t } = useTranslation();
  return code ? <StateTag tone={tones[code] ?? 'quiet'}>{codeWords(t, group, code)}</StateTag> : null;
}

export function Level({ code }: { code: string | undefined }) {
  const { t } = useTranslation();
  if (!code) return null;
  const icon = code === 'diamond' ? <CrownFilled /> : code === 'gold' ? <StarFilled /> : <StarOutlined />;
  return <StateTag tone={code === 'diamond' ? 'accent' : 'quiet'} icon={icon}>{codeWords(t, 'serviceLevel', code)}</StateTag>;
}

export function UnitName({ code }: { code: string | undefined }) {
  const { i18n } = useTranslation();
  const unit = useOrgUnits()?.find((u) => u.code === code);
  return <>{unit ? unit.name[i18n.language === 'en' ? 'en' : 'zh'] : code}</>;
}

/** Who a staff id is; the id where nobody has it any more. */
export function StaffName({ id }: { id: string }) {
  const found = useAsked<{ staffId: string; displayName: string }[]>('/staff', { text: id, limit: 20 }, useRight('customers.see')).data;
  const name = found?.find((s) => s.staffId === id)?.displayName;
  return <span title={id}>{name ?? id}</span>;
}
