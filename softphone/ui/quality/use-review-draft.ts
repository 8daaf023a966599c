import { useState } from 'react';
import type { Answers, Review, ReviewComment } from '../../../server/contract/reviews';

export interface ReviewDraft {
  readonly answers: Answers;
  readonly comments: readonly ReviewComment[];
  readonly remark: string;
  readonly setAnswers: (answers: Answers) => void;
  readonly setComments: (comments: readonly ReviewComment[]) => void;
  readonly setRemark: (remark: string) => void;
}

/** What is written on the screen and not yet kept. */
export function useReviewDraft(review: Review): ReviewDraft {
  const [answers, setAnswers] = useState(review.answers);
  const [comments, setComments] = useState<readonly ReviewComment[]>(review.comments);
  const [remark, setRemark] = useState(review.remark);
  return { answers, comments, remark, setAnswers, setComments, setRemark };
}
