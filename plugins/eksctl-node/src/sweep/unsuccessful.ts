import { UnsuccessfulItem } from '@aws-sdk/client-ec2';

/** Some EC2 commands return success even if the requested action failed. */
export function throwIfUnsuccessful({
  Unsuccessful: [failure] = [],
}: {
  Unsuccessful?: UnsuccessfulItem[];
}): void {
  if (failure?.Error) {
    const { Code = 'Unsuccessful', Message } = failure.Error;
    throw Object.assign(new Error(Message), { name: Code });
  }
}
