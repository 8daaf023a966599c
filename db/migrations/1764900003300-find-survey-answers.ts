import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to surveys are counted by the day; they are a small part of the log. */
export class FindSurveyAnswers1764900003300 implements MigrationInterface {
  readonly name = 'FindSurveyAnswers1764900003300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX call_events_surveys_idx ON call_events (at)
      WHERE type = 'ivr.survey-answered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX call_events_surveys_idx`);
  }
}
