import { RequestListener } from 'node:http';
import express, { Request, Response } from 'express';
import { CallRecord } from '../server/AwsEndpoint';
import { FaultInput } from '../world/FaultBook';
import { LeftoverOwner } from '../world/leftoverOwner';
import { addLeftovers } from '../world/leftovers';
import { LeftoverKind } from '../world/model';
import { World } from '../world/World';
import { FAULT_PRESETS, isFaultInput } from './faultPresets';
import { renderInbox, renderMail } from './inboxPages';
import { renderOverview } from './overviewPage';

export interface PagesOptions {
  world: World;
  calls: () => CallRecord[];
}

function json(response: Response, body: unknown, status = 200): void {
  response.status(status).json(body);
}

function html(response: Response, body: string): void {
  response.type('html').send(body);
}

function fromForm(request: Request): boolean {
  return (
    request.is('application/x-www-form-urlencoded') ===
    'application/x-www-form-urlencoded'
  );
}

/** After a form the browser returns to the page; a program gets the result. */
function done(
  request: Request,
  response: Response,
  body: unknown,
  status = 200,
): void {
  if (fromForm(request)) {
    response.redirect(303, '/_simulator/');
  } else {
    json(response, body, status);
  }
}

/** The simulator's own pages and controls, under `/_simulator/`. */
export function createPages({ world, calls }: PagesOptions): RequestListener {
  const router = express.Router({ strict: false });
  router.use(express.json(), express.urlencoded({ extended: false }));
  router.use((_request, _response, next) => {
    world.settle();
    next();
  });

  router.get('/health', (_request, response) =>
    json(response, { status: 'ok' }),
  );
  router.get('/clock', (_request, response) =>
    json(response, {
      now: new Date(world.now()).toISOString(),
      speed: world.speed,
    }),
  );
  router.get('/state.json', (_request, response) => {
    const { tls, sessions, ...shown } = world.state;
    json(response, shown);
  });
  router.get('/calls.json', (_request, response) => json(response, calls()));
  router.post('/reset', (request, response) => {
    world.reset();
    done(request, response, { status: 'ok' });
  });

  router.get('/faults', (_request, response) =>
    json(response, world.faults.list()),
  );
  router.post('/faults', (request, response) => {
    const input: unknown = fromForm(request)
      ? presetOf(request.body as Record<string, string>)
      : request.body;
    if (!isFaultInput(input)) {
      json(
        response,
        {
          error:
            'A fault needs effect.kind, one of those that the README lists',
        },
        400,
      );
      return;
    }
    done(request, response, world.faults.add(input), 201);
  });
  router.delete('/faults', (_request, response) => {
    world.faults.clear();
    json(response, { status: 'ok' });
  });
  router.delete('/faults/:id', (request, response) => {
    const removed = world.faults.remove(request.params.id);
    json(
      response,
      removed ? { status: 'ok' } : { error: 'There is no such fault' },
      removed ? 200 : 404,
    );
  });
  // HTML forms do not support DELETE.
  router.post('/faults/:id/removal', (request, response) => {
    world.faults.remove(request.params.id);
    done(request, response, { status: 'ok' });
  });

  router.post('/leftovers', (request, response) => {
    const { kinds, ...owner } = request.body as LeftoverOwner & {
      kinds: LeftoverKind[];
    };
    if (
      !owner.accountId ||
      !owner.regionName ||
      !owner.cluster ||
      !Array.isArray(kinds)
    ) {
      json(
        response,
        { error: 'Leftovers need accountId, regionName, cluster and kinds' },
        400,
      );
      return;
    }
    addLeftovers(world, owner, kinds);
    json(response, { status: 'ok' }, 201);
  });

  router.get('/inbox.json', (_request, response) =>
    json(response, [...world.state.mails].reverse()),
  );
  router.get('/inbox', (_request, response) =>
    html(response, renderInbox(world.state.mails)),
  );
  router.get('/inbox/:id', (request, response) => {
    const mail = world.state.mails.find(item => item.id === request.params.id);
    if (!mail) {
      response.redirect('/_simulator/inbox');
      return;
    }
    html(response, renderMail(mail));
  });
  router.delete('/inbox', (_request, response) => {
    world.state.mails = [];
    json(response, { status: 'ok' });
  });

  router.get('/', (_request, response) =>
    html(response, renderOverview(world)),
  );

  const application = express();
  application.disable('x-powered-by');
  application.use('/_simulator', router);
  return application;
}

function presetOf({
  preset,
  cluster,
  times,
}: Record<string, string>): FaultInput | undefined {
  const found = FAULT_PRESETS.find(item => item.name === preset);
  if (!found) {
    return undefined;
  }
  return {
    match: { ...found.match, ...(cluster && { cluster }) },
    effect: found.effect,
    ...(times && Number(times) > 0 && { times: Number(times) }),
  };
}
