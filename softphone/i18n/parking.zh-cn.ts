/** 呼叫驻留。 */
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
};
