import { CodeOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

/** What shows the same in a terminal. */
export function Command({ text }: { text: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = () => void navigator.clipboard.writeText(text).then(() => void message.success(t('command.copied')), () => void message.info(text));
  return <Tooltip title={<code>{text}</code>}><Button icon={<CodeOutlined />} onClick={copy} aria-label={t('command.copy')}>{t('command.short')}</Button></Tooltip>;
}
