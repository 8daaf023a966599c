import type { handOverZhCN } from './hand-over.zh-cn';
import type { Words } from './words';

export const handOverEnUS: Words<typeof handOverZhCN> = {
  handOver: {
    open: 'Transfer or consult',
    search: 'Colleague, queue, name or number',
    keys: 'Enter asks first, Ctrl + Enter transfers at once',
    found: 'The caller can be handed to',
    nobody: 'Nobody found. Try another name or number.',
    ask: 'Ask first; the caller hears music',
    askWho: 'Ask {{who}} first',
    transfer: 'Transfer at once',
    transferTo: 'Transfer at once to {{who}}',
    outside: 'Outside number',
    queue: '{{waiting}} waiting, {{ready}} free',
    'state-free': 'Free',
    'state-offered': 'Ringing',
    'state-on-call': 'On a call',
    'state-wrap-up': 'Wrapping up',
    'state-break': 'On a break',
    'state-not-responding': 'Not responding',
    'state-away': 'Phone not ready',
    pass: 'Leave the caller to him',
    leave: 'Leave the two alone',
    'asks-ringing': '{{who}} asks you about this caller',
    'asks-answered': 'You talk with {{who}}; the caller hears music',
    'asks-held': '{{who}} talks with the caller; you hear music',
    'asked-missed': 'did not answer',
    'asked-declined': 'declined',
    'asked-left': 'has hung up',
    'asked-gone': 'is not to be had',
  },
};
