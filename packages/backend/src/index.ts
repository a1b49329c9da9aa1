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

// What failed is in the log by now. A portal that started halfway would only answer 503 until someone notices; one that ended is started again.
backend.start().catch(() => process.exit(1));
