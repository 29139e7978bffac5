import { Answered } from '@integration/web-kit';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../api/client';
import type { RunbookPage } from '../api/types';
import { Command } from './Command';

const parts = ['seen', 'means', 'safe', 'do', 'ends'] as const;

/** What the runbook says about an alert or a kind of failure, beside what is looked at. */
export function Runbook({ section }: { section: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>{t('runbook.what')}</Button>
      {open && <Drawer open size="large" onClose={() => setOpen(false)} title={t('runbook.what')}><Section section={section} /></Drawer>}
    </>
  );
}

function Section({ section }: { section: string }) {
  const { t } = useTranslation();
  const asked = useAsked<RunbookPage>(`/runbook/${encodeURIComponent(section)}`);
  return (
    <Answered of={asked} lines={6}>
      {(page) => (
        <>
          <h3>{page.title}</h3>
          <dl className="facts">{parts.flatMap((p) => [<dt key={p}>{t(`runbook.${p}`)}</dt>, <dd key={`${p}-text`}><Marked text={page[p]} /></dd>])}</dl>
          <p><Command text={page.command} /></p>
        </>
      )}
    </Answered>
  );
}

/** The little Markdown that a line of the runbook has: code, and links to other sections as their words. */
export function Marked({ text }: { text: string }) {
  return <>{text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').split('`').map((piece, n) => (n % 2 === 1 ? <code key={n}>{piece}</code> : piece))}</>;
}
