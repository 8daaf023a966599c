import { useTranslation } from 'react-i18next';
import type { Severity } from '../../desk/board-view';

/** Not by colour alone. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  if (severity === 'fine') return null;
  return (
    <span className="board-severity" data-severity={severity}>
      {t(`board.${severity}`)}
    </span>
  );
}
