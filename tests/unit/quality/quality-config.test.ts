import { readFileSync } from 'node:fs';
import { parseQualityConfig } from '../../../server/quality/parse-quality-config';

const faultsOf = (yaml: string, queues: readonly string[] | null = null): string[] =>
  parseQualityConfig(yaml, queues).faults.map(({ line, message }) => `${String(line)}: ${message}`);

const whole = `cards:
  - id: service
    name: { en-US: Service }
    sections:
      - name: { en-US: Talk }
        questions:
          - { id: tone, text: { en-US: Kind? }, weight: 10 }
sampling:
  - id: weekly
    name: { en-US: Weekly }
    card: service
    callsPerAgent: 3
    queues: [general]
`;

describe('the quality configuration', () => {
  it('is taken when nothing is wrong, and so is the one that comes with the product', () => {
    expect(faultsOf(whole, ['general'])).toEqual([]);
    expect(faultsOf(readFileSync('server/quality/seed/quality.yaml', 'utf8'), [])).toEqual([]);
    expect(parseQualityConfig(whole).config?.sampling[0]).toMatchObject({ talkAtLeastS: 20, recorded: true });
  });

  it.each([
    ['a card that is not there', ['card: service', 'card: sales'], ['11: There is no card "sales".']],
    ['a queue that is not there', ['[general]', '[sales]'], ['13: There is no queue "sales".']],
    [
      'a question without a text',
      ['text: { en-US: Kind? }', 'text: {}'],
      ['7: cards.0.sections.0.questions.0.text: needs a text in at least one language'],
    ],
    [
      'a weight of nothing',
      ['weight: 10', 'weight: 0'],
      ['7: cards.0.sections.0.questions.0.weight: must be at least 1, unless the question is fatal'],
    ],
    [
      'a word it does not know',
      ['weight: 10', 'wieght: 10, weight: 10'],
      ['7: cards.0.sections.0.questions.0: "wieght" is not known here.'],
    ],
    [
      'a card that gives no mark',
      ['weight: 10', 'weight: 0, fatal: true'],
      ['4: No question has a weight: the card gives no mark.'],
    ],
  ])('reports %s with its line', (_what, [from = '', to = ''], faults) => {
    expect(faultsOf(whole.replace(from, to), ['general'])).toEqual(faults);
  });

  it('reports ids that are there twice', () => {
    const question = '          - { id: tone, text: { en-US: Kind? }, weight: 10 }\n';
    expect(faultsOf(whole.replace(question, question + question))).toEqual(['8: "tone" is there already.']);
  });

  it('reports what is no YAML', () => {
    expect(faultsOf('cards: [').length).toBeGreaterThan(0);
  });
});
