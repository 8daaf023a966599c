import type { QualityApply, QualityVersion } from '../../server/contract/quality-config';
import type { Page } from '../../server/contract/rest';
import type {
  Calibration,
  NewCalibration,
  NewReview,
  Person,
  Review,
  ReviewAnswer,
  ReviewQuery,
  ReviewReply,
  ReviewSummary,
  ReviewWork,
} from '../../server/contract/reviews';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

interface Fault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type ReviewSearch = Omit<ReviewQuery, keyof Paging>;
const id = encodeURIComponent;

/** What reviewers say of calls, and by which score cards. */
export const createQualityApi = (http: Http) => ({
  config: () => http.request<QualityVersion>('GET', '/quality/config'),
  versions: () => http.request<QualityVersion[]>('GET', '/quality/config/versions'),
  check: (yaml: string) => http.request<{ faults: Fault[] }>('POST', '/quality/config/check', { yaml }),
  apply: (change: QualityApply) => http.request<QualityVersion>('PUT', '/quality/config', change),
  list: (asked: ReviewSearch, paging: Paging) =>
    http.request<Page<ReviewSummary>>('GET', `/reviews${query({ ...asked, ...paging })}`),
  get: (reviewId: string) => http.request<Review>('GET', `/reviews/${id(reviewId)}`),
  choose: (review: NewReview) => http.request<unknown>('POST', '/reviews', review),
  draw: (ruleId: string, day: string) =>
    http.request<{ drawn: number }>('POST', '/reviews/draw', { ruleId, day }),
  write: (reviewId: string, work: ReviewWork) =>
    http.request<Review>('PUT', `/reviews/${id(reviewId)}`, work),
  reply: (reviewId: string, reply: ReviewReply) =>
    http.request<Review>('POST', `/reviews/${id(reviewId)}/reply`, reply),
  answer: (reviewId: string, answer: ReviewAnswer) =>
    http.request<Review>('POST', `/reviews/${id(reviewId)}/answer`, answer),
  calibrations: () => http.request<Calibration[]>('GET', '/calibrations'),
  calibrate: (calibration: NewCalibration) => http.request<unknown>('POST', '/calibrations', calibration),
  reviewers: () => http.request<Person[]>('GET', '/reviewers'),
});
