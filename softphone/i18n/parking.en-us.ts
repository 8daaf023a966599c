import type { parkingZhCN } from './parking.zh-cn';
import type { Words } from './words';

export const parkingEnUS: Words<typeof parkingZhCN> = {
  parking: {
    park: 'Park',
    heading: 'Parked callers',
    slot: 'Slot {{slot}}',
    by: 'Parked by {{name}} ({{agentId}})',
    mine: 'Parked by you',
    left: 'back in {{left}}',
    back: 'back now',
    pickUp: 'Pick up',
    pickUpSlot: 'Pick up the caller in slot {{slot}}',
    busy: 'You can pick up when you are done with what you do',
    answersItself: 'Picking up the parked caller…',
  },
  callWaiting: {
    heading: 'Waiting for you',
    left: 'to others in {{left}}',
    take: 'Take',
    takeHint: 'Park your caller and take this one',
    later: 'This caller is your next when you are done',
    refuse: 'To others',
    waits: 'Transfer at once: the caller waits for him',
  },
};
