import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { kitEn } from './en';
import { kitZh } from './zh';

export type Language = 'zh' | 'en';
const kept = 'hub.language';

/** The kit's texts under "kit", the app's under "app". Chinese unless the person chose otherwise. */
export function startTexts(zh: object, en: object): i18n {
  const language: Language = localStorage.getItem(kept) === 'en' ? 'en' : 'zh';
  void i18next.use(initReactI18next).init({
    lng: language, fallbackLng: 'zh', defaultNS: 'app', initAsync: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    resources: { zh: { kit: kitZh, app: zh }, en: { kit: kitEn, app: en } },
  });
  document.documentElement.lang = language;
  return i18next;
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(kept, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
