import { Cluster, Region } from '../world/model';
import { World } from '../world/World';
import { Principal } from '../server/principals';
import { Output, QueryParameters } from '../server/protocols';
import { StackEngine } from '../cloudformation/StackEngine';

/** The input of every action: the world, the caller, and the region. */
export interface ActionContext {
  world: World;
  stacks: StackEngine;
  principal: Principal;
  accountId: string;
  regionName: string;
  region: Region;
}

/** Actions of a query or EC2 service by name. */
export type QueryActions = Record<
  string,
  (context: ActionContext, parameters: QueryParameters) => Output
>;

export type JsonBody = Record<string, unknown>;

/** Actions of a service that speaks AWS JSON. */
export type JsonActions = Record<
  string,
  (context: ActionContext, body: JsonBody) => Output
>;

/** One operation of a REST service; `{name}` in the path becomes a parameter. */
export interface RestOperation {
  action: string;
  method: string;
  path: string;
  run(
    context: ActionContext,
    parameters: Record<string, string>,
    body: JsonBody,
    query: URLSearchParams,
  ): Output;
}

/** The page of a list for a next token; tokens are offsets. */
export function page<T>(
  items: T[],
  token: string | undefined,
  size: number,
): { items: T[]; nextToken: string | undefined } {
  const start =
    token === undefined
      ? 0
      : Number(Buffer.from(token, 'base64url').toString('utf8'));
  const end = start + size;
  return {
    items: items.slice(start, end),
    nextToken:
      end < items.length
        ? Buffer.from(String(end)).toString('base64url')
        : undefined,
  };
}

export function clusterArn(context: ActionContext, name: string): string {
  return `arn:aws:eks:${context.regionName}:${context.accountId}:cluster/${name}`;
}

export function findCluster(region: Region, name: string): Cluster | undefined {
  return region.clusters.find(cluster => cluster.name === name);
}
