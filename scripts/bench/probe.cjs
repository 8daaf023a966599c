// Loaded into the embedded switch by the bench alone (NODE_OPTIONS=--require): on SIGUSR2 it collects garbage and
// writes what is left to the file named in KILOLINE_BENCH_PROBE. Nothing of it is in a switch started otherwise.
'use strict';
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay, PerformanceObserver } = require('node:perf_hooks');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const file = process.env.KILOLINE_BENCH_PROBE;
// tsx starts the program in the same process; helpers it may start must not answer for the switch.
if (file && process.argv[1]?.endsWith('emulator/main.ts')) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  let answers = 0;
  // Since the last answer: how long it stood still, and what of that was its own collecting of garbage.
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  let gc = { totalMs: 0, longestMs: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      gc.totalMs += duration;
      gc.longestMs = Math.max(gc.longestMs, duration);
    }
  }).observe({ entryTypes: ['gc'] });
  process.on('SIGUSR2', () => {
    const pauses = { loopMostMs: loop.max / 1e6, gcTotalMs: gc.totalMs, gcLongestMs: gc.longestMs };
    collect();
    collect();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    const resources = {};
    for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
    answers += 1;
    writeFileSync(
      `${file}.new`,
      JSON.stringify({ answers, heapUsed, external, arrayBuffers, resources, pauses }),
    );
    renameSync(`${file}.new`, file);
    // Its entries of our own collecting come a turn later.
    setTimeout(() => {
      gc = { totalMs: 0, longestMs: 0 };
      loop.reset();
    }, 50).unref();
  });
}
