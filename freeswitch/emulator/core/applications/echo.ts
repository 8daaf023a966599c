import type { Application } from './application';

/** Sends back what comes, until the leg ends (switch_ivr_session_echo). */
export const echo: Application = async (session, _data, context) => {
  const { leg } = session.endpoint;
  if (leg === null) return;
  const pipe = context.media.pipe();
  const stop = leg.onFrame((frame) => {
    pipe.write(frame);
  });
  session.output.setBase(pipe);
  await session.signal.until(() => session.breaking || !session.isReady);
  session.breaking = false;
  stop();
  session.output.setBase(null);
};
