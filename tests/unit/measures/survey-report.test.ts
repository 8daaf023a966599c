import { surveyReport, surveyRows } from '../../../server/measures/survey-report';

describe('the report of surveys', () => {
  const counts = [
    { question: 'nps', subject: null, value: '10', count: 1 },
    { question: 'nps', subject: null, value: '2', count: 3 },
    { question: 'again', subject: 'b', value: 'no', count: 1 },
    { question: 'again', subject: null, value: 'yes', count: 2 },
    { question: 'again', subject: 'a', value: 'yes', count: 1 },
  ];

  it('has answers in the order of their keys, an average of digits alone, and those of nobody last', () => {
    const report = surveyReport(counts);
    expect(report.map(({ question, subject }) => [question, subject])).toEqual([
      ['again', 'a'],
      ['again', 'b'],
      ['again', null],
      ['nps', null],
    ]);
    expect(report.at(-1)).toEqual({
      ...{ question: 'nps', subject: null, answered: 4, average: 4 },
      answers: [
        { value: '2', count: 3, share: 0.75 },
        { value: '10', count: 1, share: 0.25 },
      ],
    });
    expect(report[0]?.average).toBeNull();
    expect(surveyReport([])).toEqual([]);
  });

  it('is a line for each answer in a file', () => {
    expect(surveyRows(surveyReport(counts.slice(0, 2)))).toEqual([
      { question: 'nps', subject: null, answered: 4, average: 4, value: '2', count: 3, share: 0.75 },
      { question: 'nps', subject: null, answered: 4, average: 4, value: '10', count: 1, share: 0.25 },
    ]);
  });
});
