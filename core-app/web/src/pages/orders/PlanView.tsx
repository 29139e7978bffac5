import { dateTime, Graph, StateTag } from '@integration/web-kit';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../api/orderTypes';
import { planned, shownStep } from '../../orders/shown';
import { inLanguage } from '../../texts/codes';
import { laneWords } from './OrderPage';

/** How the order would go, before it is placed. */
export function PlanView({ plan }: { plan: Preview }) {
  const { t, i18n } = useTranslation();
  const steps = useMemo(
    () => plan.steps.map((s) => shownStep(planned(s), inLanguage(s.title, i18n.language), s.predictedEnd ? `→ ${dateTime(s.predictedEnd).slice(5)}` : t('o.hours', { count: s.slaHours ?? 0 }), 0, { predicted: '', noReturn: '⊘' })),
    [plan, t, i18n.language],
  );
  const late = plan.expectedAt && plan.deadline && Date.parse(plan.expectedAt) > Date.parse(plan.deadline);
  return (
    <>
      <p>{t('of.planHint', { templates: plan.templates.join(', '), expected: dateTime(plan.expectedAt) })} <span className="quiet">{t('of.steps', { count: plan.steps.length })}</span> {late && <StateTag tone="warn">{t('of.late', { deadline: dateTime(plan.deadline) })}</StateTag>}</p>
      <Graph steps={steps} label={t('of.plan')} laneTitle={(lane) => laneWords(t, lane)} />
    </>
  );
}
