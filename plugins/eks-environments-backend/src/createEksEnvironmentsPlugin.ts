import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  eksEnvironmentsApprovalsExtensionPoint,
  eksEnvironmentsConfigExtensionPoint,
  eksEnvironmentsNotificationsExtensionPoint,
  eksEnvironmentsOperationsExtensionPoint,
  eksEnvironmentsProvisionersExtensionPoint,
  eksEnvironmentsQuotasExtensionPoint,
  eksEnvironmentsRequestsExtensionPoint,
  type NotificationChannel,
  ownershipResolverServiceRef,
} from 'backstage-plugin-eks-environments-node';
import { ModuleOperationQueue } from './api/operations/ModuleOperationQueue';
import { ApprovalRuleRegistry } from './approvals/ApprovalRuleRegistry';
import { ConfigSections } from './config/ConfigSections';
import { OperationTypes } from './operations';
import { newProvisioners } from './provisioners';
import { QuotaDimensionRegistry } from './quotas';
import type { BackendServices } from './backendServices';
import { newRequestTypes } from './requests/newRequestTypes';
import { Registry } from './util/Registry';

/** The plugin as Backstage sees it; what it does is started by the function given. */
export function createEksEnvironmentsPlugin(
  start: (services: BackendServices) => Promise<void>,
) {
  return createBackendPlugin({
    pluginId: 'eks-environments',
    register(registration) {
      const channels = new Registry<NotificationChannel>({
        kind: 'a notification channel',
        idOf: ({ id }) => id,
      });
      registration.registerExtensionPoint(
        eksEnvironmentsNotificationsExtensionPoint,
        { addChannel: channel => channels.add(channel) },
      );
      const dimensions = new QuotaDimensionRegistry();
      registration.registerExtensionPoint(eksEnvironmentsQuotasExtensionPoint, {
        addDimension: dimension => dimensions.add(dimension),
      });
      const rules = new ApprovalRuleRegistry();
      registration.registerExtensionPoint(
        eksEnvironmentsApprovalsExtensionPoint,
        { addRule: rule => rules.add(rule) },
      );
      const sections = new ConfigSections();
      registration.registerExtensionPoint(eksEnvironmentsConfigExtensionPoint, {
        addSection: section => sections.add(section),
      });
      const operationTypes = new OperationTypes();
      const operationQueue = new ModuleOperationQueue();
      registration.registerExtensionPoint(
        eksEnvironmentsOperationsExtensionPoint,
        {
          addOperationType: type => operationTypes.add(type),
          getQueue: () => operationQueue,
        },
      );
      const provisioners = newProvisioners();
      const requestTypes = newRequestTypes();
      registration.registerExtensionPoint(
        eksEnvironmentsRequestsExtensionPoint,
        { addRequestType: type => requestTypes.add(type) },
      );
      registration.registerExtensionPoint(
        eksEnvironmentsProvisionersExtensionPoint,
        { addProvisioner: provisioner => provisioners.add(provisioner) },
      );
      registration.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          notifications: notificationService,
          ownership: ownershipResolverServiceRef,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
          signals: signalsServiceRef,
          urlReader: coreServices.urlReader,
          userInfo: coreServices.userInfo,
        },
        async init(services) {
          await start({
            ...services,
            channels,
            dimensions,
            provisioners,
            rules,
            sections,
            operationTypes,
            operationQueue,
            requestTypes,
          });
        },
      });
    },
  });
}
