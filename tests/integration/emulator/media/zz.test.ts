import { BrowserPage } from './browser-page';
import { openMedia } from './media-under-test';
import { makeTemporaryDirectory } from '../../../support/temporary-directory';
it('x', async () => {
  const d = makeTemporaryDirectory();
  const { media } = openMedia();
  const p = await BrowserPage.open(d.path, 700);
  const leg = await media.createWebRtc(null);
  const fs = require('fs');
  fs.writeFileSync('/tmp/kl-media/chromium-offer.sdp', await p.offer());
  await p.hangUp();
  fs.writeFileSync('/tmp/kl-media/chromium-answer.sdp', await p.answer(leg.localSdp));
  await p.hangUp();
  let bad = 0;
  let slow = 0;
  const t: number[] = [];
  for (let i = 0; i < 150; i++) {
    const l = await media.createWebRtc(null);
    let n = 0;
    l.onFrame(() => n++);
    const a = await p.answer(l.localSdp);
    await new Promise((r) => setTimeout(r, (i % 5) * 15));
    const t0 = performance.now();
    try {
      await l.setRemote(a);
    } catch (e) {
      bad++;
      console.log(String(e));
    }
    while (n === 0 && performance.now() - t0 < 3000) await new Promise((r) => setTimeout(r, 5));
    if (n === 0) bad++;
    t.push(performance.now() - t0);
    l.close();
    await p.hangUp();
  }
  t.sort((a, b) => a - b);
  console.log('bad', bad, t[75], t[142], t[149]);
  await p.close();
  media.close();
  d.remove();
}, 200000);
