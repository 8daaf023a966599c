import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markOf } from '../../server/contract/review-mark';
import type { QualityVersion } from '../../server/contract/quality-config';
import type { Calibration, Review, ReviewSummary } from '../../server/contract/reviews';
import { deviationsOf } from '../../server/quality/deviations';
import { parseQualityConfig } from '../../server/quality/parse-quality-config';
import * as data from './mock-data';

const yaml = readFileSync(join('server', 'quality', 'seed', 'quality.yaml'), 'utf8');
const config = (): QualityVersion => {
  const { cards = [], sampling = [] } = parseQualityConfig(yaml).config ?? {};
  return { version: 0, yaml, appliedAt: null, appliedBy: '', why: '', cards, sampling };
};

const uuid = (n: number): string => `00000000-0000-4000-8000-0000000e${String(n).padStart(4, '0')}`;
const boss = { login: '2001', name: '周洁' };
const good = {
  greeting: 1,
  identity: 1,
  listening: 4,
  tone: 5,
  hold: 1,
  correct: 4,
  order: null,
  closing: 0,
};
const half = { greeting: 1, identity: 1, listening: 3 };

/** The one whose review is opened: its call is the mocked one. */
export function review(change: Partial<Review> = {}): Review {
  const [card] = config().cards;
  if (!card) throw new Error('The seed has no card.');
  const call = data.detail('00000000-0000-4000-8000-000000000900');
  const answers = change.answers ?? half;
  const isFinished = change.state === 'finished';
  return {
    reviewId: uuid(1),
    ...{ callId: call.callId, callStartedAt: call.startedAt, agentId: '1001', queueId: 'general' },
    ...{ talkMs: 163_000, origin: 'drawn', ruleId: 'weekly', calibrationId: null },
    ...{ cardId: card.id, cardName: card.name, card, cardVersion: 0, state: 'open', reviewer: null },
    mark: isFinished ? (markOf(card, answers)?.mark ?? null) : null,
    ...{ isFatal: false, createdAt: call.startedAt, finishedAt: isFinished ? call.startedAt : null },
    ...{
      reply: change.replied?.kind ?? null,
      isAnswered: false,
      answers,
      remark: '',
      replied: null,
      answered: null,
    },
    comments: [
      { atMs: 64_000, text: '开场白完整，语速合适' },
      { atMs: 131_000, text: '保持前没有征得客户同意' },
    ],
    ...change,
  };
}

export const finished = (): Review =>
  review({ state: 'finished', reviewer: boss, answers: good, remark: '整体良好，注意保持前的说明。' });
export const objected = (): Review => ({
  ...finished(),
  reply: 'objection',
  replied: {
    kind: 'objection',
    text: '客户自己要求我先查一下，所以没有再问。',
    at: new Date().toISOString(),
  },
});

const row = (n: number, change: Partial<ReviewSummary>): ReviewSummary => {
  const { card: _card, cardVersion: _version, answers: _answers, comments: _comments, ...summary } = review();
  const { remark: _remark, replied: _replied, answered: _answered, ...own } = summary;
  return { ...own, reviewId: uuid(n), agentId: String(1000 + n), ...change };
};

const rows: Readonly<Record<string, () => ReviewSummary[]>> = {
  open: () => [1, 2, 3, 4, 5, 6].map((n) => row(n, n === 4 ? { origin: 'chosen', ruleId: null } : {})),
  finished: () => [
    row(11, { state: 'finished', reviewer: boss, mark: 8650, reply: 'accepted' }),
    row(12, { state: 'finished', reviewer: boss, mark: 7375, reply: 'objection' }),
    row(13, { state: 'finished', reviewer: boss, mark: 0, isFatal: true }),
    row(14, { state: 'finished', reviewer: boss, mark: 9120, reply: 'objection', isAnswered: true }),
  ],
  objected: () => [row(12, { state: 'finished', reviewer: boss, mark: 7375, reply: 'objection' })],
};

function calibrations(): Calibration[] {
  const { card } = review();
  const people = [boss, { login: '2002', name: '何敏' }, { login: 'admin', name: '管理员' }];
  const own = [good, { ...good, hold: 0, correct: 3 }, { ...good, tone: 3, hold: 0, closing: 1 }];
  const base = { callId: review().callId, agentId: '1003', cardName: card.name, createdBy: boss };
  const createdAt = new Date(Date.now() - 7_200_000).toISOString();
  const result = deviationsOf(
    card,
    people.map(({ login }, nth) => {
      const answers = own[nth] ?? good;
      return { login, answers, mark: markOf(card, answers)?.mark ?? 0 };
    }),
  );
  return [
    {
      ...{ calibrationId: uuid(30), ...base, agentId: '1007', createdAt, closedAt: null, result: null },
      reviewers: people.map((person, nth) => ({ ...person, isDone: nth === 0 })),
    },
    {
      ...{ calibrationId: uuid(31), ...base, createdAt, closedAt: createdAt, result },
      reviewers: people.map((person) => ({ ...person, isDone: true })),
    },
  ];
}

export function qualityBodyOf(name: string, asked: URLSearchParams, opened: Review): unknown {
  if (name === 'GET /quality/config') return config();
  if (name === 'POST /quality/config/check')
    return {
      faults: [{ file: 'quality.yaml', line: 9, message: 'cards.0.sections.0: "wieght" is not known here.' }],
    };
  if (name === 'GET /calibrations') return calibrations();
  if (name === 'GET /reviewers') return [boss, { login: '2002', name: '何敏' }];
  if (name.startsWith('GET /reviews/')) return opened;
  if (name !== 'GET /reviews') return undefined;
  const items = rows[asked.get('state') ?? 'open']?.() ?? [];
  return { items, total: items.length, page: 1, pageSize: 25 };
}
