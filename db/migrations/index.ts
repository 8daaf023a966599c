import { CreateUsersAndQueues1763800001000 } from './1763800001000-create-users-and-queues';
import { CreateCustomers1763800002000 } from './1763800002000-create-customers';
import { CreateCalls1763800003000 } from './1763800003000-create-calls';
import { CreateCallEvents1763800004000 } from './1763800004000-create-call-events';
import { CreateConnectors1763900003500 } from './1763900003500-create-connectors';
import { CreateFaxes1763900004000 } from './1763900004000-create-faxes';
import { CreateIntegration1763900005000 } from './1763900005000-create-integration';
import { CreateCustomerData1763900001000 } from './1763900001000-create-customer-data';
import { CreateWorkOrders1763900002000 } from './1763900002000-create-work-orders';
import { CreateSelfService1763900003000 } from './1763900003000-create-self-service';
import { CreateFarParties1763900006000 } from './1763900006000-create-far-parties';
import { CreateMaintenance1763900007000 } from './1763900007000-create-maintenance';
import { CreateSoundRecordings1763900008200 } from './1763900008200-create-sound-recordings';
import { CreateApprovalRules1763900008100 } from './1763900008100-create-approval-rules';
import { CreateTextMessages1763900008300 } from './1763900008300-create-text-messages';
import { AddCustomerOwner1763900008600 } from './1763900008600-add-customer-owner';
import { CreatePackVersions1763900006500 } from './1763900006500-create-pack-versions';
import { SpeedUpSearch1763900008500 } from './1763900008500-speed-up-search';
import { CreateAgentIntervals1763900008600 } from './1763900008600-create-agent-intervals';
import { AddCallQuality1764500001000 } from './1764500001000-add-call-quality';
import { AgentsSupervise1764600001000 } from './1764600001000-agents-supervise';
import { FindActs1764700001000 } from './1764700001000-find-acts';
import { AddCallRecordings1764500002000 } from './1764500002000-add-call-recordings';
import { CreatePersonalTasks1764500003000 } from './1764500003000-create-personal-tasks';
import { AgentsCallContacts1764900003200 } from './1764900003200-agents-call-contacts';
import { CreateAlerts1764700002000 } from './1764700002000-create-alerts';
import { CreateMeasures1764600002000 } from './1764600002000-create-measures';
import { CreateRecordings1764600003000 } from './1764600003000-create-recordings';
import { CreateAgentDays1764700003000 } from './1764700003000-create-agent-days';
import { AddInternalCalls1764800001000 } from './1764800001000-add-internal-calls';
import { KeepMessages1764900003600 } from './1764900003600-keep-messages';
import { SumCampaigns1764900003700 } from './1764900003700-sum-campaigns';
import { FindPromises1764900003400 } from './1764900003400-find-promises';
import { ReportCampaigns1764900003500 } from './1764900003500-report-campaigns';
import { CreateCampaigns1764900002000 } from './1764900002000-create-campaigns';
import { FindSurveyAnswers1764900003300 } from './1764900003300-find-survey-answers';
import { PaceCampaigns1764900003100 } from './1764900003100-pace-campaigns';
import { CreateQueueVersions1764400001000 } from './1764400001000-create-queue-versions';
import { StoreRecordings1764800009300 } from './1764800009300-store-recordings';
import { FindOutages1764800009200 } from './1764800009200-find-outages';
import { CreateReportSchedules1764800009100 } from './1764800009100-create-report-schedules';
import { CreateReviews1764900001000 } from './1764900001000-create-reviews';

/** Oldest first. A migration that has been released is never edited: add another. */
export const migrations = [
  CreateUsersAndQueues1763800001000,
  CreateCustomers1763800002000,
  CreateCalls1763800003000,
  CreateCallEvents1763800004000,
  CreateCustomerData1763900001000,
  CreateWorkOrders1763900002000,
  CreateConnectors1763900003500,
  CreateSelfService1763900003000,
  CreateFaxes1763900004000,
  CreateIntegration1763900005000,
  CreateFarParties1763900006000,
  CreatePackVersions1763900006500,
  CreateMaintenance1763900007000,
  CreateApprovalRules1763900008100,
  CreateSoundRecordings1763900008200,
  CreateTextMessages1763900008300,
  SpeedUpSearch1763900008500,
  CreateAgentIntervals1763900008600,
  CreateQueueVersions1764400001000,
  AddCustomerOwner1763900008600,
  AddCallQuality1764500001000,
  AddCallRecordings1764500002000,
  CreatePersonalTasks1764500003000,
  AgentsSupervise1764600001000,
  CreateMeasures1764600002000,
  CreateRecordings1764600003000,
  FindActs1764700001000,
  CreateAlerts1764700002000,
  CreateAgentDays1764700003000,
  AddInternalCalls1764800001000,
  CreateReportSchedules1764800009100,
  FindOutages1764800009200,
  StoreRecordings1764800009300,
  CreateReviews1764900001000,
  CreateCampaigns1764900002000,
  PaceCampaigns1764900003100,
  AgentsCallContacts1764900003200,
  FindSurveyAnswers1764900003300,
  FindPromises1764900003400,
  ReportCampaigns1764900003500,
  KeepMessages1764900003600,
  SumCampaigns1764900003700,
];
