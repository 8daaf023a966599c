import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignFlow } from '../../../server/contract/campaign-acts';
import type { Campaign, CampaignView } from '../../../server/contract/campaigns';
import { ApiError } from '../../api-client/api-error';
import {
  bringIn,
  faultsOf,
  faultsTold,
  newCampaign,
  same,
  type CampaignField,
  type Faults,
} from '../../desk/campaign-draft';
import { useObservable, useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';
import { useLookAgain } from './use-campaigns';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const none: Faults = new Map();

export interface CampaignDraft {
  readonly campaign: Campaign;
  readonly flows: readonly CampaignFlow[];
  readonly set: (change: Partial<Campaign>) => void;
  readonly faults: Faults;
  readonly isChanged: boolean;
  readonly isNew: boolean;
  /** Somebody else saved meanwhile; fields that both changed are named. */
  readonly contested: readonly CampaignField[] | null;
  readonly save: () => Promise<boolean>;
  readonly pending: boolean;
  readonly discard: () => void;
}

export function useFlows(): readonly CampaignFlow[] | undefined {
  const { api } = useSoftphone();
  return useQuery({ queryKey: ['campaign-flows'], queryFn: api.campaigns.flows, staleTime: 60_000 }).data;
}

/** What a flow wants to know of each person. */
export function useVariables({ pack, entry }: Campaign['flow']): readonly string[] {
  const entries = useFlows()?.find((each) => each.pack === pack)?.entries ?? [];
  return entries.find((each) => each.entry === entry)?.variables ?? [];
}

/** @param view null: a new campaign */
export function useCampaignDraft(
  view: CampaignView | null,
  flows: readonly CampaignFlow[],
  saved: (view: CampaignView) => void,
): CampaignDraft {
  const { api, queues } = useSoftphone();
  const known = { flows, queues: useObservable(queues).map(({ queueId }) => queueId), zones };
  const lookAgain = useLookAgain();
  /** The version the draft began with; null: there is none yet. */
  const [base, setBase] = useState(view);
  const [campaign, write] = useState(() => view?.campaign ?? newCampaign(suggestedId(), flows));
  const [told, setTold] = useState<Faults>(none);
  const [contested, contest] = useState<readonly CampaignField[] | null>(null);
  /** A new form is not red before anything was written. */
  const [isTried, setTried] = useState(view !== null);
  const own = faultsOf(campaign, known);
  const takeOver = async (conflict: ApiError): Promise<void> => {
    if (base === null) throw conflict;
    const theirs = await api.campaigns.get(campaign.campaignId);
    const brought = bringIn(base.campaign, campaign, theirs.campaign);
    setBase(theirs);
    write(brought.campaign);
    contest(brought.contested);
  };
  const command = useCommand(async () => {
    setTried(true);
    if (own.size > 0) return;
    try {
      const next = await api.campaigns.save(campaign, base?.version ?? null);
      setBase(next);
      write(next.campaign);
      contest(null);
      await lookAgain();
      saved(next);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'validation-failed') setTold(faultsTold(error.details));
      else if (error.code === 'conflict') await takeOver(error);
      else throw error;
    }
  });
  return {
    ...{ campaign, flows, contested, pending: command.pending, isNew: base === null },
    faults: isTried ? new Map([...told, ...own]) : none,
    isChanged: base === null || !same(base.campaign, campaign),
    set: (change) => {
      write((before) => ({ ...before, ...change }));
      setTold(none);
    },
    save: () => command.run(),
    discard: () => {
      if (base !== null) write(base.campaign);
      contest(null);
    },
  };
}

/** 'campaign-20261130-0915': a name that is free, and may be replaced. */
const suggestedId = (): string =>
  `campaign-${new Date().toISOString().slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '')}`;
