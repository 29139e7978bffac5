import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** What a message is about; each leads to everything about that. */
export function Keys({ of }: { of: readonly { kind: string; value: string }[] }) {
  const { t } = useTranslation();
  const shown = of.slice(0, 30);
  return (
    <span className="keys">
      {shown.map((k) => <Link key={`${k.kind}:${k.value}`} to="/keys/$value" params={{ value: k.value }} search={{}}><span className="quiet">{t(`key.${k.kind}`, { defaultValue: k.kind })}</span> {k.value}</Link>)}
      {of.length > shown.length && <span className="quiet">+{of.length - shown.length}</span>}
    </span>
  );
}
