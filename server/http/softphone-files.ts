import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { Router, type RequestHandler } from 'express';

const ONE_YEAR_S = 31_536_000;

/** The page for callers is a small one of its own; every other address is the desk's. */
const CALL_PAGE = '/call';

/** The built softphone: hashed assets for ever, and its pages for every address they have of their own. */
export function softphoneFiles(directory: string): Router {
  const router = Router();
  const assets = path.join(directory, 'assets') + path.sep;
  router.use(
    express.static(directory, {
      index: false,
      redirect: false,
      setHeaders: (response, file) => {
        const isHashed = file.startsWith(assets);
        response.set('Cache-Control', isHashed ? `public, max-age=${ONE_YEAR_S}, immutable` : 'no-cache');
      },
    }),
  );
  router.use(page(directory));
  return router;
}

function page(directory: string): RequestHandler {
  return (request, response, next) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    // A missing file is missing: answered with the page, a script would fail in puzzling ways.
    if (!isPage || path.extname(request.path) !== '') {
      next();
      return;
    }
    const file = request.path === CALL_PAGE ? 'call.html' : 'index.html';
    if (!existsSync(path.join(directory, file))) {
      response.status(503).type('text').send('The softphone is not built yet: npm run desk:build\n');
      return;
    }
    response.set('Cache-Control', 'no-cache');
    response.sendFile(file, { root: directory, cacheControl: false });
  };
}
