import type { ApprovalRuleChange, ApprovalRuleId, ApprovalRuleView } from '../../server/contract/approval';
import type { NewProposal, ProposalView } from '../../server/contract/maintenance';
import type { Page } from '../../server/contract/rest';
import type { Paging } from './customer-api';
import type { Http } from './http';
import { query } from './query';

/** The proposer's reason is the item's. */
export type ProposalBody =
  Extract<NewProposal, { readonly itemId: string }> | { readonly item: object; readonly why: string };

/** What needs a second pair of eyes: the rules, and what waits for them. */
export function createApprovalApi(http: Http) {
  const post = <T>(path: string, body: unknown) => http.request<T>('POST', path, body);
  const at = (proposalId: string) => `/proposals/${encodeURIComponent(proposalId)}`;
  return {
    rules: () => http.request<ApprovalRuleView[]>('GET', '/approval-rules'),
    changeRule: (rule: ApprovalRuleId, change: ApprovalRuleChange) =>
      http.request<ApprovalRuleView>('PUT', `/approval-rules/${rule}`, change),
    proposals: (state: string | null, paging: Paging) =>
      http.request<Page<ProposalView>>('GET', `/proposals${query({ state, ...paging })}`),
    propose: (proposal: ProposalBody) => post<ProposalView>('/proposals', proposal),
    approve: (proposalId: string, reason: string) =>
      post<ProposalView>(`${at(proposalId)}/approve`, { reason }),
    reject: (proposalId: string, reason: string) =>
      post<ProposalView>(`${at(proposalId)}/reject`, { reason }),
    withdraw: (proposalId: string) => post<ProposalView>(`${at(proposalId)}/withdraw`, {}),
  };
}

/** Where a browser plays a recording that was proposed. */
export const proposedSoundUrl = (proposalId: string): string =>
  `/api/v1/proposals/${encodeURIComponent(proposalId)}/audio`;
