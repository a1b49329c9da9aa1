import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./modules/laptopSignIn'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-backstage-openapi'),
);
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('backstage-plugin-catalog-backend-module-eks-environments'));

backend.add(import('backstage-plugin-eks-environments-backend'));
backend.add(import('backstage-plugin-eks-environments-backend-module-eksctl'));
backend.add(import('backstage-plugin-eks-environments-backend-module-ses'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('backstage-plugin-permission-backend-module-eks-environments'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('backstage-plugin-scaffolder-backend-module-eks-environments'),
);
backend.add(import('@backstage/plugin-user-settings-backend'));

// Signals reach the browsers that another replica serves through the events backend.
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

// A portal that started halfway would only answer 503 until someone notices; one that ended is started again. Not every failure is in the log by now.
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
