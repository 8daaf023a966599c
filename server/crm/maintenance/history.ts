import type { ChangeQuery, ChangeView, UndoResult } from '../../contract/maintenance';
import type { Page } from '../../contract/rest';
import type { Author } from '../change-log';

/** Who changed what, when and why; and back again. */
export interface ChangeHistory {
  list(query: ChangeQuery): Promise<Page<ChangeView>>;
  /**
   * Takes one change back by another one, when what it touched is still as it left it; else says what is in the way.
   * @throws UserError 'not-found'
   */
  undo(changeId: string, author: Author): Promise<UndoResult>;
}
