import { Badge, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalView } from '../../../server/contract/maintenance';
import type { UserView } from '../../../server/contract/rest';
import { proposedSoundUrl } from '../../api-client/approval-api';
import { PagedList } from '../paged-list';
import { useSoftphone } from '../softphone-context';
import { useCodes } from '../use-codes';
import { useCommand } from '../use-command';
import { useDisplay } from '../use-display';
import { FieldChanges, useChangeWords } from './field-changes';

interface Decision {
  readonly proposal: ProposalView;
  readonly approves: boolean;
}

/** Prices and announcements that wait for somebody other than who proposed them. */
export function Approvals({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [decision, decide] = useState<Decision | null>(null);
  const me = user.agentId ?? user.login;
  return (
    <>
      <PagedList
        queryKey={['proposals', 'pending']}
        load={(paging) => api.approval.proposals('pending', paging)}
        pageSize={30}
        empty={t('maintenance.noProposals')}
      >
        {(proposals) => (
          <ul className="plain-list" aria-label={t('maintenance.tab-approvals')}>
            {proposals.map((proposal) => (
              <Proposal
                key={proposal.proposalId}
                proposal={proposal}
                isOwn={proposal.proposedBy === me}
                decide={decide}
              />
            ))}
          </ul>
        )}
      </PagedList>
      {decision && <DecisionDialog decision={decision} close={() => decide(null)} />}
    </>
  );
}

function Proposal(props: { proposal: ProposalView; isOwn: boolean; decide: (decision: Decision) => void }) {
  const { proposal, isOwn, decide } = props;
  const { t } = useTranslation();
  const display = useDisplay();
  const changeWords = useChangeWords();
  const codes = useCodes();
  return (
    <li className="note" data-testid="proposal" data-proposal-id={proposal.proposalId}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className="grow">
          <Group gap={8}>
            <Text size="sm" fw={600}>
              {changeWords.entity(proposal.subject)} {nameOf(proposal, codes.language)}
            </Text>
            <Text size="xs" c="dimmed">
              {proposal.proposedBy} · {display.date(proposal.proposedAt)}
            </Text>
            {proposal.hasRecording && <Badge>{t('maintenance.recording')}</Badge>}
            {proposal.isNew && <Badge color="go">{t('maintenance.kind-created')}</Badge>}
            {proposal.rules.map((rule) => (
              <Badge key={rule} color="wait">
                {t(`approval.rule-${rule}`)}
              </Badge>
            ))}
          </Group>
          {proposal.why !== '' && <Text size="sm">{proposal.why}</Text>}
          <FieldChanges fields={proposal.fields} />
          {proposal.hasRecording && (
            <audio
              controls
              preload="none"
              src={proposedSoundUrl(proposal.proposalId)}
              aria-label={t('maintenance.recording')}
            />
          )}
        </div>
        {isOwn ? (
          <Withdrawal proposalId={proposal.proposalId} />
        ) : (
          <Group gap={6} wrap="nowrap">
            <Button
              size="compact-sm"
              color="go"
              leftSection={<IconCheck size={14} />}
              onClick={() => decide({ proposal, approves: true })}
              data-testid="proposal-approve"
            >
              {t('maintenance.approve')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconX size={14} />}
              onClick={() => decide({ proposal, approves: false })}
              data-testid="proposal-reject"
            >
              {t('maintenance.reject')}
            </Button>
          </Group>
        )}
      </Group>
    </li>
  );
}

/** '104 订戏票', or a sound's '1000/01 中文' */
function nameOf({ subject, subjectId, item }: ProposalView, language: 'zh-CN' | 'en-US'): string {
  if (subject === 'sound') {
    const [spoken, group = '', name = ''] = subjectId.split('/');
    return `${group}/${name} ${spoken === 'zh-CN' ? '中文' : 'English'}`;
  }
  if (item === null) return '';
  return `${item.category} ${item.titles[language] ?? Object.values(item.titles)[0] ?? ''}`;
}

/** Nobody decides on his own proposal; he may take it back. */
function Withdrawal({ proposalId }: { proposalId: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const withdraw = useCommand(async () => {
    await api.approval.withdraw(proposalId);
    await queries.invalidateQueries({ queryKey: ['proposals'] });
  });
  return (
    <Group gap={8} wrap="nowrap">
      <Text size="xs" c="dimmed">
        {t('maintenance.own')}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={withdraw.pending}
        onClick={() => void withdraw.run()}
        data-testid="proposal-withdraw"
      >
        {t('maintenance.withdraw')}
      </Button>
    </Group>
  );
}

function DecisionDialog({ decision, close }: { decision: Decision; close: () => void }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { proposal, approves } = decision;
  const act = useCommand(async () => {
    if (approves) await api.approval.approve(proposal.proposalId, reason.trim());
    else await api.approval.reject(proposal.proposalId, reason.trim());
    // Whatever is shown of it may be different now.
    await queries.invalidateQueries();
    close();
  });
  const canAct = approves || reason.trim() !== '';
  return (
    <Modal
      opened
      onClose={close}
      title={t('maintenance.decisionHeading')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canAct) void act.run();
        }}
      >
        <FieldChanges fields={proposal.fields} />
        <TextInput
          mt="sm"
          label={t('maintenance.reason')}
          required={!approves}
          data-autofocus
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="proposal-reason"
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {t('login.cancel')}
          </Button>
          <Button
            type="submit"
            color={approves ? 'go' : 'stop'}
            disabled={!canAct}
            loading={act.pending}
            data-testid="proposal-decide"
          >
            {approves ? t('maintenance.approve') : t('maintenance.reject')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
