/** Information items in proposals: a new one, or fields of one that is there. */
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rulesAbout } from '../../server/contract/approval';
import type { NewProposal } from '../../server/contract/maintenance';
import type { Author } from '../../server/crm/change-log';
import type { NumberFormat } from '../../server/crm/number-matching';
import { UserError } from '../../server/errors';
import type { Proposal } from '../entities';
import { ChangeRecorder } from '../repositories/change-recorder';
import { bindingRules } from './approval-gate';
import { insertRows, loadRows, updateRows } from './kept-rows';
import { filled, isSame, type Picture } from './pictures';

type ProposedChange = Exclude<NewProposal, { readonly item: unknown }>;

/** What a proposal holds, checked against the item as it is now. */
export const proposedItem = (
  manager: EntityManager,
  proposal: NewProposal,
  author: Author,
): Promise<Partial<Proposal>> =>
  'item' in proposal ? newItem(manager, proposal.item, author) : changedItem(manager, proposal, author);

async function newItem(
  manager: EntityManager,
  { why: ownReason, ...fields }: Extract<NewProposal, { readonly item: unknown }>['item'],
  { who, why }: Author,
): Promise<Partial<Proposal>> {
  const rules = await bindingRules(manager, rulesAbout(Object.keys(fields)), who);
  const subject = { subject: 'information-item', subjectId: randomUUID(), version: null } as const;
  return { ...subject, before: {}, after: fields, rules, proposedBy: who, why: why || ownReason };
}

async function changedItem(
  manager: EntityManager,
  { itemId, version, fields }: ProposedChange,
  { who, why }: Author,
): Promise<Partial<Proposal>> {
  const now = await itemNow(manager, itemId);
  if (now['version'] !== version) throw changedMeanwhile();
  const given = filled(fields);
  assertPrice({ ...now, ...given });
  const names = Object.keys(given).filter((name) => !isSame(now[name], given[name]));
  if (names.length === 0) throw new UserError('validation-failed', 'Nothing would be different.');
  const rules = await bindingRules(manager, rulesAbout(names), who);
  const pictures = { before: only(now, names), after: only(given, names) };
  return {
    ...{ subject: 'information-item', subjectId: itemId, version, ...pictures },
    ...{ rules, proposedBy: who, why },
  };
}

/** Puts what was approved in place, as a change. */
export async function applyItem(
  manager: EntityManager,
  { subjectId: id, version, before, after }: Proposal,
  format: NumberFormat,
  author: Author,
): Promise<void> {
  const changes = new ChangeRecorder(manager);
  const entity = 'information-item' as const;
  if (version === null) {
    await insertRows(manager, entity, [{ id, picture: after }], format);
    await changes.record({ entity, id, before: null, after: { ...after, version: 1 }, ...author });
    return;
  }
  const now = await itemNow(manager, id);
  // Another field may have been changed since: that is in nobody's way.
  if (Object.keys(before).some((name) => !isSame(now[name], before[name]))) throw changedMeanwhile();
  const picture = { ...now, ...after };
  assertPrice(picture);
  await updateRows(manager, entity, [{ id, picture }], format);
  const told = { ...picture, version: Number(now['version']) + 1 };
  await changes.record({ entity, id, before: now, after: told, ...author });
}

async function itemNow(manager: EntityManager, id: string): Promise<Picture> {
  const picture = (await loadRows(manager, 'information-item', [id])).get(id);
  if (!picture) throw new UserError('not-found', 'There is no such item.');
  return picture;
}

const only = (picture: Picture, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, picture[name] ?? null]));

function assertPrice(picture: Picture): void {
  if ((picture['class'] === 'charged') === Number(picture['price']) > 0) return;
  throw new UserError('validation-failed', 'Charged items have a price, others have none.', {
    details: { fields: ['price'] },
  });
}

const changedMeanwhile = (): UserError =>
  new UserError('conflict', 'The item has been changed meanwhile. Load it again.');
