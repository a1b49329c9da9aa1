import { Region, Stack, StackResource, Tags } from '../world/model';
import { World } from '../world/World';
import { ec2Id, uuid } from '../world/ids';

/** The context of a resource type's code. */
export interface ResourceContext {
  world: World;
  region: Region;
  regionName: string;
  accountId: string;
  stack: Stack;
  resource: StackResource;
  /** Resolved properties. */
  properties: Record<string, unknown>;
  /** The time of the event; overdue jobs run at their own time. */
  at: number;
  /** Tags that CloudFormation sets on a resource. */
  tags: Tags;
}

/**
 * One resource type. `create` and `removing` are called when the work starts, `created` and `remove` when it is done. `create` returns
 * the physical id; `created` may return attributes for `Fn::GetAtt`, and `attributes` those that are known only later, which are read on
 * each access.
 */
export interface ResourceType {
  createSeconds: number;
  deleteSeconds: number;
  create?(context: ResourceContext): string;
  created?(context: ResourceContext): Record<string, unknown>;
  attributes?(context: ResourceContext): Record<string, unknown>;
  removing?(context: ResourceContext): void;
  remove?(context: ResourceContext): void;
}

/** A resource could not be created or removed; the message is the event's reason. */
export class ResourceFailure extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'ResourceFailure';
  }
}

/** The text of a reason from a resource handler. */
export function handlerFailure(
  service: string,
  message: string,
  code: string,
  statusCode = 400,
): ResourceFailure {
  return new ResourceFailure(
    `Resource handler returned message: "${message} (Service: ${service}, Status Code: ${statusCode}, Request ID: ${uuid()}) (SDK Attempt Count: 1)" (RequestToken: ${uuid()}, HandlerErrorCode: ${code})`,
  );
}

export function text(
  properties: Record<string, unknown>,
  name: string,
  otherwise = '',
): string {
  const value = properties[name];
  return value === undefined ? otherwise : String(value);
}

export function texts(
  properties: Record<string, unknown>,
  name: string,
): string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.flat().map(String) : [];
}

export function object(
  properties: Record<string, unknown>,
  name: string,
): Record<string, unknown> {
  return (properties[name] ?? {}) as Record<string, unknown>;
}

/** Converts `[{Key, Value}]` to a map. */
export function tagList(value: unknown): Tags {
  const list = (Array.isArray(value) ? value : []) as Array<{
    Key: string;
    Value: string;
  }>;
  return Object.fromEntries(list.map(tag => [tag.Key, String(tag.Value)]));
}

/** The tags of a resource: those of its stack, and its own. */
export function tagsOf(context: ResourceContext): Tags {
  return { ...context.tags, ...tagList(context.properties.Tags) };
}

export function removeById<T>(
  items: T[],
  id: (item: T) => string,
  wanted: string,
): void {
  const index = items.findIndex(item => id(item) === wanted);
  if (index >= 0) {
    items.splice(index, 1);
  }
}

/** A resource that has only an id in the simulated account. */
export function plain(
  prefix: string,
  createSeconds: number,
  deleteSeconds: number,
): ResourceType {
  return { createSeconds, deleteSeconds, create: () => ec2Id(prefix) };
}
