import { serveAsChild } from '../test/two-servers/child.ts';

/** The real API with one route more: a bare JSON echo, to set the sale's figures beside. */
await serveAsChild((app) => {
  app.post('/bench/echo', async (request) => request.body);
});
