import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { alertsEnUS } from './alerts.en-us';
import { alertsZhCN } from './alerts.zh-cn';
import { campaignsEnUS } from './campaigns.en-us';
import { campaignsZhCN } from './campaigns.zh-cn';
import { customersEnUS } from './customers.en-us';
import { customersZhCN } from './customers.zh-cn';
import { enUS } from './en-us';
import { handOverEnUS } from './hand-over.en-us';
import { handOverZhCN } from './hand-over.zh-cn';
import { actsEnUS } from './acts.en-us';
import { actsZhCN } from './acts.zh-cn';
import { outboundOrderEnUS } from './outbound-order.en-us';
import { outboundOrderZhCN } from './outbound-order.zh-cn';
import { parkingEnUS } from './parking.en-us';
import { parkingZhCN } from './parking.zh-cn';
import { qualityEnUS } from './quality.en-us';
import { qualityZhCN } from './quality.zh-cn';
import { recordingEnUS } from './recording.en-us';
import { recordingZhCN } from './recording.zh-cn';
import { maintenanceEnUS } from './maintenance.en-us';
import { maintenanceZhCN } from './maintenance.zh-cn';
import { reportMailEnUS } from './report-mail.en-us';
import { reportMailZhCN } from './report-mail.zh-cn';
import { reportsEnUS } from './reports.en-us';
import { reportsZhCN } from './reports.zh-cn';
import { supervisionEnUS } from './supervision.en-us';
import { supervisionZhCN } from './supervision.zh-cn';
import { navigationEnUS, navigationZhCN } from './navigation';
import { presenceEnUS } from './presence.en-us';
import { presenceZhCN } from './presence.zh-cn';
import { packsEnUS } from './packs.en-us';
import { packsZhCN } from './packs.zh-cn';
import { queueSetupEnUS } from './queue-setup.en-us';
import { queueSetupZhCN } from './queue-setup.zh-cn';
import { voiceEnUS } from './voice.en-us';
import { voiceZhCN } from './voice.zh-cn';
import { tasksEnUS } from './tasks.en-us';
import { tasksZhCN } from './tasks.zh-cn';
import { lanesEnUS } from './lanes.en-us';
import { lanesZhCN } from './lanes.zh-cn';
import { timelineEnUS } from './timeline.en-us';
import { timelineZhCN } from './timeline.zh-cn';
import { usersEnUS, usersZhCN } from './users';
import { wallboardEnUS } from './wallboard.en-us';
import { wallboardZhCN } from './wallboard.zh-cn';
import { workOrdersEnUS } from './work-orders.en-us';
import { workOrdersZhCN } from './work-orders.zh-cn';
import { orderTypesEnUS } from './order-types.en-us';
import { orderTypesZhCN } from './order-types.zh-cn';
import { zhCN } from './zh-cn';

/** All texts, a file per subject. */
export const messages = {
  'zh-CN': {
    ...zhCN,
    ...presenceZhCN,
    ...navigationZhCN,
    ...campaignsZhCN,
    ...customersZhCN,
    ...handOverZhCN,
    ...actsZhCN,
    ...outboundOrderZhCN,
    ...parkingZhCN,
    ...recordingZhCN,
    ...tasksZhCN,
    ...supervisionZhCN,
    ...wallboardZhCN,
    ...alertsZhCN,
    ...reportsZhCN,
    ...reportMailZhCN,
    ...qualityZhCN,
    ...maintenanceZhCN,
    ...packsZhCN,
    ...orderTypesZhCN,
    ...queueSetupZhCN,
    ...voiceZhCN,
    ...timelineZhCN,
    ...lanesZhCN,
    ...workOrdersZhCN,
    ...usersZhCN,
  },
  'en-US': {
    ...enUS,
    ...presenceEnUS,
    ...navigationEnUS,
    ...campaignsEnUS,
    ...customersEnUS,
    ...handOverEnUS,
    ...actsEnUS,
    ...outboundOrderEnUS,
    ...parkingEnUS,
    ...recordingEnUS,
    ...tasksEnUS,
    ...supervisionEnUS,
    ...wallboardEnUS,
    ...alertsEnUS,
    ...reportsEnUS,
    ...reportMailEnUS,
    ...qualityEnUS,
    ...maintenanceEnUS,
    ...packsEnUS,
    ...orderTypesEnUS,
    ...queueSetupEnUS,
    ...voiceEnUS,
    ...timelineEnUS,
    ...lanesEnUS,
    ...workOrdersEnUS,
    ...usersEnUS,
  },
};

export const languages = ['zh-CN', 'en-US'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'kiloline.language';

/** The language chosen before, else the browser's, else Chinese: the first customers are. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const known = languages.find((language) => language === stored);
  if (known) return known;
  const first = browser.find((language) => /^(zh|en)\b/i.test(language));
  return first?.toLowerCase().startsWith('en') ? 'en-US' : 'zh-CN';
}

export async function startI18n(): Promise<i18n> {
  const lng = preferredLanguage(localStorage.getItem(storageKey), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh-CN',
    resources: {
      'zh-CN': { translation: messages['zh-CN'] },
      'en-US': { translation: messages['en-US'] },
    },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = lng;
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    localStorage.setItem(storageKey, language);
  });
  return i18next;
}
