/** 外呼任务单：外呼活动要座席对联系人做的事。 */
export const outboundOrderZhCN = {
  outboundOrder: {
    heading: '外呼任务单',
    script: '话术',
    facts: '名单资料',
    attempts: '以往呼叫',
    noAttempts: '第一次呼叫。',
    agent: '座席 {{agentId}}',
    inProgress: '进行中',
    marks: '通话结果标记',
    marked: '已标记：{{mark}}',
    markFirst: '接通后可标记。',
    date: '日期',
    saveDate: '标记',
    required: '请先标记结果，或选择处理结果。',
  },
};
