import { Checkbox, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueConfig } from '../../../server/contract/queue-config';
import { agentsIn, groupEdit, levelEdit, queuesOf } from '../../desk/queue-draft';
import { AddForm, NumberField, SLUG } from './fields';
import type { QueueDraft } from './use-queue-draft';

interface PeopleProps {
  readonly config: QueueConfig;
  readonly edit: QueueDraft['edit'];
}

/** Who is good at what, and in which groups: a row for each agent. */
export function PeopleForm({ config, edit }: PeopleProps) {
  const { t } = useTranslation();
  const people = agentsIn(config);
  return (
    <div data-testid="people-form">
      {people.length === 0 && <Text c="dimmed">{t('queueSetup.noPeople')}</Text>}
      {/* Wider than the page with many skills: it scrolls by keyboard, too. */}
      <div className="setup-scroll" tabIndex={0} role="region" aria-label={t('queueSetup.people')}>
        <People config={config} edit={edit} people={people} />
      </div>
      <AddPeople config={config} edit={edit} people={people} />
    </div>
  );
}

function People({ config, edit, people }: PeopleProps & { people: readonly string[] }) {
  const { t } = useTranslation();
  const skills = Object.entries(config.skills);
  const groups = Object.keys(config.groups);
  if (people.length === 0) return null;
  return (
    <Table verticalSpacing={4} horizontalSpacing={8} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('queueSetup.agentId')}</Table.Th>
          {skills.map(([skill, word]) => (
            <Table.Th key={skill} title={word}>
              {skill}
            </Table.Th>
          ))}
          {groups.map((group) => (
            <Table.Th key={group}>{group}</Table.Th>
          ))}
          <Table.Th>{t('queueSetup.inQueues')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((agent) => (
          <Table.Tr key={agent} data-testid="person" data-agent-id={agent}>
            <Table.Th scope="row" className="digits">
              {agent}
            </Table.Th>
            {skills.map(([skill]) => (
              <Table.Td key={skill}>
                <div className="setup-level">
                  <NumberField
                    label={t('queueSetup.levelOf', { agent, skill })}
                    hidesLabel
                    value={config.agents[agent]?.skills[skill] ?? null}
                    least={1}
                    most={10}
                    empty="–"
                    commit={(level) => edit(levelEdit(config, agent, skill, level))}
                    testId={`level-${agent}-${skill}`}
                  />
                </div>
              </Table.Td>
            ))}
            {groups.map((group) => (
              <Table.Td key={group}>
                <Checkbox
                  size="xs"
                  aria-label={t('queueSetup.inGroup', { agent, group })}
                  checked={config.groups[group]?.includes(agent) ?? false}
                  onChange={(event) => edit(groupEdit(config, agent, group, event.currentTarget.checked))}
                  data-testid={`group-${agent}-${group}`}
                />
              </Table.Td>
            ))}
            <Table.Td>
              <Text size="xs" c="dimmed">
                {queuesOf(config, agent).join(' · ')}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AddPeople({ config, edit, people }: PeopleProps & { people: readonly string[] }) {
  const { t } = useTranslation();
  const [agent, setAgent] = useState('');
  const [group, setGroup] = useState('');
  const [skill, setSkill] = useState('');
  const [word, setWord] = useState('');
  return (
    <div className="setup-adds">
      <AddForm
        button={t('queueSetup.add')}
        isReady={/^[0-9]{1,8}$/.test(agent) && !people.includes(agent)}
        add={() => {
          edit({ path: ['agents', agent], value: { skills: {} } });
          setAgent('');
        }}
        testId="agent-add"
      >
        <TextInput
          size="xs"
          w={130}
          label={t('queueSetup.addAgent')}
          value={agent}
          onChange={(event) => setAgent(event.currentTarget.value)}
          data-testid="agent-add-id"
        />
      </AddForm>
      <AddForm
        button={t('queueSetup.add')}
        isReady={SLUG.test(group) && config.groups[group] === undefined}
        add={() => {
          edit({ path: ['groups', group], value: [] });
          setGroup('');
        }}
        testId="group-add"
      >
        <TextInput
          size="xs"
          w={150}
          label={t('queueSetup.addGroup')}
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value)}
          data-testid="group-add-id"
        />
      </AddForm>
      <AddForm
        button={t('queueSetup.add')}
        isReady={SLUG.test(skill) && config.skills[skill] === undefined}
        add={() => {
          edit({ path: ['skills', skill], value: word.trim() });
          setSkill('');
          setWord('');
        }}
        testId="skill-add"
      >
        <TextInput
          size="xs"
          w={130}
          label={t('queueSetup.newSkill')}
          value={skill}
          onChange={(event) => setSkill(event.currentTarget.value)}
          data-testid="skill-add-id"
        />
        <TextInput
          size="xs"
          w={180}
          label={t('queueSetup.newSkillWord')}
          maxLength={200}
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
      </AddForm>
    </div>
  );
}
