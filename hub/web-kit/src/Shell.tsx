import { GlobalOutlined, MoonOutlined, SunOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDark } from './theme';
import { changeLanguage, type Language } from './texts/i18n';

export interface ShellProps {
  title: string;
  /** Links, each marking itself with aria-current="page". */
  navigation: ReactNode[];
  search: ReactNode;
  /** What waits, for a look on every page. */
  bell?: ReactNode;
  person: { name: string; detail: string };
  onPassword: () => void;
  onSignOut: () => void;
  onLanguage?: (language: Language) => void;
  children: ReactNode;
}

export function Shell({ title, navigation, search, bell, person, onPassword, onSignOut, onLanguage, children }: ShellProps) {
  const { t } = useTranslation();
  return (
    <div className="shell">
      <a className="skip" href="#main">↓</a>
      <div className="shell-mark"><Mark />{title}</div>
      <header className="shell-bar">
        {search}
        <span className="grow" />
        {bell}
        <LookSwitches onLanguage={onLanguage} />
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              { key: 'who', label: <span className="quiet">{person.detail}</span>, disabled: true },
              { key: 'password', label: t('kit:password'), onClick: onPassword },
              { key: 'out', label: t('kit:signOut'), onClick: onSignOut },
            ],
          }}
        >
          <Button type="text" icon={<UserOutlined />} aria-label={person.name}><span className="person-name">{person.name}</span></Button>
        </Dropdown>
      </header>
      <nav className="shell-nav" aria-label={t('kit:menu')}><ul>{navigation.map((one, i) => <li key={i}>{one}</li>)}</ul></nav>
      <main className="shell-main" id="main">{children}</main>
    </div>
  );
}

/** Language and light or dark: also before anybody has signed in. */
export function LookSwitches({ onLanguage }: { onLanguage?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  const { dark, setDark } = useDark();
  const other: Language = i18n.language === 'en' ? 'zh' : 'en';
  const look = dark ? t('kit:light') : t('kit:dark');
  return (
    <>
      <Button type="text" icon={<GlobalOutlined />} lang={other} onClick={() => { changeLanguage(other); onLanguage?.(other); }}>{other === 'en' ? 'English' : '中文'}</Button>
      <Tooltip title={look}><Button type="text" icon={dark ? <SunOutlined /> : <MoonOutlined />} aria-label={look} onClick={() => setDark(!dark)} /></Tooltip>
    </>
  );
}

export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="var(--accent)" strokeWidth="1.8">
      <circle cx="10" cy="10" r="3.2" fill="var(--accent)" /><path d="M10 7V1.5M10 18.5V13M7.3 8.5 2.5 5.6M17.5 14.4l-4.8-2.9M12.7 8.5l4.8-2.9M2.5 14.4l4.8-2.9" />
    </svg>
  );
}
