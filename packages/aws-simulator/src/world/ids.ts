import { randomBytes, randomUUID } from 'node:crypto';

/** An id in EC2's format: `vpc-0a1b2c3d4e5f67890`. */
export function ec2Id(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** The suffix that CloudFormation appends to a generated name. */
export function generatedSuffix(): string {
  return randomBytes(6).toString('hex').toUpperCase();
}

export function hexId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

export { randomUUID as uuid };
