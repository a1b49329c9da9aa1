import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eksEnvironmentsNotificationsExtensionPoint } from 'backstage-plugin-eks-environments-node';
import { CatalogAddressBook } from './CatalogAddressBook';
import { readSesConfig } from './config';
import { createSesClient } from './createSesClient';
import { SesChannel } from './SesChannel';

/**
 * Sends notifications by mail through Amazon SES.
 *
 * @public
 */
export const eksEnvironmentsModuleSes = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'ses',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        notifications: eksEnvironmentsNotificationsExtensionPoint,
      },
      async init({ auth, catalog, config, logger, notifications }) {
        const ses = readSesConfig(config);
        if (!ses) {
          logger.info(
            'No mails are sent: eksEnvironments.notifications.ses is not configured',
          );
          return;
        }
        notifications.addChannel(
          new SesChannel({
            addresses: new CatalogAddressBook({ auth, catalog }),
            appTitle: config.getOptionalString('app.title') ?? 'Backstage',
            config: ses,
            logger,
            ses: await createSesClient(config, ses),
          }),
        );
      },
    });
  },
});
