import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { handOverRows } from '../../desk/hand-over-view';
import { useSoftphone } from '../softphone-context';

/** An agent number is at most this long; shorter outside numbers are nobody's. */
const LONGEST_AGENT_NUMBER = 8;
const LEAST_OF_A_CUSTOMER = 5;
const LOOK_AFTER_MS = 200;

/** Whose number it is that is being typed: a colleague's, with what he is at the moment, or a customer's. */
export function DialledWho({ number }: { number: string }) {
  const { t } = useTranslation();
  const { api } = useSoftphone();
  const [typed] = useDebouncedValue(number, LOOK_AFTER_MS);
  const colleagues = useQuery({
    queryKey: ['hand-over-targets', typed],
    queryFn: () => api.consult.targets(typed),
    enabled: /^\d+$/.test(typed) && typed.length <= LONGEST_AGENT_NUMBER,
  });
  const colleague = handOverRows('', colleagues.data, []).find(
    (row) => row.kind === 'agent' && row.key === `agent-${typed}`,
  );
  const customers = useQuery({
    queryKey: ['customers', typed, 1],
    queryFn: () => api.customers(typed, 1),
    enabled: typed.length >= LEAST_OF_A_CUSTOMER && !colleague,
    placeholderData: keepPreviousData,
  });
  const names = typed.length < LEAST_OF_A_CUSTOMER ? [] : (customers.data?.items ?? []);
  const who =
    colleague?.kind === 'agent'
      ? `${colleague.name} · ${t(`handOver.state-${colleague.state}`)}`
      : names.length === 0
        ? null
        : [...names.slice(0, 2).map(({ name }) => name), ...(names.length > 2 ? ['…'] : [])].join(', ');
  return (
    <Text size="xs" mt={4} role="status" className="dialled-who" truncate data-testid="dialled-who">
      {typed === number ? who : null}
    </Text>
  );
}
