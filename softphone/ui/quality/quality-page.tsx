import { Tabs, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../server/contract/rest';
import { CalibrationList } from './calibration-list';
import { DrawForm } from './draw-form';
import { QualityCards } from './quality-cards';
import { ReviewList } from './review-list';
import { ReviewScreen } from './review-screen';
import './quality.css';

const lists = ['open', 'finished', 'objected'] as const;

/** What is to be reviewed and what was; of an agent, what was said of his own calls. */
export function QualityPage({ user }: { user: UserView }) {
  const { t } = useTranslation();
  const [reviewId, setReviewId] = useState<string | null>(null);
  const isAgent = user.role === 'agent';
  return (
    <main className="card page" aria-label={t('reviews.heading')}>
      {reviewId !== null ? (
        <ReviewScreen reviewId={reviewId} user={user} close={() => setReviewId(null)} />
      ) : (
        <>
          <Title order={1} size="h3" mb="sm">
            {t(isAgent ? 'reviews.own' : 'reviews.heading')}
          </Title>
          {isAgent ? (
            <div className="page-scroll">
              <ReviewList state="finished" isOwn open={setReviewId} />
            </div>
          ) : (
            <ReviewerTabs user={user} open={setReviewId} />
          )}
        </>
      )}
    </main>
  );
}

function ReviewerTabs({ user, open }: { user: UserView; open: (reviewId: string) => void }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue="open" className="page-tabs" keepMounted={false}>
      <Tabs.List mb="sm">
        {[...lists, 'calibrations' as const, 'cards' as const].map((tab) => (
          <Tabs.Tab key={tab} value={tab} data-testid={`quality-${tab}`}>
            {t(`reviews.${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {lists.map((state) => (
        <Tabs.Panel key={state} value={state} className="page-scroll">
          {state === 'open' && <DrawForm timeZone={user.timeZone} />}
          <ReviewList state={state} open={open} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="calibrations" className="page-scroll">
        <CalibrationList />
      </Tabs.Panel>
      <Tabs.Panel value="cards" className="page-scroll">
        <QualityCards mayChange={user.role === 'admin'} />
      </Tabs.Panel>
    </Tabs>
  );
}
