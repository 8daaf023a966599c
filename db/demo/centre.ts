import type { Role } from '../../server/contract/rest';
import { demoId } from './demo-id';

export interface DemoUser {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly agentId: string | null;
}

export const demoUsers: readonly DemoUser[] = [
  agent(1001, '王芳 Wang Fang'),
  agent(1002, '刘强 Liu Qiang'),
  agent(1003, '陈静 Chen Jing'),
  agent(1004, '赵磊 Zhao Lei'),
  {
    userId: demoId('user', 2001),
    login: '2001',
    displayName: '孙丽 Sun Li',
    role: 'supervisor',
    agentId: null,
  },
  // With a phone, to listen to agents.
  { ...agent(2002, '周敏 Zhou Min'), role: 'supervisor' },
  {
    userId: demoId('user', 1),
    login: 'admin',
    displayName: '管理员 Administrator',
    role: 'admin',
    agentId: null,
  },
];

function agent(number: number, displayName: string): DemoUser {
  const name = String(number);
  return { userId: demoId('user', number), login: name, displayName, role: 'agent', agentId: name };
}

export const demoDispositions = [
  disposition(1, 'resolved', '已解决', 'Resolved'),
  disposition(2, 'callback-needed', '需要回电', 'Callback needed'),
  disposition(3, 'work-order-needed', '需要工单', 'Work order needed'),
  disposition(4, 'wrong-number', '打错电话', 'Wrong number'),
  disposition(5, 'dropped', '通话中断', 'Dropped'),
  disposition(6, 'other', '其他', 'Other'),
];

function disposition(position: number, code: string, chinese: string, english: string) {
  return { position, code, names: { 'zh-CN': chinese, 'en-US': english } };
}
