import type { Knex } from 'knex';
import type { NewEvent } from '../events/types';
import { findingTemplates } from './findings';
import {
  type MessageTemplate,
  messageTemplates,
  moduleTemplates,
} from './messages';
import { portalPages } from './pages';
import { findRecipients } from './recipients';
import { requestFacts } from './requestFacts';
import { findSubject } from './subject';

/** The message about an event, in addition to the event's own sentence. */
export interface ComposedMessage {
  title: string;
  /** One line each. */
  facts?: string[];
  advice?: string;
  /** Path of a page of the portal, from `/`. */
  path: string;
  severity: 'normal' | 'high';
  /** Entity references. */
  recipients: string[];
}

/** @returns undefined for an event that nobody is notified of */
export async function composeMessage(
  transaction: Knex.Transaction,
  event: NewEvent,
  operators: readonly string[],
): Promise<ComposedMessage | undefined> {
  const { finding, actor } = event;
  if (finding) {
    const { title, ...template } = findingTemplates[finding.kind];
    return {
      ...template,
      title: title(finding.clusterName),
      path: portalPages.fleet(),
      recipients: [...operators],
    };
  }
  const template = templateFor(event);
  if (!template || template.when?.(event) === false) {
    return undefined;
  }
  const subject = await findSubject(transaction, event);
  return (
    subject && {
      title: template.title(subject),
      facts:
        template.facts === 'request' && subject.request
          ? requestFacts(subject.request)
          : [],
      advice:
        typeof template.advice === 'function'
          ? template.advice(subject)
          : template.advice,
      path: template.path(subject),
      severity: template.severity,
      recipients: await findRecipients(transaction, {
        audience: template.audience,
        subject,
        actor,
        operators,
      }),
    }
  );
}

function templateFor({
  type,
  severity,
}: NewEvent): MessageTemplate | undefined {
  const templates: Partial<Record<string, MessageTemplate>> = messageTemplates;
  return Object.hasOwn(templates, type)
    ? templates[type]
    : severity && moduleTemplates[severity];
}
