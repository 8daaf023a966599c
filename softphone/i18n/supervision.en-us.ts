import type { supervisionZhCN } from './supervision.zh-cn';
import type { Words } from './words';

export const supervisionEnUS: Words<typeof supervisionZhCN> = {
  team: {
    heading: 'Agents',
    none: 'Nobody is logged in.',
    agent: 'Agent',
    state: 'Status',
    since: 'For',
    call: 'Call',
    supervision: 'Supervision',
    filter: 'Filter by name or number',
    elsewhere: 'Phone not ready',
    free: 'Ready',
    overdue: 'Break overdue',
  },
  supervision: {
    listen: 'Listen',
    whisper: 'Whisper',
    barge: 'Barge in',
    'listen-what': 'Nobody hears you',
    'whisper-what': 'Only the agent hears you',
    'barge-what': 'Agent and caller hear you',
    stop: 'Stop',
    connecting: 'Connecting your phone…',
    mode: 'Who hears you',
    open: 'Listen to {{name}}',
    busy: 'You can supervise when you are done with what you do',
    'by-listen': '{{name}} is listening',
    'by-whisper': '{{name}} is speaking to you alone',
    'by-barge': '{{name}} has joined the call',
  },
};
