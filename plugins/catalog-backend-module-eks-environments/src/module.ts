import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { eksEnvironmentsServiceRef } from 'backstage-plugin-eks-environments-node';
import { BlueprintTemplateProvider } from './blueprints/BlueprintTemplateProvider';
import { EnvironmentEntityProvider } from './environments/EnvironmentEntityProvider';

// The API that both providers read starts at the same time as the catalog.
const INITIAL_DELAY = { seconds: 5 };

const defaultSchedules = {
  environments: { minutes: 2 },
  blueprints: { seconds: 30 },
};

/**
 * Provides environments as resources and blueprints as templates in the catalog.
 *
 * @public
 */
export const catalogModuleEksEnvironments = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'eks-environments',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        environments: eksEnvironmentsServiceRef,
        events: eventsServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        environments,
        events,
        logger,
        scheduler,
      }) {
        catalog.addEntityProvider(
          new EnvironmentEntityProvider({
            appBaseUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
            auth,
            environments,
            events,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner(
              readSchedule(config, 'environments'),
            ),
          }),
          new BlueprintTemplateProvider({
            auth,
            environments,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner(
              readSchedule(config, 'blueprints'),
            ),
          }),
        );
      },
    });
  },
});

function readSchedule(
  config: RootConfigService,
  what: keyof typeof defaultSchedules,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig(
    `eksEnvironments.catalog.${what}.schedule`,
  );
  return schedule
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
    : {
        frequency: defaultSchedules[what],
        // Short, because a killed replica holds the task for this time.
        timeout: { minutes: 2 },
        initialDelay: INITIAL_DELAY,
      };
}
