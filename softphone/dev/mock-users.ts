import type { UserView } from '../../server/contract/rest';

const timeZone = 'Asia/Shanghai';

export const agent: UserView = {
  login: '1001',
  displayName: '李娜',
  role: 'agent',
  agentId: '1001',
  timeZone,
};
export const supervisor: UserView = {
  login: '2001',
  displayName: '王主管',
  role: 'supervisor',
  agentId: null,
  timeZone,
};

/** One who takes calls, too. */
export const leader: UserView = { ...supervisor, login: '2002', displayName: '周敏', agentId: '2002' };

export const admin: UserView = {
  login: 'admin',
  displayName: '系统管理员',
  role: 'admin',
  agentId: null,
  timeZone,
};
