import { randomBytes, randomUUID } from 'node:crypto';

/** An id in the style of EC2: `vpc-0a1b2c3d4e5f67890`. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** The suffix that CloudFormation puts behind a generated name. */
export function generatedSuffix(): string {
  return randomBytes(6).toString('hex').toUpperCase();
}

export function hexId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

export { randomUUID as uuid };
