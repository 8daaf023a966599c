import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { customersZhCN } from '../../i18n/customers.zh-cn';
import { useCodes } from '../use-codes';

export function CategorySelect(props: {
  value: string | null;
  onChange: (category: string | null) => void;
  label?: string;
}) {
  const { t } = useTranslation();
  const codes = useCodes();
  return (
    <Select
      w={props.label === undefined ? 170 : undefined}
      {...(props.label === undefined ? { 'aria-label': t('directory.category') } : { label: props.label })}
      placeholder={t('directory.everyCategory')}
      clearable={props.label === undefined}
      data={Object.keys(customersZhCN.place).map((code) => ({ value: code, label: codes.place(code) }))}
      value={props.value}
      onChange={props.onChange}
      data-testid="directory-category"
    />
  );
}
