import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import { answerDirectory, type DirectoryDeps } from '../auth/directory';
import { describeError } from '../errors';
import type { Logger } from '../logging';
import { basicCredentials, isSameSecret } from './secret-compare';

export interface DirectoryListenerDeps extends DirectoryDeps {
  readonly credentials: { readonly user: string; readonly password: string };
  readonly logger: Logger;
}

export interface DirectoryListener {
  /** Port 0: any free one. Answers with the port it got. */
  start(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
}

/** Where the switch asks who may register: on loopback, apart from everything a browser can reach. */
export function createDirectoryListener(deps: DirectoryListenerDeps): DirectoryListener {
  const server = createServer(createDirectoryApp(deps));
  return {
    start: (port, host) => listen(server, port, host),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createDirectoryApp({ credentials, logger, ...directory }: DirectoryListenerDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(requireBasic(credentials));
  // 44 fields when measured, and any X- header of the client on top.
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 400 }));
  app.post('/directory', async (request, response) => {
    response.type('text/xml').send(await answerDirectory(directory, request.body as unknown));
  });
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(((error, _request, response, next) => {
    // The switch refuses the registration on anything but 200; the softphone tries again.
    logger.warn({ reason: describeError(error) }, 'directory lookup failed');
    if (response.headersSent) next(error);
    else response.status(500).end();
  }) satisfies express.ErrorRequestHandler);
  return app;
}

function requireBasic(expected: DirectoryListenerDeps['credentials']): RequestHandler {
  return (request, response, next) => {
    const given = basicCredentials(request.headers.authorization);
    // Compared as one text, so that a right user name cannot be told from a wrong one.
    const isRight =
      given !== null &&
      isSameSecret(`${given.user}:${given.password}`, `${expected.user}:${expected.password}`);
    if (isRight) next();
    else response.status(401).set('WWW-Authenticate', 'Basic realm="directory"').end();
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
