import { App, ConfigProvider, theme as antTheme } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './kit.css';

const kept = 'hub.dark';
const still = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
const DarkContext = createContext<{ dark: boolean; setDark: (dark: boolean) => void }>({ dark: false, setDark: () => {} });

export const useDark = () => useContext(DarkContext);

// Ant Design's compact form makes texts of ten pixels: close rows are wanted, small letters are not.
const compact: typeof antTheme.compactAlgorithm = (seed, map) => ({ ...antTheme.compactAlgorithm(seed, map), fontSize: 13, fontSizeSM: 12, fontSizeLG: 14, fontHeight: 20, fontHeightSM: 19, fontHeightLG: 22 });

/** One accent; red, amber and green are kept for states. */
export function KitTheme({ children }: { children: ReactNode }) {
  const [dark, setDark] = useState(() => localStorage.getItem(kept) === 'yes');
  const { i18n } = useTranslation();
  useEffect(() => {
    localStorage.setItem(kept, dark ? 'yes' : 'no');
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  const context = useMemo(() => ({ dark, setDark }), [dark]);
  return (
    <DarkContext value={context}>
      <ConfigProvider
        // 撤单, not 撤 单: what a button says is what people look and search for.
        button={{ autoInsertSpace: false }}
        locale={i18n.language === 'en' ? en : zh}
        theme={{
          algorithm: [dark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm, compact],
          // For people who want no movement; a style sheet that forbids it would keep lists from opening, which wait for its end.
          token: { motion: !still, fontSize: 13, colorPrimary: '#2f5fd0', colorInfo: '#2f5fd0', borderRadius: 4, fontFamily: "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" },
        }}
      >
        <App>{children}</App>
      </ConfigProvider>
    </DarkContext>
  );
}
