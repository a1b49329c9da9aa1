import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  app: {
    /** Where the links of the entities lead. */
    baseUrl: string;
  };

  eksEnvironments?: {
    catalog?: {
      /**
       * How often all environments are read again. Changes come within seconds anyway; this is for what a change missed. The default is every
       * two minutes.
       */
      environments?: {
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };

      /**
       * How often the templates are made anew from the blueprints. The default is every 30 seconds.
       */
      blueprints?: {
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
