import { Graph, systemWords, type ShownStep, type Sign, type Tone } from '@integration/web-kit';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageGraph } from '../../api/types';
import { stateOf, typeWords } from '../../parts/words';

const look: Record<string, [Tone, Sign]> = { done: ['good', 'done'], parked: ['bad', 'fail'], retry: ['warn', 'run'], refused: ['warn', 'fail'], discarded: ['quiet', 'skip'], expired: ['warn', 'skip'] };

/** What caused what, in a lane per system. */
export function CauseGraph({ of, here }: { of: MessageGraph; here: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const steps = useMemo<ShownStep[]>(() => of.nodes.map((m) => {
    const state = stateOf(m);
    const [tone, sign] = look[state] ?? ['accent', 'run'];
    return { key: m.id, lane: m.source.split('/')[0]!, after: of.edges.filter((e) => e.to === m.id).map((e) => e.from), title: typeWords(t, m.type), state: t(`state.${state}`, { defaultValue: state }), tone, sign, mark: m.id === here ? '●' : undefined };
  }), [of, here, t]);
  return (
    <>
      <Graph steps={steps} laneTitle={(lane) => systemWords(t, lane)} chosen={here} onChoose={(id) => void navigate({ to: '/messages/$id', params: { id } })} label={t('message.graph')} />
      {of.more && <p className="quiet">{t('message.graphMore', { count: of.nodes.length })}</p>}
    </>
  );
}
