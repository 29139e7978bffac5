import { useTranslation } from 'react-i18next';

/** How many parked in each of the last 24 hours. */
export function Trend({ of }: { of: readonly number[] }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...of);
  return (
    <svg width={of.length * 5} height={26} role="img" aria-label={t('failures.trend', { count: of.reduce((a, b) => a + b, 0) })}>
      {of.map((n, i) => <rect key={i} x={i * 5} width={4} y={n === 0 ? 25 : 26 - Math.max(3, (n / most) * 26)} height={n === 0 ? 1 : Math.max(3, (n / most) * 26)} fill={n === 0 ? 'var(--line)' : 'var(--bad)'}><title>{n}</title></rect>)}
    </svg>
  );
}
