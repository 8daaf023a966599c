import type { NewProposal, ProposalQuery, ProposalView } from '../../contract/maintenance';
import type { Page } from '../../contract/rest';
import type { SoundPath } from '../../contract/sounds';
import type { Author } from '../change-log';

/**
 * Changes of prices and announcements that somebody else must approve.
 *
 *   pending ──► approved    by somebody else than the proposer; applied in the same transaction
 *      ├──────► rejected    by somebody else, with the reason
 *      └──────► withdrawn   by the proposer
 *
 * All throw UserError: 'not-found', 'conflict' when it is decided already or the data has changed since.
 */
export interface Proposals {
  /** @throws UserError('validation-failed') when nothing would be different */
  propose(proposal: NewProposal, author: Author): Promise<ProposalView>;
  /** @param recording a WAV */
  proposeRecording(sound: SoundPath, recording: Buffer, author: Author): Promise<ProposalView>;
  /** `author.why` is the reason. @throws UserError 'not-permitted' for one's own */
  approve(proposalId: string, author: Author): Promise<ProposalView>;
  reject(proposalId: string, author: Author): Promise<ProposalView>;
  /** @throws UserError 'not-permitted' for somebody else's */
  withdraw(proposalId: string, author: Author): Promise<ProposalView>;
  get(proposalId: string): Promise<ProposalView | null>;
  /** The WAV that was proposed. */
  recording(proposalId: string): Promise<Buffer | null>;
  list(query: ProposalQuery): Promise<Page<ProposalView>>;
}
