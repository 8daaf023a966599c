/** 呼叫驻留与呼叫等待。 */
export const parkingZhCN = {
  parking: {
    park: '驻留',
    heading: '驻留中的来电',
    slot: '{{slot}} 号位',
    by: '{{name}}（{{agentId}}）驻留',
    mine: '由您驻留',
    left: '{{left}} 后返回',
    back: '即将返回',
    pickUp: '接起',
    pickUpSlot: '接起 {{slot}} 号位的来电',
    busy: '处理完手头的事后即可接起',
    answersItself: '正在接起驻留的来电…',
  },
  callWaiting: {
    heading: '等您的来电',
    left: '{{left}} 后转给他人',
    take: '接起',
    takeHint: '驻留当前来电，接起这位',
    later: '处理完手头的事后，这位来电者会首先接入',
    refuse: '转给他人',
    waits: '直接转接：来电者等他空闲',
  },
};
