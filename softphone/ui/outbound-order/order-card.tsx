import { Badge, Text } from '@mantine/core';
import { IconMessage2, IconSpeakerphone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignOrder, OrderAttempt } from '../../../server/contract/campaign-order';
import { formatPhoneNumber } from '../../desk/phone-number';
import { useDisplay } from '../use-display';
import { useMarkWord } from './use-mark-word';

interface OrderCardProps {
  readonly order: CampaignOrder;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** What a campaign wants of a contact: who he is, what to say to him, and what there was before. */
export function OrderCard({ order, children }: OrderCardProps) {
  const { t } = useTranslation();
  return (
    <section className="card order-card" aria-label={t('outboundOrder.heading')} data-testid="outbound-order">
      <header className="order-head">
        <IconSpeakerphone size={18} aria-hidden="true" />
        <h2 className="section-title section-title-first">{order.campaignName}</h2>
        <Text size="sm" className="order-who" data-testid="order-contact">
          {order.name && <strong>{order.name}</strong>}
          <span className="digits">{formatPhoneNumber(order.number)}</span>
        </Text>
      </header>
      {order.script && (
        <section className="order-script" aria-label={t('outboundOrder.script')} data-testid="order-script">
          <IconMessage2 size={16} aria-hidden="true" />
          <p>{order.script}</p>
        </section>
      )}
      {children}
      <div className="order-more">
        <Facts variables={order.variables} />
        <Attempts order={order} />
      </div>
    </section>
  );
}

function Facts({ variables }: { variables: CampaignOrder['variables'] }) {
  const { t } = useTranslation();
  const facts = Object.entries(variables);
  if (facts.length === 0) return null;
  return (
    <div>
      <h3 className="section-title">{t('outboundOrder.facts')}</h3>
      <dl className="contact-facts" data-testid="order-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Attempts({ order }: { order: CampaignOrder }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className="section-title">{t('outboundOrder.attempts')}</h3>
      {order.attempts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('outboundOrder.noAttempts')}
        </Text>
      ) : (
        <ul className="plain-list order-attempts" data-testid="order-attempts">
          {order.attempts.map((attempt) => (
            <Attempt key={attempt.at} attempt={attempt} marks={order.marks} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Attempt({ attempt, marks }: { attempt: OrderAttempt; marks: CampaignOrder['marks'] }) {
  const { t } = useTranslation();
  const { date } = useDisplay();
  const word = useMarkWord(marks);
  const { at, agentId, result, marked } = attempt;
  return (
    <li>
      <span className="digits">{date(at)}</span>
      <span>{result === null ? t('outboundOrder.inProgress') : t(`dialResult.${result}`)}</span>
      {marked && <Badge variant="light">{word(marked)}</Badge>}
      {agentId && (
        <Text size="xs" c="dimmed">
          {t('outboundOrder.agent', { agentId })}
        </Text>
      )}
    </li>
  );
}
