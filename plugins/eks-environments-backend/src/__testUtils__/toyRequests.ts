import { createBackendModule } from '@backstage/backend-plugin-api';
import { createPermission } from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_ENVIRONMENT } from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsRequestsExtensionPoint,
  type RequestType,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';

/** The policy grants it; its name begins with that of the plugin. */
const contactChangePermission = createPermission({
  name: 'eks-environments.contact.change',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

const contactSchema = z
  .object({ contact: z.string().email().max(100) })
  .strict();

/** Asks for another contact of an environment. The module keeps contacts in its own table. */
const changeContact: RequestType<
  z.infer<typeof contactSchema>,
  { contact: string }
> = {
  type: 'change-contact',
  title: 'New contact',
  input: contactSchema,
  permission: contactChangePermission,

  async plan({ contact }, { environment }) {
    return {
      findings: contact.endsWith('@example.org')
        ? []
        : [
            {
              severity: 'error',
              code: 'contact-outside',
              field: 'input.contact',
              message: 'contact must be an address of example.org',
            },
          ],
      changes: [
        { code: 'contact', title: 'Contact', format: 'text', after: contact },
      ],
      personDecides:
        environment.owner === 'group:default/team-shop'
          ? 'Contacts of the shop are reviewed'
          : undefined,
      details: { contact },
    };
  },

  async approve({ knex, record }, { environment, details }) {
    await knex('contacts').insert({
      environment_id: environment.id,
      contact: details.contact,
    });
    await record({
      type: 'change-contact.changed',
      message: `The contact is ${details.contact}`,
    });
  },
};

export const contacts = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'contacts',
  register(registration) {
    registration.registerInit({
      deps: { requests: eksEnvironmentsRequestsExtensionPoint },
      async init({ requests }) {
        requests.addRequestType(changeContact);
      },
    });
  },
});
