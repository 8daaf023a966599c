import type { tasksZhCN } from './tasks.zh-cn';
import type { Words } from './words';

export const tasksEnUS: Words<typeof tasksZhCN> = {
  tasks: {
    heading: 'My tasks',
    ofAgent: 'Tasks of {{name}} {{agentId}}',
    add: 'New task',
    fromCall: 'Task',
    empty: 'Nothing to do.',
    text: 'What is to be done',
    due: 'When',
    dueOptional: 'Optional; you are told when it is time',
    forAgent: 'For agent',
    forAgentHint: 'Number; empty: yourself',
    customer: 'Customer: {{name}}',
    save: 'Write down',
    cancel: 'Cancel',
    done: 'Done: {{text}}',
    reopen: 'Take up again: {{text}}',
    putOff: 'Put off',
    putOffNamed: 'Put off: {{text}}',
    'putOff-10min': '10 minutes',
    'putOff-1h': '1 hour',
    'putOff-tomorrow': 'Tomorrow at 9',
    overdue: 'due',
    by: 'from {{by}}',
    call: 'Show the call',
    notify: 'A task is due',
    dueCount: '{{count}} due',
  },
};
