import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { removeLog } from './commands.mjs';
import { backstageCli, local, root } from './paths.mjs';
import { requireFreePorts } from './ports.mjs';
import { Service } from './services.mjs';
import { toolEnvironment } from './tools.mjs';

const DEFAULT_SPEED = '45'; // A cluster that takes a quarter of an hour is there in twenty seconds.

/** The ports, the folder and the app, from the environment or as the documents say. */
export function portalSettings(environment = process.env) {
  const ports = {
    frontend: Number(environment.FRONTEND_PORT ?? 3000),
    backend: Number(environment.BACKEND_PORT ?? 7007),
    aws: Number(environment.AWS_SIMULATOR_PORT ?? 4577),
  };
  return {
    ports,
    frontendUrl: `http://localhost:${ports.frontend}`,
    backendUrl: `http://localhost:${ports.backend}`,
    awsUrl: `http://127.0.0.1:${ports.aws}`,
    dataDir: path.resolve(
      environment.PORTAL_DATA_DIR ?? path.join(local, 'data'),
    ),
    speed: environment.AWS_SIMULATOR_SPEED ?? DEFAULT_SPEED,
    quotas: environment.AWS_SIMULATOR_QUOTAS,
    app: environment.PORTAL_APP ?? 'app',
  };
}

/**
 * The whole portal on this machine: the local AWS, the backend, and the pages. With `built`, the pages are those that `yarn build:all` made, and the
 * backend serves them, as in production: they load many times faster than the development server's.
 */
export class Portal {
  #node;
  #environment;
  #echo;

  constructor({ node, settings, built = false, watch = false, echo = false }) {
    this.#node = node;
    this.#echo = echo;
    this.settings = built ? servedByBackend(settings) : settings;
    this.built = built;
    this.watch = watch;
    this.#environment = portalEnvironment(node, this.settings);
  }

  async start() {
    const { dataDir } = this.settings;
    await requireFreePorts(this.#ports());
    mkdirSync(dataDir, { recursive: true });
    ['aws', 'backend', 'frontend'].forEach(removeLog);

    this.aws = this.#startAws();
    this.backend = this.#startBackend();
    this.frontend = this.built ? undefined : this.#startFrontend();
    for (const service of this.services) {
      await Promise.race([service.ready(), this.failed()]);
    }
  }

  #ports() {
    const { aws, backend, frontend } = this.settings.ports;
    const ports = [
      { port: aws, purpose: 'the local AWS', variable: 'AWS_SIMULATOR_PORT' },
      { port: backend, purpose: 'the backend', variable: 'BACKEND_PORT' },
    ];
    return this.built
      ? ports
      : [
          ...ports,
          { port: frontend, purpose: 'the pages', variable: 'FRONTEND_PORT' },
        ];
  }

  get services() {
    return [this.aws, this.backend, this.frontend].filter(Boolean);
  }

  /** Rejects when one of the programs ends without being asked to. */
  failed() {
    return Promise.race(this.services.map(service => service.failed()));
  }

  async stop() {
    // The backend first: it may have to tell the local AWS something.
    await this.backend?.stop();
    await Promise.all(this.services.map(service => service.stop()));
  }

  kill() {
    for (const service of this.services) {
      service.kill('SIGKILL');
    }
  }

  /** Ends the backend between any two of its lines, as a crash does, and starts it again. */
  async crashBackend() {
    this.backend.kill('SIGKILL');
    await this.backend.stop();
    this.backend = this.#startBackend();
    await this.backend.ready();
  }

  #startAws() {
    const { ports, dataDir, speed, quotas, awsUrl } = this.settings;
    return this.#service({
      name: 'aws',
      title: 'the local AWS',
      args: [
        path.join(root, 'packages/aws-simulator/bin/aws-simulator.js'),
        '--port',
        String(ports.aws),
        '--data-dir',
        path.join(dataDir, 'aws'),
        '--speed',
        speed,
        ...(quotas ? ['--quotas', quotas] : []),
      ],
      cwd: root,
      ready: { url: `${awsUrl}/_simulator/health` },
    });
  }

  /** Without Backstage's watcher, which would outlive a backend that crashed and hide it. */
  #startBackend() {
    const direct = [
      '--enable-source-maps',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'src/index.ts',
    ];
    return this.#service({
      name: 'backend',
      title: 'the backend',
      args: this.watch ? [backstageCli, 'package', 'start'] : direct,
      cwd: path.join(root, 'packages/backend'),
      // Somebody can sign in: the backend has started, and the catalog knows the people.
      ready: {
        url: `${this.settings.backendUrl}/api/auth/laptop/refresh`,
        headers: { 'x-laptop-person': 'user:default/dana' },
      },
    });
  }

  #startFrontend() {
    return this.#service({
      name: 'frontend',
      title: 'the pages',
      args: [backstageCli, 'package', 'start'],
      cwd: path.join(root, 'packages', this.settings.app),
      ready: { url: this.settings.frontendUrl },
    });
  }

  #service(options) {
    return new Service({
      ...options,
      command: this.#node,
      env: this.#environment,
      echo: this.#echo,
    });
  }
}

function servedByBackend(settings) {
  return {
    ...settings,
    ports: { ...settings.ports, frontend: settings.ports.backend },
    frontendUrl: settings.backendUrl,
  };
}

/**
 * Nothing of a real AWS account that this shell may be logged in to gets through: the local AWS is reached by the standard variables, and by nothing
 * else.
 */
function portalEnvironment(node, { ports, dataDir, awsUrl, app }) {
  const inherited = Object.entries(toolEnvironment(node)).filter(
    ([name]) => !name.startsWith('AWS_'),
  );
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'development',
    FRONTEND_PORT: String(ports.frontend),
    BACKEND_PORT: String(ports.backend),
    PORTAL_APP: app,
    PORTAL_DATA_DIR: dataDir,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIASIMULATOR0000001',
    AWS_SECRET_ACCESS_KEY: 'simulator/secret/of/account/111111111111',
    AWS_EC2_METADATA_DISABLED: 'true',
    EKSCTL_PATH: path.join(root, 'packages/aws-simulator/bin/eksctl'),
  };
}
