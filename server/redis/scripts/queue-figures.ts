import type { QueueFigures } from '../../acd/acd-store';
import { queueId } from '../../contract/ids';
import { asArray, asText } from '../script-reply';
import { defineScript, type Scripts } from '../scripts';

const script = defineScript('queue-figures');

export async function queueFigures(scripts: Scripts): Promise<readonly QueueFigures[]> {
  return asArray(await scripts.run(script, {})).map((row) => {
    const [queue, name, waiting, longestSince, agentsReady, answers, answersSince] = asArray(row);
    return {
      queueId: queueId(asText(queue)),
      name: asText(name),
      waiting: Number(waiting),
      longestSince: longestSince === '' ? null : Number(longestSince),
      agentsReady: Number(agentsReady),
      answers: Number(answers),
      answersSince: answersSince === '' ? null : Number(answersSince),
    };
  });
}
