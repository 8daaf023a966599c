import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderTypeView } from '../../../server/contract/tickets';
import type { Language } from '../../i18n/i18n';
import { useSoftphone } from '../softphone-context';

export interface OrderNames {
  readonly types: readonly OrderTypeView[];
  readonly desks: readonly { readonly id: string; readonly name: string }[];
  readonly typeOf: (type: string) => OrderTypeView | null;
  readonly type: (type: string) => string;
  readonly desk: (desk: string) => string;
  readonly stage: (type: string, stage: string) => string;
  readonly field: (type: string, field: string) => string;
  /** A field's value; a choice by its name. */
  readonly value: (type: string, field: string, value: string) => string;
  readonly of: (names: Readonly<Record<Language, string>>) => string;
}

/** Names that the packs give their types, desks, stages and fields, in the language of the screen. */
export function useOrderNames(): OrderNames {
  const { i18n } = useTranslation();
  const { api } = useSoftphone();
  const { data } = useQuery({ queryKey: ['order-types'], queryFn: api.orders.types, staleTime: 5 * 60_000 });
  const language: Language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const types = data?.types ?? [];
  const typeOf = (type: string) => types.find(({ id }) => id === type) ?? null;
  const fieldOf = (type: string, field: string) => typeOf(type)?.fields.find(({ name }) => name === field);
  return {
    types,
    typeOf,
    desks: (data?.desks ?? []).map(({ id, names }) => ({ id, name: names[language] })),
    type: (type) => typeOf(type)?.names[language] ?? type,
    desk: (desk) => data?.desks.find(({ id }) => id === desk)?.names[language] ?? desk,
    stage: (type, stage) => typeOf(type)?.stages.find(({ id }) => id === stage)?.names[language] ?? stage,
    field: (type, field) => fieldOf(type, field)?.names[language] ?? field,
    value: (type, field, value) =>
      fieldOf(type, field)?.choices.find((choice) => choice.value === value)?.names[language] ?? value,
    of: (names) => names[language],
  };
}
