import type { outboundOrderZhCN } from './outbound-order.zh-cn';
import type { Words } from './words';

export const outboundOrderEnUS: Words<typeof outboundOrderZhCN> = {
  outboundOrder: {
    heading: 'Outbound order',
    script: 'Script',
    facts: 'From the list',
    attempts: 'Calls so far',
    noAttempts: 'This is the first call.',
    agent: 'agent {{agentId}}',
    inProgress: 'In progress',
    marks: 'What has come of it',
    marked: 'Marked: {{mark}}',
    markFirst: 'Can be marked once the contact is on the line.',
    date: 'Date',
    saveDate: 'Mark',
    required: 'Choose a mark or an outcome first.',
  },
};
