import { createBackendModule } from '@backstage/backend-plugin-api';
import { environmentExtendPermission } from 'backstage-plugin-eks-environments-common';
import {
  eksEnvironmentsRequestsExtensionPoint,
  type RequestType,
} from 'backstage-plugin-eks-environments-node';
import { z } from 'zod';

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
  permission: environmentExtendPermission,

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
    await knex('toy_contacts').insert({
      environment_id: environment.id,
      contact: details.contact,
    });
    await record({
      type: 'OperationSucceeded',
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
