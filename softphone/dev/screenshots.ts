/**
 * Every screen with a faked server and a faked switch: a picture of each into run/screenshots (or the folder given),
 * and each checked by axe. Also a rehearsal: it registers with real SIP.js, rings, answers and hears a tone in Chromium.
 * Prints each complaint and ends with 1 when there is one.
 *
 * Usage: npm run desk:build && npm run desk:screenshots -- [folder] [--no-pictures]
 *   [--look zh-CN-light] [--scenes presence,calls]
 */
import { parseArgs } from 'node:util';
import * as users from './mock-users';
import { callPages } from './scenes-calls';
import { approvalPages, customerPages, keeperPages, packPages } from './scenes-customers';
import {
  checkedBeforeReady,
  login,
  otherPages,
  refusedMicrophone,
  talkPages,
  twoTabs,
  wrapUpPages,
} from './scenes-desk';
import { orderPages, settingsPages } from './scenes-orders';
import { recordingPages } from './scenes-recordings';
import { presencePages } from './scenes-presence';
import { supervisedPages, teamPages } from './scenes-team';
import { campaignPages } from './scenes-campaigns';
import { alertPages } from './scenes-alerts';
import { ownReviewPages, qualityPages } from './scenes-quality';
import { outboundOrderPages } from './scenes-outbound-order';
import { reportPages, reportsBesidePhone } from './scenes-reports';
import { wallboardPages } from './scenes-wallboard';
import { queueSetupPages } from './scenes-queues';
import { Stage, type Look, type Scene } from './stage';

const looks: readonly Look[] = [
  { language: 'zh-CN', scheme: 'light' },
  { language: 'en-US', scheme: 'dark' },
  { language: 'en-US', scheme: 'light' },
  { language: 'zh-CN', scheme: 'dark' },
];

type Scenes = Readonly<Record<string, (scene: Scene) => Promise<void>>>;

const ofSupervisor: Scenes = {
  wallboard: wallboardPages,
  quality: qualityPages,
  reports: reportPages,
  keepers: keeperPages,
};
const ofLeader: Scenes = { team: teamPages, 'reports-beside-phone': reportsBesidePhone };
const ofAdmin: Scenes = {
  alerts: alertPages,
  campaigns: campaignPages,
  settings: settingsPages,
  approvals: approvalPages,
  packs: packPages,
  queues: queueSetupPages,
  recordings: recordingPages,
};
const ofAgent: Scenes = {
  presence: presencePages,
  talk: talkPages,
  'wrap-up': wrapUpPages,
  others: otherPages,
  customers: customerPages,
  calls: callPages,
  orders: orderPages,
  supervised: supervisedPages,
  'own-reviews': ownReviewPages,
  'outbound-order': outboundOrderPages,
};
const ofStage: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  tabs: twoTabs,
  preflight: checkedBeforeReady,
  microphone: refusedMicrophone,
};

async function play(stage: Stage, isWanted: (name: string) => boolean): Promise<void> {
  const wanted = (scenes: Scenes) => Object.keys(scenes).filter(isWanted);
  const follow = async (scene: Scene, scenes: Scenes): Promise<void> => {
    for (const name of wanted(scenes)) await scenes[name]?.(scene);
    await scene.page.close();
  };
  if (wanted(ofSupervisor).length > 0) {
    const scene = await stage.open(users.supervisor);
    await scene.page.goto(stage.url);
    await scene.page.getByTestId('queues-table').waitFor();
    await scene.shot('16-supervisor');
    await follow(scene, ofSupervisor);
  }
  if (wanted(ofLeader).length > 0) {
    const scene = await stage.open(users.leader);
    await scene.page.goto(stage.url);
    await scene.page.getByTestId('nav-team').waitFor();
    await follow(scene, ofLeader);
  }
  if (wanted(ofAdmin).length > 0) {
    const scene = await stage.open(users.admin);
    await scene.page.goto(stage.url);
    await scene.page.getByTestId('nav-settings').waitFor();
    await follow(scene, ofAdmin);
  }
  if (wanted(ofAgent).length > 0) {
    const scene = await stage.open();
    await login(scene);
    await follow(scene, ofAgent);
  }
  for (const name of Object.keys(ofStage).filter(isWanted)) await ofStage[name]?.(stage);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'no-pictures': { type: 'boolean' },
      look: { type: 'string', multiple: true },
      scenes: { type: 'string' },
    },
  });
  const names = values.scenes?.split(',');
  const stage = await Stage.set(
    values['no-pictures'] === true ? null : (positionals[0] ?? 'run/screenshots'),
  );
  try {
    for (const look of looks) {
      if (values.look && !values.look.includes(`${look.language}-${look.scheme}`)) continue;
      stage.look = look;
      await play(stage, (name) => names === undefined || names.includes(name));
    }
  } finally {
    await stage.strike();
  }
  if (stage.complaints > 0) process.exitCode = 1;
}

void main();
