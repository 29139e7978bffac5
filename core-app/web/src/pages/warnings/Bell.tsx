import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Bell as Counts } from '../../api/warningTypes';

/** What waits, at a glance on every page. */
export function Bell() {
  const { t } = useTranslation();
  const counts = useQuery({ queryKey: ['bell'], queryFn: ({ signal }) => api.get<Counts>('/bell', undefined, signal), refetchInterval: 60_000, refetchOnWindowFocus: true }).data;
  const words = t('w.bell', { count: counts?.warnings ?? 0, critical: counts?.critical ?? 0 });
  return (
    <Tooltip title={words}>
      <Link to="/warnings" aria-label={words}><Badge count={counts?.warnings ?? 0} overflowCount={999} size="small" offset={[-8, 8]} color={counts?.critical ? 'var(--bad)' : 'var(--accent)'}><Button type="text" tabIndex={-1} icon={<BellOutlined />} /></Badge></Link>
    </Tooltip>
  );
}
