import { useTranslation } from 'react-i18next';
import { alertMeasures, type AlertMeasure } from '../../../server/contract/alert-measures';
import { useDisplay } from '../use-display';

interface Limited {
  readonly measure: AlertMeasure;
  readonly threshold: number;
  readonly queueId: string | null;
}

/** What an alert or a rule is about, in words. */
export function useAlertWords() {
  const { t } = useTranslation();
  const display = useDisplay();
  const figure = (measure: AlertMeasure, value: number): string =>
    t(`alertUnit.${measure}`, { value: Math.round(value) });
  return {
    figure,
    measure: (measure: AlertMeasure) => t(`alertMeasure.${measure}`),
    /** 'Longest wait over 60 s' */
    limit: ({ measure, threshold }: Limited) =>
      t(`alerts.${alertMeasures[measure].breach}`, {
        measure: t(`alertMeasure.${measure}`),
        limit: figure(measure, threshold),
      }),
    of: ({ queueId, measure }: Limited) => {
      if (queueId !== null) return display.queue(queueId);
      return alertMeasures[measure].scope === 'queue' ? t('alerts.eachQueue') : t('alerts.centre');
    },
  };
}
