import { Answered, Empty, StateTag, systemWords } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Reconciliation, Reconciliations as ReconciliationsOf } from '../../api/types';
import { Command } from '../../parts/Command';

const yuan = (fen: number | undefined) => (fen === undefined ? '—' : (fen / 100).toFixed(2));

/** What agrees with the statements of banks and billing, by day; what does not, with the message that said so. */
export function Reconciliations() {
  const { t } = useTranslation();
  const asked = useAsked<ReconciliationsOf>('/figures/reconciliations', undefined, true, 60_000);
  return (
    <Answered of={asked} lines={8}>
      {(r) => (
        <>
          <div className="page-head"><span className="quiet num">{r.from} – {r.to}</span><span className="grow" /><Command text={r.command} /></div>
          {r.items.length === 0 ? <Empty title={t('figures.nothingCompared')}>{t('figures.nothingComparedWhat')}</Empty> : (
            <table className="plain">
              <thead><tr><td className="quiet">{t('figures.day')}</td><td className="quiet">{t('figures.with')}</td><td className="quiet right">{t('figures.agreed')}</td><td className="quiet right">{t('figures.missingHere')}</td><td className="quiet right">{t('figures.missingThere')}</td><td className="quiet">{t('figures.differences')}</td></tr></thead>
              <tbody>{r.items.map((d) => <Day key={`${d.with} ${d.day ?? ''}`} of={d} />)}</tbody>
            </table>
          )}
        </>
      )}
    </Answered>
  );
}

function Day({ of }: { of: Reconciliation }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td className="num">{of.day ?? ''}</td><td>{systemWords(t, of.with)}</td><td className="num right">{of.agreed} · {yuan(of.agreedFen)}</td>
      <td className={`num right${of.missingHere > 0 ? ' state-bad' : ''}`}>{of.missingHere || ''}</td><td className={`num right${of.missingThere > 0 ? ' state-bad' : ''}`}>{of.missingThere || ''}</td>
      <td>
        {of.differences.length === 0 && <StateTag tone="good">{t('figures.agrees')}</StateTag>}
        {of.differences.map((d) => <div key={d.no}><Link to="/messages/$id" params={{ id: d.message }}>{d.subject}</Link> {d.words} <span className="quiet num">{yuan(d.oursFen)} / {yuan(d.theirsFen)}</span></div>)}
      </td>
    </tr>
  );
}
