/** Handing the caller to somebody, at once or after asking. */
export const handOverZhCN = {
  handOver: {
    open: '转接或咨询',
    search: '同事、队列、名称或号码',
    keys: '回车先咨询，Ctrl + 回车直接转接',
    found: '可以转接到',
    nobody: '没有找到，请换个名称或号码。',
    ask: '先咨询，来电者听音乐',
    askWho: '先咨询 {{who}}',
    transfer: '直接转接',
    transferTo: '直接转接到 {{who}}',
    outside: '外线号码',
    queue: '{{waiting}} 人排队，{{ready}} 人空闲',
    'state-free': '空闲',
    'state-offered': '振铃中',
    'state-on-call': '通话中',
    'state-wrap-up': '事后处理',
    'state-break': '小休',
    'state-not-responding': '未应答',
    'state-away': '电话未就绪',
  },
} as const;
