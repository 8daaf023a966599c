import { createKeptDrafts } from '../../../../softphone/desk/kept-draft';

function aStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('a draft that is kept', () => {
  const draft = { version: 4, text: 'queues: []' };

  it('is found again by who wrote it, and by nobody else', () => {
    const storage = aStorage();
    createKeptDrafts('queues', storage).write('admin', draft);
    expect(createKeptDrafts('queues', storage).read('admin')).toEqual(draft);
    expect(createKeptDrafts('queues', storage).read('zhao')).toBeNull();
  });

  it('is gone once it is removed', () => {
    const drafts = createKeptDrafts('queues', aStorage());
    drafts.write('admin', draft);
    drafts.remove('admin');
    expect(drafts.read('admin')).toBeNull();
  });

  it.each(['{', '"text"', '{"version":"4","text":"a"}', '{"version":4}', 'null'])(
    'is none when %s stands there',
    (text) => {
      const storage = aStorage();
      storage.setItem('kiloline.queues-draft.admin', text);
      expect(createKeptDrafts('queues', storage).read('admin')).toBeNull();
    },
  );
});
