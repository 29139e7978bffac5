import { bandwidth, parseMoney } from '@integration/web-kit';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, useOrgUnits } from '../../api/client';
import type { Vocabulary } from '../../api/orderTypes';
import { asks, bandwidths, entryOfLine, isLine, type ItemEntry } from '../../orders/entry';
import { inLanguage } from '../../texts/codes';
import { LineChoice } from './Choices';

interface Given { customerNo: string | undefined; action: string }

export function ItemForms({ customerNo, action }: Given) {
  const { t } = useTranslation();
  return (
    <Form.List name="items">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <section className="panel" key={key} style={{ marginBottom: 12 }}>
              {fields.length > 1 && <div style={{ display: 'flex', justifyContent: 'space-between', marginBottom: 8 }}><b>{t('o.item', { no: name + 1 })}</b><Button size="small" onClick={() => remove(name)}>{t('of.removeItem')}</Button></div>}
              <ItemForm at={name} customerNo={customerNo} action={action} />
            </section>
          ))}
          <Button onClick={() => add({})} disabled={fields.length >= 50}>{t('of.addItem')}</Button>
        </>
      )}
    </Form.List>
  );
}

function ItemForm({ at, customerNo, action }: Given & { at: number }) {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance();
  const item = Form.useWatch(['items', at], form) as ItemEntry | undefined;
  const words = useAsked<Vocabulary>('/templates/vocabulary').data;
  const accounts = useAsked<{ accountNo: string; name?: string }[]>(`${customerPath(customerNo ?? '')}/accounts`, undefined, !!customerNo).data;
  const asked = asks(action, item?.offering);
  const required = [{ required: true, message: t('kit:field.required') }];
  const amount = [{ validator: (_: unknown, v?: string) => (!v || parseMoney(v) !== null ? Promise.resolve() : Promise.reject(new Error(t('kit:field.badFormat')))) }];
  const known = item?.bandwidthKbps && !bandwidths.includes(item.bandwidthKbps) ? [item.bandwidthKbps, ...bandwidths] : bandwidths;
  return (
    <>
      {['itemNo', 'productId', 'serviceNo'].map((hidden) => <Form.Item key={hidden} name={[at, hidden]} hidden><Input /></Form.Item>)}
      {asked.line && <Form.Item name={[at, 'offering']} hidden><Input /></Form.Item>}
      <div className="form-grid">
        {asked.offering && <Form.Item name={[at, 'offering']} label={t('of.offering')} rules={required}><Select showSearch optionFilterProp="label" options={words?.offerings.map((o) => ({ value: o.offering, label: inLanguage(o.title, i18n.language) || o.offering }))} /></Form.Item>}
        {asked.line && <Form.Item name={[at, 'line']} label={t('of.line')} rules={required} className="wide"><LineChoice customerNo={customerNo} onFound={(p) => form.setFieldValue(['items', at], entryOfLine(p))} /></Form.Item>}
        {asked.bandwidth && <Form.Item name={[at, 'bandwidthKbps']} label={t('of.bandwidth')} rules={isLine(item?.offering) ? required : undefined}><Select showSearch optionFilterProp="label" options={known.map((b) => ({ value: b, label: bandwidth(b) }))} /></Form.Item>}
        {asked.quantity && <Form.Item name={[at, 'quantity']} label={t('of.quantity')} initialValue={1}><InputNumber min={1} max={10000} style={{ width: '100%' }} /></Form.Item>}
        {asked.account && <Form.Item name={[at, 'accountNo']} label={t('of.account')}><Select allowClear placeholder={t('of.newAccount')} options={accounts?.map((a) => ({ value: a.accountNo, label: [a.accountNo, a.name].filter(Boolean).join(' · ') }))} /></Form.Item>}
        {asked.fees && <Form.Item name={[at, 'monthly']} label={t('of.monthly')} rules={amount}><Input inputMode="decimal" className="num" /></Form.Item>}
        {asked.fees && <Form.Item name={[at, 'oneTime']} label={t('of.oneTime')} rules={amount}><Input inputMode="decimal" className="num" /></Form.Item>}
      </div>
      {(asked.aEnd || asked.zEnd) && <div className="ends">{asked.aEnd && <EndForm at={at} name="aEnd" strict={isLine(item?.offering)} />}{asked.zEnd && <EndForm at={at} name="zEnd" strict />}</div>}
    </>
  );
}

function EndForm({ at, name, strict }: { at: number; name: 'aEnd' | 'zEnd'; strict: boolean }) {
  const { t, i18n } = useTranslation();
  const units = useOrgUnits();
  const required = [{ required: true, whitespace: true, message: t('kit:field.required') }];
  return (
    <fieldset>
      <legend>{t(`of.${name}`)}</legend>
      <Form.Item name={[at, name, 'address']} label={t('of.address')} rules={required}><Input maxLength={200} /></Form.Item>
      <Form.Item name={[at, name, 'orgUnit']} label={t('of.unit')} rules={strict ? required : undefined}><Select allowClear={!strict} showSearch optionFilterProp="label" options={units?.filter((u) => u.kind === 'city').map((u) => ({ value: u.code, label: u.name[i18n.language === 'en' ? 'en' : 'zh'] }))} /></Form.Item>
      <div className="form-grid"><Form.Item name={[at, name, 'contactName']} label={t('of.contact')}><Input maxLength={50} /></Form.Item><Form.Item name={[at, name, 'contactPhone']} label={t('of.phone')}><Input maxLength={30} /></Form.Item></div>
    </fieldset>
  );
}
