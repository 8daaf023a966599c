import { questionSchema, scoreCardSchema } from '../../../../server/contract/quality-config';
import {
  choiceOf,
  choicesOf,
  missingOf,
  pointsText,
  withChoice,
  worded,
} from '../../../../softphone/desk/review-view';

const question = (over: object = {}) =>
  questionSchema.parse({ id: 'tone', text: { 'zh-CN': '语气' }, weight: 10, ...over });

describe('a score card on the screen', () => {
  it('offers yes before no, a scale from 0 up, and not to apply where that may be', () => {
    expect(choicesOf(question())).toEqual(['1', '0']);
    expect(choicesOf(question({ scale: 3, optional: true }))).toEqual(['0', '1', '2', '3', 'none']);
  });

  it('keeps what was chosen as points', () => {
    const answers = withChoice(withChoice({ other: 2 }, question(), '1'), question({ id: 'order' }), 'none');
    expect(answers).toEqual({ other: 2, tone: 1, order: null });
    expect(choiceOf(answers, question())).toBe('1');
    expect(choiceOf(answers, question({ id: 'order' }))).toBe('none');
    expect(choiceOf({}, question())).toBe('');
  });

  it('says how many questions are left, marks with one place, and texts in the language there is', () => {
    const sections = [{ name: { 'en-US': 'All' }, questions: [question(), question({ id: 'order' })] }];
    const card = scoreCardSchema.parse({ id: 'card', name: { 'en-US': 'Card' }, sections });
    expect(missingOf({ card }, { order: null })).toBe(1);
    expect([pointsText(8750), pointsText(0), pointsText(null)]).toEqual(['87.5', '0.0', '–']);
    expect([worded(question().text, 'en-US'), worded(card.name, 'en-US')]).toEqual(['语气', 'Card']);
  });
});
