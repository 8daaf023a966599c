import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TextMessageView, TextState } from '../../../server/contract/texts';
import { NumberLink } from '../customer/number-link';
import { useDisplay } from '../use-display';

const stateColors: Readonly<Record<TextState, string>> = {
  waiting: 'brand',
  sent: 'go',
  delivered: 'go',
  undelivered: 'stop',
  failed: 'stop',
};

export function TextStateBadge({ state }: { state: TextState }) {
  const { t } = useTranslation();
  return <Badge color={stateColors[state]}>{t(`textState.${state}`)}</Badge>;
}

/** To whom, when, and what became of it. */
export function TextLine({ text }: { text: TextMessageView }) {
  const display = useDisplay();
  return (
    <li data-testid="order-text" data-state={text.state} data-to={text.to} title={text.text}>
      <NumberLink number={text.to} customerId={null} />
      <span className="cell-quiet digits">{display.date(text.createdAt)}</span>
      <TextStateBadge state={text.state} />
      {text.lastError !== null && <span className="cell-quiet">{text.lastError}</span>}
    </li>
  );
}
