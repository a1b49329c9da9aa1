import { UnsuccessfulItem } from '@aws-sdk/client-ec2';

/** Some commands of EC2 answer with success, whatever became of what they were asked for. */
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
