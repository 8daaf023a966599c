/** Browsers slow the timers of a page nobody looks at down to one a minute, but not those of its workers. */
setInterval(() => postMessage(null), 1000);
