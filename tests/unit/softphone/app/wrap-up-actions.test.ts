import type { Api } from '../../../../softphone/api-client/api';
import { createWrapUpActions } from '../../../../softphone/app/wrap-up-actions';
import { createDeskStore } from '../../../../softphone/desk/desk-store';
import { createDraftStore } from '../../../../softphone/desk/wrap-up-draft';
import { aCall, aDesk, callId } from '../desk/a-desk';

function start(state: 'on-call' | 'wrap-up', dispositionCode: string | null, prolonged = 0) {
  const asked: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      asked.push([name, ...args]);
      return Promise.resolve();
    };
  const api = {
    setDisposition: note('setDisposition'),
    finishWrapUp: note('finishWrapUp'),
    prolongWrapUp: note('prolongWrapUp'),
  } as unknown as Api;
  const stored = new Map<string, string>();
  const drafts = createDraftStore({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  drafts.write(callId, { dispositionCode, note: 'n' });
  const desk = createDeskStore();
  desk.offer(aDesk({ state, prolonged }, aCall()));
  return { asked, drafts, wrapUp: createWrapUpActions({ api, desk, drafts }) };
}

const handedIn = ['setDisposition', callId, { dispositionCode: 'resolved', note: 'n' }];

describe('a wrap-up', () => {
  it('hands in what was put down before it is finished, and forgets it then', async () => {
    const { asked, drafts, wrapUp } = start('wrap-up', 'resolved');
    await wrapUp.finish(callId);
    expect(asked).toEqual([handedIn, ['finishWrapUp']]);
    expect(drafts.read(callId).dispositionCode).toBeNull();
  });

  it('hands in nothing without an outcome', async () => {
    const { asked, wrapUp } = start('wrap-up', null);
    await wrapUp.finish(callId);
    expect(asked).toEqual([['finishWrapUp']]);
  });

  it('is handed in before something ends it; a talk is not', async () => {
    const now = start('wrap-up', 'resolved');
    await now.wrapUp.savePresent();
    expect(now.asked).toEqual([handedIn]);
    const talking = start('on-call', 'resolved');
    await talking.wrapUp.savePresent();
    expect(talking.asked).toEqual([]);
  });

  it('is prolonged once however often the button is pressed before the desk shows it', async () => {
    const { asked, wrapUp } = start('wrap-up', null, 1);
    await Promise.all([wrapUp.prolong(), wrapUp.prolong()]);
    expect(asked).toEqual([
      ['prolongWrapUp', callId, 2],
      ['prolongWrapUp', callId, 2],
    ]);
    const talking = start('on-call', null);
    await talking.wrapUp.prolong();
    expect(talking.asked).toEqual([]);
  });
});
