import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How mails are sent. */
export interface SesConfig {
  from: string;
  region: string;
  accountId?: string;
  replyTo?: string;
  configurationSet?: string;
}

/** `a@example.com` or `Name <a@example.com>`. */
const ADDRESS = /^(?:[^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

/**
 * `eksEnvironments.notifications.ses`; undefined when it is not configured.
 *
 * @throws InputError when `from` or `replyTo` is not a mail address: SES would refuse each mail with the error code for invalid recipients
 */
export function readSesConfig(config: Config): SesConfig | undefined {
  const ses = config.getOptionalConfig('eksEnvironments.notifications.ses');
  for (const key of ['from', 'replyTo']) {
    const value = ses?.getOptionalString(key);
    if (value !== undefined && !ADDRESS.test(value.trim())) {
      throw new InputError(
        `eksEnvironments.notifications.ses.${key} must be a mail address, such as "Clusters <clusters@example.com>"`,
      );
    }
  }
  return (
    ses && {
      from: ses.getString('from'),
      region: ses.getString('region'),
      accountId: ses.getOptionalString('accountId'),
      replyTo: ses.getOptionalString('replyTo'),
      configurationSet: ses.getOptionalString('configurationSet'),
    }
  );
}
