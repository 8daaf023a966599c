import { useTranslation } from 'react-i18next';
import { formatMoney } from '../desk/money';
import { customersZhCN as words } from '../i18n/customers.zh-cn';

const isIn = <Section extends object>(section: Section, code: string): code is keyof Section & string =>
  Object.hasOwn(section, code);

/** Codes, days and amounts of records in the language of the screen. A code nobody has worded is shown as it is. */
export function useCodes() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    language,
    money: (fen: number) => formatMoney(fen, language),
    /** 'YYYY-MM-DD': a day is the same everywhere. */
    day: (date: string) => day.format(new Date(`${date}T00:00:00Z`)),
    orderType: (code: string) => (isIn(words.orderType, code) ? t(`orderType.${code}`) : code),
    orderStage: (code: string) => (isIn(words.orderStage, code) ? t(`orderStage.${code}`) : code),
    feature: (code: string) => (isIn(words.feature, code) ? t(`feature.${code}`) : code),
    place: (code: string) => (isIn(words.place, code) ? t(`place.${code}`) : code),
    itemTopic: (code: string) => (isIn(words.itemTopic, code) ? t(`itemTopic.${code}`) : code),
  } as const;
}
