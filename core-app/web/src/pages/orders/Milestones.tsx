import { useTranslation } from 'react-i18next';
import type { Step } from '../../api/orderTypes';
import { milestones, together } from '../../orders/shown';
import { codeWords, inLanguage } from '../../texts/codes';

const signs: Record<string, string> = { completed: '✓', inProgress: '▶', failed: '✕', undoFailed: '✕', skipped: '»', undone: '↩', undoing: '↩', cancelled: '–', waiting: '○' };

/** How far the order is, at a glance. */
export function Milestones({ steps }: { steps: readonly Step[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ol className="milestones" aria-label={t('o.milestones')}>
      {milestones(steps).map((m) => {
        const state = together(m.states);
        return <li key={m.step} data-state={state} data-late={m.late || undefined} title={codeWords(t, 'stepState', state)}><span aria-hidden="true">{signs[state]}</span>{inLanguage(m.title, i18n.language)}<span className="hidden">{codeWords(t, 'stepState', state)}</span></li>;
      })}
    </ol>
  );
}
