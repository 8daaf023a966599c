import { Accordion, Alert, Button, Group, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignFlow } from '../../../server/contract/campaign-acts';
import type { CampaignView } from '../../../server/contract/campaigns';
import { AgentFields } from './agent-fields';
import { faultSentence, fieldName } from './fault-sentence';
import { HoursFields, RareHours } from './hours-part';
import { PaceFields, RarePace } from './pace-fields';
import { RetryFields, StatusFields } from './retry-fields';
import { SourceFields } from './source-fields';
import { RareSetup, WhatFields } from './what-fields';
import { StopDialling } from './stop-dialling';
import { useCampaignDraft, useFlows, type CampaignDraft } from './use-campaign-draft';

interface EditorProps {
  /** null: a new campaign. */
  readonly view: CampaignView | null;
  readonly mayChange: boolean;
  readonly saved?: (view: CampaignView) => void;
  readonly cancel?: () => void;
}

/** Everything of a campaign. What is seldom changed is folded. */
export function CampaignEditor(props: EditorProps) {
  const flows = useFlows();
  return flows === undefined ? null : <Editor {...props} flows={flows} />;
}

function Editor({ view, mayChange, saved, cancel, flows }: EditorProps & { flows: readonly CampaignFlow[] }) {
  const { t } = useTranslation();
  const draft = useCampaignDraft(view, flows, (next) => {
    notifications.show({ color: 'go', message: t('campaignForm.saved', { version: next.version }) });
    saved?.(next);
  });
  return (
    <form
      noValidate
      className={view === null ? 'page-scroll' : ''}
      onSubmit={(event) => {
        event.preventDefault();
        void draft.save();
      }}
      data-testid="campaign-form"
    >
      {view === null && (
        <div className="campaigns-head">
          <Title order={1} size="h3">
            {t('campaigns.new')}
          </Title>
          <div className="grow" />
          <StopDialling campaignId={null} />
        </div>
      )}
      <fieldset disabled={!mayChange} className="bare-fieldset">
        <Part title={t('campaignForm.what')}>
          <WhatFields draft={draft} />
        </Part>
        <Part title={t('campaignForm.when')}>
          <HoursFields draft={draft} />
        </Part>
        <Part title={t('campaignForm.pace')}>
          <PaceFields draft={draft} />
        </Part>
        {draft.campaign.mode !== 'automatic' && (
          <Part title={t('campaignForm.agents')}>
            <AgentFields draft={draft} />
          </Part>
        )}
        <Rare draft={draft} />
      </fieldset>
      {mayChange && <SaveBar draft={draft} {...(cancel ? { cancel } : {})} />}
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="campaign-part" aria-label={title}>
      <h2 className="section-title section-title-first">{title}</h2>
      {children}
    </section>
  );
}

const rare = [
  ['source', SourceFields],
  ['retry', RetryFields],
  ['days', RareHours],
  ['status', StatusFields],
  ['limits', RarePace],
  ['other', RareSetup],
] as const;

function Rare({ draft }: { draft: CampaignDraft }) {
  const { t } = useTranslation();
  return (
    <Accordion multiple variant="separated" className="campaign-rare" order={2}>
      {rare.map(([name, Fields]) => (
        <Accordion.Item key={name} value={name}>
          <Accordion.Control data-testid={`campaign-rare-${name}`}>
            {t(`campaignForm.rare-${name}`)}
          </Accordion.Control>
          <Accordion.Panel>
            <Fields draft={draft} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function SaveBar({ draft, cancel }: { draft: CampaignDraft; cancel?: () => void }) {
  const { t } = useTranslation();
  const { faults, contested, isChanged, isNew } = draft;
  return (
    <div className="campaign-save">
      {contested !== null && (
        <Alert color="wait" p="xs" mb={6} role="alert" data-testid="campaign-conflict">
          {contested.length === 0
            ? t('campaignForm.conflict')
            : t('campaignForm.contested', {
                fields: contested.map((field) => fieldName(t, field)).join(t('campaignForm.and')),
              })}
        </Alert>
      )}
      {faults.size > 0 && (
        <Text size="sm" c="stop" role="alert" mb={6} data-testid="campaign-faults">
          {[...faults].map(([path, fault]) => (
            <span key={path} className="campaign-fault">
              {fieldName(t, path.split('.')[0] ?? '')}: {faultSentence(t, fault)}
            </span>
          ))}
        </Text>
      )}
      <Group gap="sm">
        <Button
          type="submit"
          size="sm"
          loading={draft.pending}
          disabled={!isChanged}
          data-testid="campaign-save"
        >
          {t(isNew ? 'campaignForm.create' : 'campaignForm.save')}
        </Button>
        {cancel && (
          <Button size="sm" variant="subtle" color="gray" onClick={cancel} data-testid="campaign-cancel">
            {t('campaignForm.cancel')}
          </Button>
        )}
        {!isNew && isChanged && (
          <>
            <Button
              size="sm"
              variant="subtle"
              color="gray"
              onClick={draft.discard}
              data-testid="campaign-discard"
            >
              {t('campaignForm.discard')}
            </Button>
            <Text size="sm" c="dimmed" role="status">
              {t('campaignForm.changed')}
            </Text>
          </>
        )}
      </Group>
    </div>
  );
}
