import { Answered, StateTag } from '@integration/web-kit';
import { Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Template } from '../../api/orderTypes';
import { differences, type StepChange } from '../../orders/drawing';

/** What is drawn against an older version. */
export function Compare({ template, start, versions }: { template: Template; start: Template; versions: number[] }) {
  const { t } = useTranslation();
  const others = drawnOtherwise(template, start) ? versions : versions.filter((v) => v !== start.version);
  const [version, setVersion] = useState(drawnOtherwise(template, start) ? start.version : others.at(-1) ?? start.version);
  const asked = useAsked<Template>(`/templates/${encodeURIComponent(start.template)}/${version}`, undefined, version !== start.version);
  const older = version === start.version ? { ...asked, data: start, isError: false } : asked;
  return (
    <>
      <p>{t('td.compareWith')} <Select aria-label={t('td.compareWith')} value={version} options={versions.map((v) => ({ value: v, label: t('td.version', { version: v }) }))} onChange={setVersion} /></p>
      <Answered of={older}>{(before) => <Changes before={before} after={template} />}</Answered>
    </>
  );
}

const drawnOtherwise = (template: Template, start: Template) => template !== start;

function Changes({ before, after }: { before: Template; after: Template }) {
  const { t } = useTranslation();
  const { added, removed, changed } = differences(before, after);
  const words = (v: unknown) => (Array.isArray(v) ? v.join(', ') : typeof v === 'object' && v ? Object.values(v).join(' / ') : String(v));
  if (!added.length && !removed.length && !changed.length) return <StateTag tone="quiet">{t('td.same')}</StateTag>;
  return (
    <>
      {added.length > 0 && <p><StateTag tone="good">{t('td.added')}</StateTag> {added.join(', ')}</p>}
      {removed.length > 0 && <p><StateTag tone="bad">{t('td.removed')}</StateTag> {removed.join(', ')}</p>}
      {changed.length > 0 && <Table<StepChange> size="small" pagination={false} rowKey={(c) => `${c.step}/${c.field}`} dataSource={changed} columns={[{ title: t('o.step'), dataIndex: 'step' }, { title: t('td.field'), render: (_, c) => t(`tf.${c.field}`, { defaultValue: c.field }) }, { title: t('col.before'), render: (_, c) => words(c.before) }, { title: t('col.after'), render: (_, c) => words(c.after) }]} />}
    </>
  );
}
