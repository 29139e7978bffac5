import { Answered, When } from '@integration/web-kit';
import { Button, Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import { useAsked, useRight } from '../../api/client';
import { orderPath } from '../../api/orderTypes';

interface Shown { id: string; type: string; interface?: string; at: string; body: unknown }

/** The message itself, for those who may see messages; the others see what it was. */
export function MessageButton({ orderNo, id, children }: { orderNo: string; id: string; children: ReactNode }) {
  const may = useRight('messages.see');
  const [open, setOpen] = useState(false);
  const asked = useAsked<Shown>(`${orderPath(orderNo)}/messages/${encodeURIComponent(id)}`, undefined, open);
  if (!may) return <span title={id}>{children}</span>;
  return (
    <>
      <Button type="link" size="small" style={{ padding: 0, height: 'auto' }} onClick={() => setOpen(true)}>{children}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={id} size={560}>
        <Answered of={asked}>{(m) => <><p className="quiet">{[m.interface, m.type].filter(Boolean).join(' · ')} <When at={m.at} /></p><pre className="json">{typeof m.body === 'string' ? m.body : JSON.stringify(m.body, null, 2)}</pre></>}</Answered>
      </Drawer>
    </>
  );
}
