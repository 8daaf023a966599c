// Real switches, browsers, databases on a busy machine: about one arrangement in 400 goes wrong. It is tried once more, and what went
// wrong is printed, so that it is seen. A fault that is there each time fails as ever. At once, and not after the file's other
// tests: the last ones often look at what all the others did.
jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
