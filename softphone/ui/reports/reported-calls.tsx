import { useTranslation } from 'react-i18next';
import type { CampaignCall } from '../../../server/contract/reports';
import type { CallSummary, Page } from '../../../server/contract/rest';
import type { Paging } from '../../api-client/customer-api';
import { CallList } from '../call-list';
import { PagedList } from '../paged-list';
import { SideDrawer } from '../side-drawer';
import { CampaignCallList } from './campaign-call-list';

type Load<Call> = (paging: Paging) => Promise<Page<Call>>;

export type CallsShown = {
  readonly title: string;
  /** Tells one list from another. */
  readonly key: string;
} & (
  | { readonly isOfCampaigns?: false; readonly load: Load<CallSummary> }
  | { readonly isOfCampaigns: true; readonly load: Load<CampaignCall> }
);

/** The calls behind a figure; each opens its details. */
export function ReportedCalls({ shown, close }: { shown: CallsShown; close: () => void }) {
  const { t } = useTranslation();
  const list = {
    queryKey: ['reported-calls', shown.key],
    ...{ pageSize: 30, empty: t('reports.noCalls') },
  };
  return (
    <SideDrawer title={shown.title} width={440} close={close} testId="reported-calls">
      {shown.isOfCampaigns ? (
        <PagedList key={shown.key} {...list} load={shown.load}>
          {(calls) => <CampaignCallList calls={calls} label={shown.title} />}
        </PagedList>
      ) : (
        <PagedList key={shown.key} {...list} load={shown.load}>
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
      )}
    </SideDrawer>
  );
}
