import type { presenceZhCN } from './presence.zh-cn';

type Words = {
  readonly [Section in keyof typeof presenceZhCN]: {
    readonly [Key in keyof (typeof presenceZhCN)[Section]]: string;
  };
};

export const presenceEnUS: Words = {
  presence: {
    label: 'Presence',
    ready: 'Ready',
    readyAgain: 'Go ready again',
    break: 'Break',
    breakWhy: 'Reason for the break',
    breakAfterwards: 'Break when you are done',
    limit: 'up to {{minutes}} min',
    places: '{{taken}} of {{places}}',
    full: 'No place is free',
    productive: 'counts as work',
    none: 'No reasons for a break are set up',
    failed: 'The reasons for a break cannot be read at the moment',
  },
  next: {
    label: 'When you are done',
    choose: 'When done: {{what}}',
    'to-ready': 'Ready',
    'to-break': 'Break',
    'to-logged-out': 'Log out',
    'to-not-responding': 'still not responding',
    sign: 'then {{what}}',
    takeBack: 'Take back what is chosen for afterwards',
    logOut: 'Log out when you are done',
  },
  status: {
    ready: 'Ready, waiting for a call',
    break: 'On break',
    overdue: 'Break overdue',
    'not-responding': 'Not responding',
    'logged-out': 'Logged out',
    offered: 'Ringing',
    'on-call': 'On a call',
    'wrap-up': 'Wrap-up',
  },
  obstacle: {
    'not-responding': 'No more calls are offered to you.',
    missed: 'You missed a call at {{time}}, so no more calls are offered to you.',
    missedAgain:
      'You missed a call at {{time}}, {{count}} in a row by now, so no more calls are offered to you.',
    declined: 'You declined a call at {{time}}, so no more calls are offered to you.',
    overdue: 'Your break has been overdue since {{time}}.',
    'audio-away': 'Your audio was interrupted. It is being brought back; the caller is kept.',
    'phone-refused': 'Your phone account is no longer valid. Fetching a new one…',
    'phone-in-other-tab': 'Your phone is in use in another tab of this browser.',
    'phone-reconnecting':
      'Your phone is disconnected. Reconnecting… (attempt {{attempt}}) Calls cannot reach you now.',
    'not-reachable': 'The server does not see your phone yet, so calls cannot reach you. One moment.',
    useHere: 'Use the phone here',
  },
  wrapUp: {
    heading: 'Wrap-up',
    headingDuring: 'About this call',
    outcome: 'Disposition',
    outcomeRequired: 'Disposition (required)',
    note: 'Note',
    notePlaceholder: 'What it was about, what you said, what you promised…',
    finish: 'Finish and ready',
    finishInto: 'Finish · {{what}}',
    left: '{{time}} left',
    prolong: '{{time}} more',
    prolongsLeft: 'It can be prolonged {{count}} more times',
    chooseFirst: 'Choose a disposition first, or the note cannot be saved.',
    required: 'This queue wants a disposition before you finish.',
    during: 'Fill this in while you talk; it is handed in after the call.',
  },
};
