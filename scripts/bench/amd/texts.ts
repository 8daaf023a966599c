/**
 * What is said by those who answer, in two halves that share no text: limits were chosen by ear of the one, and are judged by
 * the other. A bar is a pause. A machine's text ends in what comes after it.
 */
export type Half = 'tuning' | 'held-out';
export type After = 'beep' | 'nothing' | 'network-tones-before';

export interface Text {
  readonly half: Half;
  readonly language: 'en' | 'zh';
  readonly label: 'person' | 'machine';
  readonly words: string;
  readonly after: After;
}

const persons: Readonly<Record<Half, Readonly<Record<'en' | 'zh', readonly string[]>>>> = {
  tuning: {
    en: [
      'Hello?',
      'Hello.',
      'Yes?',
      'Yes, Chen speaking.',
      'Hi, this is Anna.',
      'Hello? | Hello?',
      'Yeah, who is this?',
      'Good morning, Green Pine, how can I help you?',
      'Miller household.',
      'Hang on. | Yes, hello?',
    ],
    zh: [
      '喂',
      '喂，你好',
      '你好',
      '喂？ | 喂？',
      '你好，哪位？',
      '我是陈明',
      '喂，请问找谁',
      '您好，青松公司，请问有什么可以帮您',
    ],
  },
  'held-out': {
    en: [
      'Hello, hello?',
      'Hi.',
      'Speaking.',
      'Yes, this is Robert.',
      'Hello, who am I speaking to?',
      'Hello? | Yes?',
      'Sorry, one second. | Hello?',
      'Blue River Dental, good afternoon, Maria speaking.',
      'Peterson.',
      'What is it?',
    ],
    zh: [
      '喂，哪位',
      '你好，请讲',
      '喂？ | 你好？',
      '是我',
      '我在开会',
      '喂，您是哪里',
      '不好意思，请等一下',
      '您好，蓝河口腔，请问您预约了吗',
    ],
  },
};

const machines: Readonly<Record<Half, Readonly<Record<'en' | 'zh', readonly (readonly [string, After])[]>>>> =
  {
    tuning: {
      en: [
        ['You have reached the voice mail of Anna Chen. Please leave a message after the tone.', 'beep'],
        [
          "Hi, this is John. I can't come to the phone right now. | Please leave your name and number.",
          'beep',
        ],
        ['The person you are calling is not available. | Please try again later.', 'nothing'],
        [
          'The number you have dialled is not in service. | Please check the number and dial again.',
          'network-tones-before',
        ],
        ['Thank you for calling Green Pine. | Our office is closed. | Our hours are nine to five.', 'beep'],
        ['Your call has been forwarded to an automated voice messaging system.', 'beep'],
        ['Hello. | You have reached the Miller family. We are not home.', 'beep'],
        ['Please leave a message.', 'beep'],
      ],
      zh: [
        ['您好，您拨打的电话暂时无法接通，请稍后再拨', 'nothing'],
        ['您拨打的号码是空号，请核对后再拨', 'nothing'],
        ['您好，我现在不方便接听电话，请在滴声后留言', 'beep'],
        ['您拨打的用户已关机，| 请稍后再拨', 'nothing'],
        ['你好，这里是陈明的语音信箱，请留言', 'beep'],
        ['您拨打的电话正在通话中，请不要挂机', 'nothing'],
      ],
    },
    'held-out': {
      en: [
        [
          "Hello, you've reached Robert Peterson. I'm away from my desk. Leave a message and I will call you back.",
          'beep',
        ],
        ['At the tone, please record your message. | When you have finished, you may hang up.', 'beep'],
        ['We are sorry. | Your call cannot be completed as dialled.', 'network-tones-before'],
        ['The mobile phone you are calling is switched off. | Please call again later.', 'nothing'],
        ['Welcome to Blue River Dental. | For appointments press one. For billing press two.', 'nothing'],
        ['No one is available to take your call. Please leave a message.', 'beep'],
        ["Hey, it's Maria. | Can't talk now. | You know what to do.", 'beep'],
        ['Leave a message after the beep.', 'beep'],
      ],
      zh: [
        ['对不起，您所拨打的电话已停机，请与机主联系', 'nothing'],
        ['您好，您拨打的用户暂时不在服务区，请稍后再拨', 'nothing'],
        ['您好，这里是蓝河口腔，我们已经下班，请在提示音后留言', 'beep'],
        ['欢迎致电客户服务中心，| 查询请按一，人工服务请按零', 'nothing'],
        ['你好，我暂时离开，| 有事请留言，谢谢', 'beep'],
        ['您拨叫的用户正忙，请稍后再拨', 'nothing'],
      ],
    },
  };

export const allTexts: readonly Text[] = (['tuning', 'held-out'] as const).flatMap((half) =>
  (['en', 'zh'] as const).flatMap((language) => [
    ...persons[half][language].map((words) => ({
      half,
      language,
      label: 'person' as const,
      words,
      after: 'nothing' as const,
    })),
    ...machines[half][language].map(([words, after]) => ({
      half,
      language,
      label: 'machine' as const,
      words,
      after,
    })),
  ]),
);
