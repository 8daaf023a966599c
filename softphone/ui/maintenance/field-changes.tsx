import { useTranslation } from 'react-i18next';
import type { ChangedEntity, FieldChange } from '../../../server/contract/maintenance';
import { valueText } from '../../desk/change-view';
import { maintenanceZhCN as words } from '../../i18n/maintenance.zh-cn';

const isWorded = (field: string): field is keyof typeof words.changedField =>
  Object.hasOwn(words.changedField, field);

export function useChangeWords() {
  const { t } = useTranslation();
  return {
    field: (field: string) => (isWorded(field) ? t(`changedField.${field}`) : field),
    entity: (entity: ChangedEntity) => t(`changedEntity.${entity}`),
  };
}

/** Field by field: what stood there, and what stands there now. */
export function FieldChanges({ fields }: { fields: readonly FieldChange[] }) {
  const { t } = useTranslation();
  const changeWords = useChangeWords();
  return (
    <dl className="field-changes">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{changeWords.field(field)}</dt>
          <dd>
            <del aria-label={t('maintenance.before')}>{valueText(before) ?? t('maintenance.nothing')}</del>
            {' → '}
            <ins aria-label={t('maintenance.after')}>{valueText(after) ?? t('maintenance.nothing')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
