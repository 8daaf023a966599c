import { ActionIcon, Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewComment } from '../../../server/contract/reviews';
import { formatDuration } from '../../desk/duration';

interface ReviewCommentsProps {
  readonly comments: readonly ReviewComment[];
  /** null: they are only read. */
  readonly change: ((comments: readonly ReviewComment[]) => void) | null;
  /** Where in the call one listens. */
  readonly heardMs: number;
  readonly go: (atMs: number) => void;
}

/** What was noted at which moment; a click goes there. */
export function ReviewComments({ comments, change, heardMs, go }: ReviewCommentsProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  if (comments.length === 0 && change === null) return null;
  const atMs = Math.max(0, Math.round(heardMs));
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    change?.([...comments, { atMs, text: text.trim() }].sort((one, other) => one.atMs - other.atMs));
    setText('');
  };
  return (
    <>
      <h3 className="section-title">{t('reviews.comments')}</h3>
      <ul className="plain-list">
        {comments.map((comment, nth) => (
          <li key={nth} className="review-comment" data-testid="review-comment">
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="digits"
              aria-label={t('reviews.jump', { at: formatDuration(comment.atMs) })}
              onClick={() => go(comment.atMs)}
            >
              {formatDuration(comment.atMs)}
            </Anchor>
            <Text size="sm" className="grow">
              {comment.text}
            </Text>
            {change && (
              <ActionIcon
                size="sm"
                aria-label={t('reviews.removeComment')}
                onClick={() => change(comments.filter((_, other) => other !== nth))}
              >
                <IconTrash size={14} aria-hidden="true" />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {change && (
        <form onSubmit={add}>
          <Group gap={6} align="flex-end" wrap="nowrap" mt={4}>
            <TextInput
              size="xs"
              className="grow"
              label={t('reviews.commentAt', { at: formatDuration(atMs) })}
              value={text}
              maxLength={1000}
              onChange={(event) => setText(event.currentTarget.value)}
              data-testid="comment-text"
            />
            <Button type="submit" size="xs" variant="default" data-testid="comment-add">
              {t('reviews.addComment')}
            </Button>
          </Group>
        </form>
      )}
    </>
  );
}
