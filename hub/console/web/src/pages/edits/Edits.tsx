import { Answered, Empty } from '@integration/web-kit';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Edit } from '../../api/types';
import { Command } from '../../parts/Command';
import { EditCard } from './EditCard';

const route = getRouteApi('/frame/edits');

/** Other bodies that people have given to messages: those that wait for a second person first. */
export function Edits() {
  const { t } = useTranslation();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = state ?? 'waiting';
  const asked = useAsked<{ items: Edit[] }>('/edits', { state: shown === 'all' ? undefined : shown }, true, 5_000);
  return (
    <>
      <div className="page-head"><h1>{t('edits.title')}</h1><span className="grow" /><Command text={shown === 'waiting' ? 'hub edits list --waiting' : 'hub edits list'} /></div>
      <div className="chips"><Segmented size="small" value={shown} onChange={(value) => void navigate({ search: { state: value === 'waiting' ? undefined : value } })} options={['waiting', 'sent', 'refused', 'overtaken', 'all'].map((value) => ({ value, label: t(`edits.of.${value}`) }))} /></div>
      <Answered of={asked} lines={8}>{({ items }) => (items.length === 0 ? <Empty title={t('edits.none')}>{t('edits.noneWhat')}</Empty> : <>{items.map((e) => <EditCard key={e.edit} of={e} withMessage />)}</>)}</Answered>
    </>
  );
}
