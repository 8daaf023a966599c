import { Center, Loader, Pagination, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../server/contract/rest';
import { errorSentence } from './error-sentence';

interface PagedListProps<Item> {
  readonly queryKey: readonly unknown[];
  readonly load: (paging: { page: number; pageSize: number }) => Promise<Page<Item>>;
  readonly pageSize: number;
  readonly empty: string;
  /** Whether something on the page is about to change by itself: then it is looked at again. */
  readonly isUnderWay?: (items: readonly Item[]) => boolean;
  readonly children: (items: readonly Item[]) => ReactNode;
}

const AGAIN_MS = 2000;

/** A list of the server, page by page, with what is to be said while there is none. */
export function PagedList<Item>({
  queryKey,
  load,
  pageSize,
  empty,
  isUnderWay = () => false,
  children,
}: PagedListProps<Item>) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const { data, error } = useQuery({
    queryKey: [...queryKey, page],
    queryFn: () => load({ page, pageSize }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: shown } }) => isUnderWay(shown?.items ?? []) && AGAIN_MS,
  });
  if (error) return <Text role="alert">{errorSentence(t, error)}</Text>;
  if (!data) {
    return (
      <Center p="md" role="status">
        <Loader size="sm" />
      </Center>
    );
  }
  if (data.total === 0) {
    return (
      <Text c="dimmed" size="sm" role="status">
        {empty}
      </Text>
    );
  }
  return (
    <>
      {children(data.items)}
      <Pages total={data.total} pageSize={data.pageSize} page={page} onChange={setPage} />
    </>
  );
}

/** Nothing while everything fits on one page. */
export function Pages(props: {
  total: number;
  pageSize: number;
  page: number;
  onChange: (page: number) => void;
}) {
  const { t } = useTranslation();
  const pages = Math.ceil(props.total / props.pageSize);
  if (pages <= 1) return null;
  return (
    <Pagination
      size="sm"
      mt="xs"
      total={pages}
      value={props.page}
      onChange={props.onChange}
      getControlProps={(control) => ({
        'aria-label': control === 'previous' ? t('customers.previous') : t('customers.next'),
      })}
      getItemProps={(number) => ({ 'aria-label': t('customers.page', { page: number }) })}
    />
  );
}
