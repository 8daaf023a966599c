import { useTranslation } from 'react-i18next';
import type { CallSummary, Page } from '../../../server/contract/rest';
import type { Paging } from '../../api-client/customer-api';
import { CallList } from '../call-list';
import { PagedList } from '../paged-list';
import { SideDrawer } from '../side-drawer';

export interface CallsShown {
  readonly title: string;
  /** Tells one list from another. */
  readonly key: string;
  readonly load: (paging: Paging) => Promise<Page<CallSummary>>;
}

/** The calls behind a figure; each opens its details. */
export function ReportedCalls({ shown, close }: { shown: CallsShown; close: () => void }) {
  const { t } = useTranslation();
  return (
    <SideDrawer title={shown.title} width={440} close={close} testId="reported-calls">
      <PagedList
        key={shown.key}
        queryKey={['reported-calls', shown.key]}
        load={shown.load}
        pageSize={30}
        empty={t('reports.noCalls')}
      >
        {(calls) => (
          <CallList
            calls={calls}
            empty={t('reports.noCalls')}
            label={shown.title}
            testId="reported-call"
            about="customer"
          />
        )}
      </PagedList>
    </SideDrawer>
  );
}
