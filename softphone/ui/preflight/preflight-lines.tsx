import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PreflightLine, Verdict } from '../../desk/preflight';

const signs = {
  ok: { Icon: IconCircleCheck, color: 'var(--mantine-color-go-text)' },
  warn: { Icon: IconAlertTriangle, color: 'var(--mantine-color-wait-text)' },
  fail: { Icon: IconCircleX, color: 'var(--mantine-color-stop-text)' },
  unknown: { Icon: IconCircleDashed, color: 'var(--mantine-color-dimmed)' },
} as const satisfies Record<Verdict, unknown>;

/** Each check with how it went, or what to do. */
export function PreflightLines({ lines }: { lines: readonly PreflightLine[] }) {
  const { t } = useTranslation();
  return (
    <ul className="plain-list preflight">
      {lines.map(({ check, verdict, why }) => {
        const { Icon, color } = signs[verdict];
        return (
          <li key={check} data-testid={`preflight-${check}`} data-verdict={verdict} data-why={why}>
            <Icon size={18} color={color} aria-hidden="true" />
            <div>
              <Text size="sm" fw={500}>
                {t(`preflight.${check}`)}
              </Text>
              <Text size="sm" c="dimmed">
                {why === null
                  ? t(`preflight.${verdict === 'ok' ? 'ok' : 'unknown'}`)
                  : t(`preflight.${check}-${why}`)}
              </Text>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
