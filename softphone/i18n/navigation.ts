/** Names of the pages: one word each, for they stand under a sign. */
export const navigationZhCN = {
  nav: {
    label: '主导航',
    desk: '工作台',
    customers: '客户',
    queues: '队列',
    team: '座席',
    wallboard: '看板',
    reports: '报表',
    quality: '质检',
    'work-orders': '工单',
    faxes: '传真',
    settings: '管理',
    directory: '查号',
    information: '信息',
    prompts: '语音',
    maintenance: '资料维护',
    packs: '流程',
    'queue-setup': '排队设置',
  },
};

export const navigationEnUS: typeof navigationZhCN = {
  nav: {
    label: 'Main',
    desk: 'Desk',
    customers: 'Customers',
    queues: 'Queues',
    team: 'Agents',
    wallboard: 'Board',
    reports: 'Reports',
    quality: 'Quality',
    'work-orders': 'Orders',
    faxes: 'Fax',
    settings: 'Admin',
    directory: 'Directory',
    information: 'Information',
    prompts: 'Prompts',
    maintenance: 'Maintenance',
    packs: 'Packs',
    'queue-setup': 'Queue setup',
  },
};
