import { createServer } from 'node:http';

/**
 * What a browser test may do to the portal from outside: `POST /backend/crash` ends the backend with SIGKILL, starts it again, and answers when it is
 * back. On loopback, for as long as the tests run.
 */
export async function serveControls(portal) {
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/backend/crash') {
      response.writeHead(404).end();
      return;
    }
    try {
      await portal.crashBackend();
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => server.close(),
  };
}
