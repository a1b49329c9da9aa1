import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A JSON Schema of the OpenAPI document, as far as input goes. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

/** One operation of the API. */
export interface ApiOperation {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
}

type Referenced<T> = T | { $ref: string };

interface RawOperation {
  operationId: string;
  parameters?: Referenced<Parameter>[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

interface ApiDocument {
  paths: Record<string, Record<string, RawOperation>>;
}

const document: ApiDocument = parse(
  readFileSync(join(__dirname, '../../schema/openapi.yaml'), 'utf8'),
);

/** What a reference of the document stands for; everything else is itself. */
export function resolve<T extends object>(value: Referenced<T>): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') {
    return value as T;
  }
  return value.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, key) => (at as Record<string, unknown>)[key],
      document,
    ) as T;
}

/** Every operation that the document has. */
export const operations: ApiOperation[] = Object.entries(
  document.paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    id: operation.operationId,
    method: method.toLocaleUpperCase('en'),
    path,
    parameters: (operation.parameters ?? []).map(parameter =>
      resolve(parameter),
    ),
    body: operation.requestBody?.content['application/json'].schema,
  })),
);
